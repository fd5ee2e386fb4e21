"""Until when a pause lasts that somebody asked for in words."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from told_days import DAY, item

from broadcast.asrun import Tally
from broadcast.desk.logbook import StationToday
from broadcast.desk.pausing import NoEnd, Until, ends, midnight, session_of
from broadcast.playlist import PlaylistItem
from broadcast.schedule import VIETNAM

NOON = datetime(2026, 11, 23, 12, 5, tzinfo=VIETNAM)


def board(on_air: PlaylistItem | None = None, coming: PlaylistItem | None = None) -> StationToday:
    return StationToday("my-an", "Mỹ An", True, Tally(), (), (), on_air, False, coming, None)  # noqa: FBT003


def test_an_hour_is_an_hour_and_today_ends_at_midnight() -> None:
    assert ends(Until.HOUR, NOON, board()) == NOON + timedelta(hours=1)
    assert ends(Until.TODAY, NOON.astimezone(UTC), board()) == datetime(2026, 11, 24, tzinfo=VIETNAM)


def test_the_session_is_the_one_on_the_air_or_else_the_next() -> None:
    now, later = item("kien-an", DAY, "sang"), item("kien-an", DAY, "trua")
    assert session_of(board(now, later)) is now
    assert ends(Until.SESSION, NOON, board(now, later)) == now.ends_at
    assert ends(Until.SESSION, NOON, board(None, later)) == later.ends_at
    with pytest.raises(NoEnd):
        ends(Until.SESSION, NOON, board())


def test_an_hour_that_is_past_is_tomorrows() -> None:
    assert ends(Until.TIME, NOON, board(), time(17, 30)) == NOON.replace(hour=17, minute=30)
    assert ends(Until.TIME, NOON, board(), time(6)) == datetime(2026, 11, 24, 6, tzinfo=VIETNAM)
    with pytest.raises(NoEnd):
        ends(Until.TIME, NOON, board())


def test_every_day_of_the_calendar_ends() -> None:
    assert midnight(date(2026, 11, 23)) == datetime(2026, 11, 24, tzinfo=VIETNAM)
    assert midnight(date.max).date() == date.max

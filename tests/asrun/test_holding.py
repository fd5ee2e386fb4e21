"""Whether a station holds the list of a day, and which day's list matters."""

from datetime import datetime, time, timedelta

import pytest
from told_days import DAY

from broadcast.asrun import Heartbeat, Holding, day_asked, holding, wanted_version
from broadcast.schedule import VIETNAM

PATIENCE = timedelta(minutes=10)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(DAY, time(hour, minute), VIETNAM)


def beat(**held: int) -> Heartbeat:
    playlists = {DAY + timedelta(days=int(name[1:])): version for name, version in held.items()}
    return Heartbeat("b", "kien-an", at(5), "1", None, playlists, 0, 1)


@pytest.mark.parametrize(
    ("wanted", "said", "expected"),
    [
        (None, beat(d0=3), Holding.NOT_MADE),
        (None, None, Holding.NOT_MADE),
        (3, None, Holding.NO_PLAYER),
        (3, beat(d0=2), Holding.OLDER),
        (3, beat(d1=3), Holding.LACKS),
        (3, beat(d0=3), Holding.HOLDS),
        (3, beat(d0=4), Holding.HOLDS),
    ],
)
def test_a_station_holds_what_its_heartbeat_says(
    wanted: int | None, said: Heartbeat | None, expected: Holding
) -> None:
    assert holding(wanted, said, DAY) is expected


def test_what_came_out_just_now_is_not_missing_yet() -> None:
    published = [(1, at(5)), (2, at(9)), (3, at(9, 55))]
    assert wanted_version(published, at(10), PATIENCE) == 2
    assert wanted_version(published, at(10, 5), PATIENCE) == 3
    assert wanted_version([(1, at(9, 59))], at(10), PATIENCE) == 1
    assert wanted_version([], at(10), PATIENCE) is None


@pytest.mark.parametrize(
    ("now", "ends", "days"),
    [
        (at(11, 59), [at(11, 15), at(17, 15)], 0),
        (at(12), [at(17, 15)], 1),
        (at(9), [at(5, 15), at(8, 30)], 1),
        (at(9), [at(5, 15), at(9, 1)], 0),
        (at(9), [], 0),
        (at(23), [], 1),
    ],
)
def test_from_noon_on_or_once_today_is_over_tomorrow_matters(
    now: datetime, ends: list[datetime], days: int
) -> None:
    assert day_asked(now, ends, VIETNAM) == DAY + timedelta(days=days)

"""Alarms stand until it is right again, over a restart; backups are whole; sessions not reported are told."""

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from told_days import DAY, as_json, beat_json, line

from broadcast.desk import keeping
from broadcast.desk.alarms import Alarms
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.language import Text
from broadcast.schedule import VIETNAM
from broadcast.store.tables import PLAYLISTS

FULL, FULLER = Text("đĩa đầy", "disk full"), Text("đĩa vẫn đầy", "disk still full")
SIX = datetime(DAY.year, DAY.month, DAY.day, 6, tzinfo=VIETNAM)


@pytest.fixture
def told_studio(day_was_told: Studio) -> Studio:
    """It is six in the morning of the day that was told, its first session is long over."""
    return replace(day_was_told, now=lambda: SIX)


def test_an_alarm_keeps_its_moment_over_a_restart_and_goes_when_it_is_cleared(studio: Studio) -> None:
    Alarms(studio).put("clock.backup", FULL)
    later = replace(studio, now=lambda: datetime(2026, 12, 1, tzinfo=UTC))
    again = Alarms(later)
    again.put("clock.backup", FULLER)
    (alarm,) = again.standing()
    assert (alarm.what, alarm.since) == (FULLER, studio.now())
    again.clear("clock.backup")
    assert again.standing() == ()


def test_a_session_that_was_not_reported_is_an_alarm_until_its_line_arrives(told_studio: Studio) -> None:
    early = replace(told_studio, now=lambda: SIX - timedelta(hours=2))
    Reception(early).record_heartbeat("kien-an", {"beats": [beat_json()]})
    reception = Reception(told_studio)
    reception.close_sessions()
    (alarm,) = reception.alarms()
    assert alarm.what.vi == "Đài Truyền thanh xã Kiến An chưa báo đã phát buổi 05:00 ngày 06/08/2020"
    reception.record_as_run("kien-an", {"lines": [as_json(line("sang"))]})
    reception.close_sessions()
    assert reception.alarms() == ()


def test_a_station_owes_no_report_of_what_was_before_it_was_heard_of(told_studio: Studio) -> None:
    reception = Reception(told_studio)
    reception.record_heartbeat("kien-an", {"beats": [beat_json()]})
    reception.close_sessions()
    assert reception.alarms() == ()


def test_a_day_that_cannot_be_made_is_an_alarm(small_studio: Studio) -> None:
    reception = Reception(small_studio, only="my-an")
    reception.give_up(reception.today(), FULL)
    (alarm,) = reception.alarms()
    assert "1 đài chưa làm được" in alarm.what.vi
    assert "my-an: đĩa đầy" in alarm.what.vi


def test_the_database_is_copied_once_a_day_and_the_last_seven_copies_stay(studio: Studio) -> None:
    Alarms(studio).put("clock.backup", FULL)
    days = [studio.now() + timedelta(days=number) for number in range(9)]
    for day in days:
        dated = replace(studio, now=lambda day=day: day)
        assert keeping.back_up(dated)
        assert not keeping.back_up(dated)
    kept = sorted((studio.data / "backups").iterdir())
    modes = {stat.S_IMODE(path.stat().st_mode) for path in kept}
    assert (stat.S_IMODE(kept[0].parent.stat().st_mode), modes) == (0o700, {0o600}), "they hold hashes"
    assert [path.name for path in kept] == [f"broadcast-2026-{d:%m-%d}.sqlite3" for d in days[-7:]]
    with closing(sqlite3.connect(kept[-1])) as copy:
        assert copy.execute("SELECT id, vi FROM alarms").fetchall() == [("clock.backup", "đĩa đầy")]


def test_a_backup_that_cannot_be_written_is_told(studio: Studio) -> None:
    (studio.data / "backups").write_text("a file stands where the folder should be")
    with pytest.raises(keeping.NotBackedUp, match="sao lưu"):
        keeping.back_up(studio)


def test_what_a_station_owes_is_one_alarm_behind_those_of_the_house(told_studio: Studio) -> None:
    early = replace(told_studio, now=lambda: SIX - timedelta(hours=2))
    Reception(early).record_heartbeat("kien-an", {"beats": [beat_json()]})
    reception = Reception(replace(told_studio, now=lambda: SIX + timedelta(hours=12)))
    reception.close_sessions()
    reception.alarm("clock.backup", FULL)
    house, station = reception.alarms()
    assert house.what == FULL
    assert "chưa báo đã phát 3 buổi, từ buổi 05:00 ngày 06/08/2020" in station.what.vi


def test_a_session_made_after_its_hour_is_no_debt(told_studio: Studio) -> None:
    early = replace(told_studio, now=lambda: SIX - timedelta(hours=2))
    Reception(early).record_heartbeat("kien-an", {"beats": [beat_json()]})
    with told_studio.database.begin() as connection:
        connection.execute(update(PLAYLISTS).values(published_at=SIX))
    reception = Reception(told_studio)
    reception.close_sessions()
    assert reception.alarms() == ()

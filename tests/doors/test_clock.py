"""The clock over a real scheduler: what fails is told once it fails, and taken back when it succeeds."""

import logging
import queue
from datetime import date, datetime, timedelta

import pytest

from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.doors.cli.chores import chores
from broadcast.doors.cli.screen import Screen
from broadcast.doors.clock import ALARM, WATCH_S, Job, clock, every, hourly
from broadcast.errors import Fault, Unavailable
from broadcast.language import Language, Text
from broadcast.schedule import VIETNAM

NOON = datetime(2026, 7, 1, 12, 5, tzinfo=VIETNAM)


def test_a_failing_job_raises_an_alarm_and_the_next_success_ends_it() -> None:
    told: queue.Queue[tuple[str, Text | None]] = queue.Queue()
    failures = [Unavailable(Fault(Text("đĩa đầy", "the disk is full"), Text("dọn đĩa", "free some space")))]

    def work() -> None:
        if failures:
            raise failures.pop()

    job = Job("backup", Text("việc sao lưu", "the backup"), work, every(0.05))
    with clock([job], lambda name, what: told.put((name, what))):
        name, what = told.get(timeout=20)
        assert (name, what and what.en) == (
            ALARM + "backup",
            "the backup failed: the disk is full; free some space",
        )
        assert told.get(timeout=20) == (ALARM + "backup", None)


def test_a_success_ends_an_alarm_that_an_earlier_process_left() -> None:
    told: queue.Queue[tuple[str, Text | None]] = queue.Queue()
    job = Job("close", Text("việc khép buổi", "closing"), lambda: None, every(0.05))
    with clock([job], lambda name, what: told.put((name, what))):
        assert told.get(timeout=20) == (ALARM + "close", None)


def test_a_failure_is_told_once_until_it_differs_and_again_after_a_success(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: queue.Queue[Text | None] = queue.Queue()
    ends = iter(["x", "x", "x", "y", "y", "", "", "y"])

    def work() -> None:
        if wrong := next(ends, "y"):
            raise ValueError(wrong)

    caplog.set_level(logging.ERROR, "broadcast.clock")
    with clock([Job("look", Text("a", "a"), work, every(0.02))], lambda _, what: told.put(what)):
        heard = [told.get(timeout=20) for _ in range(4)]
    said = [what and what.en for what in heard]
    assert said == [_fault("x"), _fault("y"), None, _fault("y")]
    assert len(caplog.records) == 3


def _fault(wrong: str) -> str:
    return f"a failed: a fault of the software: ValueError('{wrong}')"


@pytest.mark.parametrize("away", [timedelta(0), timedelta(days=730), timedelta(days=-730)])
def test_the_next_run_is_reckoned_from_now_wherever_the_wall_clock_was(away: timedelta) -> None:
    assert every(5).get_next_fire_time(NOON - away, NOON) == NOON + timedelta(seconds=5)
    assert hourly(5).get_next_fire_time(NOON - away, NOON) == NOON + timedelta(hours=1)


def test_jobs_go_on_after_the_wall_clock_was_set_back() -> None:
    ran: queue.Queue[None] = queue.Queue()
    job = Job("look", Text("việc xem", "looking"), lambda: ran.put(None), every(1800))
    with clock([job], lambda *_: None, now=lambda: datetime.now(VIETNAM) - timedelta(hours=1)):
        ran.get(timeout=20)


def test_the_watch_does_not_put_off_what_waits_for_longer_than_its_look() -> None:
    ran: queue.Queue[None] = queue.Queue()
    job = Job("look", Text("việc xem", "looking"), lambda: ran.put(None), every(WATCH_S * 1.2))
    with clock([job], lambda *_: None):
        ran.get(timeout=20)


def test_the_alarm_of_a_job_that_an_upgrade_renamed_is_ended(studio: Studio) -> None:
    reception = Reception(studio)
    for name in (ALARM + "sweep", ALARM + "backup", "other.sweep"):
        reception.alarm(name, Text("đĩa đầy", "the disk is full"))
    (close,) = (job for job in chores(reception, Screen(Language.VI)) if job.id == "close")
    close.do()
    assert {alarm.id for alarm in reception.alarms()} == {ALARM + "backup", "other.sweep"}


def test_the_clock_has_measured_what_was_published_and_stops_with_the_service(small_studio: Studio) -> None:
    day = date(2020, 8, 6)
    reception, screen = Reception(small_studio, day, "my-an"), Screen(Language.VI)
    reception.make(day, Nobody())
    (first, *_) = small_studio.audio.files()
    first.unlink()
    (measure,) = (job for job in chores(reception, screen) if job.id == "measure")
    screen.stop.set()
    measure.do()
    assert reception.alarms() == ()
    screen.stop.clear()
    measure.do()
    assert [alarm.id for alarm in reception.alarms()] == ["loudness.my-an"]

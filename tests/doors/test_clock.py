"""The clock over a real scheduler: what fails is told once it fails, and taken back when it succeeds."""

import queue

from broadcast.doors.clock import ALARM, Job, clock, every
from broadcast.errors import Fault, Unavailable
from broadcast.language import Text


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

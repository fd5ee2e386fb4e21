"""The clock: APScheduler as an alarm clock for a few fixed jobs that may run twice without harm.

It does not hold airings: those stand in playlists, and players keep their own time (docs/decisions/0009).
"""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from broadcast.desk.traffic import said
from broadcast.errors import BroadcastError
from broadcast.language import Text
from broadcast.schedule import VIETNAM

ALARM = "clock."
"""How the ids of these alarms begin."""


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that the clock asks for, again and again; `name` is how people know it."""

    id: str
    name: Text
    do: Callable[[], None]
    when: BaseTrigger


def every(seconds: float) -> BaseTrigger:
    """Again and again, so many seconds apart."""
    return IntervalTrigger(seconds=seconds, timezone=VIETNAM)


def hourly(minute: int) -> BaseTrigger:
    """At that minute of every hour."""
    return CronTrigger(minute=minute, timezone=VIETNAM)


Alarm = Callable[[str, Text | None], None]
"""Told the id of an alarm, and what is wrong, or None when it is right again."""


class Clock:
    """Jobs at work are counted, and what became of each is told once, when it changes."""

    def __init__(self, jobs: Sequence[Job], alarm: Alarm) -> None:
        self._names: Mapping[str, Text] = {job.id: job.name for job in jobs}
        self._alarm = alarm
        self._at_work = 0
        self._counting = threading.Lock()
        self._well: set[str] = set()

    @property
    def at_work(self) -> bool:
        """Whether a job runs now: a process that ends then has to wait for it."""
        return self._at_work > 0

    def counted(self, do: Callable[[], None]) -> Callable[[], None]:
        """`do`, counted while it runs."""

        def run() -> None:
            with self._counting:
                self._at_work += 1
            try:
                do()
            finally:
                with self._counting:
                    self._at_work -= 1

        return run

    def heard(self, event: JobExecutionEvent) -> None:
        """A job ended or was missed. The first success ends an alarm that an earlier process left."""
        job = event.job_id
        if event.code == EVENT_JOB_EXECUTED:
            if job not in self._well:
                self._alarm(ALARM + job, None)
                self._well.add(job)
            return
        self._well.discard(job)
        why = _why(event)
        name = self._names[job]
        self._alarm(ALARM + job, Text(f"{name.vi} bị hỏng: {why.vi}", f"{name.en} failed: {why.en}"))


def _why(event: JobExecutionEvent) -> Text:
    error = event.exception
    if error is None:
        return Text("đồng hồ bỏ lỡ", "the clock missed it")
    if isinstance(error, BroadcastError | OSError):
        return said(error)
    logging.getLogger("broadcast.clock").error(event.traceback)
    return Text(f"lỗi phần mềm: {error!r}", f"a fault of the software: {error!r}")


@contextmanager
def clock(jobs: Sequence[Job], alarm: Alarm) -> Iterator[Clock]:
    """Run `jobs`; `alarm` hears when one fails or is missed, and when it succeeds again.

    No grace time and coalescing: a job that was late because the machine slept runs once, as soon as it can.
    A job that still runs when it is due again is not started twice.
    """
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # failures are told as alarms
    scheduler = BackgroundScheduler(
        timezone=VIETNAM, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )
    told = Clock(jobs, alarm)
    scheduler.add_listener(told.heard, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    for job in jobs:
        scheduler.add_job(told.counted(job.do), job.when, id=job.id)
    scheduler.start()
    try:
        yield told
    finally:
        scheduler.shutdown(wait=False)

"""The clock: APScheduler as an alarm clock for a few fixed jobs that may run twice without harm.

It does not hold airings: those stand in playlists, and players keep their own time (docs/decisions/0009).
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger

from broadcast.desk.traffic import said
from broadcast.errors import BroadcastError
from broadcast.language import Text
from broadcast.schedule import VIETNAM

ALARM = "clock."
"""How the ids of these alarms begin."""

WATCH_S = 2
"""How often it is looked whether the wall clock was set back."""

_EXPECTED = (BroadcastError, OSError)
"""What may go wrong without a fault of ours: no traceback is needed to mend it."""


class _Ahead(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Due next at `after(now)`, whenever it was due before.

    APScheduler's own triggers go on from the last moment due, and list every run missed since before they
    coalesce: 12.6 million, 742 MB, for a job of every 5 s when the wall clock is set forward by two years.
    """

    def __init__(self, after: Callable[[datetime], datetime]) -> None:
        self.after = after

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:  # noqa: ARG002
        """The next moment due, later than `now`."""
        return self.after(now)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that the clock asks for, again and again; `name` is how people know it."""

    id: str
    name: Text
    do: Callable[[], None]
    when: BaseTrigger


def every(seconds: float) -> BaseTrigger:
    """Again and again, so many seconds apart."""
    return _Ahead(lambda now: now + timedelta(seconds=seconds))


def hourly(minute: int) -> BaseTrigger:
    """At that minute of every hour."""
    cron = CronTrigger(minute=minute, timezone=VIETNAM)
    return _Ahead(lambda now: cron.get_next_fire_time(None, now + timedelta.resolution))


Alarm = Callable[[str, Text | None], None]
"""Told the id of an alarm, and what is wrong, or None when it is right again."""


class Clock:
    """Jobs at work are counted, and what became of each is told once, when it changes."""

    def __init__(self, jobs: Sequence[Job], alarm: Alarm) -> None:
        self._names: Mapping[str, Text] = {job.id: job.name for job in jobs}
        self._alarm = alarm
        self._at_work = 0
        self._counting = threading.Lock()
        self._told: dict[str, Text | None] = {}

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
        what = None if event.code == EVENT_JOB_EXECUTED else _failed(self._names[job], event.exception)
        if job in self._told and self._told[job] == what:
            return
        if event.exception is not None and not isinstance(event.exception, _EXPECTED):
            logging.getLogger("broadcast.clock").error(event.traceback)
        self._alarm(ALARM + job, what)
        self._told[job] = what  # only now: what could not be told is told after the next run


def _failed(name: Text, error: Exception | None) -> Text:
    why = _why(error)
    return Text(f"{name.vi} bị hỏng: {why.vi}", f"{name.en} failed: {why.en}")


def _why(error: Exception | None) -> Text:
    return Text("đồng hồ bỏ lỡ", "the clock missed it") if error is None else said(error)


def orphans(alarms: Iterable[str], jobs: Iterable[Job]) -> Sequence[str]:
    """Of `alarms`, those of jobs not among `jobs`: an upgrade renamed them, no success will end them."""
    ours = {ALARM + job.id for job in jobs}
    return [name for name in alarms if name.startswith(ALARM) and name not in ours]


def _wall() -> datetime:
    return datetime.now(VIETNAM)


def _watch(scheduler: BackgroundScheduler, stop: threading.Event, now: Callable[[], datetime]) -> None:
    """Until `stop`: a job that waits longer than it ever has to waits for a clock that was set back.

    The pause between two looks is monotonic, so that it does not wait for that clock as well.
    """
    while not stop.wait(WATCH_S):
        for job in scheduler.get_jobs():
            due = job.next_run_time  # read before the clock is: it was reckoned from an earlier moment
            soonest = job.trigger.after(now())
            if due > soonest:
                job.modify(next_run_time=soonest)


@contextmanager
def clock(jobs: Sequence[Job], alarm: Alarm, now: Callable[[], datetime] = _wall) -> Iterator[Clock]:
    """Run `jobs`; `alarm` hears when one fails or is missed, and when it succeeds again.

    `now` (aware) is where it is seen that the wall clock was set back.

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
    stop = threading.Event()
    watch = threading.Thread(target=_watch, args=(scheduler, stop, now), name="watch", daemon=True)
    watch.start()
    try:
        yield told
    finally:
        stop.set()
        watch.join()
        scheduler.shutdown(wait=False)

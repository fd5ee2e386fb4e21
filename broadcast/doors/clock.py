"""The clock: APScheduler as an alarm clock for a few fixed jobs that may run twice without harm.

It does not hold airings: those stand in playlists, and players keep their own time (docs/decisions/0002).
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from broadcast.language import Text
from broadcast.schedule import VIETNAM


@contextmanager
def clock(coming: Callable[[], None], alarm: Callable[[Text], None]) -> Iterator[None]:
    """Run `coming` (make the shown day and the next) at five past each hour; `alarm` hears of a failure.

    No grace time and coalescing: a job that was late because the machine slept runs once, as soon as it can.
    """
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BackgroundScheduler(
        timezone=VIETNAM, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    )

    def heard(event: JobExecutionEvent) -> None:
        why = event.exception or "missed"
        alarm(Text(f"đồng hồ: việc {event.job_id} hỏng ({why})", f"clock: job {event.job_id} failed ({why})"))

    scheduler.add_listener(heard, EVENT_JOB_ERROR | EVENT_JOB_MISSED)
    scheduler.add_job(coming, CronTrigger(minute=5, timezone=VIETNAM), id="coming")
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)

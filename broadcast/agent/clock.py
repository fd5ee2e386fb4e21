"""Two clocks: one that people read, which may be set, and one that only goes forward."""

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple, Protocol

VIETNAM = timezone(timedelta(hours=7))
"""Hours of broadcasting; Vietnam keeps one offset all the year, so no table of zones is needed."""


class Clock(Protocol):
    """Wall clock for *when*, monotonic clock for *how long*."""

    def now(self) -> datetime:
        """The wall clock, aware. It may leap, when somebody or NTP sets it."""

    def monotonic(self) -> float:
        """Seconds that never leap."""


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """The wall clock in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since the machine started."""
        return time.monotonic()


class Moment(NamedTuple):
    """Both clocks, read together."""

    wall: datetime
    mono: float

    def earlier(self, mono: float) -> datetime:
        """What the wall clock, as it is set now, showed when the other stood at `mono`."""
        return self.wall - timedelta(seconds=self.mono - mono)


def moment(clock: Clock) -> Moment:
    """Read both clocks at one moment, within 1 ms unless the machine is very busy."""
    for _ in range(5):
        before, wall, after = clock.monotonic(), clock.now(), clock.monotonic()
        if after - before < 0.001:
            break
    return Moment(wall, (before + after) / 2)

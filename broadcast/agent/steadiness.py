"""Whether the wall clock can be believed: a small player has no battery, and NTP sets it after the start."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from broadcast.agent.clock import Moment

SETTLED_S = 120.0
"""The clock must have gone evenly for this long, in seconds, before anything is written off as missed."""

LEAP_S = 1.0

STALL_S = 5.0
"""Ticks come several times a second; after a longer pause somebody held the machine up."""


@dataclass(slots=True)
class Steadiness:
    """Watches both clocks from tick to tick."""

    last: Moment
    since: float
    leapt: tuple[datetime, datetime] | None = None

    @classmethod
    def starting(cls, now: Moment) -> "Steadiness":
        """The agent has just begun: nothing is known of the clock."""
        return cls(now, now.mono)

    def see(self, now: Moment) -> None:
        """Compare with the tick before."""
        expected = self.last.wall + timedelta(seconds=now.mono - self.last.mono)
        leapt = abs((now.wall - expected).total_seconds()) > LEAP_S
        if leapt:
            self.since = now.mono
        if leapt or now.mono - self.last.mono > STALL_S:
            self.leapt = (self.last.wall, now.wall)
        self.last = now

    @property
    def settled(self) -> bool:
        """Whether the clock has gone evenly for long enough."""
        return self.last.mono - self.since >= SETTLED_S

    def leapt_over(self, at: datetime) -> bool:
        """Whether the last leap, or the last pause between ticks, passed over that hour."""
        return self.leapt is not None and self.leapt[0] <= at <= self.leapt[1]

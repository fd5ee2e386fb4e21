"""How many airings there were, and what became of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from broadcast.asrun.judging import Airing
from broadcast.asrun.line import Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """Airings by outcome; `silent` ran without a loudspeaker, whatever their outcome is called.

    `unreported` have no line though their hour is over, `to_come` are not over yet.
    """

    played: int = 0
    late: int = 0
    cut: int = 0
    missed: int = 0
    silent: int = 0
    unreported: int = 0
    to_come: int = 0

    @property
    def aired(self) -> int:
        """Those that sounded whole, on time or late."""
        return self.played + self.late

    @property
    def planned(self) -> int:
        """All of them."""
        return self.aired + self.cut + self.missed + self.silent + self.unreported + self.to_come


def tally(airings: Iterable[Airing], now: datetime) -> Tally:
    """Count `airings` as they stand at `now`."""
    return Tally(**Counter(_state(airing, now) for airing in airings))


def _state(airing: Airing, now: datetime) -> str:
    if airing.silent:
        return "silent"
    if airing.line is not None:
        return _STATES[airing.line.outcome]
    return "to_come" if airing.item.ends_at > now else "unreported"


_STATES = {
    Outcome.PLAYED: "played",
    Outcome.LATE: "late",
    Outcome.CUT: "cut",
    Outcome.MISSED: "missed",
}

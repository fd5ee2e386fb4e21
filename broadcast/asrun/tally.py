"""What became of an airing as it stands now, and how many there were of each kind."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broadcast.asrun.judging import Airing
from broadcast.asrun.line import Outcome


class Fate(StrEnum):
    """What became of an airing, as far as the station told: the outcomes of its log, and four of our own."""

    PLAYED = "played"
    LATE = "late"
    CUT = "cut"
    MISSED = "missed"
    SILENT = "silent"
    PAUSED = "paused"
    UNREPORTED = "unreported"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Tally:
    """Airings by outcome; `silent` ran without a loudspeaker, whatever their outcome is called.

    `paused` were missed or cut because the commune wanted it so: no fault of anybody.

    `unreported` have no line though their hour is over, `to_come` are not over yet.
    """

    played: int = 0
    late: int = 0
    cut: int = 0
    missed: int = 0
    silent: int = 0
    paused: int = 0
    unreported: int = 0
    to_come: int = 0

    @property
    def aired(self) -> int:
        """Those that sounded whole, on time or late."""
        return self.played + self.late

    @property
    def planned(self) -> int:
        """All of them."""
        not_aired = self.cut + self.missed + self.silent + self.paused
        return self.aired + not_aired + self.unreported + self.to_come


def tally(airings: Iterable[Airing], now: datetime) -> Tally:
    """Count `airings` as they stand at `now`."""
    return Tally(**Counter(fate(airing, now).value for airing in airings))


def fate(airing: Airing, now: datetime) -> Fate:
    """What became of `airing` by `now` (aware)."""
    if airing.silent:
        return Fate.SILENT
    if airing.paused:
        return Fate.PAUSED
    if airing.line is not None:
        return _FATES[airing.line.outcome]
    return Fate.TO_COME if airing.item.ends_at > now else Fate.UNREPORTED


_FATES = {
    Outcome.PLAYED: Fate.PLAYED,
    Outcome.LATE: Fate.LATE,
    Outcome.CUT: Fate.CUT,
    Outcome.MISSED: Fate.MISSED,
}

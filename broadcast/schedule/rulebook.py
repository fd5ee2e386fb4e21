"""Quy định: what holds at a station on a day, who laid it down, and until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from broadcast.schedule.policy import LAID_DOWN, LocalPolicy, Policy, giving
from broadcast.schedule.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules of `station` on `day`: `policy` is what holds.

    `by` are the entries that lay each of `LAID_DOWN` down: none where it holds by default, several where the
    loudspeakers are heard in several places and the strictest holds. `changes` is the next day on which
    anything is different.
    """

    station: str
    day: date
    policy: Policy
    by: Mapping[str, tuple[LocalPolicy, ...]]
    changes: date | None


def rulebook(schedule: Schedule, station: str, day: date) -> Rulebook:
    """What holds at `station` on `day`; raises UnknownStation."""
    policy = schedule.policy_at(station, day)
    laid_down = [schedule.laid_down(line, day) for line in schedule.lines(station, day)]
    by = {name: _distinct(giving(each, name) for each in laid_down) for name in LAID_DOWN}
    later = (each for each in schedule.stretches if each > day)
    changes = next((each for each in later if schedule.policy_at(station, each) != policy), None)
    return Rulebook(station, day, policy, by, changes)


def _distinct(entries: Iterable[LocalPolicy | None]) -> tuple[LocalPolicy, ...]:
    return tuple(dict.fromkeys(each for each in entries if each is not None))

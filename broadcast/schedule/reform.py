"""Sắp xếp địa bàn: units that were merged, divided or renamed, with the document that says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Change:
    """What `old` places became: one into one, several into one, one into several, several into several.

    A place that stands on both sides goes on. No `new` one: the old ones ended and nothing followed.
    """

    old: tuple[str, ...]
    new: tuple[str, ...] = ()

    @property
    def ended(self) -> tuple[str, ...]:
        """The places that are no more."""
        return tuple(place for place in self.old if place not in self.new)

    @property
    def begun(self) -> tuple[str, ...]:
        """The places that were not there before."""
        return tuple(place for place in self.new if place not in self.old)


@dataclass(frozen=True, slots=True)
class Reform:
    """Sắp xếp: on `day` the new places hold and the old ones have ended.

    `kind` is data (sáp nhập, chia, đổi tên). `legal` is the document; `assumed` marks what none says.
    """

    day: date
    changes: tuple[Change, ...]
    kind: str = ""
    legal: str | None = None
    assumed: bool = False


def ends(reforms: Iterable[Reform]) -> Mapping[str, date]:
    """On which day each place was over, by place."""
    return {place: each.day for each in reforms for change in each.changes for place in change.ended}


def beginnings(reforms: Iterable[Reform]) -> Mapping[str, date]:
    """On which day each place began, by place."""
    return {place: each.day for each in reforms for change in each.changes for place in change.begun}


def heirs(reforms: Iterable[Reform]) -> Mapping[str, tuple[str, ...]]:
    """What each ended place became, by place, in the order of the reforms."""
    found: dict[str, tuple[str, ...]] = {}
    for change in (change for each in reforms for change in each.changes):
        for place in change.ended:
            found[place] = tuple(dict.fromkeys((*found.get(place, ()), *change.new)))
    return found


def forebears(reforms: Iterable[Reform]) -> Mapping[str, tuple[str, ...]]:
    """What each new place was made of, by place."""
    found: dict[str, tuple[str, ...]] = {}
    for change in (change for each in reforms for change in each.changes):
        for place in change.begun:
            found[place] = tuple(dict.fromkeys((*found.get(place, ()), *change.old)))
    return found

"""Nơi đứng: the places of a day, and where a station stands on it, with what that was called before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from broadcast.language import Text
from broadcast.schedule.places import Place
from broadcast.schedule.schedule import Schedule
from broadcast.schedule.span import DAY


@dataclass(frozen=True, slots=True)
class Former:
    """What a place was before a reform: `kind` and `name` (xã, Hòa An), `place` with those above it.

    `until` is its last day.
    """

    kind: str
    name: str
    place: str
    code: str
    until: date

    @property
    def said(self) -> Text:
        """`trước 01/07/2025: xã Hòa An, huyện Chợ Mới`."""
        since = self.until + DAY
        return Text(f"trước {since:%d/%m/%Y}: {self.place}", f"before {since}: {self.place}")


def place_of(schedule: Schedule, station: str, day: date) -> tuple[Place, Former | None]:
    """The place where `station` stands on `day`, and the one it was declared to stand in, if that ended.

    Raises:
        UnknownStation: no such station.
    """
    declared = schedule.station(station).place
    served = schedule.served(station, day)
    place = schedule.place(served[0] if served else declared)
    over = schedule.tree.spans[declared]
    if place.id == declared or not over.ended_by(day):
        return place, None
    was = schedule.place(declared)
    return place, Former(
        was.kind, was.name, _with_above(schedule, declared, over.latest), was.code, over.latest
    )


def _with_above(schedule: Schedule, place: str, day: date) -> str:
    return ", ".join(
        f"{each.kind} {each.name}" for each in map(schedule.place, schedule.tree.climb(place, day))
    )


def places_on(schedule: Schedule, day: date) -> Iterator[Place]:
    """The places that there are on `day`, each in what it lies in on that day."""
    for place in schedule.dated_places:
        if schedule.tree.holds(place.id, day):
            yield replace(place, parent=schedule.tree.parent(place.id, day))

"""Xã chọn: what a commune decides of what comes from above, and where its own items meet it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from broadcast.desk import traffic
from broadcast.desk.house import House
from broadcast.desk.operating import Operating
from broadcast.desk.studio import Studio
from broadcast.errors import BroadcastError, Fault, Invalid
from broadcast.language import Text
from broadcast.people import Deed, Did, Fact, Person
from broadcast.schedule import Clash, clashes, may_decline, own
from broadcast.script import BulletinClass, Script
from broadcast.store import audit, choices
from broadcast.store.choices import Kind

AHEAD = 7
"""Days to come over which clashes are looked for."""


class NotToChoose(Invalid):
    """Nothing that the commune decides: not a pair of its own and another's, or more than a normal item."""


@dataclass(frozen=True, slots=True)
class ComingClash:
    """A clash as it first stands, and all the days on which it does."""

    clash: Clash
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class FromAbove:
    """A normal item from above that airs here in the coming days, and whether the commune declined it."""

    script: Script
    declined: bool


@dataclass(frozen=True, slots=True)
class Choosing:
    """What the communes choose; `house` gives what is on file now, with their choices."""

    studio: Studio
    house: Callable[[], House]
    operating: Operating

    def clashes(self, station: str) -> tuple[ComingClash, ...]:
        """Trùng buổi of the coming days, each pair once; raises UnknownStation.

        Plans only where two such items may meet at all.
        """
        house, name = self.house(), self.house().schedule.station(station).id
        found: dict[tuple[str, str], list[tuple[date, Clash]]] = {}
        for day in filter(lambda day: _may_meet(house, name, day), self._days()):
            for clash in self._on(house, name, day):
                found.setdefault((clash.own.id, clash.above.id), []).append((day, clash))
        return tuple(
            ComingClash(those[0][1], tuple(dict.fromkeys(day for day, _ in those)))
            for those in found.values()
        )

    def from_above(self, station: str) -> tuple[FromAbove, ...]:
        """Normal items from above that may air here in the coming days, by title; raises UnknownStation."""
        house = self.house()
        name = house.schedule.station(station).id
        declined, days = house.choices_of(name).declined, self._days()
        scripts = (each.script for each in house.scripts.values() if not each.faults)
        here = [
            script
            for script in scripts
            if may_decline(script, name) and script.cleared and any(map(script.valid_on, days))
        ]
        return tuple(
            FromAbove(each, each.id in declined) for each in sorted(here, key=lambda each: each.title)
        )

    def put_first(self, by: Person, station: str, first: str, second: str) -> None:
        """Of two priority items, one the commune's own, `first` goes before `second`.

        Raises:
            MayNot, UnknownStation.
            NotToChoose: they are no such pair.
        """
        self.operating.refuse_unless_may(by, station, BulletinClass.PRIORITY)
        scripts = [self._script(name) for name in (first, second)]
        urgent = all(each.klass is BulletinClass.PRIORITY and each.airs_at(station) for each in scripts)
        if not urgent or sum(own(each, station) for each in scripts) != 1:
            raise NotToChoose(Fault(_NO_PAIR, _LOOK_AGAIN))
        self._choose(by, station, Kind.FIRST, Did.ORDER_CHOSEN, first, second)

    def decline(self, by: Person, station: str, script: str) -> None:
        """Không phát ở xã này: a normal item from above; raises MayNot, UnknownStation, NotToChoose."""
        self.operating.refuse_unless_may(by, station)
        if not may_decline(self._script(script), station):
            raise NotToChoose(Fault(_NOT_NORMAL, _LOOK_AGAIN))
        self._choose(by, station, Kind.DECLINED, Did.ITEM_DECLINED, script)

    def take_back(self, by: Person, station: str, script: str) -> None:
        """Let an item air again that was declined; raises MayNot, UnknownStation, NotToChoose."""
        self.operating.refuse_unless_may(by, station)
        if script not in self.house().choices_of(station).declined:
            raise NotToChoose(Fault(_NOT_DECLINED, _LOOK_AGAIN))
        self._choose(by, station, Kind.TAKEN_BACK, Did.ITEM_TAKEN_BACK, script)

    def _choose(self, by: Person, station: str, kind: Kind, did: Did, script: str, other: str = "") -> None:
        now = self.studio.now()
        facts: dict[str, Fact] = {"script": script, **({"before": other} if other else {})}
        with self.studio.database.begin() as connection:
            choices.add(connection, station, kind, script, other, by.name, now)
            audit.record(connection, Deed(by.name, did, station, facts), now)

    def _script(self, name: str) -> Script:
        found = self.house().scripts.get(name)
        if found is None:
            raise NotToChoose(Fault(_NO_PAIR, _LOOK_AGAIN))
        return found.script

    def _days(self) -> tuple[date, ...]:
        return tuple(self.studio.today() + timedelta(days=number) for number in range(AHEAD + 1))

    def _on(self, house: House, station: str, day: date) -> Iterator[Clash]:
        """The clashes of one day; none of a day of which nothing was spoken yet."""
        known = house.schedule.station(station)
        try:
            plan = traffic.plan_as_spoken(self.studio, house, day, known)
        except BroadcastError:
            return
        scripts = {name: each.script for name, each in house.airable(day).items()}
        yield from clashes(plan, scripts, house.choices_of(station))


def _may_meet(house: House, station: str, day: date) -> bool:
    """Whether the commune has a priority item that day, and somebody above has one for it too."""
    urgent = [
        each.script
        for each in house.airable(day).values()
        if each.script.klass is BulletinClass.PRIORITY and each.script.airs_at(station)
    ]
    return len({own(script, station) for script in urgent}) == 2


_NO_PAIR = Text(
    "hai bài này không phải một bài ưu tiên của xã và một bài ưu tiên từ trên",
    "these are not a priority item of the commune and one from above",
)
_NOT_NORMAL = Text(
    "chỉ bài thông thường từ trên đưa xuống mới được chọn không phát",
    "only a normal item from above may be declined",
)
_NOT_DECLINED = Text("xã chưa từ chối bài này", "the commune did not decline this item")
_LOOK_AGAIN = Text("mở lại trang của đài", "open the page of the station again")

"""Lịch: everything that schedules.yaml says, as one value with lookups for a day."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches

from broadcast.calendar import NATIONAL, Holiday
from broadcast.errors import Fault, NotFound
from broadcast.language import Text
from broadcast.reading import Policy as ReadingPolicy
from broadcast.schedule.approvals import inherited_approvals
from broadcast.schedule.campaign import Campaign
from broadcast.schedule.contact import Contact
from broadcast.schedule.framing import Framing
from broadcast.schedule.pin import Pin, WrongPin, pin_faults
from broadcast.schedule.place_names import names_of
from broadcast.schedule.places import Place, Station
from broadcast.schedule.policy import LocalPolicy, Policy, Slot, in_force, inherited, strictest
from broadcast.schedule.readings import LocalReading, inherited_reading, nearest
from broadcast.schedule.reform import Reform
from broadcast.schedule.relay import Laid, Relay, fall_back_faults, lay
from broadcast.schedule.span import Span, stretches
from broadcast.schedule.tree import Line, Tree
from broadcast.schedule.voices import Announcing, LocalSpeech, inherited_speech
from broadcast.script import BulletinClass, Script

_SEE_NAMES = Text("xem tên trong schedules.yaml", "see the names in schedules.yaml")


class UnknownStation(NotFound):
    """No station has this id."""


class UnknownPlace(NotFound):
    """No place has this id."""


class UnknownCampaign(NotFound):
    """No campaign has this id."""


class UnknownForm(NotFound):
    """No programme form has this id."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Places, stations, hours, forms, campaigns, pins, relays, days off.

    The `district` produces; it airs nothing itself. `stretches` are days, one of every stretch in which the
    same places, hours and caps hold, in order.
    """

    district: str
    places: Mapping[str, Place]
    stations: Mapping[str, Station]
    policies: Mapping[str, Sequence[LocalPolicy]]
    forms: Mapping[str, Framing]
    campaigns: Mapping[str, Campaign]
    pins: tuple[Pin, ...] = ()
    relays: tuple[Relay, ...] = ()
    days_off: tuple[Holiday, ...] = NATIONAL
    reforms: tuple[Reform, ...] = ()
    tree: Tree = field(init=False, repr=False, compare=False)
    stretches: tuple[date, ...] = field(init=False, repr=False, compare=False)
    _held: dict[tuple[str, int], Policy] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tree", Tree(self.places, self.stations, self.reforms))
        laid_down = (local.span for each in self.policies.values() for local in each)
        object.__setattr__(self, "stretches", stretches((*self.tree.every_span(), *laid_down)))

    def station(self, station: str) -> Station:
        """The station; raises UnknownStation."""
        if station not in self.stations:
            raise UnknownStation(unknown(Text("đài", "station"), station, self.stations))
        return self.stations[station]

    def place(self, place: str) -> Place:
        """The place; raises UnknownPlace."""
        if place not in self.places:
            raise UnknownPlace(unknown(Text("địa bàn", "place"), place, self.places))
        return self.places[place]

    def campaign(self, campaign: str) -> Campaign:
        """The campaign; raises UnknownCampaign."""
        if campaign not in self.campaigns:
            raise UnknownCampaign(unknown(Text("chiến dịch", "campaign"), campaign, self.campaigns))
        return self.campaigns[campaign]

    def framing(self, form: str) -> Framing:
        """The programme form with its words and sounds; raises UnknownForm."""
        if form not in self.forms:
            raise UnknownForm(unknown(Text("mẫu chương trình", "programme form"), form, self.forms))
        return self.forms[form]

    def lineage(self, place: str, day: date) -> Line:
        """The ids of `place` and of the places above it on `day`, the nearest first (see tree.py).

        Of a place that is not there on `day`, as it was on the nearest day; of an unknown one, none.
        """
        return self.tree.line(place, day)

    def lines(self, station: str, day: date) -> tuple[Line, ...]:
        """The lineages of what `station` serves on `day`, its home's first; raises UnknownStation."""
        return self.tree.lines(self.station(station).id, day)

    def home(self, station: str, day: date) -> Line:
        """The lineage of where `station` stands on `day`; empty before it began; raises UnknownStation."""
        return next(iter(self.lines(station, day)), ())

    def served(self, station: str, day: date) -> Line:
        """The places that `station` serves on `day`, its home first; raises UnknownStation."""
        return self.tree.served(self.station(station).id, day)

    def seen_from(self, station: str, day: date, of: date) -> Line:
        """What the places that `station` served on `day` are on the day `of`, its home first.

        So what aired before a reform adds up by the places of then (`served`) or by those of today; of a
        place that was divided, by the part in which the station then stood. Raises UnknownStation.
        """
        served = self.served(station, day)
        return tuple(dict.fromkeys(now for place in served for now in self.tree.became(place, of, station)))

    def lineages(self, stations: Collection[str], day: date) -> tuple[Line, ...]:
        """Where each of `stations` stands on `day`; where none is named, all are meant: the district.

        Where there is no district any more, where all stations stand. A station that is not on file has the
        empty lineage: it stands at no place that is known.
        """
        if not stations and self.tree.holds(self.district, day):
            return (self.lineage(self.district, day),)
        meant = stations or self.stations
        return tuple(dict.fromkeys(self.home(each, day) if each in self.stations else () for each in meant))

    @property
    def dated_places(self) -> tuple[Place, ...]:
        """The places with the days that reforms give them, and what they became."""
        return tuple(
            replace(
                place,
                valid_from=self.tree.spans[name].first,
                valid_until=self.tree.spans[name].last,
                successor=place.successor or self._became(name),
            )
            for name, place in self.places.items()
        )

    def _became(self, place: str) -> str | None:
        heirs = [self.places[heir] for heir in self.tree.heirs.get(place, ()) if heir in self.places]
        return ", ".join(f"{heir.kind} {heir.name}" for heir in heirs) or None

    @property
    def place_names(self) -> Mapping[str, str]:
        """Places as a sentence names them, by id: `xã Mỹ An`; with their days where two have one name."""
        return names_of(self.dated_places)

    def policy(self, place: str, day: date) -> Policy:
        """The hours and caps that hold at `place` on `day`, its own and those of the places above it."""
        near = self.places[place].near if place in self.places else ()
        return inherited(self.laid_down(self.lineage(place, day), day), near)

    def policy_at(self, station: str, day: date) -> Policy:
        """The strictest hours and caps of the places that `station` serves; raises UnknownStation."""
        key = station, bisect_right(self.stretches, day)
        if key not in self._held:
            self._held[key] = self._strictest(station, day)
        return self._held[key]

    def _strictest(self, station: str, day: date) -> Policy:
        own = self.station(station)
        near = {*own.near, *(each for place in self.served(station, day) for each in self.places[place].near)}
        lines = self.lines(station, day)
        return strictest([inherited(self.laid_down(line, day), near) for line in lines])

    def silent(self, station: str, day: date) -> bool:
        """Whether it is laid down that nothing airs there on `day` (`slots: []`); raises UnknownStation."""
        laid_down = (self.laid_down(line, day) for line in self.lines(station, day))
        return any(local.slots == () for each in laid_down for local in each)

    def laid_down(self, line: Line, day: date) -> list[LocalPolicy]:
        """What the places of a lineage lay down for `day`, the nearest first."""
        return [local for place in line for local in in_force(self.policies.get(place, ()), day)]

    def contact(self, place: str, day: date) -> Contact | None:
        """Whom to call about what happens at `place`: its own contact, or the nearest above it."""
        return nearest((self.places[each].contact for each in self.lineage(place, day)), None)

    def contact_at(self, station: str, day: date) -> Contact | None:
        """Whom to call about `station`: who looks after it, or whoever is over it; raises UnknownStation."""
        above = (self.places[each].contact for each in self.home(station, day))
        return nearest((self.station(station).contact, *above), None)

    def reading(self, place: str, day: date) -> ReadingPolicy:
        """How texts are read at `place`: by its own words and those of the places above it."""
        return inherited_reading(self._readings(self.lineage(place, day)))

    @property
    def district_reading(self) -> ReadingPolicy:
        """How texts are read by the district, whose reading is approved, on any day: as it is at last."""
        return self.reading(self.district, date.max)

    def reading_at(self, station: str, day: date) -> ReadingPolicy:
        """How texts are read for `station`; raises UnknownStation."""
        own = self.station(station).reading
        return inherited_reading([*((own,) if own else ()), *self._readings(self.home(station, day))])

    def announcing(self, station: str, day: date) -> Announcing:
        """Who reads at `station`, and how; raises UnknownStation."""
        above = (self.places[each].speech for each in self.home(station, day))
        local: list[LocalSpeech] = [e for e in (self.station(station).speech, *above) if e is not None]
        return inherited_speech(local)

    def approvals(self, station: str, day: date) -> Mapping[BulletinClass, int]:
        """How many people must approve each class at `station`: the strictest place it serves says.

        Raises UnknownStation.
        """
        own = self.station(station).approvals
        each_line = [
            inherited_approvals(
                [e for e in (own, *(self.places[place].approvals for place in line)) if e is not None]
            )
            for line in self.lines(station, day) or [()]
        ]
        return {klass: max(each[klass] for each in each_line) for klass in each_line[0]}

    def approvers(self, klass: BulletinClass, stations: Collection[str], day: date) -> int:
        """How many people must approve a bulletin for `stations` (empty: all): the strictest says."""
        wanted = [each for each in self.stations if not stations or each in stations]
        return max((self.approvals(each, day)[klass] for each in wanted), default=1)

    def imaging_set(self, station: str, day: date) -> str | None:
        """The set of sounds that `station` has of its own, if any; raises UnknownStation."""
        above = (self.places[each].imaging for each in self.home(station, day))
        return nearest((self.station(station).imaging, *above), None)

    @property
    def imaging_sets(self) -> tuple[str | None, ...]:
        """Every set that some station uses on some day, None (no own set) among them where one has none."""
        days = stretches(self.tree.every_span())
        return tuple(dict.fromkeys(self.imaging_set(each, day) for day in days for each in self.stations))

    def _readings(self, line: Line) -> list[LocalReading]:
        """What the places of `line` lay down, the nearest first."""
        found = (self.places[each].reading for each in line)
        return [local for local in found if local is not None]

    def slots(self, station: str, day: date) -> tuple[Slot, ...]:
        """The sessions of `station` on `day`, in order, between its relays; raises UnknownStation."""
        return self.laid(station, day).slots

    def sessions_a_day(self, places: Collection[str], days: Span) -> int | None:
        """How many sessions a day has in `places` (none: everywhere) in the week from the first of `days`.

        None: not the same number everywhere, or none. Days without a session do not count.
        """
        left = (date.max - days.earliest).days
        week = [days.earliest + timedelta(days=ahead) for ahead in range(min(7, left + 1))]
        often = {
            len(self.slots(station, day))
            for station in self.stations
            for day in week
            if not places or self.lies_in(station, places, day)
        } - {0}
        return often.pop() if len(often) == 1 else None

    def laid(self, station: str, day: date) -> Laid:
        """The sessions and relays of `station` on `day`; raises UnknownStation."""
        policy = self.policy_at(station, day)
        return lay(policy, policy.slots_on(day), self.relays_on(day, station))

    def relays_on(self, day: date, station: str) -> tuple[Relay, ...]:
        """What `station` should relay on `day`, as it is written; a station's own id counts as a place."""
        return tuple(relay for relay in self.relays_of(day, station) if relay.when.falls_on(day))

    def relays_of(self, day: date, station: str) -> tuple[Relay, ...]:
        """What is relayed where `station` stands on `day`, on whichever days; raises UnknownStation."""
        return tuple(
            each for each in self.relays if each.place == station or self.lies_in(station, (each.place,), day)
        )

    def starts(self, station: str, days: Iterable[date]) -> tuple[datetime, ...]:
        """When the sessions of `days` begin, aware and in order; raises UnknownStation."""
        return tuple(sorted(slot.starts_on(day) for day in days for slot in self.slots(station, day)))

    def lies_in(self, station: str, places: Iterable[str], day: date) -> bool:
        """Whether `station` serves one of `places` on `day`, or a place below it; raises UnknownStation."""
        wanted = set(places)
        return any(not wanted.isdisjoint(line) for line in self.lines(station, day))

    def campaigns_on(self, day: date, station: str) -> tuple[Campaign, ...]:
        """The campaigns that run on `day` where `station` stands; raises UnknownStation."""
        return tuple(
            campaign
            for campaign in self.campaigns.values()
            if campaign.runs_on(day) and self.lies_in(station, campaign.places, day)
        )

    def most_of(self, campaign: Campaign) -> Mapping[str, float]:
        """The stations where `campaign` runs on some day, with the seconds that such a day holds at most."""
        ends = (campaign.valid_from, campaign.valid_until)
        days = {day for day in self.stretches if campaign.runs_on(day)} | {day for day in ends if day}
        most: dict[str, float] = {}
        for station, day in ((station, day) for station in self.stations for day in sorted(days)):
            if self.lies_in(station, campaign.places, day):
                most[station] = max(most.get(station, 0.0), self.policy_at(station, day).most_s)
        return most

    def pins_on(self, day: date, station: str) -> tuple[Pin, ...]:
        """What is pinned to the sessions of `station` on `day`; a station's own id counts as a place."""
        return tuple(
            pin
            for pin in self.pins
            if pin.holds_on(day) and (pin.place == station or self.lies_in(station, (pin.place,), day))
        )

    def refuse_wrong_pins(self, scripts: Mapping[str, Script]) -> None:
        """Check the pins, and what relays fall back on, against every script of the house, by id.

        Raises:
            WrongPin: with every pin or relay of an unknown script, and every pin outside its campaign's
                window, each at its line.
        """
        faults = (*pin_faults(self.pins, self.campaigns, scripts), *fall_back_faults(self.relays, scripts))
        if faults:
            raise WrongPin(*faults)


def unknown(kind: Text, name: str, known: Iterable[str], remedy: Text = _SEE_NAMES) -> Fault:
    """The fault of a reference to nothing, with the nearest name there is, or else with `remedy`."""
    near = get_close_matches(name, list(known), n=1)
    if near:
        remedy = Text(f"có phải «{near[0]}»?", f"did you mean «{near[0]}»?")
    return Fault(Text(f"không có {kind.vi} «{name}»", f"there is no {kind.en} «{name}»"), remedy)

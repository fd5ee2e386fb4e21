"""Lịch: everything that schedules.yaml says, as one value with its lookups."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
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
from broadcast.schedule.places import Place, Station
from broadcast.schedule.policy import LocalPolicy, Policy, Slot, inherited
from broadcast.schedule.readings import LocalReading, inherited_reading, nearest
from broadcast.schedule.relay import Laid, Relay, fall_back_faults, lay
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

    The `district` produces; it airs nothing itself.
    """

    district: str
    places: Mapping[str, Place]
    stations: Mapping[str, Station]
    policies: Mapping[str, LocalPolicy]
    forms: Mapping[str, Framing]
    campaigns: Mapping[str, Campaign]
    pins: tuple[Pin, ...] = ()
    relays: tuple[Relay, ...] = ()
    days_off: tuple[Holiday, ...] = NATIONAL

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

    def lineage(self, place: str) -> tuple[str, ...]:
        """The ids of `place` and of the places above it, the nearest first."""
        line: list[str] = []
        above: str | None = place
        while above is not None and above in self.places and above not in line:
            line.append(above)
            above = self.places[above].parent
        return tuple(line)

    def lineages(self, stations: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """The lineage of each of `stations`; the district's where none is named, as all of them are meant.

        A station that is not on file any more has the empty one: it stands at no place that is known.
        """
        if not stations:
            return (self.lineage(self.district),)
        known = (self.stations.get(station) for station in stations)
        return tuple(dict.fromkeys(self.lineage(each.place) if each else () for each in known))

    @property
    def place_names(self) -> Mapping[str, str]:
        """Places as a sentence names them, by id: `xã Mỹ An`."""
        return {place.id: f"{place.kind} {place.name}" for place in self.places.values()}

    def policy(self, place: str) -> Policy:
        """The hours and caps that hold at `place`, its own and those of the places above it."""
        return inherited([self.policies[each] for each in self.lineage(place) if each in self.policies])

    def contact(self, place: str) -> Contact | None:
        """Whom to call about what happens at `place`: its own contact, or the nearest above it."""
        return nearest((self.places[each].contact for each in self.lineage(place)), None)

    def contact_at(self, station: str) -> Contact | None:
        """Whom to call about `station`: who looks after it, or whoever is over it; raises UnknownStation."""
        own = self.station(station)
        return own.contact or self.contact(own.place)

    def reading(self, place: str) -> ReadingPolicy:
        """How texts are read at `place`: by its own words and those of the places above it."""
        return inherited_reading(self._readings(place))

    def reading_at(self, station: str) -> ReadingPolicy:
        """How texts are read for `station`; raises UnknownStation."""
        own = self.station(station)
        return inherited_reading([*((own.reading,) if own.reading else ()), *self._readings(own.place)])

    def announcing(self, station: str) -> Announcing:
        """Who reads at `station`, and how; raises UnknownStation."""
        own = self.station(station)
        above = (self.places[each].speech for each in self.lineage(own.place))
        local: list[LocalSpeech] = [each for each in (own.speech, *above) if each is not None]
        return inherited_speech(local)

    def approvals(self, station: str) -> Mapping[BulletinClass, int]:
        """How many people must approve each class at `station`; raises UnknownStation."""
        own = self.station(station)
        above = (self.places[each].approvals for each in self.lineage(own.place))
        return inherited_approvals([each for each in (own.approvals, *above) if each is not None])

    def approvers(self, klass: BulletinClass, stations: Collection[str]) -> int:
        """How many people must approve a bulletin for `stations` (empty: all): the strictest says."""
        wanted = [each for each in self.stations if not stations or each in stations]
        return max((self.approvals(each)[klass] for each in wanted), default=1)

    def imaging_set(self, station: str) -> str | None:
        """The set of sounds that `station` has of its own, if any; raises UnknownStation."""
        own = self.station(station)
        return nearest((own.imaging, *(self.places[each].imaging for each in self.lineage(own.place))), None)

    @property
    def imaging_sets(self) -> tuple[str | None, ...]:
        """Every set that some station uses, None (no own set) among them where one has none."""
        return tuple(dict.fromkeys(map(self.imaging_set, self.stations)))

    def _readings(self, place: str) -> list[LocalReading]:
        """What the places from `place` upwards lay down, the nearest first."""
        found = (self.places[each].reading for each in self.lineage(place))
        return [local for local in found if local is not None]

    def slots(self, station: str, day: date) -> tuple[Slot, ...]:
        """The sessions of `station` on `day`, in order, between its relays; raises UnknownStation."""
        return self.laid(station, day).slots

    def laid(self, station: str, day: date) -> Laid:
        """The sessions and relays of `station` on `day`; raises UnknownStation."""
        policy = self.policy(self.station(station).place)
        return lay(policy, policy.slots_on(day), self.relays_on(day, station))

    def relays_on(self, day: date, station: str) -> tuple[Relay, ...]:
        """What `station` should relay on `day`, as it is written; a station's own id counts as a place."""
        return tuple(
            relay
            for relay in self.relays
            if (relay.place == station or self.lies_in(station, (relay.place,))) and relay.when.falls_on(day)
        )

    def starts(self, station: str, days: Iterable[date]) -> tuple[datetime, ...]:
        """When the sessions of `days` begin, aware and in order; raises UnknownStation."""
        return tuple(sorted(slot.starts_on(day) for day in days for slot in self.slots(station, day)))

    def lies_in(self, station: str, places: Iterable[str]) -> bool:
        """Whether `station` stands in one of `places` or below it; raises UnknownStation."""
        return not set(self.lineage(self.station(station).place)).isdisjoint(places)

    def campaigns_on(self, day: date, station: str) -> tuple[Campaign, ...]:
        """The campaigns that run on `day` where `station` stands; raises UnknownStation."""
        return tuple(
            campaign
            for campaign in self.campaigns.values()
            if campaign.runs_on(day) and self.lies_in(station, campaign.places)
        )

    def pins_on(self, day: date, station: str) -> tuple[Pin, ...]:
        """What is pinned to the sessions of `station` on `day`; a station's own id counts as a place."""
        return tuple(
            pin
            for pin in self.pins
            if pin.holds_on(day) and (pin.place == station or self.lies_in(station, (pin.place,)))
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

"""What lists show of stations and scripts, and how far a day is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from broadcast.desk.house import Reviewed
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.schedule import Former, Schedule, Station, place_of
from broadcast.script import BulletinClass


@dataclass(frozen=True, slots=True)
class StationCard:
    """A station in a list, as of a day: its `place` with kind (`xã An Thạnh Trung`), `code` of that place.

    `former` is what the place was that the station was set up in, where a reform ended that.
    """

    id: str
    name: str
    place: str
    code: str
    former: Former | None = None

    @property
    def heading(self) -> str:
        """Its place with a capital; stations of one merged commune are told apart by what theirs was."""
        told = f"{self.former.name}, {self.place}" if self.former else self.place
        return told[:1].upper() + told[1:]


@dataclass(frozen=True, slots=True)
class ScriptCard:
    """A script as lists show it. `cleared`: approved and not edited since; `faults` keep it from the air."""

    id: str
    title: str
    genre: str
    klass: BulletinClass
    campaign: str | None
    topic: str | None
    valid_from: date | None
    valid_until: date | None
    cleared: bool
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far `day` is: stations made out of all, and why others failed, by station id."""

    made: int
    of: int
    failed: Mapping[str, Text]
    day: date

    @property
    def ready(self) -> bool:
        """Whether every station's day is made and stored."""
        return self.made == self.of and not self.failed


def station_card(schedule: Schedule, station: Station, day: date) -> StationCard:
    """`station` as lists of `day` show it."""
    place, former = place_of(schedule, station.id, day)
    return StationCard(station.id, station.name, f"{place.kind} {place.name}", place.code, former)


def script_card(reviewed: Reviewed) -> ScriptCard:
    """A script on file as lists show it."""
    script = reviewed.script
    return ScriptCard(
        id=script.id,
        title=script.title,
        genre=script.genre,
        klass=script.klass,
        campaign=script.campaign,
        topic=script.topic,
        valid_from=script.valid_from,
        valid_until=script.valid_until,
        cleared=script.cleared,
        faults=reviewed.faults,
    )

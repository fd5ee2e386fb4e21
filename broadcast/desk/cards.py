"""What lists show of stations and scripts, and how far a day is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from broadcast.desk.house import Reviewed
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.schedule import Place, Station
from broadcast.script import BulletinClass


@dataclass(frozen=True, slots=True)
class StationCard:
    """A station in a list: its `place` with kind (`xã An Thạnh Trung`), `code` of that place."""

    id: str
    name: str
    place: str
    code: str


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


def station_card(station: Station, place: Place) -> StationCard:
    """`station`, which stands in `place`, as lists show it."""
    return StationCard(station.id, station.name, f"{place.kind} {place.name}", place.code)


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

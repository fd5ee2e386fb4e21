"""Giao lịch: which stations hold the newest list of the day that matters now, as their heartbeats tell."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broadcast.asrun import Holding, day_asked, holding, wanted_version
from broadcast.desk.logbook import LastSeen, last_seen
from broadcast.desk.studio import Studio
from broadcast.schedule import VIETNAM, Contact, Schedule
from broadcast.store import playlists

PATIENCE = timedelta(minutes=10)
"""A list that came out less than this ago is not missing yet: stations ask every few minutes. Ours."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What one station has of the day: `wanted` is the version that it should have, `held` the one it has."""

    station: str
    name: str
    holding: Holding
    wanted: int | None
    held: int | None
    seen: LastSeen | None
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who holds the list of `day`, by station."""

    day: date
    stations: tuple[Delivered, ...]

    @property
    def lacking(self) -> tuple[Delivered, ...]:
        """Those to look after: not made for, not received, or an older one."""
        wrong = (Holding.NOT_MADE, Holding.LACKS, Holding.OLDER)
        return tuple(each for kind in wrong for each in self.stations if each.holding is kind)

    @property
    def holding(self) -> int:
        """How many hold the newest."""
        return sum(each.holding is Holding.HOLDS for each in self.stations)

    @property
    def without_player(self) -> tuple[Delivered, ...]:
        """Those that were never heard of."""
        return tuple(each for each in self.stations if each.holding is Holding.NO_PLAYER)


def delivery(studio: Studio, schedule: Schedule, stations: Collection[str]) -> Delivery:
    """Who of `stations` (ids) holds the list of today, or from noon on (or once today is over) of tomorrow.

    Raises:
        DatabaseUnavailable: what was published cannot be read.
    """
    now = studio.now()
    today = now.astimezone(VIETNAM).date()
    ends = (
        slot.starts_on(today) + timedelta(seconds=slot.longest_s)
        for station in stations
        for slot in schedule.slots(station, today)
    )
    day = day_asked(now, ends, VIETNAM)
    wanted, seen = _wanted(studio, day, now), last_seen(studio, stations, now)
    return Delivery(
        day,
        tuple(_delivered(schedule, each, day, wanted.get(each), seen.get(each)) for each in sorted(stations)),
    )


def _wanted(studio: Studio, day: date, now: datetime) -> Mapping[str, int | None]:
    published: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
    with studio.database.begin() as connection:
        for station, version, at in playlists.came_out(connection, day):
            published[station].append((version, at))
    return {station: wanted_version(versions, now, PATIENCE) for station, versions in published.items()}


def _delivered(
    schedule: Schedule, station: str, day: date, wanted: int | None, seen: LastSeen | None
) -> Delivered:
    beat = seen.beat if seen else None
    held = beat.playlists.get(day) if beat else None
    name, told = schedule.station(station).name, holding(wanted, beat, day)
    return Delivered(station, name, told, wanted, held, seen, schedule.contact_at(station, day))

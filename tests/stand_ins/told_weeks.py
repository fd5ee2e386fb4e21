"""Weeks that stations were told and reported, put into a real database."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from told_days import HOURS, line, told

from broadcast.asrun import AsRunLine, Heartbeat, Outcome
from broadcast.playlist import to_json
from broadcast.schedule import VIETNAM
from broadcast.store import asrun, playlists
from broadcast.store.database import Database
from broadcast.store.playlists import Snapshot

SLOTS = tuple(HOURS)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


def tell(database: Database, stations: Iterable[str], days: Iterable[date], version: int = 1) -> None:
    """Publish three sessions of two plays each, the evening before."""
    with database.begin() as connection:
        for day in days:
            for station in stations:
                given = told(station, day, version, at(day, 0) - timedelta(hours=14 - version))
                end = given.playlist.expires_at
                body = to_json(given.playlist)
                playlists.publish(
                    connection, Snapshot(station, day, version, "d" * 64, body, given.published_at, end)
                )


def logged(
    station: str,
    day: date,
    slots: Sequence[str] = SLOTS,
    outcome: Outcome = Outcome.PLAYED,
    late: timedelta = timedelta(minutes=2),
    **changes: object,
) -> Iterator[tuple[datetime, AsRunLine]]:
    """The log of some sessions of a day: each line comes `late` after its session was over."""
    for slot in slots:
        came = at(day, HOURS[slot]) + timedelta(seconds=100) + late
        said = line(slot, outcome, station=station, day=day, **changes)
        yield came, replace(said, id=f"{said.id}.{outcome}")


def report(database: Database, lines: Iterable[tuple[datetime, AsRunLine]]) -> None:
    """Write down lines, each at the moment it came."""
    with database.begin() as connection:
        for came, said in lines:
            asrun.record(connection, [said], came)


def beat(
    database: Database, station: str, came: datetime, held: dict[date, int], playing: str | None = None
) -> None:
    """A sign of life that says what the station holds."""
    said = Heartbeat(
        f"{station}.{came.isoformat()}", station, came, "broadcast/0.1.0", playing, held, 0, 3 * 10**9
    )
    with database.begin() as connection:
        asrun.record_heartbeats(connection, [said], came)

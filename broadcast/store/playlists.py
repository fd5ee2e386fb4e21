"""Published playlists: snapshots with a version, never changed afterwards."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from broadcast.store.tables import PLAYLISTS


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a station was told about one day: `body` is the JSON, byte for byte."""

    station: str
    date: date
    version: int
    digest: str
    body: bytes
    published_at: datetime
    expires_at: datetime


def latest(connection: Connection, station: str, day: date) -> Snapshot | None:
    """The newest snapshot of `station` for `day`, if any was published."""
    table = PLAYLISTS.c
    row = connection.execute(
        select(PLAYLISTS)
        .where(table.station == station, table.date == day)
        .order_by(table.version.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else Snapshot(**row._asdict())


def newest(connection: Connection, day: date) -> Iterator[Snapshot]:
    """The newest snapshot of every station that has one for `day`."""
    table = PLAYLISTS.c
    last = (
        select(table.station, func.max(table.version).label("version"))
        .where(table.date == day)
        .group_by(table.station)
        .subquery()
    )
    wanted = select(PLAYLISTS).join(
        last, (table.station == last.c.station) & (table.version == last.c.version) & (table.date == day)
    )
    for row in connection.execute(wanted):
        yield Snapshot(**row._asdict())


def find(connection: Connection, station: str, day: date, version: int) -> Snapshot | None:
    """That version, if it was published."""
    table = PLAYLISTS.c
    wanted = select(PLAYLISTS).where(table.station == station, table.date == day, table.version == version)
    row = connection.execute(wanted).one_or_none()
    return None if row is None else Snapshot(**row._asdict())


def versions(connection: Connection, days: Collection[date]) -> Iterator[tuple[str, date, int]]:
    """The station, the day and the newest version of what was published for `days`: cheap to ask often."""
    table = PLAYLISTS.c
    wanted = select(table.station, table.date, func.max(table.version)).where(table.date.in_(days))
    for row in connection.execute(wanted.group_by(table.station, table.date)):
        station, day, version = row
        yield station, day, version


def came_out(connection: Connection, day: date) -> Iterator[tuple[str, int, datetime]]:
    """The station, the version and the moment of everything that was published for `day`."""
    table = PLAYLISTS.c
    for row in connection.execute(
        select(table.station, table.version, table.published_at).where(table.date == day)
    ):
        station, version, published_at = row
        yield station, version, published_at


def publish(connection: Connection, snapshot: Snapshot) -> None:
    """Add `snapshot`; its version must be new (the table's key refuses a second one)."""
    connection.execute(
        insert(PLAYLISTS).values({name: getattr(snapshot, name) for name in Snapshot.__slots__})
    )


def unexpired(connection: Connection, now: datetime) -> Iterator[Snapshot]:
    """Every snapshot that a station may still hold."""
    for row in connection.execute(select(PLAYLISTS).where(PLAYLISTS.c.expires_at > now)):
        yield Snapshot(**row._asdict())

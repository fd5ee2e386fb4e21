"""Orders to stations: rows are only added; what rules is the newest of each kind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select

from broadcast.playlist import Control, Pause, Volume
from broadcast.store.station_tables import OBEYED, ORDERS

_Order = Row[tuple[object, ...]]

_VOLUME = "volume"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who gave an order, by login name and by the name that people know, and when (aware)."""

    by: str
    full_name: str
    at: datetime


def pause(connection: Connection, station: str, pause: Pause, signed: Signed) -> None:
    """Add a pause."""
    _add(
        connection,
        station,
        "pause",
        signed,
        until=pause.until,
        emergencies=pause.emergencies,
        reason=pause.reason,
    )


def resume(connection: Connection, station: str, signed: Signed) -> None:
    """End the pause."""
    _add(connection, station, "resume", signed)


def turn(connection: Connection, station: str, volume: Volume, signed: Signed) -> None:
    """Set the volume."""
    _add(connection, station, _VOLUME, signed, until=volume.until, gain_db=volume.gain_db)


def control(connection: Connection, station: str) -> Control:
    """All that `station` shall obey."""
    return _control(_newest(connection, [station]), station)


def controls(connection: Connection, stations: Collection[str]) -> Mapping[str, Control]:
    """The same of several stations."""
    newest = _newest(connection, stations)
    return {station: _control(newest, station) for station in stations}


def _control(newest: Mapping[tuple[str, bool], _Order], station: str) -> Control:
    paused, turned = newest.get((station, False)), newest.get((station, True))
    return Control(
        version=max((row.version for row in (paused, turned) if row), default=0),
        pause=None if paused is None or paused.kind == "resume" else _pause(paused),
        volume=None if turned is None else Volume(turned.gain_db, turned.until),
    )


def note_obeyed(connection: Connection, station: str, version: int, at: datetime) -> None:
    """Remember when `station` first said that it obeys that version; later times change nothing."""
    if obeyed(connection, station, version) is None:
        connection.execute(insert(OBEYED).values(station=station, version=version, at=at))


def obeyed(connection: Connection, station: str, version: int) -> datetime | None:
    """When `station` first said that it obeys that version; None: not yet."""
    table = OBEYED.c
    found = select(table.at).where(table.station == station, table.version == version)
    return connection.execute(found).scalar_one_or_none()


def obedience(connection: Connection) -> Mapping[tuple[str, int], datetime]:
    """When each station first said that it obeys each version."""
    return {(row.station, row.version): row.at for row in connection.execute(select(OBEYED))}


def _add(
    connection: Connection,
    station: str,
    kind: str,
    signed: Signed,
    *,
    until: datetime | None = None,
    emergencies: bool = False,
    gain_db: float = 0.0,
    reason: str = "",
) -> None:
    connection.execute(
        insert(ORDERS).values(
            station=station,
            kind=kind,
            at=signed.at,
            until=until,
            emergencies=emergencies,
            gain_db=gain_db,
            by=signed.by,
            full_name=signed.full_name,
            reason=reason,
        )
    )


def _newest(connection: Connection, stations: Collection[str]) -> Mapping[tuple[str, bool], _Order]:
    """The newest order of each kind by station and whether it is about the volume, not a pause or its end."""
    table = ORDERS.c
    volume = table.kind == _VOLUME
    latest = (
        select(func.max(table.version)).where(table.station.in_(stations)).group_by(table.station, volume)
    )
    rows = connection.execute(select(ORDERS).where(table.version.in_(latest)))
    return {(row.station, row.kind == _VOLUME): row for row in rows}


def _pause(row: _Order) -> Pause:
    return Pause(row.at, row.until, row.emergencies, row.full_name, row.reason)

"""Recalls as rows: each stays; the newest says whether its script may air. And which stations know."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, Row, func, insert, select

from broadcast.store.clearance_tables import RECALLS, RECEIPTS


@dataclass(frozen=True, slots=True)
class Recall:
    """A script taken off the air, or (`lifts`) let on it again. `fingerprint`: of the text that stood there.

    `told`: by station and day, the version of the playlist that held it in a session not yet begun. `on_air`:
    by station, until when (aware) a programme sounds that holds it and cannot be cut.
    """

    id: int
    script: str
    fingerprint: str
    reason: str
    by: str
    at: datetime
    lifts: bool = False
    told: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    on_air: Mapping[str, datetime] = field(default_factory=dict)


def add(connection: Connection, recall: Recall) -> Recall:
    """Write it down; its id is given here."""
    told = {
        station: {day.isoformat(): version for day, version in days.items()}
        for station, days in recall.told.items()
    }
    made = connection.execute(
        insert(RECALLS)
        .values(
            script=recall.script,
            fingerprint=recall.fingerprint,
            lifts=recall.lifts,
            reason=recall.reason,
            by=recall.by,
            at=recall.at,
            told=json.dumps(told),
            on_air=json.dumps({station: until.isoformat() for station, until in recall.on_air.items()}),
        )
        .returning(RECALLS.c.id)
    ).scalar_one()
    return _recall(connection.execute(select(RECALLS).where(RECALLS.c.id == made)).one())


def newest(connection: Connection, script: str) -> Recall | None:
    """The last that was said about `script`."""
    row = connection.execute(
        select(RECALLS).where(RECALLS.c.script == script).order_by(RECALLS.c.id.desc()).limit(1)
    ).one_or_none()
    return None if row is None else _recall(row)


def find(connection: Connection, recall: int) -> Recall | None:
    """The recall of that number."""
    row = connection.execute(select(RECALLS).where(RECALLS.c.id == recall)).one_or_none()
    return None if row is None else _recall(row)


def standing(connection: Connection) -> Iterator[Recall]:
    """Recalls that nobody lifted."""
    last = select(func.max(RECALLS.c.id)).group_by(RECALLS.c.script)
    rows = connection.execute(select(RECALLS).where(RECALLS.c.id.in_(last), RECALLS.c.lifts.is_(False)))
    return map(_recall, rows)


def changes(connection: Connection) -> int:
    """How many there ever were: grows with every change."""
    return connection.execute(select(func.count()).select_from(RECALLS)).scalar_one()


def receipts(connection: Connection, recall: int) -> Mapping[str, datetime]:
    """By station, when it was first known to hold no playlist any more that has the script."""
    rows = connection.execute(select(RECEIPTS.c.station, RECEIPTS.c.at).where(RECEIPTS.c.recall == recall))
    return {row.station: row.at for row in rows}


def receive(connection: Connection, recall: int, stations: Iterable[str], at: datetime) -> None:
    """Note that `stations` know of it."""
    for station in stations:
        connection.execute(insert(RECEIPTS).values(recall=recall, station=station, at=at))


def _recall(row: Row[tuple[object, ...]]) -> Recall:
    told = {
        station: {date.fromisoformat(day): version for day, version in days.items()}
        for station, days in json.loads(row.told).items()
    }
    on_air = {station: datetime.fromisoformat(until) for station, until in json.loads(row.on_air).items()}
    return Recall(row.id, row.script, row.fingerprint, row.reason, row.by, row.at, row.lifts, told, on_air)

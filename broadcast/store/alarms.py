"""Alarms that stand: what is wrong and since when, each under its own id."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from broadcast.language import Text
from broadcast.store.tables import ALARMS


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is wrong, since when (aware)."""

    id: str
    what: Text
    since: datetime


def every(connection: Connection, beginning: str = "") -> Iterator[Alarm]:
    """Every alarm whose id begins so, the oldest first."""
    table = ALARMS.c
    wanted = select(ALARMS).where(table.id.startswith(beginning, autoescape=True))
    for row in connection.execute(wanted.order_by(table.since, table.id)):
        yield Alarm(row.id, Text(row.vi, row.en), row.since)


def put(connection: Connection, alarm: Alarm) -> None:
    """Add `alarm`; one that stands already keeps its moment and says what is wrong now."""
    said = {"vi": alarm.what.vi, "en": alarm.what.en}
    if not connection.execute(update(ALARMS).where(ALARMS.c.id == alarm.id).values(said)).rowcount:
        connection.execute(insert(ALARMS).values(id=alarm.id, since=alarm.since, **said))


def clear(connection: Connection, name: str) -> None:
    """Drop the alarm of that id, if it stands."""
    connection.execute(delete(ALARMS).where(ALARMS.c.id == name))

"""Từ điển của đài: words with the way they are spoken, added by people, each at a place of the schedule."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, PrimaryKeyConstraint, String, Table, delete, insert, select

from broadcast.store.tables import METADATA, UtcDateTime

STATION_WORDS = Table(
    "station_words",
    METADATA,
    Column("place", String(80), nullable=False),
    Column("written", String(80), nullable=False),
    Column("spoken", String(200), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("place", "written"),
)


@dataclass(frozen=True, slots=True)
class StationWord:
    """`written` is read as `spoken` at `place` and below it; who added it, and when (aware)."""

    place: str
    written: str
    spoken: str
    by: str
    at: datetime


def every(connection: Connection) -> tuple[StationWord, ...]:
    """All of them, in the order of their letters."""
    rows = connection.execute(select(STATION_WORDS).order_by(STATION_WORDS.c.written, STATION_WORDS.c.place))
    return tuple(StationWord(row.place, row.written, row.spoken, row.by, row.at) for row in rows)


def put(connection: Connection, word: StationWord) -> None:
    """Add it, in place of what stood there for the same written word."""
    remove(connection, word.place, word.written)
    connection.execute(
        insert(STATION_WORDS).values(
            place=word.place, written=word.written, spoken=word.spoken, by=word.by, at=word.at
        )
    )


def remove(connection: Connection, place: str, written: str) -> bool:
    """Take it out; False when it is not there."""
    rows = connection.execute(
        delete(STATION_WORDS).where(STATION_WORDS.c.place == place, STATION_WORDS.c.written == written)
    )
    return rows.rowcount == 1

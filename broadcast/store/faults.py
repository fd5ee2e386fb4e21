"""Faults that communes reported: what is wrong with a loudspeaker, and since when; what was done about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from broadcast.store.station_tables import FAULTS


@dataclass(frozen=True, slots=True)
class Reported:
    """One fault: `by` and `mended_by` are login names, `kind` a value of the desk's, moments aware."""

    id: int
    station: str
    kind: str
    words: str
    by: str
    at: datetime
    mended_by: str | None = None
    mended_at: datetime | None = None
    note: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has mended it yet."""
        return self.mended_at is None


def add(connection: Connection, station: str, kind: str, words: str, by: str, at: datetime) -> int:
    """A new fault; its number."""
    row = {"station": station, "kind": kind, "words": words, "by": by, "at": at, "note": ""}
    return int(connection.execute(insert(FAULTS).values(row).returning(FAULTS.c.id)).scalar_one())


def mend(connection: Connection, fault: int, by: str, at: datetime, note: str) -> bool:
    """It is mended; False when it was before, or there is none of that number."""
    open_ = update(FAULTS).where(FAULTS.c.id == fault, FAULTS.c.mended_at.is_(None))
    done = connection.execute(open_.values(mended_by=by, mended_at=at, note=note))
    return done.rowcount == 1


def find(connection: Connection, fault: int) -> Reported | None:
    """The fault of that number."""
    row = connection.execute(select(FAULTS).where(FAULTS.c.id == fault)).one_or_none()
    return None if row is None else _fault(row)


def open_(connection: Connection) -> Iterator[Reported]:
    """What nobody has mended, at any station, the oldest first."""
    return map(
        _fault,
        connection.execute(select(FAULTS).where(FAULTS.c.mended_at.is_(None)).order_by(FAULTS.c.id)),
    )


def history(connection: Connection, station: str, most: int) -> Iterator[Reported]:
    """The last faults of `station`, the newest first."""
    wanted = select(FAULTS).where(FAULTS.c.station == station).order_by(FAULTS.c.id.desc()).limit(most)
    return map(_fault, connection.execute(wanted))


def _fault(row: Row[tuple[object, ...]]) -> Reported:
    return Reported(**row._asdict())

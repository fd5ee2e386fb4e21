"""What stations report: log lines and heartbeats, each taken once; and what they had been told."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, delete, func, or_, select

from broadcast.asrun import RELAY_REPLACED, AsRunLine, Heartbeat, Outcome, Reason
from broadcast.language import Text
from broadcast.store.once import once
from broadcast.store.playlists import Snapshot
from broadcast.store.tables import AS_RUN, HEARTBEATS, PLAYLISTS


@dataclass(frozen=True, slots=True)
class Received:
    """A heartbeat, and when it came by our clock, which the station's may not agree with."""

    beat: Heartbeat
    received_at: datetime


def record(connection: Connection, lines: Iterable[AsRunLine], received_at: datetime) -> int:
    """Add the lines whose station and id are new, and leave the others as they are; how many were new."""
    return _add(connection, AS_RUN, map(_line_row, lines), received_at)


def lines(
    connection: Connection, first: date, last: date, stations: Sequence[str] | None = None
) -> Iterator[AsRunLine]:
    """The log of the days from `first` to `last` (included), of `stations` (None: all), as it was planned."""
    wanted = _days(AS_RUN, first, last, stations).order_by(AS_RUN.c.station, AS_RUN.c.planned_at, AS_RUN.c.id)
    return map(_line, connection.execute(wanted))


def shortfalls(connection: Connection, first: date, last: date) -> Mapping[tuple[str, date], int]:
    """How many lines tell of what was cut or missed, or of a relay that was not received.

    Of these days, both included; by station and day.
    """
    table = AS_RUN.c
    cut = table.outcome.in_([Outcome.CUT.value, Outcome.MISSED.value])
    short = or_(cut, table.reason_code == RELAY_REPLACED)
    wanted = select(table.station, table.date, func.count()).where(table.date.between(first, last), short)
    rows = connection.execute(wanted.group_by(table.station, table.date))
    return {(row[0], row[1]): row[2] for row in rows}


def told(
    connection: Connection, first: date, last: date, stations: Sequence[str] | None = None
) -> Iterator[Snapshot]:
    """Every version that was published for the days from `first` to `last`, of `stations` (None: all)."""
    wanted = _days(PLAYLISTS, first, last, stations).order_by(*PLAYLISTS.primary_key.columns)
    return (Snapshot(**row._asdict()) for row in connection.execute(wanted))


def record_heartbeats(connection: Connection, beats: Iterable[Heartbeat], received_at: datetime) -> int:
    """Add the heartbeats whose station and id are new, and leave the others; how many were new."""
    return _add(connection, HEARTBEATS, map(_beat_row, beats), received_at)


def heartbeats(connection: Connection, station: str, most: int = 1) -> Iterator[Received]:
    """The newest heartbeats of `station`, at most so many, the newest first: as they came, not as dated."""
    table = HEARTBEATS.c
    wanted = (
        select(HEARTBEATS)
        .where(table.station == station)
        .order_by(table.received_at.desc(), table.at.desc(), table.id.desc())
        .limit(most)
    )
    return map(_received, connection.execute(wanted))


def heard_since(connection: Connection) -> Mapping[str, datetime]:
    """By station, the earliest moment at which it was heard of, as far as we remember; see `logbook.KEPT`."""
    table = HEARTBEATS.c
    rows = connection.execute(select(table.station, func.min(table.received_at)).group_by(table.station))
    return {row[0]: row[1] for row in rows}


def first_lines(connection: Connection) -> Mapping[str, datetime]:
    """By station, when the first line of its log came."""
    table = AS_RUN.c
    rows = connection.execute(select(table.station, func.min(table.received_at)).group_by(table.station))
    return {row[0]: row[1] for row in rows}


def arrivals(connection: Connection, first: date, last: date) -> Mapping[tuple[str, str], datetime]:
    """When each line of these days came, by station and the line's id."""
    table = AS_RUN.c
    wanted = select(table.station, table.id, table.received_at).where(table.date.between(first, last))
    return {(row[0], row[1]): row[2] for row in connection.execute(wanted)}


def rows_by_day(connection: Connection, first: date, last: date) -> Mapping[date, tuple[int, int]]:
    """How many playlists and log lines each day has; none is ever changed, so equal counts are equal days."""
    counted = [
        {
            row[0]: row[1]
            for row in connection.execute(
                select(table.c.date, func.count())
                .where(table.c.date.between(first, last))
                .group_by(table.c.date)
            )
        }
        for table in (PLAYLISTS, AS_RUN)
    ]
    told, said = counted
    return {day: (told.get(day, 0), said.get(day, 0)) for day in sorted(told.keys() | said.keys())}


def forget_heartbeats(connection: Connection, station: str, before: datetime) -> None:
    """Drop those of `station` that came before that moment."""
    table = HEARTBEATS.c
    connection.execute(delete(HEARTBEATS).where(table.station == station, table.received_at < before))


def _add(
    connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]], received_at: datetime
) -> int:
    """One statement a row: each tells whether it was new; in one order, so that two never deadlock."""
    new = once(connection, table).returning(table.c.id)  # what comes back; drivers do not agree on row counts
    ordered = sorted(rows, key=lambda row: (row["station"], row["id"]))
    return sum(len(connection.execute(new, {**row, "received_at": received_at}).all()) for row in ordered)


def _days(table: Table, first: date, last: date, stations: Sequence[str] | None) -> Select[Any]:
    wanted = select(table).where(table.c.date.between(first, last))
    return wanted if stations is None else wanted.where(table.c.station.in_(stations))


def _line_row(line: AsRunLine) -> Mapping[str, Any]:
    fields = {name: getattr(line, name) for name in AsRunLine.__slots__ if name != "reason"}
    reason = line.reason
    return {
        **fields,
        "outcome": line.outcome.value,
        "reason_code": reason and reason.code,
        "reason_vi": reason and reason.text.vi,
        "reason_en": reason and reason.text.en,
    }


def _line(row: Row[Any]) -> AsRunLine:
    fields = row._asdict()
    del fields["received_at"]
    code, vi, en = (fields.pop(f"reason_{part}") for part in ("code", "vi", "en"))
    reason = None if code is None else Reason(code, Text(vi, en))
    return AsRunLine(**{**fields, "outcome": Outcome(row.outcome), "reason": reason})


def _beat_row(beat: Heartbeat) -> Mapping[str, Any]:
    playlists = {day.isoformat(): version for day, version in beat.playlists.items()}
    fields = asdict(beat)
    del fields["control"]  # what a station obeys has a table of its own
    return {**fields, "playlists": json.dumps(playlists)}


def _received(row: Row[Any]) -> Received:
    fields = row._asdict()
    received_at = fields.pop("received_at")
    playlists = {date.fromisoformat(day): version for day, version in json.loads(row.playlists).items()}
    return Received(Heartbeat(**{**fields, "playlists": playlists}), received_at)

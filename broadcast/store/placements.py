"""What people placed by hand, as rows that are only added and undone; and the newest plan of each day."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, update

from broadcast.store.tables import DAY_PLANS, PLACEMENTS


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: `slot` None: the script does not air there that day. `by` is a login name."""

    station: str
    day: date
    script: str
    slot: str | None
    position: int | None
    moved_from: str | None
    by: str
    at: datetime
    move: str


@dataclass(frozen=True, slots=True)
class DayPlanRow:
    """The newest plan of a day: `known` steps of placements went into it; `made`: it is published."""

    station: str
    day: date
    known: int
    made: bool
    digest: str
    body: str


_DECISION = [PLACEMENTS.c[name] for name in Decision.__slots__]


def add(connection: Connection, decisions: Iterable[Decision]) -> None:
    """Write decisions down."""
    rows = [{name: getattr(each, name) for name in Decision.__slots__} for each in decisions]
    connection.execute(insert(PLACEMENTS), rows)


def undo(connection: Connection, day: date, move: str, by: str, now: datetime) -> tuple[Decision, ...]:
    """Undo all that was decided at once; what it was, nothing when it was undone before or never was."""
    mine = and_(PLACEMENTS.c.day == day, PLACEMENTS.c.move == move, PLACEMENTS.c.undone_at.is_(None))
    undone = tuple(_decisions(connection, mine))
    connection.execute(update(PLACEMENTS).where(mine).values(undone_by=by, undone_at=now))
    return undone


def of_day(connection: Connection, day: date, station: str | None = None) -> tuple[Decision, ...]:
    """What was decided and not undone, in order."""
    wanted = PLACEMENTS.c.day == day
    if station is not None:
        wanted = and_(wanted, PLACEMENTS.c.station == station)
    return tuple(_decisions(connection, and_(wanted, PLACEMENTS.c.undone_at.is_(None))))


def steps(connection: Connection, days: Collection[date]) -> Mapping[tuple[date, str], int]:
    """How many steps were ever taken, undoing included, by day and station: each grows with every change."""
    table = PLACEMENTS.c
    wanted = select(table.day, table.station, func.count(table.id) + func.count(table.undone_at))
    rows = connection.execute(wanted.where(table.day.in_(days)).group_by(table.day, table.station))
    return {(day, station): number for day, station, number in rows}


def keep_plan(connection: Connection, row: DayPlanRow) -> None:
    """Keep the newest plan; one that knows fewer steps than the one kept is older, and passed over."""
    mine = and_(DAY_PLANS.c.day == row.day, DAY_PLANS.c.station == row.station)
    kept = connection.execute(select(DAY_PLANS).where(mine)).one_or_none()
    values = {name: getattr(row, name) for name in DayPlanRow.__slots__}
    if kept is None:
        connection.execute(insert(DAY_PLANS).values(values))
    elif row.known >= kept.known and (row.digest, row.made, row.known) != (
        kept.digest,
        kept.made,
        kept.known,
    ):
        connection.execute(update(DAY_PLANS).where(mine).values(values))


def plans(connection: Connection, day: date, station: str | None = None) -> Iterator[DayPlanRow]:
    """The newest plans of `day`."""
    wanted = select(DAY_PLANS).where(DAY_PLANS.c.day == day)
    if station is not None:
        wanted = wanted.where(DAY_PLANS.c.station == station)
    for row in connection.execute(wanted):
        yield DayPlanRow(**row._asdict())


def _decisions(connection: Connection, wanted: ColumnElement[bool]) -> Iterator[Decision]:
    for row in connection.execute(select(*_DECISION).where(wanted).order_by(PLACEMENTS.c.id)):
        yield Decision(**row._asdict())

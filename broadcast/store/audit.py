"""The audit: lines are only added, each chained to the one before; the database itself refuses the rest."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import (
    DDL,
    Column,
    Connection,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    event,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.schema import ExecutableDDLElement

from broadcast.people import GENESIS, Deed, Noted, chained
from broadcast.store.tables import METADATA, UtcDateTime

AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("by", String(40), nullable=False, index=True),
    Column("did", String(60), nullable=False),
    Column("on", String(300), nullable=False, index=True),
    Column("facts", Text, nullable=False),  # JSON, as it was chained
    Column("chain", String(64), nullable=False),
)

HEAD = Table(
    "audit_head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),  # one row: whoever adds a line holds it
    Column("number", Integer, nullable=False),
    Column("chain", String(64), nullable=False),
)

_FIRST_HEAD = f"INSERT INTO audit_head (id, number, chain) VALUES (1, 0, '{GENESIS}')"  # noqa: S608

_ONLY_ADDED = {
    "sqlite": tuple(
        f"CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit "
        "BEGIN SELECT RAISE(ABORT, 'lines of the audit stay as they are'); END"
        for verb in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        """CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''lines of the audit stay as they are''; END'""",
        """CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
        FOR EACH STATEMENT EXECUTE FUNCTION audit_stays()""",
    ),
}


def _after_create(table: Table, statement: str, dialect: str | None = None) -> None:
    ddl: ExecutableDDLElement = DDL(statement)  # type: ignore[no-untyped-call]
    event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


_after_create(HEAD, _FIRST_HEAD)
for _dialect, _statements in _ONLY_ADDED.items():
    for _statement in _statements:
        _after_create(AUDIT, _statement, _dialect)


def record(connection: Connection, deed: Deed, now: datetime) -> Noted:
    """Write one line, in the transaction of what was done; the last thing that the transaction does."""
    number, before = _held_head(connection)
    line = chained(before, number + 1, now, deed)
    connection.execute(
        insert(AUDIT).values(
            number=line.number,
            at=line.at,
            by=line.by,
            did=line.did,
            on=line.on,
            facts=line.facts,
            chain=line.chain,
        )
    )
    connection.execute(update(HEAD).where(HEAD.c.id == 1).values(number=line.number, chain=line.chain))
    return line


def head(connection: Connection) -> tuple[int, str]:
    """How many lines there are, and the chain up to the last one."""
    row = connection.execute(select(HEAD.c.number, HEAD.c.chain)).one()
    return row.number, row.chain


def every(connection: Connection) -> Iterator[Noted]:
    """All lines, the first one first; read piece by piece."""
    rows = connection.execute(
        select(AUDIT).order_by(AUDIT.c.number).execution_options(yield_per=1_000, stream_results=True)
    )
    return map(_line, rows)


def latest(
    connection: Connection, before: int, most: int, by: str = "", on: str = "", did: str = ""
) -> tuple[Noted, ...]:
    """At most `most` lines under number `before`, the newest first; of one person, thing or kind if asked."""
    wanted: Select[tuple[object, ...]] = select(AUDIT).where(AUDIT.c.number < before)
    if by:
        wanted = wanted.where(AUDIT.c.by == by)
    if on:
        wanted = wanted.where(AUDIT.c.on == on)
    if did:
        wanted = wanted.where(or_(AUDIT.c.did == did, AUDIT.c.did.startswith(f"{did}.", autoescape=True)))
    rows = connection.execute(wanted.order_by(AUDIT.c.number.desc()).limit(most))
    return tuple(map(_line, rows))


def _held_head(connection: Connection) -> tuple[int, str]:
    """The head, held until the transaction ends: two who write at once come one after the other."""
    connection.execute(update(HEAD).where(HEAD.c.id == 1).values(number=HEAD.c.number))
    return head(connection)


def _line(row: Row[tuple[object, ...]]) -> Noted:
    at = row.at.astimezone(UTC)
    return Noted(row.number, at, row.by, row.did, row.on, row.facts, row.chain)

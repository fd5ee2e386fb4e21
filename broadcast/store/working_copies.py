"""Bản đang gõ: what somebody typed and has not saved yet, one a person and script; no version, no step."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    PrimaryKeyConstraint,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from broadcast.store.tables import METADATA, UtcDateTime

WORKING_COPIES = Table(
    "working_copies",
    METADATA,
    Column("person", String(40), nullable=False),
    Column("script", String(80), nullable=False),  # empty: not made yet
    Column("version", Integer, nullable=False),  # which one was edited; 0 where there is none
    Column("fields", Text, nullable=False),  # JSON: the form as it stood, each field a list
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("person", "script"),
)


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """A form as it stood at `at`, over version `version` of `script` ("": a script that is not made yet)."""

    person: str
    script: str
    version: int
    fields: Mapping[str, tuple[str, ...]]
    at: datetime


def keep(connection: Connection, copy: WorkingCopy) -> None:
    """Keep it in place of the one before."""
    values = {
        "version": copy.version,
        "fields": json.dumps(copy.fields, ensure_ascii=False),
        "at": copy.at,
    }
    mine = _of(copy.person, copy.script)
    if connection.execute(update(WORKING_COPIES).where(*mine).values(**values)).rowcount == 0:
        connection.execute(insert(WORKING_COPIES).values(person=copy.person, script=copy.script, **values))


def find(connection: Connection, person: str, script: str) -> WorkingCopy | None:
    """What `person` typed there last."""
    row = connection.execute(select(WORKING_COPIES).where(*_of(person, script))).one_or_none()
    return None if row is None else _copy(row)


def of_others(connection: Connection, person: str, script: str, since: datetime) -> tuple[WorkingCopy, ...]:
    """What others typed in that script since then, the latest first."""
    rows = connection.execute(
        select(WORKING_COPIES)
        .where(
            WORKING_COPIES.c.script == script,
            WORKING_COPIES.c.person != person,
            WORKING_COPIES.c.at >= since,
        )
        .order_by(WORKING_COPIES.c.at.desc())
    )
    return tuple(map(_copy, rows))


def drop(connection: Connection, person: str, script: str) -> None:
    """Forget it: it was saved, or is not wanted."""
    connection.execute(delete(WORKING_COPIES).where(*_of(person, script)))


def _of(person: str, script: str) -> tuple[Any, ...]:
    return WORKING_COPIES.c.person == person, WORKING_COPIES.c.script == script


def _copy(row: Row[Any]) -> WorkingCopy:
    fields = {name: tuple(values) for name, values in json.loads(row.fields).items()}
    return WorkingCopy(row.person, row.script, row.version, fields, row.at)

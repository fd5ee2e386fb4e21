"""What each approver has listened to of a sound, as rows."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, select, update

from broadcast.people import Stretch
from broadcast.store.clearance_tables import LISTENED


@dataclass(frozen=True, slots=True)
class Ear:
    """Who listens to which sound of which version."""

    by: str
    script: str
    version: int
    audio: str


@dataclass(frozen=True, slots=True)
class Listened:
    """When it was begun (the first report), and the stretches that were heard since, in seconds."""

    began_at: datetime
    stretches: tuple[Stretch, ...]


def find(connection: Connection, ear: Ear) -> Listened | None:
    """What was heard so far."""
    row = connection.execute(select(LISTENED).where(*_is(ear))).one_or_none()
    if row is None:
        return None
    return Listened(row.began_at, tuple((start, end) for start, end in json.loads(row.stretches)))


def keep(connection: Connection, ear: Ear, listened: Listened) -> None:
    """Write down what was heard so far, in place of what was written before."""
    said = json.dumps(listened.stretches)
    if not connection.execute(update(LISTENED).where(*_is(ear)).values(stretches=said)).rowcount:
        connection.execute(
            insert(LISTENED).values(
                by=ear.by,
                script=ear.script,
                version=ear.version,
                audio_sha256=ear.audio,
                began_at=listened.began_at,
                stretches=said,
            )
        )


def _is(ear: Ear) -> tuple[ColumnElement[bool], ...]:
    table = LISTENED.c
    return (
        table.by == ear.by,
        table.script == ear.script,
        table.version == ear.version,
        table.audio_sha256 == ear.audio,
    )

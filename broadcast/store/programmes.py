"""Programmes that were assembled: found again by what they are made from."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, select

from broadcast.store.once import once
from broadcast.store.tables import PROGRAMMES


@dataclass(frozen=True, slots=True)
class StoredProgramme:
    """One assembled file: `sha256` names it, `offsets_s` are where its cues sound."""

    key: str
    sha256: str
    ext: str
    bytes: int
    duration_s: float
    loudness_lufs: float
    true_peak_dbtp: float
    offsets_s: tuple[float, ...]


def find(connection: Connection, key: str) -> StoredProgramme | None:
    """The programme made from `key`, if there is one."""
    row = connection.execute(select(PROGRAMMES).where(PROGRAMMES.c.key == key)).one_or_none()
    return None if row is None else _value(row)


def keep(connection: Connection, made: StoredProgramme, now: datetime) -> None:
    """Write `made` down, in place of an earlier one of the same key.

    Two stations may have made the same at once: either will do.
    """
    connection.execute(delete(PROGRAMMES).where(PROGRAMMES.c.key == made.key))
    connection.execute(
        once(connection, PROGRAMMES).values(
            key=made.key,
            sha256=made.sha256,
            ext=made.ext,
            bytes=made.bytes,
            duration_s=made.duration_s,
            loudness_lufs=made.loudness_lufs,
            true_peak_dbtp=made.true_peak_dbtp,
            offsets_s=json.dumps(made.offsets_s),
            made_at=now,
        )
    )


def forget(connection: Connection, sha256: str) -> None:
    """Drop the rows of a file that is gone."""
    connection.execute(delete(PROGRAMMES).where(PROGRAMMES.c.sha256 == sha256))


def _value(row: Row[tuple[object, ...]]) -> StoredProgramme:
    fields = row._asdict()
    fields.pop("made_at")
    return StoredProgramme(**{**fields, "offsets_s": tuple(json.loads(fields["offsets_s"]))})

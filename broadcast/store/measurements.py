"""What was measured on finished files, kept by the hash of the file: once measured, true for good."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from broadcast.sound.measured import Figures, Measured, Picture
from broadcast.store.tables import MEASUREMENTS

_FIGURES = (MEASUREMENTS.c.integrated_lufs, MEASUREMENTS.c.range_lu, MEASUREMENTS.c.true_peak_dbtp)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One file as it was measured, and when (aware)."""

    measured: Measured
    at: datetime


def find(connection: Connection, sha256: str) -> Measurement | None:
    """What was measured on the file of that hash, if it was."""
    wanted = select(MEASUREMENTS).where(MEASUREMENTS.c.sha256 == sha256)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        return None
    figures = _figures(row.integrated_lufs, row.range_lu, row.true_peak_dbtp)
    return Measurement(Measured(figures, Picture(row.peaks, row.means, row.levels)), row.measured_at)


def figures(connection: Connection) -> Mapping[str, Figures]:
    """The figures of every file that was measured, by its hash, without the pictures."""
    rows = connection.execute(select(MEASUREMENTS.c.sha256, *_FIGURES))
    return {sha256: _figures(*read) for sha256, *read in rows}


def keep(connection: Connection, sha256: str, measured: Measured, now: datetime) -> None:
    """Write down what was measured, in place of what was before."""
    forget(connection, sha256)
    found = measured.figures
    connection.execute(
        insert(MEASUREMENTS).values(
            sha256=sha256,
            measured_at=now,
            integrated_lufs=_or_null(found.integrated_lufs),
            range_lu=found.range_lu,
            true_peak_dbtp=_or_null(found.true_peak_dbtp),
            **asdict(measured.picture),
        )
    )


def forget(connection: Connection, sha256: str) -> None:
    """Drop the row of a file that is gone."""
    connection.execute(delete(MEASUREMENTS).where(MEASUREMENTS.c.sha256 == sha256))


def _figures(integrated_lufs: float | None, range_lu: float, true_peak_dbtp: float | None) -> Figures:
    return Figures(_or_silence(integrated_lufs), range_lu, _or_silence(true_peak_dbtp))


def _or_null(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _or_silence(value: float | None) -> float:
    return -math.inf if value is None else value

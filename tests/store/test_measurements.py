"""What was measured is kept by the hash of the file, in both databases."""

import math
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcast.sound.measured import Figures, Measured, Picture
from broadcast.store import measurements
from broadcast.store.database import Database
from broadcast.store.measurements import Measurement

NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
LOUD = Measured(Figures(-16.04, 2.8, -1.86), Picture(b"\x00\x80\xff", b"\x00\x70\xf0", b"\xb0"))
SILENT = Measured(Figures(-math.inf, 0.0, -math.inf), Picture(b"\x00", b"\x00", b""))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    if request.param == "postgresql":
        return Database(request.getfixturevalue("postgresql"))
    return Database(tmp_path / "broadcast.sqlite3")


def test_figures_and_picture_come_back_as_they_were_and_silence_too(database: Database) -> None:
    with database.begin() as connection:
        for name, measured in (("a", SILENT), ("a", LOUD), ("b", SILENT)):
            measurements.keep(connection, name * 64, measured, NOW)
    with database.begin() as connection:
        assert measurements.find(connection, "a" * 64) == Measurement(LOUD, NOW)
        assert measurements.find(connection, "b" * 64) == Measurement(SILENT, NOW)
        assert measurements.find(connection, "c" * 64) is None
        assert measurements.figures(connection) == {"a" * 64: LOUD.figures, "b" * 64: SILENT.figures}
        measurements.forget(connection, "a" * 64)
        assert measurements.figures(connection).keys() == {"b" * 64}
    database.close()

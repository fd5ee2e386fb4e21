"""Orders, faults and choices as rows, on every database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcast.playlist import Control, Pause, Volume
from broadcast.schedule import Choices
from broadcast.store import choices, faults, orders
from broadcast.store.choices import Kind
from broadcast.store.database import Database
from broadcast.store.orders import Signed

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LE = Signed("le", "Trần Thị Lệ", NOW)
PAUSE = Pause(NOW, NOW + timedelta(hours=1), emergencies=True, by="Trần Thị Lệ", reason="lễ tang")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = tmp_path / "b.sqlite3" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    database = Database(url)
    yield database
    database.close()


def test_the_newest_order_of_each_kind_rules_and_versions_grow(database: Database) -> None:
    with database.begin() as connection:
        assert orders.control(connection, "my-an") == Control()
        orders.pause(connection, "my-an", PAUSE, LE)
        orders.turn(connection, "my-an", Volume(-3.0), LE)
        orders.turn(connection, "my-an", Volume(-6.0, NOW + timedelta(days=1)), LE)
        orders.pause(connection, "kien-an", PAUSE, LE)
        before = orders.control(connection, "my-an")
        assert (before.pause, before.volume) == (PAUSE, Volume(-6.0, NOW + timedelta(days=1)))
        orders.resume(connection, "my-an", LE)
        after = orders.control(connection, "my-an")
        both = orders.controls(connection, ["kien-an", "my-an", "hoi-an"])
        assert both == {
            "kien-an": orders.control(connection, "kien-an"),
            "my-an": after,
            "hoi-an": Control(),
        }
        assert both["kien-an"].pause == PAUSE
    assert (after.pause, after.volume) == (None, before.volume)
    assert after.version > before.version


def test_when_a_version_was_first_obeyed_stays(database: Database) -> None:
    with database.begin() as connection:
        assert orders.obeyed(connection, "my-an", 1) is None
        orders.note_obeyed(connection, "my-an", 1, NOW)
        orders.note_obeyed(connection, "my-an", 1, NOW + timedelta(hours=1))
        assert orders.obeyed(connection, "my-an", 1) == NOW
        assert orders.obeyed(connection, "kien-an", 1) is None
        assert orders.obedience(connection) == {("my-an", 1): NOW}


def test_a_fault_is_open_until_it_is_mended_once(database: Database) -> None:
    with database.begin() as connection:
        first = faults.add(connection, "my-an", "silent", "ấp Long Hòa", "le", NOW)
        second = faults.add(connection, "my-an", "power", "", "le", NOW)
        assert [fault.id for fault in faults.open_(connection)] == [first, second]
        assert faults.mend(connection, first, "lan", NOW, "thay dây")
        assert not faults.mend(connection, first, "lan", NOW, "lần nữa")
        assert [fault.id for fault in faults.open_(connection)] == [second]
        assert [fault.id for fault in faults.history(connection, "my-an", 1)] == [second]
        mended = faults.find(connection, first)
    assert mended is not None
    assert (mended.note, mended.open) == ("thay dây", False)


def test_of_choices_the_newest_counts(database: Database) -> None:
    with database.begin() as connection:
        assert choices.every(connection) == {}
        for kind, script, other in (
            (Kind.FIRST, "a", "b"),
            (Kind.DECLINED, "x", ""),
            (Kind.DECLINED, "y", ""),
            (Kind.TAKEN_BACK, "x", ""),
            (Kind.FIRST, "b", "a"),
        ):
            choices.add(connection, "my-an", kind, script, other, "le", NOW)
        assert choices.changes(connection) == 5
        assert choices.every(connection) == {"my-an": Choices(frozenset({"y"}), frozenset({("b", "a")}))}

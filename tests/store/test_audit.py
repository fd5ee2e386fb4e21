"""The audit is only added to, whole also when several write at once, on every database that we support."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from broadcast.people import GENESIS, ChainBroken, Deed, Did, verified
from broadcast.store import audit
from broadcast.store.database import Database, DatabaseUnavailable

NOW = datetime(2026, 11, 27, 9, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    on_postgresql = request.param == "postgresql"
    url = request.getfixturevalue("postgresql") if on_postgresql else tmp_path / "broadcast.sqlite3"
    database = Database(url)
    yield database
    database.close()


def record(database: Database, *things: str, by: str = "lan") -> None:
    for thing in things:
        with database.begin() as connection:
            audit.record(connection, Deed(by, Did.CONSENT_GIVEN, thing, {"lý do": "Ế Ặ Ộ", "n": 1}), NOW)


def whole(database: Database) -> int:
    with database.begin() as connection:
        return verified(audit.every(connection), audit.head(connection))


def test_an_empty_one_begins_at_nothing(database: Database) -> None:
    with database.begin() as connection:
        assert audit.head(connection) == (0, GENESIS)
    assert whole(database) == 0


def test_lines_come_back_as_they_were(database: Database) -> None:
    record(database, "a", "b", "c")
    assert whole(database) == 3
    with database.begin() as connection:
        lines = list(audit.every(connection))
    assert [(line.on, line.at, line.told["lý do"]) for line in lines] == [(x, NOW, "Ế Ặ Ộ") for x in "abc"]


def test_the_newest_come_first_page_by_page_and_by_what_is_asked(database: Database) -> None:
    record(database, "a", "b", "c")
    record(database, "a", by="mai")
    with database.begin() as connection:
        assert [line.number for line in audit.latest(connection, 10, 3)] == [4, 3, 2]
        assert [line.number for line in audit.latest(connection, 2, 3)] == [1]
        assert [line.number for line in audit.latest(connection, 10, 9, on="a")] == [4, 1]
        assert [line.number for line in audit.latest(connection, 10, 9, by="mai")] == [4]
        assert len(audit.latest(connection, 10, 9, did="consent")) == 4
        assert audit.latest(connection, 10, 9, did="script") == ()


@pytest.mark.parametrize("statement", ["UPDATE audit SET \"by\" = 'x'", "DELETE FROM audit"])
def test_the_database_refuses_to_change_a_line(database: Database, statement: str) -> None:
    record(database, "a")
    with pytest.raises(DatabaseUnavailable, match="stay as they are"), database.begin() as connection:
        connection.execute(text(statement))
    assert whole(database) == 1


def test_what_was_undone_leaves_no_line(database: Database) -> None:
    record(database, "a")
    with pytest.raises(ZeroDivisionError), database.begin() as connection:
        audit.record(connection, Deed("lan", Did.CONSENT_GIVEN, "b"), NOW)
        raise ZeroDivisionError
    assert whole(database) == 1


def test_a_line_that_somebody_forced_out_is_missed(database: Database) -> None:
    record(database, "a", "b")
    with database.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_no_DELETE"))
        else:
            connection.execute(text("DROP TRIGGER audit_stays ON audit"))
        connection.execute(text("DELETE FROM audit WHERE number = 2"))
    with pytest.raises(ChainBroken, match="dòng 2"):
        whole(database)


def test_several_who_write_at_once_make_one_chain(database: Database) -> None:
    threads = [
        threading.Thread(target=record, args=(database, *(f"{number}-{at}" for at in range(10))))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert whole(database) == 40

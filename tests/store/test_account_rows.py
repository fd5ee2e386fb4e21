"""Accounts are changed and closed alike on every database that we support, and never two at once."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from broadcast.people import Grant, LastInviter, Person, Role, refuse_without_inviter
from broadcast.script import BulletinClass
from broadcast.store import accounts, attempts, links, second_factors
from broadcast.store.accounts import AccountStep, Done
from broadcast.store.database import Database

NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
HEADS = [Person(name, name.title(), frozenset({Role.PLANNER})) for name in ("binh", "lan")]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    on_postgresql = request.param == "postgresql"
    database = Database(
        request.getfixturevalue("postgresql") if on_postgresql else tmp_path / "broadcast.sqlite3"
    )
    with database.begin() as connection:
        for person in HEADS:
            accounts.add(connection, person, "hash", NOW)
    yield database
    database.close()


def test_a_closed_account_leaves_its_row_and_its_steps(database: Database) -> None:
    step = AccountStep("lan", Done.CLOSED, HEADS[1].roles, "binh", NOW)
    with database.begin() as connection:
        accounts.open_session(connection, b"1" * 32, "lan", "csrf", NOW, NOW.replace(hour=9))
        accounts.open_session(connection, b"2" * 32, "lan", "csrf", NOW, NOW.replace(hour=9))
        accounts.close_sessions(connection, "lan", but=b"2" * 32)
        left = [accounts.session(connection, key * 32, NOW) is not None for key in (b"1", b"2")]
        accounts.close(connection, "lan", NOW)
        accounts.add_step(connection, step)
    assert left == [False, True]
    with database.begin() as connection:
        assert accounts.everybody(connection) == (HEADS[0],)
        assert accounts.closed(connection) == ((HEADS[1], NOW),)
        assert accounts.steps(connection, "lan") == (step,)
        assert accounts.full_names(connection)["lan"] == "Lan"


def test_grants_links_and_second_factors_are_kept_alike(database: Database) -> None:
    given = {
        Grant(Role.WRITER, "my-an", BulletinClass.NORMAL),
        Grant(Role.WRITER, "my-an"),
        Grant(Role.OPERATOR),
    }
    until = NOW + timedelta(hours=1)
    with database.begin() as connection:
        accounts.change_grants(connection, replace(HEADS[1], grants=frozenset(given)))
        links.add_link(connection, b"1" * 32, links.Link("Võ Văn Tư", frozenset(given), until), "lan")
        links.add_reset(connection, b"2" * 32, "lan", NOW, until)
        links.add_half_login(connection, b"3" * 32, "lan", NOW, until)
        second_factors.propose(connection, "lan", "SECRET")
        second_factors.confirm(connection, "lan", [b"4" * 32], NOW)
    with database.begin() as connection:
        assert {person.name: person.grants for person in accounts.everybody(connection)}["lan"] == given
        assert links.link(connection, b"1" * 32, NOW) == links.Link("Võ Văn Tư", frozenset(given), until)
        assert links.link(connection, b"1" * 32, until) is None
        assert (links.reset(connection, b"2" * 32, NOW), links.half_login(connection, b"3" * 32, NOW)) == (
            "lan",
            "lan",
        )
        assert [second_factors.use_step(connection, "lan", step) for step in (7, 7, 6, 8)] == [
            True,
            False,
            False,
            True,
        ]
        assert [second_factors.use_recovery(connection, "lan", b"4" * 32) for _ in range(2)] == [True, False]
        assert links.use_link(connection, b"1" * 32)
        assert not links.use_link(connection, b"1" * 32)


def test_guesses_are_bounded_on_every_database(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST", 3)
    with database.begin() as connection:
        for _ in range(5):
            attempts.note(connection, "lan", "192.0.2.1", NOW, NOW)
        assert attempts.counted(connection, "lan", "192.0.2.1", NOW) == (3, 3, 3)


def test_two_heads_who_close_each_other_leave_one(database: Database) -> None:
    ready, refused = threading.Barrier(2), []

    def close(name: str) -> None:
        ready.wait(10)
        try:
            with database.begin() as connection:
                refuse_without_inviter([each for each in accounts.lock(connection) if each.name != name])
                accounts.close(connection, name, NOW)
        except LastInviter:
            refused.append(name)

    threads = [threading.Thread(target=close, args=(person.name,)) for person in HEADS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with database.begin() as connection:
        assert [person.name for person in accounts.everybody(connection)] == refused

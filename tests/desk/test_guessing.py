"""Limits on guessing: at every door, from one house, at once, and in a table that stays small."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from broadcast.desk.accounts import Accounts, TooManyGuesses, UsedLink, WrongLogin
from broadcast.desk.guessing import LINK, LOGIN, network
from broadcast.desk.hashing import AT_ONCE, WAITING, Hashing, TooBusy
from broadcast.desk.studio import Studio
from broadcast.people import Did
from broadcast.store import attempts, audit
from broadcast.store.people_tables import ATTEMPTS

GOOD = "ao cá bờ dừa xuồng ba lá"
HERE = "127.0.0.1"


@pytest.fixture
def accounts(studio: Studio) -> Accounts:
    made = Accounts(studio)
    made.invitations.create(made.invitations.first_link() or "", "lan", "Nguyễn Thị Lan", GOOD)
    return made


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("?", "?"),
    ],
)
def test_a_house_with_a_million_addresses_counts_as_one(address: str, counted_as: str) -> None:
    assert network(address) == counted_as


def test_guessing_from_every_address_of_a_house_is_stopped(accounts: Accounts) -> None:
    for number in range(LOGIN.here):
        with pytest.raises(WrongLogin):
            accounts.log_in("lan", "sai", f"2001:db8::{number + 1}")
    with pytest.raises(TooManyGuesses):
        accounts.log_in("lan", GOOD, "2001:db8::ffff")


def test_guesses_that_come_at_once_are_no_way_around_the_limit(accounts: Accounts) -> None:
    def tried(_: int) -> type[Exception]:
        try:
            accounts.log_in("lan", "sai", HERE)
        except (WrongLogin, TooManyGuesses, TooBusy) as error:
            return type(error)
        raise AssertionError

    with ThreadPoolExecutor(AT_ONCE + WAITING) as pool:
        met = list(pool.map(tried, range(20)))
    assert met.count(WrongLogin) == LOGIN.here


def test_links_are_not_tried_without_end(accounts: Accounts) -> None:
    for number, open_link in enumerate((accounts.invitations.of, accounts.logins.resetting)):
        address = f"192.0.2.{number}"
        for guess in range(LINK.here):
            with pytest.raises(UsedLink):
                open_link(f"khong-co-{guess}", address)
        with pytest.raises(TooManyGuesses):
            open_link("khong-co", address)


def test_the_table_of_guesses_stays_bounded(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "MOST", 10)
    now = accounts.studio.now()
    with accounts.studio.database.begin() as connection:
        for number in range(50):
            attempts.note(connection, f"ten-{number}", HERE, now, now)
        kept = list(connection.execute(select(ATTEMPTS.c.name).order_by(ATTEMPTS.c.id)).scalars())
    assert kept == [f"ten-{number}" for number in range(40, 50)]


def test_a_refused_guess_leaves_no_row(accounts: Accounts) -> None:
    for _ in range(LOGIN.here + 20):
        with pytest.raises((WrongLogin, TooManyGuesses)):
            accounts.log_in("lan", "sai", HERE)
    with accounts.studio.database.begin() as connection:
        assert connection.execute(select(func.count()).select_from(ATTEMPTS)).scalar_one() == LOGIN.here


def test_the_audit_tells_of_the_first_wrong_password_and_of_the_last_and_never_what_was_typed(
    accounts: Accounts,
) -> None:
    for _ in range(LOGIN.here + 5):
        with pytest.raises((WrongLogin, TooManyGuesses)):
            accounts.log_in("lan", "sai", HERE)
    with pytest.raises(WrongLogin):
        accounts.log_in("mat khau go nham cho", "lan", "192.0.2.1")
    with accounts.studio.database.begin() as connection:
        lines = [line for line in audit.every(connection) if line.did == Did.WRONG_PASSWORD]
    assert [line.on for line in lines] == ["lan", "lan", "?"]
    assert "nham" not in repr(lines)


def test_a_flood_of_logins_holds_a_few_threads_and_the_rest_is_told_at_once() -> None:
    hashing, leave, inside = Hashing(PasswordHasher()), threading.Event(), threading.Semaphore(0)
    most, under_way, lock = 0, 0, threading.Lock()

    def hold() -> None:
        nonlocal most, under_way
        with hashing.turn():
            with lock:
                under_way += 1
                most = max(most, under_way)
            inside.release()
            leave.wait(30)
            with lock:
                under_way -= 1

    threads = [threading.Thread(target=hold) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for _ in range(AT_ONCE):
        assert inside.acquire(timeout=30)
    waiting = [threading.Thread(target=hold) for _ in range(WAITING)]
    for thread in waiting:
        thread.start()
    refused = refuse_in_the_end(hashing)
    leave.set()
    for thread in (*threads, *waiting):
        thread.join(30)
    assert "đợi vài giây" in refused.said()
    assert most == AT_ONCE
    with hashing.turn() as hasher:
        assert hasher.verified(hasher.hashed(GOOD), GOOD)


def refuse_in_the_end(hashing: Hashing) -> TooBusy:
    """The refusal that comes as soon as every place to wait is taken."""
    while True:
        place = hashing._places.acquire(blocking=False)
        if not place:
            break
        hashing._places.release()
    with pytest.raises(TooBusy) as refused, hashing.turn():
        pass
    return refused.value

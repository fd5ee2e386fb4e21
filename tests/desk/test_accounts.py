"""Accounts over a real database: links work once, passwords are hashed, guessing ends soon."""

import time
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from broadcast.desk.accounts import (
    SESSION_LASTS,
    WINDOW,
    Accounts,
    BadName,
    Done,
    TooManyGuesses,
    UnknownAccount,
    UsedLink,
    WeakPassword,
    WrongLogin,
    WrongPassword,
    right_csrf,
)
from broadcast.desk.guessing import LOGIN
from broadcast.desk.invitations import LINK_LASTS, NameTaken
from broadcast.desk.studio import Studio
from broadcast.people import Did, Grant, LastInviter, MayNot, Person, Role
from broadcast.script import BulletinClass
from broadcast.store import audit
from broadcast.store.people_tables import GRANTS, LINK_GRANTS, LINKS, SESSIONS, USERS

GOOD = "ao cá bờ dừa xuồng ba lá"
HERE = "127.0.0.1"


@pytest.fixture
def accounts(studio: Studio) -> Accounts:
    return Accounts(studio)


@pytest.fixture
def lan(accounts: Accounts) -> Person:
    return accounts.invitations.create(accounts.invitations.first_link(), "lan", "Nguyễn Thị Lan", GOOD)


def later(accounts: Accounts, by: timedelta) -> Accounts:
    then = accounts.studio.now() + by
    return Accounts(replace(accounts.studio, now=lambda: then))


def test_there_is_no_default_account(accounts: Accounts) -> None:
    with accounts.studio.database.begin() as connection:
        assert connection.execute(select(USERS)).all() == []
    for name, password in (("admin", "admin"), ("", ""), ("root", "")):
        with pytest.raises(WrongLogin):
            accounts.log_in(name, password, HERE)


def test_the_first_link_makes_one_account_with_every_role_and_then_never_another(accounts: Accounts) -> None:
    token = accounts.invitations.first_link()
    person = accounts.invitations.create(token, "Lan ", "Nguyễn  Thị Lan", GOOD)
    assert person == Person("lan", "Nguyễn Thị Lan", frozenset(Role))
    with pytest.raises(UsedLink, match="đã dùng"):
        accounts.invitations.create(token, "khac", "Người Khác", GOOD)
    assert accounts.invitations.first_link() is None


def test_only_the_newest_first_link_opens_and_only_for_a_day(accounts: Accounts) -> None:
    old, new = accounts.invitations.first_link(), accounts.invitations.first_link()
    with pytest.raises(UsedLink):
        accounts.invitations.of(old)
    accounts.invitations.of(new)
    with pytest.raises(UsedLink):
        later(accounts, LINK_LASTS).invitations.of(new)


def test_no_token_stands_in_the_database(accounts: Accounts, lan: Person) -> None:
    link = accounts.invitations.invite(lan, "Trần Văn Bình", {Role.APPROVER})
    session = accounts.log_in("lan", GOOD, HERE)
    with accounts.studio.database.begin() as connection:
        rows = [
            *connection.execute(select(LINKS)),
            *connection.execute(select(SESSIONS)),
            *connection.execute(select(USERS)),
        ]
    assert len(rows) == 3
    for secret in (link, session, GOOD):
        assert secret not in repr(rows)
    assert "$argon2id$" in repr(rows)


def test_an_invited_person_gets_the_roles_of_the_invitation_and_its_name(
    accounts: Accounts, lan: Person
) -> None:
    token = accounts.invitations.invite(lan, "Trần Văn Bình", {Role.APPROVER})
    assert accounts.invitations.create(token, "binh", "Ai Đó Khác", GOOD).full_name == "Trần Văn Bình"
    binh = accounts.session(accounts.log_in("binh", GOOD, HERE)).person
    assert binh.roles == {Role.APPROVER}
    with pytest.raises(MayNot):
        accounts.invitations.invite(binh, "Người Lạ", {Role.WRITER})
    with pytest.raises(BadName):
        accounts.invitations.invite(lan, "Người Lạ", set())


def test_a_name_is_given_once(accounts: Accounts, lan: Person) -> None:
    token = accounts.invitations.invite(lan, "Lan Hai", {Role.WRITER})
    with pytest.raises(NameTaken, match="«lan»"):
        accounts.invitations.create(token, "LAN", "Lan Hai", GOOD)
    accounts.invitations.create(token, "lan.hai", "Lan Hai", GOOD)


@pytest.mark.parametrize("name", ["", "x", "có dấu", "a" * 41, "-a", "a/b", "a b"])
def test_a_login_name_is_plain(accounts: Accounts, name: str) -> None:
    with pytest.raises(BadName):
        accounts.invitations.create(accounts.invitations.first_link(), name, "Nguyễn Thị Lan", GOOD)


@pytest.mark.parametrize(
    "password",
    ["ngắn quá", "a" * 40, "matkhau12345678", "password password", "lanlanlanlanlanlan", "x" * 300],
)
def test_a_password_that_is_easily_guessed_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(WeakPassword):
        accounts.invitations.create(accounts.invitations.first_link(), "lan", "Nguyễn Thị Lan", password)


def test_a_session_is_known_by_its_token_alone_and_ends(accounts: Accounts, lan: Person) -> None:
    token = accounts.log_in(" LAN", GOOD, HERE)
    session = accounts.session(token)
    assert session.person == lan
    assert accounts.session(token[:-1]) is None
    assert accounts.session("") is None
    assert right_csrf(session, session.csrf)
    assert not right_csrf(session, session.csrf[:-1])
    assert not right_csrf(session, "")
    accounts.log_out(token)
    assert accounts.session(token) is None


def test_a_session_lives_as_long_as_it_is_used(accounts: Accounts, lan: Person) -> None:
    token = accounts.log_in("lan", GOOD, HERE)
    nearly = SESSION_LASTS - timedelta(minutes=1)
    assert later(accounts, nearly).session(token)
    assert later(accounts, 2 * nearly).session(token)
    assert later(accounts, 2 * nearly + SESSION_LASTS).session(token) is None


def test_accents_typed_in_either_way_are_the_same_password(accounts: Accounts, lan: Person) -> None:
    assert accounts.session(accounts.log_in("lan", unicodedata.normalize("NFD", GOOD), HERE))


def test_guessing_is_stopped_even_for_the_right_password_and_passes(accounts: Accounts, lan: Person) -> None:
    for number in range(LOGIN.here):
        with pytest.raises(WrongLogin):
            accounts.log_in("lan", f"sai {number}", HERE)
    with pytest.raises(TooManyGuesses, match="15 phút"):
        accounts.log_in("lan", GOOD, HERE)
    assert accounts.log_in("lan", GOOD, "192.0.2.9"), "somebody elsewhere is not locked out by it"
    assert later(accounts, WINDOW + timedelta(seconds=1)).log_in("lan", GOOD, HERE)


def test_guessing_many_names_from_one_address_is_stopped(accounts: Accounts, lan: Person) -> None:
    with pytest.raises(TooManyGuesses):
        for number in range(100):
            with pytest.raises(WrongLogin):
                accounts.log_in(f"ten-{number}", "sai", HERE)


def test_a_name_that_does_not_exist_costs_the_same_work(accounts: Accounts, lan: Person) -> None:
    def cpu(name: str) -> float:
        start = time.thread_time()
        with pytest.raises(WrongLogin):
            accounts.log_in(name, "sai", HERE)
        return time.thread_time() - start

    cpu("lan")
    cpu("khong-co")
    assert cpu("khong-co") > cpu("lan") / 5


def test_the_account_of_one_who_left_opens_no_more(accounts: Accounts, lan: Person) -> None:
    token = accounts.log_in("lan", GOOD, HERE)
    with accounts.studio.database.begin() as connection:
        connection.execute(USERS.update().values(left_at=accounts.studio.now()))
    assert accounts.session(token) is None
    with pytest.raises(WrongLogin):
        accounts.log_in("lan", GOOD, HERE)


NEW = "con đò nhỏ qua sông Tiền"


def joined(accounts: Accounts, by: Person, name: str, *roles: Role | Grant) -> Person:
    return accounts.invitations.create(
        accounts.invitations.invite(by, f"Người {name}", roles), name, "Ai Đó", GOOD
    )


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(accounts: Accounts, lan: Person) -> None:
    mine, other = accounts.log_in("lan", GOOD, HERE), accounts.log_in("lan", GOOD, HERE)
    with pytest.raises(WrongPassword, match="mật khẩu cũ"):
        accounts.logins.change_password(lan, mine, "sai", NEW, HERE)
    for weak in (GOOD, unicodedata.normalize("NFD", GOOD), "ngắn"):
        with pytest.raises(WeakPassword):
            accounts.logins.change_password(lan, mine, GOOD, weak, HERE)
    assert accounts.session(other), "nothing was changed so far"
    accounts.logins.change_password(lan, mine, GOOD, NEW, HERE)
    assert accounts.session(mine)
    assert accounts.session(other) is None
    with pytest.raises(WrongLogin):
        accounts.log_in("lan", GOOD, HERE)
    assert accounts.log_in("lan", NEW, HERE)
    assert [step.done for step in accounts.one("lan")[1]] == [Done.PASSWORD]


def test_the_old_password_is_not_guessed_at_an_open_desk(accounts: Accounts, lan: Person) -> None:
    token = accounts.log_in("lan", GOOD, HERE)
    for _ in range(LOGIN.here):
        with pytest.raises(WrongPassword):
            accounts.logins.change_password(lan, token, "sai", NEW, HERE)
    with pytest.raises(TooManyGuesses):
        accounts.logins.change_password(lan, token, GOOD, NEW, HERE)


def test_a_closed_account_ends_at_once_and_its_name_stays(accounts: Accounts, lan: Person) -> None:
    tu = joined(accounts, lan, "tu", Role.PLANNER)
    session, invitation = (
        accounts.log_in("tu", GOOD, HERE),
        accounts.invitations.invite(tu, "Kẻ Lạ", {Role.WRITER}),
    )
    kept = accounts.invitations.invite(lan, "Võ Thị Năm", {Role.WRITER})
    accounts.close(lan, "tu")
    assert accounts.session(session) is None
    with pytest.raises(WrongLogin):
        accounts.log_in("tu", GOOD, HERE)
    with pytest.raises(UsedLink):
        accounts.invitations.of(invitation)
    assert accounts.invitations.of(kept).full_name == "Võ Thị Năm"
    assert [person.name for person in accounts.everybody()] == ["lan"]
    assert [(person.name, at) for person, at in accounts.closed()] == [("tu", accounts.studio.now())]
    with pytest.raises(NameTaken):
        accounts.invitations.create(kept, "tu", "Ai Đó", GOOD)
    with pytest.raises(UnknownAccount, match="tu"):
        accounts.close(lan, "tu")


def test_somebody_who_may_invite_is_always_left(accounts: Accounts, lan: Person) -> None:
    joined(accounts, lan, "tu", Role.WRITER)
    with pytest.raises(LastInviter):
        accounts.close(lan, "lan")
    with pytest.raises(LastInviter):
        accounts.change_grants(lan, "lan", {Role.WRITER})
    accounts.change_grants(lan, "tu", {Role.PLANNER})
    accounts.close(lan, "lan")
    assert [person.name for person in accounts.everybody()] == ["tu"]


def test_roles_change_at_once_and_what_they_were_is_kept(accounts: Accounts, lan: Person) -> None:
    tu = joined(accounts, lan, "tu", Role.PLANNER)
    session, invitation = (
        accounts.log_in("tu", GOOD, HERE),
        accounts.invitations.invite(tu, "Kẻ Lạ", {Role.WRITER}),
    )
    accounts.change_grants(lan, "tu", {Role.APPROVER})
    accounts.change_grants(lan, "tu", {Role.APPROVER})
    assert accounts.session(session).person.roles == {Role.APPROVER}
    with pytest.raises(UsedLink):
        accounts.invitations.of(invitation)
    (step,) = accounts.one("tu")[1]
    assert (step.done, step.roles, step.by) == (Done.ROLES, {Role.PLANNER}, "lan")
    with pytest.raises(BadName):
        accounts.change_grants(lan, "tu", set())


def test_only_the_head_of_station_changes_and_closes_accounts(accounts: Accounts, lan: Person) -> None:
    tu = joined(accounts, lan, "tu", Role.WRITER, Role.APPROVER, Role.OPERATOR)
    with pytest.raises(MayNot):
        accounts.close(tu, "lan")
    with pytest.raises(MayNot):
        accounts.change_grants(tu, "tu", set(Role))


@pytest.mark.parametrize("left", [set(), {Role.WRITER}])
def test_one_who_may_no_more_does_nothing_with_what_they_were(
    accounts: Accounts, lan: Person, left: set[Role]
) -> None:
    tu = joined(accounts, lan, "tu", Role.PLANNER)
    joined(accounts, lan, "nam", Role.WRITER)
    if left:
        accounts.change_grants(lan, "tu", left)
    else:
        accounts.close(lan, "tu")
    for act in (
        lambda: accounts.invitations.invite(tu, "Kẻ Lạ", {Role.PLANNER}),
        lambda: accounts.change_grants(tu, "nam", {Role.PLANNER}),
        lambda: accounts.close(tu, "nam"),
    ):
        with pytest.raises(MayNot):
            act()
    with accounts.studio.database.begin() as connection:
        assert connection.execute(select(LINKS)).all() == []
    assert accounts.one("nam")[0].roles == {Role.WRITER}


BELOW = {"my-an": ("my-an", "cho-moi"), "kien-an": ("kien-an", "cho-moi"), "cho-moi": ("cho-moi",)}


@pytest.fixture
def placed(accounts: Accounts) -> Accounts:
    """Accounts where places lie as on file."""
    return replace(accounts, lineage=lambda place: BELOW.get(place, ()))


def test_grants_are_kept_with_place_and_class_and_hold_on_the_very_next_request(
    placed: Accounts, lan: Person
) -> None:
    given = {Grant(Role.WRITER, "my-an", BulletinClass.PRIORITY), Grant(Role.WRITER, "kien-an")}
    joined(placed, lan, "tu", *given)
    token = placed.log_in("tu", GOOD, HERE)
    assert placed.session(token).person.grants == given
    placed.change_grants(lan, "tu", [Grant(Role.OPERATOR, "my-an", BulletinClass.NORMAL)])
    assert placed.session(token).person.grants == {Grant(Role.OPERATOR, "my-an", BulletinClass.NORMAL)}
    assert placed.one("lan")[0].grants == {Grant(role) for role in Role}


def test_nobody_gives_what_they_have_not(placed: Accounts, lan: Person) -> None:
    tu = joined(placed, lan, "tu", Grant(Role.PLANNER, "my-an", BulletinClass.PRIORITY))
    joined(placed, lan, "nam", Grant(Role.WRITER, "kien-an", BulletinClass.NORMAL))
    for grant in (
        Grant(Role.WRITER),
        Grant(Role.WRITER, "cho-moi", BulletinClass.NORMAL),
        Grant(Role.WRITER, "kien-an", BulletinClass.NORMAL),
        Grant(Role.WRITER, "my-an", BulletinClass.EMERGENCY),
    ):
        with pytest.raises(MayNot):
            placed.invitations.invite(tu, "Kẻ Lạ", [grant])
    within = Grant(Role.WRITER, "my-an", BulletinClass.PRIORITY)
    ba = joined(placed, tu, "ba", within)
    assert ba.grants == {within}
    for act in (
        lambda: placed.change_grants(tu, "nam", [within]),  # somebody of another commune
        lambda: placed.change_grants(tu, "ba", [within, Grant(Role.APPROVER, "kien-an")]),
        lambda: placed.change_grants(tu, "tu", [Grant(Role.PLANNER)]),
        lambda: placed.close(tu, "lan"),
    ):
        with pytest.raises(MayNot):
            act()
    placed.close(tu, "ba")


def test_a_grant_at_a_place_that_there_is_not_is_refused_but_an_old_one_may_stay(
    placed: Accounts, lan: Person
) -> None:
    with pytest.raises(BadName, match="không có địa bàn"):
        placed.invitations.invite(lan, "Ai Đó", [Grant(Role.WRITER, "khong-co")])
    joined(placed, lan, "tu", Grant(Role.WRITER, "my-an"))
    moved = replace(placed, lineage=lambda _: ())  # a reform: the commune is on file no more
    kept = {Grant(Role.WRITER, "my-an"), Grant(Role.OPERATOR)}
    moved.change_grants(lan, "tu", kept)
    assert moved.one("tu")[0].grants == kept


def test_accounts_and_links_from_before_there_were_grants_keep_their_roles_everywhere(
    accounts: Accounts, lan: Person
) -> None:
    invitation = accounts.invitations.invite(lan, "Trần Văn Bình", {Role.APPROVER})
    with accounts.studio.database.begin() as connection:
        for table in (GRANTS, LINK_GRANTS):
            connection.execute(table.delete())
    assert accounts.one("lan")[0] == lan
    assert accounts.session(accounts.log_in("lan", GOOD, HERE)).person == lan
    assert accounts.invitations.create(invitation, "binh", "Bình", GOOD).grants == {Grant(Role.APPROVER)}


def test_everything_that_is_done_to_accounts_stands_in_the_audit(accounts: Accounts, lan: Person) -> None:
    joined(accounts, lan, "tu", Role.PLANNER)
    token = accounts.log_in("tu", GOOD, HERE)
    accounts.logins.change_password(accounts.one("tu")[0], token, GOOD, NEW, HERE)
    accounts.log_out(token)
    accounts.log_out(token)
    accounts.change_grants(lan, "tu", [Grant(Role.WRITER, "my-an", BulletinClass.NORMAL)])
    accounts.close(lan, "tu")
    with accounts.studio.database.begin() as connection:
        lines = list(audit.every(connection))
    assert [(line.by, line.did, line.on) for line in lines] == [
        ("lan", Did.ACCOUNT_MADE, "lan"),
        ("lan", Did.INVITED, "Người tu"),
        ("tu", Did.ACCOUNT_MADE, "tu"),
        ("tu", Did.LOGGED_IN, "tu"),
        ("tu", Did.PASSWORD_CHANGED, "tu"),
        ("tu", Did.LOGGED_OUT, "tu"),
        ("lan", Did.GRANTS_CHANGED, "tu"),
        ("lan", Did.ACCOUNT_CLOSED, "tu"),
    ]
    assert lines[1].told == {"grants": "planner"}
    assert lines[3].told == {"from": HERE, "code": False}
    assert lines[6].told == {"before": "planner", "after": "writer@my-an<=normal"}
    assert GOOD not in repr(lines)
    assert token not in repr(lines)

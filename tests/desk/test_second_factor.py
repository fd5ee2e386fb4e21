"""Codes from a telephone: set up once, asked for after the password, each taken once; lost telephones."""

from dataclasses import replace
from datetime import datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select

from broadcast.desk.accounts import Accounts, CodeNeeded, TooManyGuesses, UsedLink, WrongCode
from broadcast.desk.guessing import CODE, WINDOW
from broadcast.desk.logins import HALF_LOGIN_LASTS
from broadcast.desk.second_factor import AlreadySetUp
from broadcast.desk.studio import Studio
from broadcast.desk.tokens import key_of
from broadcast.people import Act, CodeRule, Did, MayNot, Person, Role
from broadcast.store import audit
from broadcast.store.people_tables import RECOVERY_CODES

GOOD = "ao cá bờ dừa xuồng ba lá"
HERE = "127.0.0.1"


class Telephone:
    """The app on a telephone that was shown the secret; `at` its clock, `slow` by so much."""

    def __init__(self, secret: str) -> None:
        self._codes = pyotp.TOTP(secret)

    def shows(self, at: datetime, slow: timedelta = timedelta()) -> str:
        return self._codes.at(at - slow)


class Day:
    """A clock that a test moves on."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at

    def passes(self, by: timedelta) -> None:
        self.at += by


@pytest.fixture
def day(studio: Studio) -> Day:
    return Day(studio.now())


@pytest.fixture
def accounts(studio: Studio, day: Day) -> Accounts:
    return Accounts(replace(studio, now=day.now))


@pytest.fixture
def lan(accounts: Accounts) -> Person:
    return accounts.invitations.create(accounts.invitations.first_link() or "", "lan", "Nguyễn Thị Lan", GOOD)


def set_up(accounts: Accounts, day: Day, by: Person, session: str = "") -> tuple[Telephone, tuple[str, ...]]:
    telephone = Telephone(accounts.codes.proposed(by).secret)
    spare = accounts.codes.confirm(by, key_of(session), telephone.shows(day.at), HERE)
    day.passes(timedelta(seconds=30))
    return telephone, spare


def deeds(accounts: Accounts) -> list[str]:
    with accounts.studio.database.begin() as connection:
        return [line.did for line in audit.every(connection)]


def half_in(accounts: Accounts) -> str:
    with pytest.raises(CodeNeeded) as needed:
        accounts.log_in("lan", GOOD, HERE)
    return needed.value.token


def test_the_password_alone_opens_nothing_once_codes_are_set_up(
    accounts: Accounts, lan: Person, day: Day
) -> None:
    telephone, _ = set_up(accounts, day, lan)
    pending = half_in(accounts)
    assert accounts.session(pending) is None, "no session before the code"
    token = accounts.logins.enter(pending, telephone.shows(day.at), HERE)
    assert accounts.session(token).codes
    with pytest.raises(UsedLink):
        accounts.logins.enter(pending, telephone.shows(day.at), HERE)


def test_for_programs_password_and_code_go_in_one(accounts: Accounts, lan: Person, day: Day) -> None:
    telephone, _ = set_up(accounts, day, lan)
    assert accounts.session(accounts.log_in("lan", GOOD, HERE, telephone.shows(day.at)))


def test_a_code_is_taken_once_and_the_one_that_confirmed_is_taken(
    accounts: Accounts, lan: Person, day: Day
) -> None:
    telephone = Telephone(accounts.codes.proposed(lan).secret)
    code = telephone.shows(day.at)
    accounts.codes.confirm(lan, b"", code, HERE)
    with pytest.raises(WrongCode):
        accounts.log_in("lan", GOOD, HERE, code)
    day.passes(timedelta(seconds=30))
    accounts.log_in("lan", GOOD, HERE, telephone.shows(day.at))
    with pytest.raises(WrongCode):  # read over a shoulder, typed a second later
        accounts.log_in("lan", GOOD, HERE, telephone.shows(day.at))
    with pytest.raises(WrongCode):  # an older one is not taken after a newer one
        accounts.log_in("lan", GOOD, HERE, telephone.shows(day.at, slow=timedelta(seconds=30)))


@pytest.mark.parametrize(("slow_s", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_telephone_may_be_half_a_minute_off(
    accounts: Accounts, lan: Person, day: Day, *, slow_s: int, fits: bool
) -> None:
    telephone, _ = set_up(accounts, day, lan)
    day.passes(timedelta(minutes=5))
    code = telephone.shows(day.at, timedelta(seconds=slow_s))
    if fits:
        assert accounts.log_in("lan", GOOD, HERE, code)
    else:
        with pytest.raises(WrongCode):
            accounts.log_in("lan", GOOD, HERE, code)


def test_until_a_code_was_given_nothing_is_asked_for(accounts: Accounts, lan: Person, day: Day) -> None:
    first, again = accounts.codes.proposed(lan), accounts.codes.proposed(lan)
    assert first == again, "a page that is loaded again shows the same"
    for wrong in ("000000", "", "abc", "٠٠٠٠٠٠"):
        with pytest.raises(WrongCode):
            accounts.codes.confirm(lan, b"", wrong, HERE)
    assert accounts.log_in("lan", GOOD, HERE)


def test_what_the_telephone_is_shown_says_all_it_needs(accounts: Accounts, lan: Person, day: Day) -> None:
    shown = accounts.codes.proposed(lan)
    read = pyotp.parse_uri(shown.uri)
    assert (read.secret, read.name, read.issuer) == (shown.secret, "lan", "Truyền thanh cơ sở")
    assert shown.spaced.replace(" ", "") == shown.secret
    assert shown.picture.startswith(b"<?xml")
    assert b"style" not in shown.picture
    set_up(accounts, day, lan)
    with pytest.raises(AlreadySetUp):
        accounts.codes.proposed(lan)


def test_ten_recovery_codes_stand_in_once_each_and_are_kept_as_hashes(
    accounts: Accounts, lan: Person, day: Day
) -> None:
    _, spare = set_up(accounts, day, lan)
    assert len(set(spare)) == 10
    with accounts.studio.database.begin() as connection:
        kept = repr(connection.execute(select(RECOVERY_CODES)).all())
    assert not any(code in kept or code.replace("-", "") in kept for code in spare)
    accounts.log_in("lan", GOOD, HERE, spare[3])
    accounts.log_in("lan", GOOD, HERE, spare[4].replace("-", " "))
    with pytest.raises(WrongCode):
        accounts.log_in("lan", GOOD, HERE, spare[3])
    assert accounts.codes.left(lan) == 8
    assert deeds(accounts).count(Did.RECOVERY_CODE_USED) == 2


def test_codes_are_not_guessed_and_the_right_password_forgives_none(
    accounts: Accounts, lan: Person, day: Day
) -> None:
    telephone, _ = set_up(accounts, day, lan)
    for _ in range(CODE.here):
        with pytest.raises(WrongCode):
            accounts.log_in("lan", GOOD, HERE, "123456")
    with pytest.raises(TooManyGuesses):
        accounts.log_in("lan", GOOD, HERE, telephone.shows(day.at))
    day.passes(WINDOW + timedelta(seconds=1))
    assert accounts.log_in("lan", GOOD, HERE, telephone.shows(day.at))


def test_codes_are_not_guessed_from_many_addresses(accounts: Accounts, lan: Person, day: Day) -> None:
    set_up(accounts, day, lan)
    for number in range(CODE.of_name):
        with pytest.raises(WrongCode):
            accounts.log_in("lan", GOOD, f"192.0.2.{number}", "123456")
    with pytest.raises(TooManyGuesses):
        accounts.log_in("lan", GOOD, "198.51.100.1", "123456")


def test_after_a_few_wrong_codes_or_minutes_one_begins_anew(
    accounts: Accounts, lan: Person, day: Day
) -> None:
    telephone, _ = set_up(accounts, day, lan)
    pending = half_in(accounts)
    for _ in range(CODE.here):
        with pytest.raises(WrongCode):
            accounts.logins.enter(pending, "123456", HERE)
    with pytest.raises(UsedLink):
        accounts.logins.enter(pending, telephone.shows(day.at), "192.0.2.9")
    day.passes(WINDOW * 2)
    late = half_in(accounts)
    day.passes(HALF_LOGIN_LASTS)
    with pytest.raises(UsedLink, match="quá lâu"):
        accounts.logins.enter(late, telephone.shows(day.at), HERE)


def test_setting_up_ends_the_other_sessions_which_gave_no_code(
    accounts: Accounts, lan: Person, day: Day
) -> None:
    mine, other = accounts.log_in("lan", GOOD, HERE), accounts.log_in("lan", GOOD, HERE)
    set_up(accounts, day, lan, mine)
    assert accounts.session(mine).codes
    assert accounts.session(other) is None


def test_turning_off_takes_a_code(accounts: Accounts, lan: Person, day: Day) -> None:
    telephone, _ = set_up(accounts, day, lan)
    with pytest.raises(WrongCode):
        accounts.codes.turn_off(lan, "123456", HERE)
    accounts.codes.turn_off(lan, telephone.shows(day.at), HERE)
    assert accounts.log_in("lan", GOOD, HERE)
    assert accounts.codes.left(lan) is None


def test_a_lost_telephone_is_reset_by_the_head_of_station_and_by_nobody_else(
    accounts: Accounts, lan: Person, day: Day
) -> None:
    invitation = accounts.invitations.invite(lan, "Trần Văn Bình", {Role.APPROVER})
    binh = accounts.invitations.create(invitation, "binh", "Bình", GOOD)
    telephone, _ = set_up(accounts, day, binh)
    session = accounts.log_in("binh", GOOD, HERE, telephone.shows(day.at))
    with pytest.raises(MayNot):
        accounts.reset_codes(binh, "binh")
    accounts.reset_codes(lan, "binh")
    assert accounts.session(session) is None
    assert accounts.log_in("binh", GOOD, HERE)
    assert Did.CODE_RESET in deeds(accounts)


@pytest.mark.parametrize(
    ("rule", "here", "may"),
    [
        (CodeRule.REMOTE, True, True),
        (CodeRule.REMOTE, False, False),
        (CodeRule.ALWAYS, True, False),
        (CodeRule.NEVER, False, True),
    ],
)
def test_who_gave_no_code_approves_only_where_the_station_s_rule_lets_them(
    accounts: Accounts, lan: Person, day: Day, *, rule: CodeRule, here: bool, may: bool
) -> None:
    ruled = Accounts(replace(accounts.studio, second_factor=rule))
    person = ruled.session(ruled.log_in("lan", GOOD, HERE), here=here).person
    assert person.may(Act.APPROVE) == may
    assert person.may(Act.WRITE), "everything else goes on"
    if not may:
        with pytest.raises(MayNot, match="bật mã xác nhận"):
            person.refuse_unless_may(Act.APPROVE)
    telephone, _ = set_up(ruled, day, lan)
    token = ruled.log_in("lan", GOOD, HERE, telephone.shows(day.at))
    assert ruled.session(token, here=here).person.may(Act.APPROVE)


def test_a_link_from_the_command_line_sets_a_new_password_once_and_drops_the_codes(
    accounts: Accounts, lan: Person, day: Day
) -> None:
    telephone, _ = set_up(accounts, day, lan)
    session = accounts.log_in("lan", GOOD, HERE, telephone.shows(day.at))
    old, link = (accounts.logins.reset_link("lan", "may-chu") for _ in range(2))
    with pytest.raises(UsedLink):
        accounts.logins.resetting(old, HERE)
    assert accounts.logins.resetting(link, HERE) == "lan"
    new = "con đò nhỏ qua sông Tiền"
    assert accounts.logins.reset(link, new, HERE) == "lan"
    assert accounts.session(session) is None
    assert accounts.log_in("lan", new, HERE)
    with pytest.raises(UsedLink):
        accounts.logins.reset(link, GOOD, HERE)
    assert {Did.RESET_LINK_MADE, Did.ACCOUNT_RESET} <= set(deeds(accounts))
    late = accounts.logins.reset_link("lan", "may-chu")
    day.passes(timedelta(hours=24))
    with pytest.raises(UsedLink):
        accounts.logins.resetting(late, HERE)

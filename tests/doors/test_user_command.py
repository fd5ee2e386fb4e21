"""`broadcast user`: accounts at the server's command line, beside a running service as well."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from broadcast.__main__ import open_house
from broadcast.desk.accounts import Accounts, UsedLink
from broadcast.desk.studio import Studio
from broadcast.doors.cli.commands import broadcast
from broadcast.people import Did, Grant, Role
from broadcast.script import BulletinClass
from broadcast.store import audit

GOOD = "ao cá bờ dừa xuồng ba lá"


@pytest.fixture
def accounts(studio: Studio) -> Accounts:
    made = Accounts(studio)
    made.invitations.create(made.invitations.first_link() or "", "lan", "Nguyễn Thị Lan", GOOD)
    return made


def user(studio: Studio, *words: str | Path) -> Result:
    flags = ["--data", str(studio.data)]
    arguments = ["user", *map(str, words), *flags]
    return CliRunner(mix_stderr=False).invoke(broadcast, arguments, obj=open_house)


def token(result: Result, page: str) -> str:
    found = re.fullmatch(rf"https://station\.test/{page}/(\S+)\n", result.stdout)
    assert found, result
    return found[1]


def test_it_lists_who_has_an_account_and_what_each_may_do(accounts: Accounts) -> None:
    lines = user(accounts.studio, "list").stdout.splitlines()
    assert lines == ["lan\tNguyễn Thị Lan\t-\tapprover, operator, planner, writer"]


def test_it_invites_with_a_place_and_a_class(accounts: Accounts) -> None:
    grant = ("--role", "writer", "--place", "my-an", "--class", "normal")
    done = user(accounts.studio, "invite", "Võ Văn Tư", *grant, "--server", "https://station.test/")
    later = Accounts(accounts.studio)
    person = later.invitations.create(token(done, "start"), "tu", "Ai Đó", GOOD)
    assert (person.full_name, person.grants) == (
        "Võ Văn Tư",
        {Grant(Role.WRITER, "my-an", BulletinClass.NORMAL)},
    )
    wrong = user(accounts.studio, "invite", "Võ Văn Tư", "--role", "writer", "--place", "khong-co")
    assert (wrong.exit_code, "không có địa bàn" in wrong.stderr) == (2, True)


def test_an_invitation_from_there_outlives_a_restart_which_makes_first_links_old(studio: Studio) -> None:
    invited = token(
        user(studio, "invite", "Lan", "--role", "planner", "--server", "https://station.test"), "start"
    )
    accounts = Accounts(studio)
    first = accounts.invitations.first_link() or ""
    accounts.invitations.first_link()
    with pytest.raises(UsedLink):
        accounts.invitations.of(first)
    assert accounts.invitations.of(invited).full_name == "Lan"


def test_it_resets_an_account_by_a_link_and_closes_one(accounts: Accounts) -> None:
    studio = accounts.studio
    accounts.invitations.create(
        accounts.invitations.invite(accounts.one("lan")[0], "Bình", {Role.APPROVER}), "binh", "Bình", GOOD
    )
    link = token(user(studio, "reset", "binh", "--server", "https://station.test"), "reset")
    assert accounts.logins.resetting(link, "127.0.0.1") == "binh"
    closed = user(studio, "close", "binh")
    assert (closed.exit_code, "binh" in closed.stdout) == (0, True)
    with pytest.raises(UsedLink):
        accounts.logins.resetting(link, "127.0.0.1")
    assert [person.name for person in accounts.everybody()] == ["lan"]
    for words in (("close", "lan"), ("close", "khong-co"), ("reset", "binh")):
        refused = user(studio, *words)
        assert refused.exit_code == 2, words
        assert "Traceback" not in refused.stderr
    with studio.database.begin() as connection:
        by_console = [line for line in audit.every(connection) if "console" in line.told]
    assert [line.did for line in by_console] == [Did.RESET_LINK_MADE, Did.ACCOUNT_CLOSED]
    assert all(line.by == "" and line.told["console"] for line in by_console)
    assert by_console[0].at <= datetime.now(UTC)

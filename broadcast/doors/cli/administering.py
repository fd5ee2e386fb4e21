"""`broadcast user`: accounts at the server's command line, also while the service runs."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadcast.doors.cli.opening import language_of, opened
from broadcast.doors.cli.options import data, house, lang
from broadcast.language import Text

if TYPE_CHECKING:  # the desk brings the database along: `broadcast --help` shall not wait for it
    from broadcast.desk.accounts import Accounts

server = click.option(
    "--server",
    metavar="URL",
    default="http://127.0.0.1:8000",
    help="Gốc địa chỉ của đường dẫn | what the link begins with",
)


@click.group()
def user() -> None:
    """Tài khoản: xem, mời, đặt lại, đóng | Accounts: list, invite, reset, close."""


@user.command("list")
@data
@house
@lang
@click.pass_context
def show(ctx: click.Context, /, **flags: str | None) -> None:
    """Ai có tài khoản, được làm gì | Who has an account, and what each may do."""
    from broadcast.people import told

    with _accounts(ctx, **flags) as accounts:
        with_codes = accounts.codes.names()
        for person in accounts.everybody():
            code = "mã" if person.name in with_codes else "-"
            click.echo(f"{person.name}\t{person.full_name}\t{code}\t{told(person.grants)}")


@user.command()
@click.argument("full_name")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice(["writer", "approver", "planner", "operator"]),
    help="Việc được làm, ghi được nhiều lần | may be given several times",
)
@click.option(
    "--place", default="", metavar="P", help="Mã địa bàn, mặc định mọi nơi | a place, or everywhere"
)
@click.option(
    "--class",
    "ceiling",
    default="emergency",
    type=click.Choice(["normal", "priority", "emergency"]),
    help="Loại tin cao nhất | the highest class of bulletin",
)
@server
@data
@house
@lang
@click.pass_context
def invite(
    ctx: click.Context,
    /,
    *,
    full_name: str,
    roles: tuple[str, ...],
    place: str,
    ceiling: str,
    server: str,
    **flags: str | None,
) -> None:
    """Tạo đường dẫn mời một người (một lần, trong 24 giờ) | Print a link that makes one account."""
    from broadcast.people import Grant, Role
    from broadcast.script import BulletinClass

    grants = [Grant(Role(role), place, BulletinClass(ceiling)) for role in roles]
    with _accounts(ctx, **flags) as accounts:
        token = accounts.invitations.invite_here(_operator(), full_name, grants)
    click.echo(f"{server.rstrip('/')}/start/{token}")


@user.command()
@click.argument("name")
@server
@data
@house
@lang
@click.pass_context
def reset(ctx: click.Context, /, *, name: str, server: str, **flags: str | None) -> None:
    """Quên mật khẩu, mất điện thoại: đường dẫn đặt lại | Print a link that sets a new password."""
    with _accounts(ctx, **flags) as accounts:
        token = accounts.logins.reset_link(name, _operator())
    click.echo(f"{server.rstrip('/')}/reset/{token}")


@user.command()
@click.argument("name")
@data
@house
@lang
@click.pass_context
def close(ctx: click.Context, /, *, name: str, **flags: str | None) -> None:
    """Đóng tài khoản: đăng xuất ngay, không mở lại được | Close an account at once, for good."""
    with _accounts(ctx, **flags) as accounts:
        accounts.close_here(_operator(), name)
    said = Text(f"đã đóng tài khoản {name}", f"closed the account {name}")
    click.echo(said.said(language_of(ctx)))


@contextmanager
def _accounts(ctx: click.Context, **flags: str | None) -> Iterator["Accounts"]:
    """The accounts in DATA; places lie as schedules.yaml says."""
    from broadcast.desk.accounts import Accounts

    studio = opened(ctx, **flags).studio()
    try:
        yield Accounts(studio, partial(_lineage, studio.house))
    finally:
        studio.database.close()


def _lineage(folder: Path, place: str) -> tuple[str, ...]:
    """Where a place lies; schedules.yaml is read only when somebody asks."""
    from broadcast.desk.house import open_house

    return open_house(folder).schedule.lineage(place)


def _operator() -> str:
    """Who is at the machine, for the audit."""
    return getpass.getuser()

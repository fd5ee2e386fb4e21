"""`broadcast audit`: verify the chain, print its head, read the lines, at the machine itself."""

import json

import click

from broadcast.doors.cli.opening import language_of, opened
from broadcast.doors.cli.options import data, lang
from broadcast.language import Text


@click.group()
def audit() -> None:
    """Nhật ký: kiểm tra, in đầu chuỗi | The audit: verify it, print its head."""


@audit.command()
@click.option(
    "--head", "expected", metavar="SHA256", help="Đầu chuỗi đã in trước đây | a head printed before"
)
@data
@lang
@click.pass_context
def verify(ctx: click.Context, /, *, expected: str | None, **flags: str | None) -> None:
    """Kiểm tra từng dòng của nhật ký | Go through every line; status 2 when one was changed or is missing."""
    from broadcast.desk.auditing import Auditing

    studio, language = opened(ctx, **flags).studio(), language_of(ctx)
    try:
        auditing = Auditing(studio)
        head = auditing.verify()
        if expected:
            auditing.refuse_unknown_head(expected)
    finally:
        studio.database.close()
    said = Text(
        f"nhật ký nguyên vẹn: {head.number} dòng, đầu chuỗi {head.chain}",
        f"the audit is whole: {head.number} lines, head {head.chain}",
    )
    click.echo(said.said(language))


@audit.command()
@click.option("--json", "as_json", is_flag=True, help="JSON")
@data
@lang
@click.pass_context
def head(ctx: click.Context, /, *, as_json: bool, **flags: str | None) -> None:
    """In số dòng và đầu chuỗi để đối chiếu sau này | Print how many lines there are, and the head."""
    from broadcast.desk.auditing import Auditing

    studio = opened(ctx, **flags).studio()
    found = Auditing(studio).head()
    studio.database.close()
    said = {"number": found.number, "chain": found.chain}
    click.echo(json.dumps(said) if as_json else f"{found.number} {found.chain}")

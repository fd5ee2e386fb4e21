"""`broadcast consent`: an approver at this machine lets the embedded engine speak for one that is away."""

import click

from broadcast.doors.cli.opening import language_of, opened
from broadcast.doors.cli.options import data, lang
from broadcast.language import Text
from broadcast.people import Person, Role, granted


@click.command()
@click.argument("engine")
@click.option("--by", required=True, metavar="NAME", help="Người đồng ý | who consents")
@data
@lang
@click.pass_context
def consent(ctx: click.Context, /, *, engine: str, by: str, **flags: str | None) -> None:
    """Đồng ý cho espeak đọc thay máy đang hỏng trong 3 ngày | Let espeak speak while ENGINE is away."""
    from broadcast.desk.consent import give

    studio, language = opened(ctx, **flags).studio(), language_of(ctx)
    until = give(studio, Person(by, by, granted([Role.APPROVER])), engine)
    studio.database.close()
    said = Text(
        f"espeak đọc thay {engine} đến {until:%H:%M %d/%m/%Y}; máy kia đọc được thì tự dùng lại",
        f"espeak speaks in place of {engine} until {until:%Y-%m-%d %H:%M}, or as soon as it answers again",
    )
    click.echo(said.said(language))

"""`broadcast plan`, `playlist`, `report`: what airs, what was published, what was aired."""

from datetime import date
from pathlib import Path

import click

from broadcast.doors.cli.opening import language_of, opened
from broadcast.doors.cli.options import as_json, data, day, house, lang, output, speech, station


@click.command()
@day
@station
@speech
@data
@house
@as_json
@click.option(
    "--explain",
    metavar="ITEM",
    help="Vì sao bài hay tiếp sóng này phát hay không | why an item or relay airs or not",
)
@lang
@click.pass_context
def plan(
    ctx: click.Context, /, *, station: str | None, as_json: bool, explain: str | None, **flags: str | None
) -> None:
    """Phát gì, và vì sao có vì sao không | What airs, and why or why not."""
    from broadcast.doors.cli.planning import show_plan

    show_plan(opened(ctx, **flags), station, explain, as_json=as_json, language=language_of(ctx))


@click.command()
@click.argument("station")
@click.argument("date")
@click.option("--format", "form", type=click.Choice(["json", "m3u8", "xspf", "pls"]), default="json")
@click.option(
    "--server", metavar="URL", default="http://127.0.0.1:8000", help="Gốc địa chỉ trong m3u8, xspf, pls"
)
@data
@house
@lang
@click.pass_context
def playlist(
    ctx: click.Context, /, *, station: str, date: str, form: str, server: str, **flags: str | None
) -> None:
    """Một danh sách phát đã công bố | A published playlist."""
    from broadcast.doors.cli.planning import print_playlist

    print_playlist(opened(ctx, date=date, **flags), station, form, server)


@click.command()
@click.option("--from", "first", required=True, metavar="D", help="Từ ngày, như 2020-08-06 | the first day")
@click.option("--to", "last", required=True, metavar="D", help="Đến hết ngày | the last day")
@click.option("--campaign", metavar="C", help="Một chiến dịch | one campaign")
@click.option("--place", metavar="P", help="Một địa bàn | one place")
@click.option("--as-of", metavar="D", help="Địa bàn theo ngày này, mặc định lúc phát | places as on that day")
@output
@data
@house
@lang
@click.pass_context
def report(
    ctx: click.Context,
    /,
    *,
    first: str,
    last: str,
    campaign: str | None,
    place: str | None,
    as_of: str | None,
    output: Path,
    **flags: str | None,
) -> None:
    """Thời lượng đã xếp và đã phát: .docx, .xlsx, .csv, .html | Planned and aired airtime."""
    from broadcast.doors.cli.reporting import write_report

    write_report(
        opened(ctx, **flags),
        first=_day(ctx, first),
        last=_day(ctx, last),
        campaign=campaign,
        place=place,
        as_of=_day(ctx, as_of) if as_of else None,
        to=output,
        language=language_of(ctx),
    )


def _day(ctx: click.Context, written: str) -> date:
    """A day that a command was given; raises Invalid."""
    chosen = opened(ctx, date=written).day
    assert chosen is not None  # noqa: S101 - a date was given
    return chosen

"""`broadcast check`, `approve`, `read`: scripts on file, and what will be spoken of them."""

from pathlib import Path

import click

from broadcast.doors.cli.opening import language_of, opened
from broadcast.doors.cli.options import as_json, house, lang, station


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@house
@lang
@click.pass_context
def check(ctx: click.Context, /, *, files: tuple[Path, ...], **flags: str | None) -> None:
    """Kiểm tra lịch, bài và nhạc: mọi lỗi một lượt, kèm số dòng | Every fault at once, with its line."""
    from broadcast.doors.cli.checking import check_house

    ctx.exit(check_house(opened(ctx, **flags), files, language_of(ctx)))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", required=True, metavar="NAME", help="Người duyệt | who approves")
@lang
@click.pass_context
def approve(ctx: click.Context, /, *, file: Path, by: str) -> None:
    """Duyệt một bài trong scripts_vi: ghi tên, ngày và mã băm vào tệp | Clear a script for air."""
    from broadcast.doors.cli.checking import approve_script

    ctx.exit(approve_script(opened(ctx), file, by, language_of(ctx)))


@click.command()
@click.argument("file", default="-", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--lines", is_flag=True, help="Mỗi dòng vào một dòng ra | one line out for each line in")
@click.option(
    "--second-opinion", is_flag=True, help="Chỗ sea-g2p (nếu có cài) đọc khác | where sea-g2p reads otherwise"
)
@as_json
@station
@house
@lang
@click.pass_context
def read(
    ctx: click.Context,
    /,
    *,
    file: Path,
    lines: bool,
    second_opinion: bool,
    as_json: bool,
    station: str | None,
    **flags: str | None,
) -> None:
    """Những lời sẽ được đọc lên; --station: theo cách đọc của đài | The words that will be spoken."""
    from broadcast.doors.cli.reading import read_out, station_policy, tell_differences

    opening, language = opened(ctx, **flags), language_of(ctx)
    policy = station_policy(opening, station)
    readings = read_out(file, lines=lines, as_json=as_json, language=language, policy=policy)
    if second_opinion:
        tell_differences(file, readings, opening.second_opinion(), language)

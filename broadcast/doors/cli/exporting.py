"""`broadcast export`: published programmes handed over in other forms."""

from pathlib import Path

import click

from broadcast.doors.cli.opening import language_of, opened
from broadcast.doors.cli.options import data, house, lang


@click.command()
@click.argument("station")
@click.argument("date")
@click.option("--slot", metavar="SLOT", help="Một buổi phát, như sang | one session")
@click.option(
    "--format",
    "form",
    type=click.Choice(["wav", "opus", "aac", "mp3"]),
    help="Mặc định theo tên tệp, thư mục thì WAV | by the file's name, in a folder WAV",
)
@click.option(
    "--rate", "rate_hz", metavar="HZ", type=int, help="Tần số mẫu, WAV mặc định 48000 | sample rate"
)
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help="Tệp hoặc thư mục",
)
@data
@house
@lang
@click.pass_context
def export(
    ctx: click.Context,
    /,
    *,
    station: str,
    date: str,
    slot: str | None,
    form: str | None,
    rate_hz: int | None,
    output: Path,
    **flags: str | None,
) -> None:
    """Chương trình đã công bố ra WAV, Opus, AAC, MP3 | Published programmes in other forms."""
    from broadcast.desk.exporting import export as exported
    from broadcast.desk.house import open_house
    from broadcast.desk.publishing import NotPublished
    from broadcast.doors.cli.sounding import loudness_line

    opening = opened(ctx, date=date, **flags)
    studio, language = opening.studio(), language_of(ctx)
    day = opening.day or studio.today()
    try:
        for made in exported(studio, station, day, output, slot=slot, form=form, rate_hz=rate_hz):
            click.echo(f"{made.file}: {loudness_line(made.loudness, language)}")
    except NotPublished:
        open_house(studio.house).schedule.station(station)  # a misspelt station is told as such
        raise

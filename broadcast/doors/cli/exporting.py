"""`broadcast export`: published programmes handed over in other forms."""

from pathlib import Path

import click

from broadcast.desk.exporting import export
from broadcast.desk.house import open_house
from broadcast.desk.publishing import NotPublished
from broadcast.doors.cli.opening import Opening
from broadcast.doors.cli.sounding import loudness_line
from broadcast.language import Language


def export_programmes(
    opening: Opening,
    station: str,
    to: Path,
    *,
    slot: str | None,
    form: str | None,
    rate_hz: int | None,
    language: Language,
) -> None:
    """Published programmes in another form; a line a file.

    Raises:
        UnknownStation, NotPublished, NoSuchSession: there is none.
        Invalid: `to` does not fit what was asked for.
        Unavailable: the disk is full, or the encoder failed.
    """
    studio = opening.studio()
    try:
        for made in export(
            studio, station, opening.day or studio.today(), to, slot=slot, form=form, rate_hz=rate_hz
        ):
            click.echo(f"{made.file}: {loudness_line(made.loudness, language)}")
    except NotPublished:
        open_house(studio.house).schedule.station(station)  # a misspelt station is told as such
        raise

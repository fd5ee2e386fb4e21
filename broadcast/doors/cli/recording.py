"""`broadcast phrases`: what an announcer has still to record, a line each."""

from pathlib import Path

import click

from broadcast.desk.house import House
from broadcast.desk.recording import Wanted, unrecorded, unrecorded_at
from broadcast.doors.cli.opening import Opening
from broadcast.files.schedules import load_schedule
from broadcast.language import Language, Text
from broadcast.speech import Manner


def list_unrecorded(opening: Opening, file: Path, voice: str, language: Language) -> None:
    """The words of a text that the announcer `voice` ("": the one there is) has to record."""
    _list(unrecorded(opening.studio(), file, Manner(name=voice)), language)


def list_unrecorded_at(opening: Opening, station: str, days: int, voice: str, language: Language) -> None:
    """What a station says around the items in the coming `days`; under their names where several say it.

    Raises:
        Invalid, NotFound: schedules.yaml is wrong, or knows no such station.
    """
    studio = opening.studio()
    house = House(studio.house, load_schedule(studio.house / "schedules.yaml"), {}, ())
    first = opening.day or studio.today()
    wanted = unrecorded_at(studio, house, house.schedule.station(station), first, days, voice)
    for announcer, words in wanted.items():
        if len(wanted) > 1:
            click.echo(f"{announcer}:")
        _list(words, language)


def _list(wanted: Wanted, language: Language) -> None:
    for words, sentences in wanted:
        click.echo(f"{sentences:5d}  {words}")
    if not wanted:
        click.echo(Text("Đã thu đủ.", "All of it is recorded.").said(language))

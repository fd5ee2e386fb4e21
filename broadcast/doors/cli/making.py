"""`broadcast make`: speak, assemble, plan and publish, without serving."""

import json
from datetime import date, timedelta

import click

from broadcast.desk import traffic
from broadcast.desk.editorial import refuse_faults
from broadcast.desk.house import open_house
from broadcast.desk.keeping import in_order
from broadcast.desk.merging import with_people
from broadcast.desk.traffic import Made, Outcome
from broadcast.doors.cli.opening import Opening
from broadcast.doors.cli.screen import Screen
from broadcast.language import Language, Text
from broadcast.playlist import Playlist


def make_days(opening: Opening, days: int, station: str | None, *, as_json: bool, language: Language) -> int:
    """Make `days` days from the chosen one on; status 1 when a station failed.

    Raises:
        Invalid: any fault in schedules.yaml, scripts_vi/ or jingles/: nothing is made then.
        DataInUse: another process works in DATA.
    """
    studio = opening.studio()
    house = open_house(studio.house)
    refuse_faults(house)
    house = with_people(studio, house)
    stations = house.stations(station)
    first = opening.day or studio.today()
    outcomes: dict[date, Outcome] = {}
    with in_order(studio), Screen(language) as screen:
        for day in (first + timedelta(days=number) for number in range(days)):
            outcomes[day] = traffic.make_day(studio, house, day, stations, screen)
    if as_json:
        click.echo(
            json.dumps([_as_json(day, outcome) for day, outcome in outcomes.items()], ensure_ascii=False)
        )
    else:
        for day, outcome in outcomes.items():
            summary(screen, day, outcome)
    return 1 if any(outcome.failed for outcome in outcomes.values()) else 0


def summary(screen: Screen, day: date, outcome: Outcome) -> None:
    """What was made, a line a station; then what failed and why."""
    columns = (
        Text("Đài", "Station"),
        Text("Chương trình", "Programmes"),
        Text("Phút", "Minutes"),
        Text("Bản", "Version"),
        _NOTE,
    )
    rows = [_row(made, screen.language) for made in outcome.made.values()]
    screen.table(Text(f"Danh sách phát {day:%d/%m/%Y}", f"Playlists of {day}"), columns, rows)
    for station, why in outcome.failed.items():
        screen.say(Text(f"{station}: không làm được: {why.vi}", f"{station}: failed: {why.en}"))
    for engine, why in outcome.waiting.items():
        screen.say(Text(f"chờ máy đọc {engine}: {why.vi}", f"waiting for the engine {engine}: {why.en}"))


_NOTE = Text("Ghi chú", "Note")
_NEW, _SAME = Text("mới", "new"), Text("như cũ", "as before")
_FALLBACK = Text("đọc thay bằng espeak", "spoken by espeak instead")


def _row(made: Made, language: Language) -> tuple[str, ...]:
    notes = [_NEW if made.new else _SAME]
    if any(item.speech and item.speech.fallback for item in made.playlist.items):
        notes.append(_FALLBACK)
    return (
        made.station.name,
        str(len(made.playlist.items)),
        f"{_minutes(made.playlist):.1f}",
        str(made.playlist.version),
        ", ".join(note.said(language) for note in notes),
    )


def _minutes(playlist: Playlist) -> float:
    return sum(item.duration_s for item in playlist.items) / 60


def _as_json(day: date, outcome: Outcome) -> dict[str, object]:
    return {
        "date": day.isoformat(),
        "made": [
            {
                "station": made.station.id,
                "version": made.playlist.version,
                "new": made.new,
                "programmes": len(made.playlist.items),
                "minutes": round(_minutes(made.playlist), 2),
            }
            for made in outcome.made.values()
        ],
        "failed": {station: why.en for station, why in outcome.failed.items()},
    }

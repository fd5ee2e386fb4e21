"""A district of 18 stations after 26 days: most report, some late, one is silent, two never had a player."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from told_days import item_id
from told_weeks import at, beat, logged, report, tell

from broadcast.asrun import AsRunLine, Outcome
from broadcast.desk.house import open_house
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio

FIRST, TODAY = date(2020, 8, 6), date(2020, 8, 31)
TOMORROW = TODAY + timedelta(days=1)
SILENT, LATE, OLDER, CUT = "kien-an", "my-an", "hoi-an", "long-kien"
NO_PLAYER = ("hoa-an", "tan-my")
NOW = at(TODAY, 17, 1)
DAYS = [FIRST + timedelta(days=number) for number in range((TOMORROW - FIRST).days + 1)]
SILENCE = DAYS[16]


def fill(studio: Studio) -> None:
    """It is NOW: the evening is on air, and tomorrow was published twice, yesterday for the last time."""
    stations = sorted(open_house(studio.house).schedule.stations)
    tell(studio.database, stations, DAYS)
    tell(studio.database, stations, [TOMORROW], version=2)
    for station in stations:
        if station not in NO_PLAYER:
            report(studio.database, _log(station))
            _beats(studio, station)


def reception_at(studio: Studio, now: datetime = NOW) -> Reception:
    """Its reception at `now`."""
    return Reception(replace(studio, now=lambda: now))


def _log(station: str) -> Iterator[tuple[datetime, AsRunLine]]:
    for number, day in enumerate(DAYS[:-1]):
        slots = ("sang", "trua") if day == TODAY else ("sang", "trua", "chieu")
        if station == SILENT and day >= SILENCE:
            return
        if station == CUT and number % 3 == 0:
            yield from logged(station, day, slots, Outcome.CUT, played_s=60.0)
        else:
            late = timedelta(hours=2) if station == LATE and number % 4 == 0 else timedelta(minutes=2)
            yield from logged(station, day, slots, late=late)


def _beats(studio: Studio, station: str) -> None:
    beat(studio.database, station, at(FIRST, 4), {})
    if station == SILENT:
        beat(studio.database, station, at(SILENCE, 4), {})
        return
    held = {TODAY: 1, TOMORROW: 1 if station == OLDER else 2}
    playing = None if station == LATE else item_id(station, TODAY, "chieu")
    beat(studio.database, station, NOW - timedelta(minutes=1), held, playing)

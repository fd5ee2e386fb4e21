"""Phát bù: what as-run says feeds the next plan. What did not sound is asked for again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from broadcast.asrun import Airing
from broadcast.desk import placing
from broadcast.desk.logbook import judged
from broadcast.desk.studio import Studio
from broadcast.playlist import RundownEntry
from broadcast.schedule import LOOKED_BACK, NO_PAST, Had, Past
from broadcast.store import asrun

Lost = AbstractSet[tuple[str, RundownEntry]]
"""Item of a playlist and entry of its rundown that did not sound."""


def past_of(studio: Studio, day: date, stations: Sequence[str]) -> Mapping[str, Past]:
    """What campaigns had on the days before `day`, by station; see `schedule.demand`.

    A session counts that sounded or still may: only a line of the log says that it did not.

    Raises:
        DatabaseUnavailable: what was published and reported cannot be read.
    """
    had: dict[str, dict[date, dict[str, Had]]] = defaultdict(lambda: defaultdict(dict))
    for airing in judged(studio, day - LOOKED_BACK, day - timedelta(days=1), stations).airings:
        if not airing.in_time:
            continue
        own, heard = had[airing.station][airing.date], set(_heard(airing))
        for entry in airing.items:
            name = entry.campaign or ""
            own[name] = own.get(name, Had()).plus(entry.duration_s, heard=entry in heard)
    return {station: had.get(station, NO_PAST) for station in stations}


def lost_on(studio: Studio, station: str, day: date) -> Lost:
    """What of `station`'s `day` was published and did not sound; raises DatabaseUnavailable."""
    return {
        (airing.item.id, entry)
        for airing in judged(studio, day, day, [station]).airings
        for entry in set(airing.items) - set(_heard(airing))
    }


def stood_in_on(studio: Studio, station: str, day: date) -> AbstractSet[str]:
    """The relays of `station`'s `day`, by item, in whose place a file sounded; raises DatabaseUnavailable."""
    airings = judged(studio, day, day, [station]).airings
    return {airing.item.id for airing in airings if airing.stood_in}


def shortfalls(studio: Studio, days: Iterable[date]) -> Mapping[date, Mapping[str, int]]:
    """How many sessions did not sound whole that `days` make up for, by day and station: a cheap look."""
    days = tuple(days)
    if not days:
        return {}
    with studio.database.begin() as connection:
        short = asrun.shortfalls(connection, min(days) - LOOKED_BACK, max(days))
    found: dict[date, dict[str, int]] = {day: defaultdict(int) for day in days}
    for (station, missed), number in short.items():
        for day in days:
            if day - LOOKED_BACK <= missed <= day:
                found[day][station] += number
    return found


def steps_of_days(studio: Studio, days: Sequence[date]) -> Mapping[date, Mapping[str, int]]:
    """How often anything changed that makes a day another one, by day and station. A cheap look."""
    by_hand, short = placing.steps_of_days(studio, days), shortfalls(studio, days)
    return {day: Counter(by_hand[day]) + Counter(short[day]) for day in by_hand}


def _heard(airing: Airing) -> Sequence[RundownEntry]:
    """Items that sounded or may have; without a loudspeaker they would not be heard the next time either."""
    if airing.line is None or airing.silent:
        return airing.items
    heard = airing.heard
    return tuple(entry for entry in airing.items if entry in heard)

"""Sổ cái: days that were judged already, kept until a station or a desk adds to them."""

import sys
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from broadcast.asrun import Airing, Judgement, Stray
from broadcast.desk import logbook
from broadcast.desk.studio import Studio
from broadcast.playlist import PlaylistItem, RundownEntry
from broadcast.programme import CueKind
from broadcast.store import asrun

KEPT = 200
"""Days kept at most, the latest: half a year of 18 stations is 20 MB. Ours."""

WEEK = 7

Counts = tuple[int, int]


class Ledger:
    """The judged days of all stations. For several threads.

    Snapshots and log lines are only ever added, so a day with as many of both as before is the same day. Of a
    rundown only the items are kept: nothing else is counted.
    """

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._days: dict[date, tuple[Counts, Judgement]] = {}
        self._judging = threading.Lock()

    def judged(self, first: date, last: date) -> Judgement:
        """As `logbook.judged`, of all stations; raises DatabaseUnavailable."""
        with self._judging:
            with self._studio.database.begin() as connection:
                counts = asrun.rows_by_day(connection, first, last)
            fresh = {
                day: judged
                for some in _runs(day for day, rows in counts.items() if self._counts(day) != rows)
                for day, judged in _by_day(logbook.judged(self._studio, some[0], some[-1]), some)
            }
            days = [fresh[day] if day in fresh else self._days[day][1] for day in counts]
            self._days.update({day: (counts[day], judged) for day, judged in fresh.items()})
            self._days = dict(sorted(self._days.items())[-KEPT:])
        return _joined(days)

    def _counts(self, day: date) -> Counts | None:
        kept = self._days.get(day)
        return kept and kept[0]


def _runs(days: Iterable[date]) -> Iterator[Sequence[date]]:
    """`days`, which are in order, in stretches without a gap, at most a week: one question each."""
    stretch: list[date] = []
    for day in days:
        if stretch and (day - stretch[-1] > timedelta(days=1) or len(stretch) == WEEK):
            yield stretch
            stretch = []
        stretch.append(day)
    if stretch:
        yield stretch


def _by_day(judged: Judgement, days: Sequence[date]) -> Iterator[tuple[date, Judgement]]:
    airings: dict[date, list[Airing]] = defaultdict(list)
    strays: dict[date, list[Stray]] = defaultdict(list)
    for airing in judged.airings:
        airings[airing.date].append(replace(airing, item=_counted(airing.item)))
    for stray in judged.strays:
        strays[stray.line.date].append(stray)
    for day in days:
        yield day, Judgement(tuple(airings[day]), tuple(strays[day]))


def _counted(item: PlaylistItem) -> PlaylistItem:
    return replace(item, rundown=tuple(_small(each) for each in item.rundown if each.kind is CueKind.ITEM))


def _small(entry: RundownEntry) -> RundownEntry:
    """The same entry; words that many entries share are kept once."""
    return replace(
        entry,
        title=sys.intern(entry.title),
        script=_once(entry.script),
        campaign=_once(entry.campaign),
        topic=_once(entry.topic),
        genre=_once(entry.genre),
        language=_once(entry.language),
        origin=_once(entry.origin),
    )


def _once(word: str | None) -> str | None:
    return None if word is None else sys.intern(word)


def _joined(days: Sequence[Judgement]) -> Judgement:
    """By station and hour, as `judge` has them."""
    airings = [airing for day in days for airing in day.airings]
    strays = [stray for day in days for stray in day.strays]
    return Judgement(
        tuple(sorted(airings, key=lambda each: (each.station, each.item.starts_at, each.item.id))),
        tuple(sorted(strays, key=lambda each: (each.line.station, each.line.planned_at, each.line.id))),
    )

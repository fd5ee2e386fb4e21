"""Cộng theo địa bàn: whose airtime counts for a place, when places merged or changed names in between.

A station and day counts at one place, its home, and at all above that: so the places of a level add up to the
whole, and nothing is counted twice.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from itertools import groupby

from broadcast.schedule.schedule import Schedule
from broadcast.schedule.span import DAY


def counted_in(
    schedule: Schedule, place: str, first: date, last: date, of: date | None = None
) -> Mapping[date, frozenset[str]]:
    """The stations that count for `place` on each day from `first` to `last`, by id.

    By the tree of then, or of the day `of` (see `home_of`). Where that knows no such place, by the nearest
    that does: so the account of 2020 can be asked for the commune of then and for that of today.
    Raises UnknownPlace, UnknownStation.
    """
    place = schedule.place(place).id
    days = (first + number * DAY for number in range((last - first).days + 1))
    counted: dict[date, frozenset[str]] = {}
    for _, stretch in groupby(days, lambda day: bisect_right(schedule.stretches, day)):
        alike = list(stretch)
        those = frozenset(each for each in schedule.stations if _counts(schedule, place, each, alike[0], of))
        counted.update(dict.fromkeys(alike, those))
    return counted


def home_of(schedule: Schedule, station: str, day: date, of: date | None = None) -> str | None:
    """Where what `station` aired on `day` counts, by the tree of then, or by that of the day `of`.

    A tree from before `day` does not know where it will stand: that of then speaks instead. The home of a
    station that served several. None: it stood nowhere then. Raises UnknownStation.
    """
    return next(iter(schedule.seen_from(station, day, max(of or day, day))), None)


def _counts(schedule: Schedule, place: str, station: str, day: date, of: date | None) -> bool:
    """Whether `station` on `day` had its home in `place` or below it."""
    known = schedule.tree.spans[place].nearest(max(of or day, day))
    if known < day:  # it was no more, and goes on as what its stations once stood in
        return place in schedule.home(station, day)
    home = home_of(schedule, station, day, known)
    return home is not None and place in schedule.tree.climb(home, known)

"""Cộng theo địa bàn: whose airtime counts for a place, when places merged or changed names in between."""

from datetime import date

from broadcast.schedule.schedule import Schedule


def counted_in(schedule: Schedule, place: str, first: date, last: date) -> tuple[str, ...]:
    """The stations of which an account of `first` to `last` for `place` speaks, by id.

    By the tree of then: they served it, or a place below it, on one of those days. By a later tree: what they
    served became it. So the account of 2020 can be asked for the commune of then and for that of today.
    """
    days = [first, *(day for day in schedule.stretches if first < day <= last)]
    later = [day for day in schedule.stretches if day > first]
    return tuple(
        station
        for station in sorted(schedule.stations)
        if any(schedule.lies_in(station, (place,), day) for day in days)
        or any(place in _seen(schedule, station, day, of) for day in days for of in later if of > day)
    )


def home_of(schedule: Schedule, station: str, day: date, of: date | None = None) -> str | None:
    """Where what `station` aired on `day` counts, by the tree of then, or by that of the day `of`.

    The home of a station that served several. None: it stood nowhere then. Raises UnknownStation.
    """
    return next(iter(schedule.seen_from(station, day, of or day)), None)


def _seen(schedule: Schedule, station: str, day: date, of: date) -> set[str]:
    """What it served on `day`, and all above that, by the tree of the day `of`."""
    places = schedule.seen_from(station, day, of)
    return {name for place in places for name in schedule.tree.climb(place, of)}

"""Trực: which days the clock makes, and the alarms that tell when something is not as it should be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from broadcast.asrun import Airing
from broadcast.language import Text
from broadcast.schedule import VIETNAM, Schedule

AHEAD = 7
"""Days that are made ahead, beside the one that is shown: a commune without a line plays on for a week."""

MAKING = "making."
UNREPORTED = "unreported."
"""How the ids of these alarms begin."""


def coming(today: date, chosen: date | None) -> tuple[date, ...]:
    """The days to make, the nearest first: `today` and those after it, or only the one that was chosen."""
    return (chosen,) if chosen else tuple(today + timedelta(days=number) for number in range(AHEAD + 1))


def making(day: date) -> str:
    """The id of the alarm that `day` could not be made."""
    return f"{MAKING}{day}"


def not_made(day: date, failed: Mapping[str, Text]) -> Text:
    """What the alarm says when stations of `day` have failed."""
    (station, why), number = next(iter(failed.items())), len(failed)
    return Text(
        f"chương trình ngày {day:%d/%m/%Y}: {number} đài chưa làm được, như {station}: {why.vi}",
        f"programmes of {day}: {number} stations failed, {station} for one: {why.en}",
    )


def over(alarms: Iterable[str], days: Sequence[date]) -> Sequence[str]:
    """Of the alarms about making, those of days that are over: nobody makes them any more."""
    return [name for name in alarms if name.startswith(MAKING) and name < making(min(days))]


def not_reported(schedule: Schedule, airings: Iterable[Airing]) -> Mapping[str, Text]:
    """An alarm for each station and session that was not reported, by id."""
    return {UNREPORTED + airing.item.id: _not_reported(schedule, airing) for airing in airings}


def _not_reported(schedule: Schedule, airing: Airing) -> Text:
    station = schedule.stations.get(airing.station)
    name, at = station.name if station else airing.station, airing.item.starts_at.astimezone(VIETNAM)
    return Text(
        f"{name} chưa báo đã phát buổi {at:%H:%M} ngày {at:%d/%m/%Y}",
        f"{name} has not reported its session of {at:%H:%M} on {at:%Y-%m-%d}",
    )

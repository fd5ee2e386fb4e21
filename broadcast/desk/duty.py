"""Trực: which days the clock makes, and the alarms that tell when something is not as it should be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from broadcast.asrun import Airing
from broadcast.language import Text
from broadcast.schedule import VIETNAM, Schedule

AHEAD = 7
"""Days that are made ahead, beside the one that is shown: a commune without a line plays on for a week."""

RETRY = timedelta(minutes=2)
"""How soon a day that failed is tried again: what failed may be a full disk that somebody clears."""

MAKING = "making."
UNREPORTED = "unreported."
SPEECH = "speech."
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


def not_made_anew(day: date, why: Text) -> Text:
    """What the alarm says when a day that was made before could not be made again: the older one airs."""
    return Text(
        f"chương trình ngày {day:%d/%m/%Y} không làm lại được, đài vẫn phát bản cũ: {why.vi}",
        f"programmes of {day} could not be made again, the older ones still air: {why.en}",
    )


def waits(engine: str, day: date, why: Text) -> Text:
    """What the alarm says while `engine` is away and nobody let another speak in its place."""
    return Text(
        f"máy đọc {engine} hỏng ({why.vi}); lời chưa đọc từ ngày {day:%d/%m/%Y} đang chờ",
        f"the engine {engine} is away ({why.en}); words not spoken yet wait, from {day} on",
    )


def over(alarms: Iterable[str], days: Sequence[date]) -> Sequence[str]:
    """Of the alarms about making, those of days that nobody makes any more."""
    made = {making(day) for day in days}
    return [name for name in alarms if name.startswith(MAKING) and name not in made]


def not_reported(schedule: Schedule, airings: Iterable[Airing]) -> Mapping[str, Text]:
    """An alarm for each station that owes reports, by id: one line, however many sessions it owes."""
    silent: dict[str, list[Airing]] = defaultdict(list)
    for airing in airings:
        silent[airing.station].append(airing)
    return {UNREPORTED + name: _not_reported(schedule, name, those) for name, those in silent.items()}


def _not_reported(schedule: Schedule, name: str, airings: Sequence[Airing]) -> Text:
    station = schedule.stations.get(name)
    said, number = station.name if station else name, len(airings)
    at = min(airing.item.starts_at for airing in airings).astimezone(VIETNAM)
    if number == 1:
        return Text(
            f"{said} chưa báo đã phát buổi {at:%H:%M} ngày {at:%d/%m/%Y}",
            f"{said} has not reported its session of {at:%H:%M} on {at:%Y-%m-%d}",
        )
    return Text(
        f"{said} chưa báo đã phát {number} buổi, từ buổi {at:%H:%M} ngày {at:%d/%m/%Y}",
        f"{said} has not reported {number} sessions, the first of {at:%H:%M} on {at:%Y-%m-%d}",
    )

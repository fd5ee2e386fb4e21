"""Lời xướng: the words around the items, as a writer would write them (the reading room reads them out)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

_WEEKDAYS = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")

HEADLINES = "Điểm tin"
"""What the headlines are called in rundowns and chapters."""


@dataclass(frozen=True, slots=True)
class Words:
    """Templates of one programme form.

    Fields: {station}, {weekday}, {date}, {daypart}, {next}. Text around them is read as it stands.
    `headlines` are the words before the titles of the first items (empty: no headlines).
    """

    call: str
    greeting: str
    closing: str
    headlines: str = ""


def call(words: Words, station: str) -> str:
    """The station call: who speaks."""
    return words.call.format(station=station)


def greeting(words: Words, day: date, daypart: str) -> str:
    """The greeting: which day, which programme."""
    return words.greeting.format(weekday=_WEEKDAYS[day.weekday()], date=f"{day:%d/%m/%Y}", daypart=daypart)


def closing(words: Words, session: datetime, following: datetime | None) -> str:
    """The closing words: when the next programme is."""
    return words.closing.format(next=_next(session, following))


def _next(session: datetime, following: datetime | None) -> str:
    if following is None:
        return "những ngày tới"
    days = (following.date() - session.date()).days
    when = {0: "hôm nay", 1: "ngày mai"}.get(days, f"{_WEEKDAYS[following.weekday()]} tới")
    return f"{_clock(following.time())} {when}"


def _clock(at: time) -> str:
    return f"{at.hour} giờ" if at.minute == 0 else f"{at.hour} giờ {at.minute:02d} phút"


def following(sessions: Sequence[datetime], session: datetime) -> datetime | None:
    """The first of `sessions` after `session`."""
    return min((other for other in sessions if other > session), default=None)

"""Lệnh: a campaign typed in one line, taken apart: `Bluezone, 3-5 lần/ngày, 05-31/8, toàn huyện`.

Whatever is not understood stays in the name, where whoever typed it sees it before anything is kept.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from broadcast.schedule.campaign import Target

LONGEST_LINE = 400
"""Letters of an order. Ours: two lines of a letter."""

EVERYWHERE = ("toàn huyện", "toàn địa bàn", "cả huyện", "các xã, thị trấn", "mọi đài", "tất cả các đài")


@dataclass(frozen=True, slots=True)
class Order:
    """What was understood; `places` are ids, None where nothing was said, the empty one is everywhere.

    Days and target are None where nothing was said of them.
    """

    name: str
    target: Target | None = None
    first: date | None = None
    last: date | None = None
    places: tuple[str, ...] | None = None


def read_order(line: str, today: date, places: Mapping[str, str]) -> Order:
    """Take `line` apart; `places` are the names of places by id, as a sentence names them.

    A day without a year is the next one of its name: an order speaks of what is to come.
    """
    rest = " ".join(line[:LONGEST_LINE].split())
    target, rest = _target(rest)
    first, last, rest = _window(rest, today)
    chosen, rest = _places(rest, places)
    return Order(_name(rest), target, first, last, chosen)


_NUMBER = r"(\d{1,3})"
_TO = r"\s*(?:-|–|đến|tới)\s*"
_A_DAY = r"(?:\s*(?:/|mỗi|một|trong)\s*(?:1\s*)?ngày)?"
_SHARE_OF = re.compile(
    rf"{_NUMBER}\s*(?:/|trong|trên)\s*{_NUMBER}\s*phút(?:\s*(?:mỗi|một|/)\s*buổi)?|{_NUMBER}\s*%"
    r"(?:\s*(?:thời lượng|mỗi buổi|/buổi)){0,2}",
    re.IGNORECASE,
)
_PLAYS = re.compile(
    rf"(ít nhất|tối thiểu)?\s*\b{_NUMBER}(?:{_TO}{_NUMBER})?\s*(?:lần|lượt){_A_DAY}", re.IGNORECASE
)
_MINUTES = re.compile(rf"(ít nhất|tối thiểu)?\s*\b{_NUMBER}(?:{_TO}{_NUMBER})?\s*phút{_A_DAY}", re.IGNORECASE)


def _target(line: str) -> tuple[Target | None, str]:
    """What it says of plays, minutes and shares, and the line without it."""
    target = Target()
    if found := _SHARE_OF.search(line):
        part, whole, percent = found.groups()
        share = int(percent) / 100 if percent else int(part) / max(1, int(whole))
        if 0 < share <= 1:
            target, line = replace(target, share=round(share, 4)), _without(line, found)
    if found := _PLAYS.search(line):
        least, most = _range(*found.groups())
        target, line = replace(target, plays_min=least, plays_max=most), _without(line, found)
    if found := _MINUTES.search(line):
        least, most = _range(*found.groups())
        target = replace(target, seconds_min=least * 60.0, seconds_max=most * 60.0)
        line = _without(line, found)
    return (None if target == Target() else target), line


def _range(open_: str | None, low: str, high: str | None) -> tuple[int, int]:
    """The least and the most, 0 where no most is said; `3 lần` is three, not more."""
    least = int(low)
    if high is not None:
        return min(least, int(high)), max(least, int(high))
    return least, 0 if open_ else least


_DAY = r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?"
_FROM = r"(?:từ\s+)?(?:ngày\s+)?"
_UNTIL = re.compile(rf"(?:đến|tới)\s+(?:hết\s+)?(?:ngày\s+)?{_DAY}", re.IGNORECASE)
_SINCE = re.compile(rf"từ\s+(?:ngày\s+)?{_DAY}", re.IGNORECASE)
_SAME_MONTH = re.compile(rf"{_FROM}\b(\d{{1,2}}){_TO}{_DAY}", re.IGNORECASE)
_BETWEEN = re.compile(rf"{_FROM}\b{_DAY}{_TO}(?:hết\s+)?(?:ngày\s+)?{_DAY}", re.IGNORECASE)


def _window(line: str, today: date) -> tuple[date | None, date | None, str]:
    """First and last day, and the line without them."""
    if found := _BETWEEN.search(line):
        a, b, year, c, d, until = found.groups()
        last = _dated(today, c, d, until)
        first = _dated(today, a, b, year or until) if year or until else _before(a, b, last)
        return first, last, _without(line, found) if first and last else line
    if (found := _SAME_MONTH.search(line)) and int(found[1]) <= int(found[2]):
        a, c, d, until = found.groups()
        last = _dated(today, c, d, until)
        first = _before(a, d, last)
        return first, last, _without(line, found) if first and last else line
    first = last = None
    if found := _UNTIL.search(line):
        last = _dated(today, *found.groups())
        line = _without(line, found) if last else line
    if found := _SINCE.search(line):
        first = _dated(today, *found.groups())
        line = _without(line, found) if first else line
    return first, last, line


def _dated(today: date, day: str, month: str, year: str | None) -> date | None:
    """That day; without a year the next one that is not over."""
    years = [int(year)] if year else [today.year, today.year + 1]
    days = (_day(int(day), int(month), each) for each in years)
    return next((each for each in days if each and (year or each >= today)), None)


def _before(day: str, month: str, last: date | None) -> date | None:
    """The last such day before `last`."""
    if last is None:
        return None
    days = (_day(int(day), int(month), year) for year in (last.year, last.year - 1))
    return next((each for each in days if each and each <= last), None)


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _places(line: str, places: Mapping[str, str]) -> tuple[tuple[str, ...] | None, str]:
    """The places that are named, long names first; a name that two places have is left to be chosen."""
    for word in EVERYWHERE:
        if found := re.search(re.escape(word), line, re.IGNORECASE):
            return (), _without(line, found)
    chosen: list[str] = []
    for name, place in sorted(places.items(), key=lambda each: (-len(each[1]), each[0])):
        shared = sum(other.casefold() == place.casefold() for other in places.values()) > 1
        found = re.search(rf"(?:\bcho\s+|\bở\s+)?{_as_written(place)}(?!\w)", line, re.IGNORECASE)
        if found and not shared:
            chosen.append(name)
            line = _without(line, found)
    return (tuple(sorted(chosen)) or None), line


def _as_written(place: str) -> str:
    return r"\s+".join(map(re.escape, place.split()))


def _without(line: str, found: "re.Match[str]") -> str:
    return f"{line[: found.start()]},{line[found.end() :]}"


def _name(rest: str) -> str:
    parts: Iterable[str] = (part.strip(" .;:-–") for part in rest.split(","))
    return ", ".join(part for part in parts if part and part.casefold() not in _LEFT_OVER)


_LEFT_OVER = {"từ", "đến", "và", "mỗi ngày", "một ngày", "ở", "cho", "tại", "phát"}

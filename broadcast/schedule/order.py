"""Lệnh: a campaign typed in one line, taken apart: `Bluezone, 3-5 lần/ngày, 05-31/8, toàn huyện`.

Whatever is not understood stays in the name, where whoever typed it sees it before anything is kept; what of
it seems to be a figure, a day or a place is told, too.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from broadcast.errors import Fault, Where
from broadcast.language import Text
from broadcast.schedule.campaign import Target
from broadcast.schedule.order_figures import doubtful_figures, plain_dashes, read_figures, without
from broadcast.schedule.order_places import read_places
from broadcast.schedule.places import Place
from broadcast.schedule.span import Span

LONGEST_LINE = 400
"""Letters of an order. Ours: two lines of a letter."""

Sessions = Callable[[tuple[str, ...], Span], int | None]
"""How many sessions a day has in these places (none: everywhere) on these days; None: not all alike."""


@dataclass(frozen=True, slots=True)
class Order:
    """What was understood; `places` are ids, None where nothing was said, the empty one is everywhere.

    Days and target are None where nothing was said of them. `doubts` are the words of `name` that seem to be
    more than a name, and what to do about each.
    """

    name: str
    target: Target | None = None
    first: date | None = None
    last: date | None = None
    places: tuple[str, ...] | None = None
    doubts: tuple[Fault, ...] = ()


def read_order(
    line: str, today: date, places: Sequence[Place], sessions: Sessions = lambda _, __: None
) -> Order:
    """Take `line` apart; `places` are those of all days, each with its own.

    A day without a year is the next one of its name: an order speaks of what is to come. A name is looked for
    among the places that there are on the order's days, today where it names none.
    """
    rest = plain_dashes(" ".join(normalize("NFC", line)[:LONGEST_LINE].split()))
    figures, rest = read_figures(rest)
    first, last, rest = _window(rest, today)
    days = days_meant(first, last, today)
    chosen, rest, doubts = read_places(rest, places, days)
    target, unsaid = figures.a_day(sessions(chosen or (), days) if figures.per_session else None)
    parts = [*_parts(rest), *unsaid]
    return Order(", ".join(parts), target, first, last, chosen, (*doubts, *_doubts(parts)))


def days_meant(first: date | None, last: date | None, today: date) -> Span:
    """The days for which a name is looked up; an order without end is read as on its first day."""
    since = first or (today if last is None else min(today, last))
    return Span(since, last or since)


_TO = r"\s*(?:-|–|đến|tới)\s*"
_DAY = r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?!\d)"
_FROM = r"(?:từ\s+)?(?:ngày\s+)?"
_UNTIL = re.compile(rf"(?:(?:đến|tới)\s+(?:hết\s+)?|hết\s+)(?:ngày\s+)?{_DAY}", re.IGNORECASE)
_NOW = re.compile(r"từ\s+(?:hôm\s+)?nay\b", re.IGNORECASE)
_SINCE = re.compile(rf"từ\s+(?:ngày\s+)?{_DAY}", re.IGNORECASE)
_SAME_MONTH = re.compile(rf"{_FROM}\b(\d{{1,2}}){_TO}{_DAY}", re.IGNORECASE)
_BETWEEN = re.compile(rf"{_FROM}\b{_DAY}{_TO}(?:hết\s+)?(?:ngày\s+)?{_DAY}", re.IGNORECASE)


def _window(line: str, today: date) -> tuple[date | None, date | None, str]:
    """First and last day, and the line without them."""
    if found := _BETWEEN.search(line):
        a, b, year, c, d, until = found.groups()
        known = _dated(today, a, b, year) if year else None
        last = _dated(known or today, c, d, until)
        return _both(known if year else _before(a, b, last), last, line, found)
    if (found := _SAME_MONTH.search(line)) and int(found[1]) <= int(found[2]):
        a, c, d, until = found.groups()
        last = _dated(today, c, d, until)
        return _both(_before(a, d, last), last, line, found)
    first = last = None
    if found := _UNTIL.search(line):
        last = _dated(today, *found.groups())
        line = without(line, found) if last else line
    if found := _SINCE.search(line):
        first = _dated(today, *found.groups())
        line = without(line, found) if first else line
    elif found := _NOW.search(line):
        first, line = today, without(line, found)
    return first, last, line


def _both(
    first: date | None, last: date | None, line: str, found: re.Match[str]
) -> tuple[date | None, date | None, str]:
    """Half a window is none."""
    return (first, last, without(line, found)) if first and last else (None, None, line)


def _dated(today: date, day: str, month: str, year: str | None) -> date | None:
    """That day; without a year the next one that is not over."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else [today.year, today.year + 1]
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


def _parts(rest: str) -> list[str]:
    """What is left between commas that are not those of a figure."""
    parts = (part.strip(" .;:-") for part in re.split(r";|,(?!\d)|(?<!\d),", rest))
    return [part for part in parts if part and part.casefold() not in _LEFT_OVER]


def _doubts(parts: Sequence[str]) -> Iterator[Fault]:
    """The parts of a name that seem to say how much, or when."""
    figures = list(doubtful_figures(parts))
    for part in parts:
        if part in figures:
            remedy = next(
                (remedy for words, remedy in _REMEDIES if re.search(words, part, re.IGNORECASE)), _FIGURE
            )
            yield Fault(_not_understood(part), remedy, Where("target"))
        elif _SEEMS_A_DAY.search(part):
            yield Fault(_not_understood(part), _DAYS, Where("valid_from"))


def _not_understood(part: str) -> Text:
    return Text(f"chưa hiểu «{part}»", f"«{part}» is not understood")


_LEFT_OVER = {"từ", "đến", "và", "mỗi ngày", "một ngày", "ở", "cho", "tại", "phát", "các"}
_SEEMS_A_DAY = re.compile(
    r"(?<![\w/.])\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?(?![\w/.]\w)"
    r"|\b(?:trong|hết|từ|đến|cả|suốt)\s+(?:\d{1,3}\s+(?:ngày|tuần|tháng)\b|tháng\s+\d)",
    re.IGNORECASE,
)
_FIGURE = Text(
    "điền ô Mức, hoặc gõ như «3-5 lần/ngày», «20 phút/ngày», «30/45 phút mỗi buổi»",
    "fill in the target, or type it like «3-5 lần/ngày», «20 phút/ngày», «30/45 phút mỗi buổi»",
)
_REMEDIES = (
    (
        r"tăng dần",
        Text("ghi từng bước trong ô Tăng dần, như «từ 16/8: 4-6 lần/ngày»", "write the stages as a ramp"),
    ),
    (
        r"\b(?:tuần|tháng|năm)\b",
        Text(
            "mức tính theo ngày: điền ô Mức bằng số lần hay số phút một ngày",
            "targets are those of a day: fill in plays or minutes a day",
        ),
    ),
    (
        r"\bbuổi\b",
        Text(
            "số buổi mỗi đài một khác: điền ô Mức bằng số lần hay số phút một ngày",
            "stations have different numbers of sessions: fill in plays or minutes a day",
        ),
    ),
)
_DAYS = Text(
    "chọn ngày ở ô Từ ngày, Đến hết ngày, hoặc gõ như «05/8-31/8»", "choose the days, or type «05/8-31/8»"
)

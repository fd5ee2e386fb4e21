"""RRULE: rules of RFC 5545 over whole days, worked out by python-dateutil, always within bounds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from dateutil import rrule as rfc5545

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

_SHIFT = 7600
"""Rules are worked out so many years ahead: dateutil looks for the next day until the year 9999, and one that
never falls on any shall end soon. After 19 x 400 years the calendar has the same weekdays."""

_FIRST, _LAST = date(1968, 1, 1), date(2199, 12, 31)

_INTEGER = r"[+-]?\d{1,3}"
_WEEKDAY = r"(?:[+-]?[1-9]\d?)?(?:MO|TU|WE|TH|FR|SA|SU)"
_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"0*[1-9]\d{0,2}",
    "COUNT": r"0*[1-9]\d{0,3}",
    "UNTIL": r"\d{8}",
    "BYDAY": rf"{_WEEKDAY}(?:,{_WEEKDAY})*",
    "BYMONTHDAY": rf"{_INTEGER}(?:,{_INTEGER})*",
    "BYMONTH": r"\d{1,2}(?:,\d{1,2})*",
    "BYSETPOS": rf"{_INTEGER}(?:,{_INTEGER})*",
    "WKST": r"MO|TU|WE|TH|FR|SA|SU",
}
_NAMED_DAYS = {"WEEKLY": {"BYDAY"}, "MONTHLY": {"BYDAY", "BYMONTHDAY"}, "YEARLY": {"BYDAY", "BYMONTHDAY"}}
_EXAMPLE = Text("ghi như FREQ=MONTHLY;BYDAY=1MO", "write it like FREQ=MONTHLY;BYDAY=1MO")


class WrongRule(Invalid):
    """A recurrence rule that cannot be understood, or never falls on a day."""


@dataclass(frozen=True, slots=True)
class RRule:
    """A rule of RFC 5545 without hours, like `FREQ=MONTHLY;BYDAY=1MO`, counted from `starts` where given."""

    text: str
    starts: date | None = None

    def falls_on(self, day: date) -> bool:
        """Whether it is one of its days; nothing outside 1968-2199, or before it starts."""
        if not _FIRST <= day <= _LAST or (self.starts is not None and day < self.starts):
            return False
        return day in _days_of(self.text, self.starts, day.year)


def rrule(text: str, starts: date | None = None) -> RRule:
    """The rule as it is written, checked.

    Raises:
        WrongRule: it is none, needs a first day and has none, or never falls on a day.
    """
    rule = RRule(text.strip().upper().removeprefix("RRULE:"), starts)
    parts = _parts(rule.text)
    if starts is None and _leans_on_start(parts):
        what = Text(f"«{rule.text}» phải đếm từ một ngày", f"«{rule.text}» has to be counted from a day")
        raise WrongRule(Fault(what, Text("thêm from: ngày đầu, như 2020-08-06", "add from: its first day")))
    if starts is not None and not _FIRST <= starts <= _LAST:
        what = Text(f"from {starts} ngoài các năm 1968-2199", f"from {starts} is outside 1968-2199")
        raise WrongRule(Fault(what, Text("ghi một ngày trong khoảng ấy", "write a day within")))
    try:
        last = _shifted(_end(parts, _LAST))
        first = next(iter(_worked_out(parts, max(starts or _FIRST, _FIRST))), None)
    except (ValueError, TypeError, OverflowError) as error:
        raise WrongRule(_unreadable(rule.text)) from error
    if first is None or first > last:
        what = Text(f"quy tắc «{rule.text}» không rơi vào ngày nào", f"«{rule.text}» falls on no day")
        raise WrongRule(Fault(what, Text("xem lại ngày và tháng", "look at its days and months")))
    return rule


def _parts(text: str) -> Mapping[str, str]:
    pairs = [pair.partition("=") for pair in text.split(";")]
    for name, _, value in pairs:
        if name not in _PARTS:
            what = Text(f"«{name}» không dùng được ở đây", f"«{name}» is no part of a rule of days")
            allowed = ", ".join(_PARTS)
            raise WrongRule(Fault(what, Text(f"chỉ dùng {allowed}", f"use {allowed} only")))
        if not re.fullmatch(_PARTS[name], value):
            what = Text(f"«{name}={value}» không đúng", f"«{name}={value}» is not right")
            raise WrongRule(Fault(what, _EXAMPLE))
    parts = {name: value for name, _, value in pairs}
    if "FREQ" not in parts or len(parts) != len(pairs):
        raise WrongRule(_unreadable(text))
    _refuse_numbered_weekdays(parts)
    return parts


def _refuse_numbered_weekdays(parts: Mapping[str, str]) -> None:
    """RFC 5545, 3.3.10: the second Monday of a week is nothing (dateutil would take every Monday)."""
    weekdays = parts.get("BYDAY", "")
    if parts["FREQ"] in {"DAILY", "WEEKLY"} and re.search(r"\d", weekdays):
        what = Text(f"BYDAY={weekdays} cần MONTHLY, YEARLY", f"BYDAY={weekdays} needs MONTHLY or YEARLY")
        raise WrongRule(Fault(what, _EXAMPLE))


def _unreadable(text: str) -> Fault:
    return Fault(Text(f"«{text}» không phải là quy tắc RRULE", f"«{text}» is no RRULE"), _EXAMPLE)


def _leans_on_start(parts: Mapping[str, str]) -> bool:
    """Whether its days depend on the day from which it is counted."""
    if "COUNT" in parts or int(parts.get("INTERVAL", 1)) > 1:
        return True
    return parts["FREQ"] != "DAILY" and not _NAMED_DAYS[parts["FREQ"]] & set(parts)


@lru_cache(maxsize=1024)
def _days_of(text: str, starts: date | None, year: int) -> frozenset[date]:
    """Its days in `year`; what leans on no first day is begun in the year before."""
    parts, begins = _parts(text), date(year - 1, 1, 1)
    last = _end(parts, date(year, 12, 31))
    if starts is not None:
        begins = starts if _leans_on_start(parts) else max(starts, begins)
    if begins > last:
        return frozenset()
    found = _worked_out(parts, begins).between(_shifted(date(year, 1, 1)), _shifted(last), inc=True)
    return frozenset(each.date().replace(year=each.year - _SHIFT) for each in found)


def _end(parts: Mapping[str, str], last: date) -> date:
    until = parts.get("UNTIL")
    return last if until is None else min(last, date(int(until[:4]), int(until[4:6]), int(until[6:])))


def _worked_out(parts: Mapping[str, str], begins: date) -> rfc5545.rrule:
    text = ";".join(f"{name}={value}" for name, value in parts.items() if name != "UNTIL")
    return rfc5545.rrulestr(text, dtstart=_shifted(begins))


def _shifted(day: date) -> datetime:
    return datetime(day.year + _SHIFT, day.month, day.day)  # noqa: DTZ001 - whole days, no zone

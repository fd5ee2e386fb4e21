"""`when:` in schedules.yaml as it is written, and the days off of the house; see docs/schedules.md."""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from broadcast.calendar import (
    DAILY,
    NATIONAL,
    Dates,
    Holiday,
    Monthly,
    OnHolidays,
    Rule,
    Weekly,
    When,
    Yearly,
    lunar_days,
    rrule,
)
from broadcast.errors import Invalid
from broadcast.files.entries import WEEKDAYS, Day, Entry, Grounded, Line, Some, Weekday
from broadcast.files.wording import SpokenError
from broadcast.language import Text

Made = TypeVar("Made")

MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The most days that each month has."""


def _spoken(made: Callable[[], Made]) -> Made:
    """What is made, its refusal said as this file says what is wrong."""
    try:
        return made()
    except Invalid as error:
        fault = error.faults[0]
        raise SpokenError(fault.what, fault.remedy) from error


def _lunar(written: str) -> str:
    _spoken(lambda: lunar_days(written))
    return written


def _day_and_month(written: str) -> str:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})", written)
    day, month = (int(found[1]), int(found[2])) if found else (0, 0)
    if not (1 <= month <= 12 and 1 <= day <= MONTHS[month - 1]):
        raise SpokenError(
            Text(f"không có ngày «{written}» trong năm", f"no year has a day «{written}»"),
            Text("ghi ngày/tháng như 27/7", "write day/month like 27/7"),
        )
    return written


def _day_of_month(day: int) -> int:
    if day == -1 or 1 <= day <= 31:
        return day
    raise SpokenError(
        Text(f"tháng không có ngày {day}", f"no month has a day {day}"),
        Text("ghi từ 1 đến 31, hoặc -1 là ngày cuối tháng", "write 1 to 31, or -1 for the last day"),
    )


LunarDay = Annotated[Line, AfterValidator(_lunar)]
DayAndMonth = Annotated[Line, AfterValidator(_day_and_month)]
DayOfMonth = Annotated[int, AfterValidator(_day_of_month)]


class DaysEntry(Entry):
    """Days by any of several rules."""

    once: Day | None = None
    weekly: Some[Weekday] | None = None
    monthly: Some[DayOfMonth] | None = None
    yearly: Some[DayAndMonth] | None = None
    dates: Some[Day] | None = None
    lunar: Some[LunarDay] | None = None


class WhenEntry(DaysEntry):
    """On which days; nothing but exceptions: every day but those."""

    daily: Literal[True] | None = None
    from_: Day | None = Field(None, alias="from")
    until: Day | None = None
    except_: Some[Day] | None = Field(None, alias="except")
    except_lunar: Some[LunarDay] | None = None
    holidays: Literal["only", "never"] | None = None
    rrule: Line | None = None

    @field_validator("rrule")
    @classmethod
    def _known(cls, written: str | None, info: ValidationInfo) -> str | None:
        if written is not None:
            _spoken(lambda: rrule(written, info.data.get("from_")))
        return written


class HolidayEntry(DaysEntry, Grounded):
    """A day off of the house, beside those of the law."""

    name: Line


def days_off(entries: Sequence[HolidayEntry]) -> tuple[Holiday, ...]:
    """The public holidays, and those of the house."""
    own = (Holiday(each.name, _rules(each), None, each.legal, each.assumed) for each in entries)
    return (*NATIONAL, *own)


def when_of(entry: WhenEntry | None, off: tuple[Holiday, ...] = NATIONAL) -> When:
    """On which days; no entry: always. `off` are the holidays that count."""
    if entry is None:
        return When(off=off)
    lunar = (rule for each in entry.except_lunar or () for rule in lunar_days(each))
    return When(
        on=_on(entry),
        first=entry.from_,
        last=entry.until,
        never_on=(*((Dates(frozenset(entry.except_)),) if entry.except_ else ()), *lunar),
        holidays=OnHolidays(entry.holidays or "also"),
        off=off,
    )


def _on(entry: WhenEntry) -> tuple[Rule, ...]:
    rules: tuple[Rule, ...] = _rules(entry)
    if entry.rrule is not None:
        rules = (*rules, rrule(entry.rrule, entry.from_))
    return rules if rules and not entry.daily else (DAILY,)


def _rules(entry: DaysEntry) -> tuple[Rule, ...]:
    dates = frozenset((*((entry.once,) if entry.once else ()), *(entry.dates or ())))
    return (
        *((Dates(dates),) if dates else ()),
        *((Weekly(tuple(WEEKDAYS.index(day) for day in entry.weekly)),) if entry.weekly else ()),
        *((Monthly(entry.monthly),) if entry.monthly else ()),
        *(Yearly(*map(int, each.split("/"))) for each in entry.yearly or ()),
        *(rule for each in entry.lunar or () for rule in lunar_days(each)),
    )

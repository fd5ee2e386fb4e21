"""Âm lịch: the lunar calendar of Vietnam, reckoned at UTC+7 and so in some years not the Chinese one.

A month begins on the day of the new moon; month 11 has the winter solstice; where 13 months lie between two
solstices the first without a principal term is a leap month and bears the number of the one before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from broadcast.calendar.lunar_years import FIRST_YEAR, LAST_YEAR, YEARS
from broadcast.errors import Fault, Invalid
from broadcast.language import Text

LONGEST_MONTH = 30
"""Days; a lunar month has 29 or 30."""


class NoSuchLunarDate(Invalid):
    """There is no such date in the lunar calendar."""


@dataclass(frozen=True, slots=True, order=True)
class LunarMonth:
    """One month: `leap` is the repeated one, `first` its first day, `length` 29 or 30 days."""

    year: int
    month: int
    leap: bool
    first: date
    length: int


@dataclass(frozen=True, slots=True)
class LunarDate:
    """Ngày âm lịch; `leap`: in the repeated month (tháng nhuận), `last`: the last day of its month."""

    year: int
    month: int
    day: int
    leap: bool = False
    last: bool = False

    def __str__(self) -> str:
        return f"{self.day:02d}/{self.month}{' nhuận' if self.leap else ''}/{self.year}"


@cache
def months(year: int) -> tuple[LunarMonth, ...]:
    """The 12 or 13 months of a lunar year, in order; raises NoSuchLunarDate outside 1968-2199."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchLunarDate(_outside())
    packed = YEARS[year - FIRST_YEAR]
    first, found = date(year, 1, 1) + timedelta(packed >> 17), []
    for place, (month, leap) in enumerate(_numbers(packed >> 13 & 15)):
        length = 29 + (packed >> place & 1)
        found.append(LunarMonth(year, month, leap, first, length))
        first += timedelta(length)
    return tuple(found)


def _numbers(repeated: int) -> Iterator[tuple[int, bool]]:
    for month in range(1, 13):
        yield month, False
        if month == repeated:
            yield month, True


def _outside() -> Fault:
    return Fault(
        Text(
            f"âm lịch chỉ tính được từ năm {FIRST_YEAR} đến {LAST_YEAR}",
            f"the lunar calendar is known from {FIRST_YEAR} to {LAST_YEAR}",
        ),
        Text("ghi một năm trong khoảng ấy", "write a year within"),
    )


FIRST_DAY = months(FIRST_YEAR)[0].first
LAST_DAY = months(LAST_YEAR)[-1].first + timedelta(months(LAST_YEAR)[-1].length - 1)


def lunar_date(day: date) -> LunarDate:
    """The lunar date of a day; raises NoSuchLunarDate outside the table."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise NoSuchLunarDate(_outside())
    year = day.year if day.year <= LAST_YEAR and months(day.year)[0].first <= day else day.year - 1
    own = next(each for each in reversed(months(year)) if each.first <= day)
    number = (day - own.first).days + 1
    return LunarDate(year, own.month, number, own.leap, number == own.length)


def month_of(year: int, month: int, *, leap: bool = False) -> LunarMonth:
    """One month of a lunar year; raises NoSuchLunarDate: no such year, or no such leap month in it."""
    for each in months(year):
        if (each.month, each.leap) == (month, leap):
            return each
    repeated = next((each.month for each in months(year) if each.leap), None)
    raise NoSuchLunarDate(
        Fault(
            Text(f"năm {year} không nhuận tháng {month}", f"month {month} is not repeated in {year}"),
            Text(f"năm ấy nhuận tháng {repeated}", f"month {repeated} is")
            if repeated
            else Text("bỏ chữ «nhuận»: năm ấy không nhuận", "leave out «nhuận»: no month of that year is"),
        )
    )


def solar(written: LunarDate) -> date:
    """The day of a lunar date; raises NoSuchLunarDate with what to write where it does not exist."""
    own = month_of(written.year, written.month, leap=written.leap)
    if not 1 <= written.day <= own.length:
        last = LunarDate(own.year, own.month, own.length, own.leap)
        raise NoSuchLunarDate(
            Fault(
                Text(
                    f"tháng {own.month}{' nhuận' if own.leap else ''} năm {own.year} có {own.length} ngày",
                    f"month {own.month}{' (leap)' if own.leap else ''} of {own.year} has {own.length} days",
                ),
                Text(f"ngày cuối của tháng ấy là {last}", f"its last day is {last}"),
            )
        )
    return own.first + timedelta(written.day - 1)

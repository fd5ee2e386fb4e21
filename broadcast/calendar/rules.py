"""Quy tắc ngày: the kinds of days that people name, each a value that knows whether a day is one of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from broadcast.calendar.lunar import FIRST_DAY, LAST_DAY, lunar_date


class Rule(Protocol):
    """Days by some rule."""

    def falls_on(self, day: date) -> bool:
        """Whether `day` is one of them."""
        ...


@dataclass(frozen=True, slots=True)
class Weekly:
    """Weekdays, Monday is 0; all seven: every day."""

    weekdays: tuple[int, ...]

    def falls_on(self, day: date) -> bool:
        """Whether it is one of the weekdays."""
        return day.weekday() in self.weekdays


DAILY = Weekly((0, 1, 2, 3, 4, 5, 6))


@dataclass(frozen=True, slots=True)
class Monthly:
    """Days of the month; -1 is the last. The 31st is passed over in a shorter month."""

    days: tuple[int, ...]

    def falls_on(self, day: date) -> bool:
        """Whether it is one of these days, counted from the first or from the last."""
        last = (day + timedelta(1)).day == 1 if day < date.max else True
        return day.day in self.days or (last and -1 in self.days)


@dataclass(frozen=True, slots=True)
class Yearly:
    """The same date every year; 29/2 in leap years only."""

    day: int
    month: int

    def falls_on(self, day: date) -> bool:
        """Whether it is that date."""
        return (day.day, day.month) == (self.day, self.month)


@dataclass(frozen=True, slots=True)
class Dates:
    """Given dates."""

    dates: frozenset[date]

    def falls_on(self, day: date) -> bool:
        """Whether it is one of them."""
        return day in self.dates


@dataclass(frozen=True, slots=True)
class Lunar:
    """Ngày âm lịch: a day of every lunar month, of one month every year, or of one year.

    Day 30 is the last day of its month, also where the month has 29: so families keep it (giỗ, giao thừa).
    Without a month every month counts, leap months too; with a month only the regular one, unless `leap` asks
    for the repeated one.
    """

    day: int
    month: int | None = None
    year: int | None = None
    leap: bool = False

    def falls_on(self, day: date) -> bool:
        """Whether it is that day; never outside the years that are known."""
        if not FIRST_DAY <= day <= LAST_DAY:
            return False
        own = lunar_date(day)
        return (
            (own.day == self.day or (self.day == 30 and own.last))
            and (self.month is None or (own.month, own.leap) == (self.month, self.leap))
            and self.year in {None, own.year}
        )


def any_of(rules: Iterable[Rule], day: date) -> bool:
    """Whether `day` is one of the days of any of `rules`."""
    return any(rule.falls_on(day) for rule in rules)


def stretch(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(number)

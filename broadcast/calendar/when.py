"""Khi nào: on which days something airs, as one value."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from broadcast.calendar.holidays import NATIONAL
from broadcast.calendar.rules import DAILY, Rule, any_of, stretch


class OnHolidays(StrEnum):
    """What public holidays do: nothing, let nothing else through, or keep it away."""

    ALSO = "also"
    ONLY = "only"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class When:
    """On the days of any rule in `on`, from `first` to `last` (both included), never on those of `never_on`.

    `off` are the holidays that count for `holidays`.
    """

    on: tuple[Rule, ...] = (DAILY,)
    first: date | None = None
    last: date | None = None
    never_on: tuple[Rule, ...] = ()
    holidays: OnHolidays = OnHolidays.ALSO
    off: tuple[Rule, ...] = field(default=NATIONAL, hash=False)

    def falls_on(self, day: date) -> bool:
        """Whether it airs on `day`."""
        if (self.first is not None and day < self.first) or (self.last is not None and day > self.last):
            return False
        return any_of(self.on, day) and not any_of(self.never_on, day) and self._holidays_allow(day)

    def _holidays_allow(self, day: date) -> bool:
        if self.holidays is OnHolidays.ALSO:
            return True
        return any_of(self.off, day) is (self.holidays is OnHolidays.ONLY)

    def days(self, first: date, last: date) -> Iterator[date]:
        """Its days from `first` to `last`, both included, in order."""
        first = max(first, self.first or first)
        last = min(last, self.last or last)
        return (day for day in stretch(first, last) if self.falls_on(day))


ALWAYS = When()

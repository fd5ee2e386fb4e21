"""Ngày phát của một bài: on which days of its time a script airs, as its writer chose them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from broadcast.calendar import (
    DAILY,
    Dates,
    Lunar,
    NoSuchLunarDate,
    OnHolidays,
    Rule,
    Weekly,
    When,
    lunar_days,
)
from broadcast.errors import Fault
from broadcast.language import Text

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

MOST_DAYS = 60
"""Given dates of one script, and lunar ones. Ours: whoever wants more means a rule."""

LOOKED_AHEAD = timedelta(days=3660)
"""How far it is looked for a day on which it airs."""


@dataclass(frozen=True, slots=True)
class AirDays:
    """The days of any kind that was chosen; nothing chosen: every day.

    `weekly` are `mon` to `sun`, `dates` are ISO dates, `lunar` days as people write them (`15`, `mùng 1`,
    `10/3`), `holidays` says what public holidays do (see `OnHolidays`). It holds what was typed, right or
    wrong, so that a form can show it again: `faults` tells what is wrong, `when` leaves it out.
    """

    weekly: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    lunar: tuple[str, ...] = ()
    holidays: str = OnHolidays.ALSO.value

    @property
    def chosen(self) -> bool:
        """Whether it says anything."""
        return self != EVERY_DAY

    @property
    def when(self) -> When:
        """The days as the calendar reckons with them."""
        given = frozenset(day for each in self.dates if (day := _day(each)) is not None)
        weekly = tuple(WEEKDAYS.index(each) for each in self.weekly if each in WEEKDAYS)
        rules: tuple[Rule, ...] = (
            *((Weekly(weekly),) if weekly else ()),
            *((Dates(given),) if given else ()),
            *(rule for each in self.lunar for rule in _lunar(each)),
        )
        known = self.holidays in set(OnHolidays)
        return When(on=rules or (DAILY,), holidays=OnHolidays(self.holidays) if known else OnHolidays.ALSO)

    @property
    def told(self) -> str:
        """All of it in one word, as a seal tells it; empty: every day."""
        if not self.chosen:
            return ""
        return "+".join((*self.weekly, *self.dates, *(f"lunar:{each}" for each in self.lunar), self.holidays))

    def faults(self, first: date | None, last: date | None) -> Iterator[Fault]:
        """What is wrong with it, for a script that airs from `first` to `last` (None: open)."""
        wrong = [*self._unknown()]
        yield from wrong
        if self.chosen and not wrong and not self._ever(first, last):
            yield Fault(_NEVER, _MEND_NEVER)

    def _unknown(self) -> Iterator[Fault]:
        if not set(self.weekly) <= set(WEEKDAYS) or self.holidays not in set(OnHolidays):
            yield Fault(_NO_CHOICE, _CHOOSE)
        if max(len(self.dates), len(self.lunar)) > MOST_DAYS:
            yield Fault(_TOO_MANY, _FEWER)
        for each in self.dates:
            if _day(each) is None:
                what = Text(f"«{each[:40]}» không phải một ngày", f"«{each[:40]}» is no date")
                yield Fault(what, _WRITE_DATE)
        for each in self.lunar:
            try:
                lunar_days(each)
            except NoSuchLunarDate as error:
                yield from error.faults

    def _ever(self, first: date | None, last: date | None) -> bool:
        if first is None and last is None:
            return True
        begins = first or max(last or date.max, date.min + LOOKED_AHEAD) - LOOKED_AHEAD
        ends = last or min(begins, date.max - LOOKED_AHEAD) + LOOKED_AHEAD
        return next(self.when.days(begins, ends), None) is not None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _lunar(written: str) -> tuple[Lunar, ...]:
    try:
        return lunar_days(written)
    except NoSuchLunarDate:
        return ()


EVERY_DAY = AirDays()

_NEVER = Text(
    "trong thời hạn của bài không có ngày phát nào như đã chọn",
    "no day of the script's time is one of the chosen days",
)
_MEND_NEVER = Text("sửa ngày phát, hoặc sửa hạn phát", "mend its days, or its first and last day")
_NO_CHOICE = Text("không có thứ hay cách nghỉ lễ này", "there is no such weekday or choice for holidays")
_CHOOSE = Text("chọn một mục có trên trang", "choose one that is on the page")
_TOO_MANY = Text(f"hơn {MOST_DAYS} ngày", f"more than {MOST_DAYS} days")
_FEWER = Text("bớt ngày, hoặc chọn theo thứ", "name fewer, or choose weekdays")
_WRITE_DATE = Text("ghi ngày/tháng/năm như 24/12/2026", "write day/month/year like 24/12/2026")

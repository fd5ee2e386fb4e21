"""Vì sao không phải ngày này: what in a rule of days keeps it from falling on one."""

from datetime import date, timedelta

from broadcast.calendar.rules import any_of
from broadcast.calendar.said import said
from broadcast.calendar.when import OnHolidays, When
from broadcast.language import Text

_A_YEAR = timedelta(days=366)


def objection(when: When, day: date) -> Text | None:
    """The first thing against `day`, with the next day that is right; None: it falls on it."""
    if when.falls_on(day):
        return None
    if when.last is not None and day > when.last:
        return Text(f"đã hết từ sau ngày {when.last:%d/%m/%Y}", f"it ended with {when.last}")
    why, following = _why(when, day), next(when.days(day, min(day, date.max - _A_YEAR) + _A_YEAR), None)
    if following is None:
        return why
    return Text(f"{why.vi}; ngày kế tiếp: {following:%d/%m/%Y}", f"{why.en}; the next one: {following}")


def _why(when: When, day: date) -> Text:
    if when.first is not None and day < when.first:
        return Text(f"từ ngày {when.first:%d/%m/%Y} mới có", f"it begins on {when.first}")
    if any_of(when.never_on, day):
        return Text("ngày này được trừ ra", "this day is an exception")
    if not any_of(when.on, day):
        days = said(When(when.on))
        return Text(f"không phải ngày của mục này ({days.vi})", f"it is none of its days ({days.en})")
    if when.holidays is OnHolidays.ONLY:
        return Text("chỉ phát ngày lễ", "it airs on public holidays only")
    named = next((getattr(each, "name", "") for each in when.off if each.falls_on(day)), "")
    return Text(f"ngày lễ không phát ({named})", f"it does not air on public holidays ({named})")

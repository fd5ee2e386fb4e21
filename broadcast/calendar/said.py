"""Ngày phát bằng lời: rules of days as a sentence, as a planner would say them."""

from collections.abc import Iterable
from datetime import date

from broadcast.calendar.rrule import RRule
from broadcast.calendar.rules import DAILY, Dates, Lunar, Monthly, Rule, Weekly, Yearly
from broadcast.calendar.when import OnHolidays, When
from broadcast.language import Text

MOST_DATES = 5
"""So many given dates are told one by one."""

_WEEKDAYS = (
    Text("thứ hai", "Monday"),
    Text("thứ ba", "Tuesday"),
    Text("thứ tư", "Wednesday"),
    Text("thứ năm", "Thursday"),
    Text("thứ sáu", "Friday"),
    Text("thứ bảy", "Saturday"),
    Text("chủ nhật", "Sunday"),
)
_HOLIDAYS = {
    OnHolidays.ALSO: None,
    OnHolidays.ONLY: Text("chỉ ngày lễ", "public holidays only"),
    OnHolidays.NEVER: Text("không phát ngày lễ", "never on public holidays"),
}


def said(when: When) -> Text:
    """`rằm âm lịch mỗi tháng, thứ hai; từ 06/08/2020; trừ 02/09/2020; không phát ngày lễ`."""
    parts = [
        _listed(map(_rule, when.on)),
        Text(f"từ {when.first:%d/%m/%Y}", f"from {when.first}") if when.first else None,
        Text(f"đến {when.last:%d/%m/%Y}", f"until {when.last}") if when.last else None,
        _except(when.never_on),
        _HOLIDAYS[when.holidays],
    ]
    told = [part for part in parts if part is not None]
    return Text("; ".join(part.vi for part in told), "; ".join(part.en for part in told))


def _except(rules: tuple[Rule, ...]) -> Text | None:
    if not rules:
        return None
    told = _listed(map(_rule, rules))
    return Text(f"trừ {told.vi}", f"but {told.en}")


def _rule(rule: Rule) -> Text:
    match rule:
        case Weekly():
            told = _weekly(rule)
        case Monthly():
            told = _monthly(rule)
        case Yearly():
            told = Text(f"ngày {rule.day}/{rule.month} hằng năm", f"{rule.day}/{rule.month} every year")
        case Dates():
            told = _dates(sorted(rule.dates))
        case Lunar():
            told = _lunar(rule)
        case RRule():
            told = Text(f"theo quy tắc {rule.text}", f"by the rule {rule.text}")
        case _:
            told = Text("ngày lễ", "holidays")
    return told


def _weekly(rule: Weekly) -> Text:
    if rule == DAILY:
        return Text("mọi ngày", "every day")
    return _listed(_WEEKDAYS[day] for day in sorted(rule.weekdays))


def _monthly(rule: Monthly) -> Text:
    days = sorted(rule.days, key=lambda day: day if day > 0 else 32)
    last = Text("ngày cuối", "the last day")
    told = _listed(Text(f"ngày {day}", f"day {day}") if day > 0 else last for day in days)
    return Text(f"{told.vi} mỗi tháng", f"{told.en} of the month")


def _dates(dates: list[date]) -> Text:
    told = _listed(Text(f"{day:%d/%m/%Y}", day.isoformat()) for day in dates[:MOST_DATES])
    more = len(dates) - MOST_DATES
    return Text(f"{told.vi} và {more} ngày nữa", f"{told.en} and {more} more days") if more > 0 else told


def _lunar(rule: Lunar) -> Text:
    day = Text("rằm", "the 15th") if rule.day == 15 else Text(f"ngày {rule.day}", f"day {rule.day}")
    if rule.month is None:
        return Text(f"{day.vi} âm lịch mỗi tháng", f"{day.en} of every lunar month")
    month = f"{rule.month}{' nhuận' if rule.leap else ''}"
    year = "" if rule.year is None else f" năm {rule.year}"
    leap = "leap " if rule.leap else ""
    of = "" if rule.year is None else f" {rule.year}"
    return Text(f"{day.vi} tháng {month}{year} âm lịch", f"{day.en} of {leap}lunar month {rule.month}{of}")


def _listed(parts: Iterable[Text]) -> Text:
    told = list(parts)
    return Text(", ".join(part.vi for part in told), ", ".join(part.en for part in told))

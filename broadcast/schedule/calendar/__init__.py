"""Lịch ngày: once, daily, weekly, monthly, given dates, lunar dates, holidays, RRULE; exceptions."""

from broadcast.schedule.calendar.holidays import NATIONAL, Holiday
from broadcast.schedule.calendar.lunar import LunarDate, NoSuchLunarDate, lunar_date, solar
from broadcast.schedule.calendar.rrule import RRule, WrongRule, rrule
from broadcast.schedule.calendar.rules import DAILY, Dates, Lunar, Monthly, Rule, Weekly, Yearly
from broadcast.schedule.calendar.spoken import lunar_days
from broadcast.schedule.calendar.when import ALWAYS, OnHolidays, When

__all__ = [
    "ALWAYS",
    "DAILY",
    "NATIONAL",
    "Dates",
    "Holiday",
    "Lunar",
    "LunarDate",
    "Monthly",
    "NoSuchLunarDate",
    "OnHolidays",
    "RRule",
    "Rule",
    "Weekly",
    "When",
    "WrongRule",
    "Yearly",
    "lunar_date",
    "lunar_days",
    "rrule",
    "solar",
]

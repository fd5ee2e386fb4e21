"""Lịch ngày: once, daily, weekly, monthly, given dates, lunar dates, holidays, RRULE; exceptions."""

from broadcast.calendar.holidays import NATIONAL, Holiday
from broadcast.calendar.lunar import LunarDate, NoSuchLunarDate, lunar_date, solar
from broadcast.calendar.objection import objection
from broadcast.calendar.rrule import RRule, WrongRule, rrule
from broadcast.calendar.rules import DAILY, Dates, Lunar, Monthly, Rule, Weekly, Yearly
from broadcast.calendar.said import said
from broadcast.calendar.spoken import lunar_days
from broadcast.calendar.when import ALWAYS, OnHolidays, When

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
    "objection",
    "rrule",
    "said",
    "solar",
]

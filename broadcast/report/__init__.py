"""Báo cáo: planned and aired plays and airtime beside baseline and target, each figure with its log lines."""

from broadcast.report.asked import Asked, Scope, WrongPeriod, scope_of
from broadcast.report.csv_form import csv_form
from broadcast.report.form import ReportForm
from broadcast.report.goal import Goal
from broadcast.report.html_form import html_form
from broadcast.report.kinds import by_kind
from broadcast.report.losses import Cause, Loss, causes, losses
from broadcast.report.picture import Picture, Series, Shape, pictures, short_name, worst_first
from broadcast.report.play import Count, Fate, Play, count
from broadcast.report.report import Report, make_report
from broadcast.report.rise import Rise, rise
from broadcast.report.tables import (
    Aim,
    Row,
    by_campaign,
    by_day,
    by_genre,
    by_language,
    by_origin,
    by_place,
    by_station,
    by_station_day,
    by_station_day_topic,
    by_topic,
)

__all__ = [
    "Aim",
    "Asked",
    "Cause",
    "Count",
    "Fate",
    "Goal",
    "Loss",
    "Picture",
    "Play",
    "Report",
    "ReportForm",
    "Rise",
    "Row",
    "Scope",
    "Series",
    "Shape",
    "WrongPeriod",
    "by_campaign",
    "by_day",
    "by_genre",
    "by_kind",
    "by_language",
    "by_origin",
    "by_place",
    "by_station",
    "by_station_day",
    "by_station_day_topic",
    "by_topic",
    "causes",
    "count",
    "csv_form",
    "html_form",
    "losses",
    "make_report",
    "pictures",
    "rise",
    "scope_of",
    "short_name",
    "worst_first",
]

"""What the charts of a report show: labels, series, the message in a sentence; nothing is drawn here."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby

from broadcast.language import Language, Text
from broadcast.report import wording
from broadcast.report.report import Report
from broadcast.report.rise import Rise, rise
from broadcast.report.tables import Row, by_day, by_station, by_topic

MOST_DAYS = 45
"""More days than that are shown by the week."""


class Shape(StrEnum):
    """How a chart stands: columns over time, rows of names, or steps from before to now."""

    COLUMNS = "columns"
    ROWS = "rows"
    STEPS = "steps"


class Series(StrEnum):
    """What a series of figures is."""

    BASELINE = "baseline"
    LEAST = "least"
    PLANNED = "planned"
    AIRED = "aired"

    @property
    def named(self) -> Text:
        """As a legend names it."""
        return _NAMED[self]


_NAMED: Mapping[Series, Text] = {
    Series.BASELINE: Text("trước chiến dịch", "before the campaign"),
    Series.LEAST: Text("mức tối thiểu", "target, at least"),
    Series.PLANNED: Text("đã xếp lịch", "planned"),
    Series.AIRED: Text("đã phát", "aired"),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart: `series` has one figure a label (in plays); `message` says in a sentence what it shows."""

    shape: Shape
    title: Text
    message: Text
    labels: tuple[Text, ...]
    series: tuple[tuple[Series, tuple[float, ...]], ...]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of all that is shown."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def pictures(report: Report) -> Mapping[str, Picture]:
    """The charts of a report by name; those of days, and from before to now, need one campaign."""
    drawn = {"topics": topics(report), "stations": stations(report)}
    if report.asked.campaign is not None:
        drawn["days"] = days(report, report.asked.campaign)
        risen = rise(report, report.asked.campaign)
        if risen.days and risen.baseline:
            drawn["rise"] = steps(risen)
    return {name: picture for name, picture in drawn.items() if picture.labels}


def days(report: Report, campaign: str) -> Picture:
    """Every day of the period, or every week of a longer one."""
    rows = list(by_day(report, campaign))
    weekly = len(rows) > MOST_DAYS
    parts = [list(week) for _, week in groupby(rows, _week)] if weekly else [[row] for row in rows]
    wanted = (Series.PLANNED, Series.AIRED, *(_AIMED if any(row.aim for row in rows) else ()))
    return Picture(
        Shape.COLUMNS,
        Text("Từng tuần", "Week by week") if weekly else Text("Từng ngày", "Day by day"),
        _said_of_days(rows),
        tuple(_same(f"{part[0].day:%d/%m}") for part in parts),
        tuple((kind, tuple(sum(map(_FIGURES[kind], part)) for part in parts)) for kind in wanted),
    )


def topics(report: Report) -> Picture:
    """Planned and aired plays of each topic, the most planned first."""
    rows = [row for row in by_topic(report) if row.topic is not None]
    rows.sort(key=lambda row: -row.count.planned)
    idle = sum(row.count.aired == 0 for row in rows)
    return Picture(
        Shape.ROWS,
        Text("Theo chủ đề", "By topic"),
        Text(
            f"{len(rows)} chủ đề, {idle} chủ đề chưa phát lượt nào.{_first(report, rows, 'vi')}",
            f"{len(rows)} topics, {idle} of them without a single play aired.{_first(report, rows, 'en')}",
        ),
        tuple(_same(report.topic_name(row.campaign, row.topic)) for row in rows),
        tuple(_series(rows, (Series.PLANNED, Series.AIRED))),
    )


def stations(report: Report) -> Picture:
    """Planned and aired plays of each station beside its target, the worst first."""
    rows = worst_first(by_station(report))
    aims = any(row.aim and row.aim.least for row in rows)
    said = _against_aims(report, rows) if aims else _plain(rows)
    wanted = (Series.PLANNED, Series.AIRED, *((Series.LEAST,) if aims else ()))
    return Picture(
        Shape.ROWS,
        Text("Theo đài, kém nhất ở trên", "By station, the worst first"),
        said,
        tuple(_same(short_name(report.station_name(row.station))) for row in rows),
        tuple(_series(rows, wanted)),
    )


def steps(risen: Rise) -> Picture:
    """From what aired before to what airs now, a station and day."""
    figures = {
        Series.BASELINE: risen.baseline,
        Series.LEAST: risen.least,
        Series.PLANNED: risen.planned,
        Series.AIRED: risen.aired,
    }
    shown = {kind: each for kind, each in figures.items() if each or kind is not Series.LEAST}
    return Picture(
        Shape.STEPS,
        Text("Lượt mỗi đài mỗi ngày", "Plays a station and day"),
        risen.said,
        tuple(kind.named for kind in shown),
        tuple((kind, (round(each / risen.days, 2),)) for kind, each in shown.items()),
    )


def worst_first(rows: Iterable[Row]) -> list[Row]:
    """Stations by the share of their days on target, then of the plan that aired; the least first."""
    return sorted(rows, key=lambda row: (_share(row), row.station or ""))


def short_name(station: str) -> str:
    """`xã Mỹ An`: all stations are stations."""
    return station.removeprefix("Đài Truyền thanh ")


def _share(row: Row) -> tuple[float, float]:
    on_target = row.aim.met / row.aim.days if row.aim and row.aim.days else 1.0
    return on_target, row.count.aired / row.count.planned if row.count.planned else 0.0


_AIMED = (Series.LEAST, Series.BASELINE)

_FIGURES: Mapping[Series, Callable[[Row], float]] = {
    Series.PLANNED: lambda row: row.count.planned,
    Series.AIRED: lambda row: row.count.aired,
    Series.LEAST: lambda row: row.aim.least if row.aim else 0,
    Series.BASELINE: lambda row: row.aim.baseline if row.aim else 0,
}


def _series(rows: Sequence[Row], wanted: Sequence[Series]) -> Iterator[tuple[Series, tuple[float, ...]]]:
    return ((kind, tuple(_FIGURES[kind](row) for row in rows)) for kind in wanted)


def _week(row: Row) -> date:
    day = row.day or date.min
    return day - timedelta(days=day.weekday())


def _said_of_days(rows: Sequence[Row]) -> Text:
    planned, aired = sum(row.count.planned for row in rows), sum(row.count.aired for row in rows)
    least = sum(row.aim.least for row in rows if row.aim)
    vi, en = ([wording.figure(each, language) for each in (planned, aired, least)] for language in Language)
    return Text(
        f"Trong {len(rows)} ngày, xếp lịch {vi[0]} lượt, đã phát {vi[1]} lượt"
        + (f", mức tối thiểu {vi[2]} lượt." if least else "."),
        f"In {len(rows)} days {en[0]} plays were planned and {en[1]} aired"
        + (f"; the target is at least {en[2]}." if least else "."),
    )


def _first(report: Report, rows: Sequence[Row], language: str) -> str:
    most = max(rows, key=lambda row: row.count.aired, default=None)
    if most is None or not most.count.aired:
        return ""
    name = report.topic_name(most.campaign, most.topic)
    aired = wording.figure(most.count.aired, Language(language))
    return f" Nhiều nhất: {name}, {aired} lượt." if language == "vi" else f" Most: {name}, {aired} plays."


def _against_aims(report: Report, rows: Sequence[Row]) -> Text:
    """How many stations are below their target, of those that have a day to be judged by."""
    judged = [(row, row.aim) for row in rows if row.aim and row.aim.days]
    below = [row for row, aim in judged if aim.met < aim.days]
    if not judged:
        return Text("Chưa hết ngày nào, chưa so với mức tối thiểu được.", "No day is over yet.")
    if below:
        name = short_name(report.station_name(below[0].station))
        return Text(
            f"{len(below)} trên {len(judged)} đài chưa đạt mức tối thiểu, kém nhất là {name}.",
            f"{len(below)} of {len(judged)} stations are below the target, the worst is {name}.",
        )
    if len(judged) < len(rows):
        return Text(
            f"{len(judged)} trên {len(rows)} đài đạt mức tối thiểu, các đài khác chưa hết ngày nào.",
            f"{len(judged)} of {len(rows)} stations are on target; no day of the others is over.",
        )
    return Text(f"Cả {len(rows)} đài đạt mức tối thiểu.", f"All {len(rows)} stations are on target.")


def _plain(rows: Sequence[Row]) -> Text:
    aired, planned = (sum(_FIGURES[kind](row) for row in rows) for kind in (Series.AIRED, Series.PLANNED))
    return Text(
        f"{len(rows)} đài đã phát {aired:.0f} trên {planned:.0f} lượt xếp lịch.",
        f"{len(rows)} stations aired {aired:.0f} of {planned:.0f} plays planned.",
    )


def _same(name: str) -> Text:
    return Text(name, name)

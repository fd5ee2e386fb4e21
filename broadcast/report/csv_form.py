"""The report as a table for spreadsheets and programs.

Excel reads Vietnamese only behind a byte order mark, and splits a line at the list separator of Windows,
which is a semicolon where the decimal sign is a comma, as in Vietnam. Every figure is a whole number, because
1.234 would be read as a thousand there.
"""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

from broadcast.report import wording
from broadcast.report.report import Report
from broadcast.report.tables import (
    Row,
    by_campaign,
    by_day,
    by_genre,
    by_language,
    by_origin,
    by_place,
    by_station_day,
    by_station_day_topic,
)
from broadcast.script import genre, tongue

SEPARATOR = ";"

COLUMNS = (
    *("row", "date", "station", "station_name", "campaign", "campaign_name", "topic", "topic_name"),
    *("planned_plays", "aired_plays", "lost_plays", "unreported_plays", "to_come_plays"),
    *("planned_s", "aired_s"),
    *("goal_days", "goal_days_met", "baseline_plays", "target_min", "target_max"),
    "lines",
    *("by", "by_name"),
)
"""The first line. Documented in docs/report.md; new ones go to the end."""


def csv_form(report: Report) -> bytes:
    """UTF-8 with its mark, lines end in CRLF (RFC 4180).

    Kinds of rows, each of which adds up to the same plays: `total` (a campaign over the period), `campaign`
    (of a station and day), `topic` (of a campaign, station and day); and of all campaigns over the period
    `place`, `genre`, `language`, `origin`, `day`, in which `by` and `by_name` say which one.
    """
    table = io.StringIO()
    writer = csv.writer(table, delimiter=SEPARATOR)
    writer.writerow(COLUMNS)
    for kind, rows in (
        ("total", by_campaign(report)),
        ("campaign", by_station_day(report)),
        ("topic", by_station_day_topic(report)),
        ("place", by_place(report)),
        ("genre", by_genre(report)),
        ("language", by_language(report)),
        ("origin", by_origin(report)),
        ("day", by_day(report)),
    ):
        writer.writerows(
            [_cell(value) for value in (kind, *_values(report, row), *_by(report, kind, row))] for row in rows
        )
    return table.getvalue().encode("utf-8-sig")


def _values(report: Report, row: Row) -> Iterator[str | int | None]:
    yield row.day.isoformat() if row.day else None
    yield from (row.station, report.station_name(row.station))
    yield from (row.campaign, report.campaign_name(row.campaign))
    yield from (row.topic, report.topic_name(row.campaign, row.topic))
    plays = row.count
    yield from (plays.planned, plays.aired, plays.lost, plays.unreported, plays.to_come)
    yield from (_seconds(plays.planned_time), _seconds(plays.aired_time))
    aim = row.aim
    yield from (aim.days, aim.met, aim.baseline, aim.least, aim.most) if aim else (None,) * 5
    yield " ".join(plays.lines) if row.day and row.station else None  # of more, more than a cell holds


def _by(report: Report, kind: str, row: Row) -> tuple[str | None, str | None]:
    """Which place, genre, language, origin or day a row is about, by id and by name; else nothing."""
    told = wording.NO_REASON.vi
    match kind:
        case "place":
            return row.place, report.place_name(row.place) or told
        case "genre":
            return row.genre, genre(row.genre).vi if row.genre else told
        case "language":
            return row.language, tongue(row.language).vi if row.language else told
        case "origin":
            return row.origin, row.origin or told
        case "day" if row.day:
            return row.day.isoformat(), wording.official(row.day)
    return None, None


def _seconds(time: timedelta) -> int:
    return round(time.total_seconds())


def _cell(value: str | int | None) -> str | int:
    """A name that begins like a formula is shown, not calculated."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return "" if value is None else value

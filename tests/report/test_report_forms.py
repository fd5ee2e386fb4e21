"""The forms that a report is given out in: a table for programs and Excel, and a page for people."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from houses import COVID, LINES, SCHEDULE, TOLD, reported
from told_days import DAY, line

from broadcast.asrun import Outcome, judge
from broadcast.language import Language
from broadcast.report import (
    Asked,
    Report,
    by_campaign,
    by_day,
    by_genre,
    by_language,
    by_origin,
    by_place,
    by_station_day,
    by_station_day_topic,
    csv_form,
    html_form,
    make_report,
)

BOTH = pytest.mark.parametrize("language", list(Language))


def table(report: Report) -> list[dict[str, str]]:
    body = csv_form(report)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def page(report: Report, language: Language = Language.VI) -> str:
    return html_form(report, language).decode()


class Reader(HTMLParser):
    """What a browser would make of the page: every element closed in order, tables as rows of cells."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.addresses: list[str] = []
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]
        self.open.append(tag)
        if tag == "table":
            self.tables[named["aria-label"] or ""] = []
        elif tag == "tr":
            self._rows().append([])
        elif tag in {"td", "th"}:
            self._rows()[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"td", "th"}:
            self._rows()[-1][-1] += data

    def _rows(self) -> list[list[str]]:
        return list(self.tables.values())[-1]


def test_every_row_of_the_table_adds_up_to_the_plays_of_the_report() -> None:
    report = reported()
    rows = table(report)
    for kind in ("total", "campaign", "topic", "place", "genre", "language", "origin", "day"):
        of_kind = [row for row in rows if row["row"] == kind]
        assert sum(int(row["planned_plays"]) for row in of_kind) == len(report.plays)
        assert sum(int(row["aired_plays"]) for row in of_kind) == 7


def test_the_table_says_what_the_report_says() -> None:
    (row,) = (
        row
        for row in table(reported())
        if (row["row"], row["date"], row["station"], row["campaign"])
        == ("campaign", "2020-08-06", "kien-an", "covid-19")
    )
    expected = {
        "station_name": "Đài xã Kiến An",
        "campaign_name": "Phòng, chống dịch",
        "topic": "",
        "planned_plays": "6",
        "aired_plays": "3",
        "lost_plays": "3",
        "unreported_plays": "0",
        "to_come_plays": "0",
        "planned_s": "182",
        "aired_s": "101",
        "goal_days": "1",
        "goal_days_met": "1",
        "baseline_plays": "1",
        "target_min": "2",
        "target_max": "5",
        "lines": " ".join(sorted(each.id for each in LINES[:3])),
    }
    assert {name: row[name] for name in expected} == expected


def test_the_table_has_all_rows_of_the_report_and_no_others() -> None:
    report = reported()
    kinds = (
        *(by_campaign, by_station_day, by_station_day_topic),
        *(by_place, by_genre, by_language, by_origin, by_day),
    )
    assert len(table(report)) == sum(len(list(rows(report))) for rows in kinds)


def test_no_figure_of_the_table_has_a_decimal_sign() -> None:
    """Where the decimal sign is a comma, a spreadsheet reads 1.234 as a thousand."""
    for row in table(reported()):
        figures = {
            name: row[name] for name in row if name.endswith(("_plays", "_s", "_min", "_max", "_days"))
        }
        assert all(re.fullmatch(r"\d*", value) for value in figures.values()), figures


def test_a_name_that_begins_like_a_formula_is_only_shown() -> None:
    bad = replace(COVID, name='=cmd|" /C calc"!A0')
    schedule = replace(SCHEDULE, campaigns={"covid-19": bad})
    report = make_report(schedule, Asked(DAY, DAY), judge(TOLD, LINES), reported().now)
    names = {row["campaign_name"] for row in table(report)}
    assert names == {"'" + bad.name, ""}


def test_a_name_with_a_separator_stays_in_its_cell() -> None:
    odd = replace(COVID, name='Một; "hai"\nba')
    schedule = replace(SCHEDULE, campaigns={"covid-19": odd})
    report = make_report(schedule, Asked(DAY, DAY), judge(TOLD, LINES), reported().now)
    assert {row["campaign_name"] for row in table(report)} == {odd.name, ""}


@BOTH
def test_the_page_is_whole_and_fetches_nothing(language: Language) -> None:
    body = page(reported(), language)
    read = Reader(body)
    assert read.open == []
    assert read.addresses == []
    assert f'<html lang="{language.value}">' in body
    assert not re.search(r"https?:|@import|url\(|<script", body)


@BOTH
def test_every_table_of_the_page_has_as_many_cells_as_headings(language: Language) -> None:
    for name, rows in Reader(page(reported(), language)).tables.items():
        assert len({len(row) for row in rows}) == 1, name


def test_the_page_shows_the_figures_of_the_report() -> None:
    tables = Reader(page(reported())).tables
    assert tables["Theo chiến dịch"][1] == [
        *("Phòng, chống dịch", "18", "5", "3", "10", "0", "9,1", "2,7"),
        *("4", "8", "20", "2 / 4"),
    ]
    station = dict(zip(*tables["Theo đài"][:2], strict=False))
    assert station["Đài"] == "Đài xã Kiến An"
    assert tables["Theo đài"][1][-8:] == ["6", "1", "0", "1", "1", "0", "0", "3"]


def test_the_page_says_why_something_did_not_air_as_planned() -> None:
    rows = Reader(page(reported())).tables["Không phát đúng lịch, và vì sao"]
    assert rows[1:] == [
        ["06/08/2020", "11:00", "Đài xã Kiến An", "Chương trình trua", "bị cắt", "mất điện"],
        ["06/08/2020", "17:00", "Đài xã Kiến An", "Chương trình chieu", "lỡ", "mất điện"],
        ["06/08/2020", "05:00", "Đài xã Mỹ An", "Chương trình sang", "phát trễ", "không ghi"],
    ]


def test_the_page_shows_log_lines_that_fit_no_playlist() -> None:
    odd = line("sang", version=9, id="<b>odd</b>")
    rows = Reader(page(reported([odd]))).tables["Dòng nhật ký không khớp danh sách phát nào (không tính)"]
    assert rows[1][2:] == [
        "Đài xã Kiến An",
        "<b>odd</b>",
        "chưa từng giao cho đài bản danh sách phát này",
    ]


def test_a_page_of_nothing_says_so() -> None:
    body = page(reported([], [], first=date(2019, 1, 1), last=date(2019, 1, 2)))
    assert Reader(body).tables == {}
    assert body.count("Không có.") == 7


def test_what_no_document_says_is_marked_as_assumed() -> None:
    assert "Phòng, chống dịch (giả định): mức là giả định" in page(reported())


def drawing(report: Report) -> ET.Element:
    (svg,) = re.findall(r"<svg.*?</svg>", page(report), re.DOTALL)
    return ET.fromstring(svg)


def bars(report: Report, kind: str) -> list[float]:
    return [
        float(each.get("height", "")) for each in drawing(report).iter("rect") if each.get("class") == kind
    ]


def test_the_bars_are_as_high_as_the_figures() -> None:
    """Planned 12 and 6, aired 5 and none; the key has one bar of each kind as well."""
    (_, *planned), (_, *aired) = bars(reported(), "planned"), bars(reported(), "aired")
    assert planned[0] / planned[1] == pytest.approx(2, rel=0.01)
    assert aired[0] / planned[0] == pytest.approx(5 / 12, rel=0.01)
    assert aired[1] == 0


def test_the_drawing_is_described_and_its_figures_stand_in_a_table() -> None:
    svg = drawing(reported())
    title, description = (svg.find(name) for name in ("title", "desc"))
    assert title is not None
    assert description is not None
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "xếp lịch 18 lượt, đã phát 5 lượt, mức tối thiểu 8 lượt" in (description.text or "")
    table = Reader(page(reported())).tables[title.text or ""]
    assert [row[:3] for row in table[1:]] == [["06/08/2020", "12", "5"], ["07/08/2020", "6", "0"]]


def test_a_drawing_of_a_year_stays_within_its_frame() -> None:
    report = reported(last=DAY + timedelta(days=365))
    svg = drawing(report)
    for each in svg.iter("rect"):
        assert 0 <= float(each.get("x", "")) <= 960
        assert float(each.get("x", "")) + float(each.get("width", "")) <= 960
        assert float(each.get("y", "")) >= 0
    assert len([each for each in svg.iter("text") if re.fullmatch(r"\d\d/\d\d", each.text or "")]) <= 16


def test_late_programmes_count_as_aired_and_are_told_apart() -> None:
    report = reported([line("sang", Outcome.LATE)], TOLD[:1], last=DAY)
    assert Reader(page(report)).tables["Theo đài"][1][-8:] == ["3", "0", "1", "0", "0", "0", "0", "2"]

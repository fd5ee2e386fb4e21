"""The report as a workbook: read back by openpyxl, every figure as a figure, every text as text."""

from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from houses import COVID, LINES, SCHEDULE, TOLD, reported
from openpyxl.utils import get_column_letter
from told_days import AFTER, DAY

from broadcast.asrun import Duty, judge
from broadcast.language import Language
from broadcast.paper.report_xlsx import report_xlsx
from broadcast.report import Asked, Fate, Report, count, make_report

DUTIES = (Duty("kien-an", 2, 0, (judge(TOLD, ()).airings[0],), AFTER), Duty("my-an", 2, 1, (), AFTER))


def opened(report: Report, language: Language = Language.VI) -> Any:
    return openpyxl.load_workbook(BytesIO(report_xlsx(report, DUTIES, language)))


@pytest.fixture(scope="module")
def book() -> Any:
    return opened(reported())


def column(sheet: Any, head: str) -> list[Any]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(head)] for row in sheet.iter_rows(min_row=2, values_only=True)]


EVERY_PLAY = [
    *("Theo chiến dịch", "Theo ngày", "Theo chủ đề", "Theo địa bàn", "Theo đài"),
    *(
        "Theo thể loại",
        "Theo ngôn ngữ",
        "Theo nơi gửi bài",
        "Theo đài và ngày",
        "Từng buổi, từng dòng nhật ký",
    ),
]


@pytest.mark.parametrize("name", EVERY_PLAY)
def test_every_sheet_adds_up_to_the_plays_of_the_report(book: Any, name: str) -> None:
    whole, sheet = count(reported().plays), book[name]
    assert sum(column(sheet, "Lượt xếp lịch")) == whole.planned
    assert sum(column(sheet, "Lượt đã phát")) == whole.aired
    minutes = sum(column(sheet, "Phút đã phát"))
    assert minutes == pytest.approx(whole.aired_time.total_seconds() / 60, abs=1e-9)


def test_headings_are_frozen_and_can_be_filtered(book: Any) -> None:
    for sheet in book:
        if sheet.title != "Biểu đồ":
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref


def test_days_are_days_and_no_figure_is_text(book: Any) -> None:
    sheet = book["Theo đài và ngày"]
    assert {type(each) for each in column(sheet, "Ngày")} == {datetime}
    figures = [each for head in ("Lượt đã phát", "Phút xếp lịch") for each in column(sheet, head)]
    assert {type(each) for each in figures} <= {int, float}
    assert sheet.cell(2, 1).number_format == "dd/mm/yyyy"


def test_the_chart_is_the_spreadsheets_own_and_shows_the_days(book: Any) -> None:
    chart, raised = book["Biểu đồ"]._charts
    values = [series.val.numRef.f for series in chart.series]
    assert values == ["'Theo ngày'!$B$2:$B$3", "'Theo ngày'!$C$2:$C$3"]
    assert "Phòng, chống dịch" in str([run.t for run in raised.title.tx.rich.p[0].r])
    heads = [cell.value for cell in book["Theo ngày"][1]]
    assert heads[12] == "Mức tối thiểu"


def test_the_raise_of_each_campaign_is_drawn_with_what_was_before_and_what_is_asked(book: Any) -> None:
    sheet, raised = book["Chiến dịch theo ngày"], book["Biểu đồ"]._charts[1]
    heads = [cell.value for cell in sheet[1]]
    lines = [series.val.numRef.f for chart in raised._charts[1:] for series in chart.series]
    for line, head in zip(lines, ("Mức tối thiểu", "Lượt trước chiến dịch"), strict=True):
        column_ = get_column_letter(heads.index(head) + 1)
        assert line == f"'Chiến dịch theo ngày'!${column_}$2:${column_}$3"
    assert column(sheet, "Chiến dịch") == ["Phòng, chống dịch"] * 2
    plays = [play for play in reported().plays if play.campaign == "covid-19"]
    assert sum(column(sheet, "Lượt xếp lịch")) == len(plays)
    assert column(sheet, "Lượt trước chiến dịch") == [2, 2]


def test_a_programme_names_the_log_lines_that_its_figures_come_from(book: Any) -> None:
    sheet = book["Từng buổi, từng dòng nhật ký"]
    told = [each for each in column(sheet, "Các dòng nhật ký") if each]
    assert sorted(told) == sorted(line.id for line in LINES)
    silent = zip(column(sheet, "Lượt đã phát"), column(sheet, "Các dòng nhật ký"), strict=True)
    assert all(aired == 0 for aired, lines in silent if not lines)


def test_who_is_silent_is_listed_with_the_sessions_that_are_missing(book: Any) -> None:
    sheet = book["Chấp hành báo cáo"]
    assert column(sheet, "Mức chấp hành") == ["im lặng", "chậm"]
    assert column(sheet, "Những buổi chưa báo") == ["buổi sáng 05:00 ngày 06/08/2020", None]


def test_what_did_not_air_is_listed_with_its_reason(book: Any) -> None:
    sheet, report = book["Không phát được"], reported()
    lost = sum(play.fate in {Fate.LOST, Fate.UNREPORTED} for play in report.plays)
    assert sum(column(sheet, "Lượt không phát được hoặc chưa báo")) == lost
    assert set(column(sheet, "Lý do")) == {"mất điện", "đài chưa gửi nhật ký phát sóng"}


@pytest.mark.parametrize(
    "name", ['=cmd|" /C calc"!A0', "+1+1", "-2", "@SUM(A1)", "https://dai.example/", "\t=1"]
)
def test_a_name_that_begins_like_a_formula_stays_text(name: str) -> None:
    schedule = replace(SCHEDULE, campaigns={"covid-19": replace(COVID, name=name)})
    report = make_report(schedule, Asked(DAY, DAY + timedelta(days=1)), judge(TOLD, LINES), AFTER)
    cell = opened(report)["Theo chiến dịch"].cell(2, 1)
    assert (cell.value.strip(), cell.data_type, cell.hyperlink) == (name.strip(), "s", None)


def test_a_name_longer_than_a_cell_holds_is_cut_and_not_left_out() -> None:
    schedule = replace(SCHEDULE, campaigns={"covid-19": replace(COVID, name="x" * 40_000)})
    report = make_report(schedule, Asked(DAY, DAY), judge(TOLD, LINES), AFTER)
    assert len(opened(report)["Theo chiến dịch"].cell(2, 1).value) == 32_000


def test_it_can_be_had_in_english_too() -> None:
    assert "By campaign" in opened(reported(), Language.EN).sheetnames


def test_a_report_of_nothing_is_a_workbook_with_headings() -> None:
    sheet = opened(reported([], [], first=DAY.replace(year=2019), last=DAY.replace(year=2019)))[
        "Theo chiến dịch"
    ]
    assert sheet.max_row == 1

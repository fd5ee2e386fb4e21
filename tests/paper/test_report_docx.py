"""The report as an administrative document: reopened by the library, measured, and read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from houses import COVID, LINES, SCHEDULE, TOLD, reported
from told_days import AFTER, BEFORE, DAY, line, told

from broadcast.asrun import Duty, Outcome, judge
from broadcast.paper import Easel
from broadcast.paper.report_docx import report_docx
from broadcast.report import Asked, Report, make_report
from broadcast.report.wording import official
from broadcast.schedule import Stage, Target
from broadcast.schedule.sheet import SMALL_S

LEGAL = "Kế hoạch số 1677/KH-UBND ngày 06/8/2020 của UBND huyện Chợ Mới"
LATE = Duty("my-an", 2, 1, (), AFTER)
DUTIES = (Duty("kien-an", 3, 0, (), AFTER), LATE)


@pytest.fixture(scope="module")
def easel() -> Easel:
    return Easel()


def opened(report: Report, easel: Easel, duties: Sequence[Duty] = DUTIES) -> Any:
    return Document(BytesIO(report_docx(report, duties, easel)))


def of_covid(**changes: Any) -> Report:
    schedule = replace(SCHEDULE, campaigns={"covid-19": replace(COVID, legal=LEGAL, **changes)})
    asked = Asked(DAY, DAY + timedelta(days=1), "covid-19")
    return make_report(schedule, asked, judge(TOLD, LINES), AFTER)


@pytest.fixture(scope="module")
def document(easel: Easel) -> Any:
    return opened(of_covid(), easel)


def test_a_long_name_is_cut_in_the_properties_of_the_file_alone(easel: Easel) -> None:
    long = opened(of_covid(name="Đeo khẩu trang " * 30), easel)
    assert len(long.core_properties.title) == 255
    assert any("Đeo khẩu trang " * 29 in each for each in said(long))


def said(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def table(document: Any, head: str) -> list[list[str]]:
    (found,) = (each for each in document.tables if each.rows[0].cells[0].text == head)
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_the_page_has_the_margins_that_the_decree_lays_down(document: Any) -> None:
    section = document.sections[0]
    assert [round(each.mm) for each in (section.page_width, section.page_height)] == [210, 297]
    assert 20 <= round(section.top_margin.mm) <= 25
    assert 20 <= round(section.bottom_margin.mm) <= 25
    assert 30 <= round(section.left_margin.mm) <= 35
    assert 15 <= round(section.right_margin.mm) <= 20


def test_every_letter_is_times_new_roman_13_or_as_the_decree_says(document: Any) -> None:
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = document.styles[name].font
        assert (font.name, font.size) == ("Times New Roman", Pt(13))
        assert font.color.rgb is None
    sizes = {run.font.size.pt for each in document.paragraphs for run in each.runs if run.font.size}
    assert sizes <= {12, 13, 14}


def test_the_head_has_motto_body_number_and_day_to_fill_in(document: Any) -> None:
    left, right = (cell.text for cell in document.tables[0].rows[0].cells)
    assert left.strip() == "UBND HUYỆN CHỢ MỚI\nĐÀI TRUYỀN THANH"
    assert right.strip() == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    number, day = (cell.text for cell in document.tables[0].rows[1].cells)
    assert number.startswith("Số: ")
    assert "/BC-" in number
    assert " ".join(day.split()) == "Chợ Mới, ngày tháng 8 năm 2020"


def test_it_says_what_was_ordered_and_on_what_ground(document: Any) -> None:
    text = "\n".join(said(document))
    assert "BÁO CÁO\nKết quả tuyên truyền «Phòng, chống dịch» trên hệ thống truyền thanh cơ sở, " in text
    assert "từ ngày 06/8/2020 đến ngày 07/8/2020" in text
    assert f"Thực hiện {LEGAL}, Đài Truyền thanh huyện Chợ Mới báo cáo kết quả như sau:" in text
    assert "2-5 lượt" in text
    assert "(Giả định: mức là giả định)" in text
    assert "Kính gửi: …" in text


def test_before_target_plan_and_air_stand_side_by_side(document: Any) -> None:
    rows = {row[0]: row[1:] for row in table(document, "Nội dung")}
    assert rows["Lượt phát, cộng các đài"] == ["4", "8", "18", "5"]
    assert rows["Lượt mỗi ngày ở mỗi đài"] == ["1", "2", "4,5", "1,2"]
    assert rows["Phút phát, cộng các đài"] == ["không ghi", "không ghi", "9,1", "2,7"]
    assert rows["Số ngày đạt mức, cộng các đài"][-1] == "2/4"


def test_minutes_stand_beside_theirs_where_somebody_has_said_them(easel: Easel) -> None:
    report = of_covid()
    timed = replace(report.goals[0], baseline_time=timedelta(minutes=2), least_time=timedelta(minutes=6))
    rows = table(opened(replace(report, goals=(timed,)), easel), "Nội dung")
    assert ["Phút phát, cộng các đài", "2,0", "6,0", "9,1", "2,7"] in rows


def test_targets_in_minutes_and_steps_are_told_and_counted(easel: Easel) -> None:
    """2 minutes a day before, 3 from the first day and 5 from the second, at two stations."""
    step = Stage(DAY + timedelta(days=1), Target(seconds_min=300))
    report = of_covid(baseline_s=120, target=Target(seconds_min=180), ramp=(step,))
    document = opened(report, easel)
    text = "\n".join(said(document))
    assert "mức giao ở mỗi đài: ít nhất 3 phút một ngày" in text
    assert "từ ngày 07/8/2020: ít nhất 5 phút một ngày" in text
    assert "trước đợt: 1 lượt, 2 phút mỗi ngày ở mỗi đài" in text
    assert ["Phút phát, cộng các đài", "8,0", "16,0", "9,1", "2,7"] in table(document, "Nội dung")


def test_a_share_is_asked_of_what_was_on_air_that_day() -> None:
    """Three sessions of 100 s on the first day at both stations: half of each, less what is forgiven."""
    goals = {(goal.station, goal.date): goal for goal in of_covid(target=Target(share=0.5)).goals}
    assert goals["my-an", DAY].least_time == timedelta(seconds=3 * (50 - SMALL_S))
    assert goals["my-an", DAY + timedelta(days=1)].least_time == timedelta()


def test_every_topic_and_place_has_its_row(document: Any) -> None:
    assert table(document, "Chủ đề")[1:] == [
        ["Cài Bluezone", "9", "9", "2", "3,0", "0,7"],
        ["Khẩu trang", "9", "9", "3", "6,1", "2,0"],
        ["Cài NCOVI", "0", "0", "0", "0,0", "0,0"],
    ]
    assert table(document, "Địa bàn")[1:] == [
        ["xã Kiến An", "2", "4", "12", "3", "9", "6,1", "1,7", "1/2"],
        ["xã Mỹ An", "2", "4", "6", "2", "4", "3,0", "1,0", "1/2"],
    ]


def test_what_was_missed_and_why_adds_up_to_the_figures(document: Any) -> None:
    assert "Có 3 lượt không phát được và 10 lượt đài chưa báo, trong 7 buổi." in said(document)
    assert table(document, "Nguyên nhân")[1:] == [
        ["đài chưa gửi nhật ký phát sóng", "5", "2", "10"],
        ["mất điện", "2", "1", "3"],
    ]
    each = table(document, "Ngày, giờ")[1:]
    assert each[0] == ["06/8/2020, 11:00", "Đài xã Kiến An", "mất điện", "1"]
    assert sum(int(row[-1]) for row in each) == 13


def test_who_is_late_is_named(document: Any) -> None:
    assert table(document, "Đài")[1:] == [["Đài xã Mỹ An", "chậm", "3", "2", "1", "0"]]
    assert any("Kết quả: 1 đài chậm, 1 đài xanh." in each for each in said(document))


def test_headings_of_tables_stand_on_every_page(document: Any) -> None:
    for each in document.tables[1:-1]:
        assert each.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_charts_are_pictures_with_a_description(document: Any) -> None:
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(described) == 2
    assert "xếp lịch 18 lượt, đã phát 5 lượt" in described[0]
    assert all(shape.width <= Mm(165) for shape in document.inline_shapes)


def test_who_receives_and_who_signs_is_left_open(document: Any) -> None:
    left, right = (cell.text for cell in document.tables[-1].rows[0].cells)
    assert left.startswith("Nơi nhận:\n- Như trên;")
    assert set(right) == {"…", "\n"}
    assert document.paragraphs[-1].paragraph_format.keep_with_next


def test_words_that_xml_forbids_do_not_break_it(easel: Easel) -> None:
    odd = "Một\x00 \ud800«hai»\n<b>&\x0b=1+1"
    text = "\n".join(said(opened(of_covid(name=odd), easel)))
    assert "«Một «hai» <b>& =1+1»" in text


def test_a_report_of_everything_in_which_nothing_was_lost_says_so(easel: Easel) -> None:
    lines = [line(slot, station=each) for each in ("kien-an", "my-an") for slot in ("sang", "trua", "chieu")]
    document = opened(reported(lines, TOLD[:2], last=DAY), easel)
    text = "\n".join(said(document))
    assert "Không có: mọi lượt đã đến giờ đều được các đài báo đã phát." in text
    assert "trên hệ thống truyền thanh cơ sở, ngày 06/8/2020" in text


def test_a_period_without_a_plan_says_so_and_praises_nobody(easel: Easel) -> None:
    text = said(opened(reported(told=[], lines=[]), easel))
    assert "Trong kỳ, không có tin, bài nào được xếp lịch phát ở các đài." in text
    assert "Trong kỳ không có tin, bài nào được xếp lịch, nên không có buổi nào để xét." in text
    assert not any("mọi lượt đã đến giờ" in each for each in text)


def test_before_the_first_session_nothing_is_said_to_have_aired(easel: Easel) -> None:
    early = make_report(SCHEDULE, Asked(DAY, DAY, "covid-19"), judge(TOLD[:1], []), BEFORE)
    document = opened(early, easel)
    assert "Chưa có: chưa lượt nào đến giờ phát." in said(document)
    assert table(document, "Nội dung")[-1] == ["Số ngày đạt mức, cộng các đài", "", "", "", "-"]


def test_very_many_losses_are_told_by_reason_only(easel: Easel) -> None:
    days = [DAY + timedelta(days=number) for number in range(40)]
    lines = [line("sang", Outcome.MISSED, day=day, id=f"{day}") for day in days]
    report = reported(lines, [told("kien-an", day) for day in days], last=days[-1])
    document = opened(replace(report, now=AFTER + timedelta(days=60)), easel)
    assert "Từng buổi ghi ở bảng tính kèm theo (tệp .xlsx)." in said(document)
    assert all(each.rows[0].cells[0].text != "Ngày, giờ" for each in document.tables)


def test_the_days_are_written_as_decrees_write_them() -> None:
    assert official(DAY.replace(month=2, day=5)) == "05/02/2020"
    assert official(DAY.replace(month=12, day=15)) == "15/12/2020"


def test_the_order_is_cited_in_full_once_and_then_by_kind_and_number(document: Any) -> None:
    text = "\n".join(said(document))
    assert text.count(LEGAL) == 1
    assert "Căn cứ: Kế hoạch số 1677/KH-UBND; từ ngày" in text


def test_paragraphs_are_six_points_apart_at_least(document: Any) -> None:
    """Phụ lục I, II.6e; captions belong to their tables, and empty lines to what is above them."""
    body = [
        each for each in document.paragraphs if each.text and each.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    ]
    headings = [each for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert body
    assert len(headings) >= 9
    assert {each.paragraph_format.space_after.pt for each in (*body, *headings)} == {6}
    assert {round(each.paragraph_format.first_line_indent.mm) for each in (*body, *headings)} == {10}


def test_the_rule_below_the_subject_is_a_third_to_a_half_of_its_longest_line(document: Any) -> None:
    """Phụ lục I, II.5b: the subject of a period is longer than a line, which is 165 mm."""
    ruled = [each for each in document.paragraphs if each._p.pPr.find(qn("w:pBdr")) is not None]
    (rule,) = ruled
    long_mm = 165 - 2 * rule.paragraph_format.left_indent.mm
    assert 165 / 3 <= long_mm <= 165 / 2


def test_a_report_of_everything_shows_the_raise_of_each_campaign(easel: Easel) -> None:
    document = opened(reported(), easel)
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert "mức tối thiểu 8 lượt" in described[0]
    assert any("Biểu đồ: từng ngày, Phòng, chống dịch." in each for each in said(document))
    assert table(document, "Nội dung")[1][:2] == ["Lượt phát, cộng các đài", "4"]


def test_a_district_that_is_no_more_issues_nothing(easel: Easel) -> None:
    over = replace(SCHEDULE.places["cho-moi"], valid_until=DAY)
    schedule = replace(SCHEDULE, places={**SCHEDULE.places, "cho-moi": over})
    for last, head in ((DAY, "UBND HUYỆN CHỢ MỚI"), (DAY + timedelta(days=1), "UBND ………")):
        report = make_report(schedule, Asked(DAY, last), judge(TOLD, LINES), AFTER)
        letterhead = opened(report, easel).tables[0]
        assert letterhead.rows[0].cells[0].text.startswith(head)
        assert letterhead.rows[1].cells[1].text.startswith("Chợ Mới, " if last == DAY else "…")


def test_a_place_is_named_with_its_days_only_beside_another_of_that_name(easel: Easel) -> None:
    later = replace(SCHEDULE.places["my-an"], id="xa-my-an", valid_from=DAY + timedelta(days=900))
    schedule = replace(SCHEDULE, places={**SCHEDULE.places, "xa-my-an": later})
    report = make_report(schedule, Asked(DAY, DAY), judge(TOLD, LINES), AFTER)
    assert [row[0] for row in table(opened(report, easel), "Địa bàn")[1:]] == ["xã Kiến An", "xã Mỹ An"]

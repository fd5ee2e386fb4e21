"""Tăng dần: stages as they are typed, and as they are shown again."""

from datetime import date

import pytest

from broadcast.language import Language
from broadcast.schedule import Stage, Target
from broadcast.schedule.ramp import MOST_STAGES, NoStage, read_ramp, written_ramp

TODAY = date(2020, 8, 6)


def test_stages_are_read_a_line_each() -> None:
    typed = "từ 16/8: 4-6 lần/ngày\n\n  từ 24/08/2020, 30/45 phút mỗi buổi"
    assert read_ramp(typed, TODAY) == (
        Stage(date(2020, 8, 16), Target(4, 6)),
        Stage(date(2020, 8, 24), Target(share=0.6667)),
    )


def test_what_is_shown_is_what_was_laid_down() -> None:
    """450 s were shown as 7.5 minutes and refused, a share of 0.6667 became 0.67."""
    stages = (
        Stage(date(2020, 8, 16), Target(seconds_min=450, share=0.6667)),
        Stage(date(2020, 8, 24), Target(0, 5, 100, 110.5)),
    )
    shown = written_ramp(stages)
    assert shown.splitlines()[0] == ("từ 16/08/2020: ít nhất 7,5 phút một ngày, 66,67% thời lượng mỗi buổi")
    assert read_ramp(shown, TODAY) == stages


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("tăng gấp đôi", "không hiểu bước tăng «tăng gấp đôi»"),
        ("từ 16/8: 3 lượt/tuần", "mức tính theo ngày"),
        ("từ 16/8: 3,5 lần", "chưa hiểu «3,5 lần»"),
        ("16-20/8: 3 lần", "không hiểu bước tăng"),
        ("từ 16/8", "không hiểu bước tăng"),
        ("từ 16/8: 3 lần, toàn huyện", "không hiểu bước tăng"),
        ("\n".join(["từ 16/8: 3 lần"] * (MOST_STAGES + 1)), f"hơn {MOST_STAGES} bước tăng"),
    ],
)
def test_a_line_that_is_no_stage_is_refused(line: str, told: str) -> None:
    with pytest.raises(NoStage, match=told) as refused:
        read_ramp(line, TODAY)
    assert refused.value.said(Language.EN)

"""Two stations of one campaign with a target, and what they reported of a few days."""

from datetime import date, timedelta
from typing import Any

from told_days import AFTER, DAY, line, told

from broadcast.asrun import AsRunLine, Judgement, Outcome, Told, judge
from broadcast.report import Asked, Report, make_report
from broadcast.schedule import Campaign, Place, Schedule, Station, Target, Topic

COVID = Campaign(
    id="covid-19",
    name="Phòng, chống dịch",
    topics=(
        Topic("khau-trang", "Khẩu trang"),
        Topic("bluezone", "Cài Bluezone"),
        Topic("ncovi", "Cài NCOVI"),
    ),
    places=("cho-moi",),
    valid_from=DAY,
    baseline_plays=1,
    target=Target(2, 5),
    assumed=True,
    note="mức là giả định",
)
SCHEDULE = Schedule(
    district="cho-moi",
    places={
        "cho-moi": Place("cho-moi", "893", "Chợ Mới", "huyện"),
        "kien-an": Place("kien-an", "30634", "Kiến An", "xã", "cho-moi"),
        "my-an": Place("my-an", "30655", "Mỹ An", "xã", "cho-moi"),
    },
    stations={
        "kien-an": Station("kien-an", "kien-an", "Đài xã Kiến An"),
        "my-an": Station("my-an", "my-an", "Đài xã Mỹ An"),
    },
    policies={},
    forms={},
    campaigns={"covid-19": COVID},
)
TOLD = (told("kien-an"), told("my-an"), told("kien-an", DAY + timedelta(days=1)))
LINES = (
    line("sang"),
    line("trua", Outcome.CUT, 60.0),
    line("chieu", Outcome.MISSED),
    line("sang", Outcome.LATE, station="my-an"),
)
"""Aired: 2 + 1 + 0 plays of the campaign at kien-an, 2 at my-an; the next day is not reported."""


def reported(
    lines: tuple[AsRunLine, ...] | list[AsRunLine] = LINES,
    told: tuple[Told, ...] | list[Told] = TOLD,
    first: date = DAY,
    last: date = DAY + timedelta(days=1),
    judged: Judgement | None = None,
    **asked: Any,
) -> Report:
    return make_report(SCHEDULE, Asked(first, last, **asked), judged or judge(told, lines), AFTER)

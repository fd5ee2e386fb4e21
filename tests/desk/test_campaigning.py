"""A campaign that somebody typed is in the next plans of its communes, and in no others."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
import tiny_house
from approver import approved, clearing

from broadcast.desk.campaigning import WrongCampaign
from broadcast.desk.reception import Reception
from broadcast.desk.watching import Nobody
from broadcast.people import MayNot, Person, Role
from broadcast.programme import CueKind
from broadcast.schedule import VIETNAM, Campaign, Topic
from broadcast.script import Manuscript

DAY = date(2026, 11, 23)
TAM = Person("tam", "Võ Thành Tâm", frozenset({Role.PLANNER}))
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Role.APPROVER}))


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    tiny_house.lay_out(tmp_path / "house")
    now = datetime.combine(DAY, time(4), VIETNAM)
    return Reception(tiny_house.tiny_studio(tmp_path / "house", tmp_path / "data", lambda: now), DAY)


def typed(reception: Reception, line: str) -> Campaign:
    order = reception.campaigning.read(line)
    return Campaign(
        "",
        order.name,
        (Topic("cai-dat", "Cài đặt"),),
        order.places or (),
        order.first,
        order.last,
        target=order.target,
    )


def plays(reception: Reception, station: str) -> int:
    items = reception.playlist(station, DAY).items
    return sum(
        cue.kind is CueKind.ITEM and cue.campaign == "bluezone" for item in items for cue in item.rundown
    )


def test_the_next_plan_obeys_and_says_why(reception: Reception) -> None:
    made = reception.campaigning.add(TAM, typed(reception, "Bluezone, 3-5 lần/ngày, 20-30/11, xã Mỹ An"))
    assert made.places == ("my-an",)
    newsroom = reception.newsroom
    for number in range(6):
        text = f"Bà con cài đặt ứng dụng, lần {['một', 'hai', 'ba', 'bốn', 'năm', 'sáu'][number]}."
        sheet = Manuscript(f"Cài đặt {number}", text, campaign=made.id, topic="cai-dat")
        draft = newsroom.write(LAN, sheet)
        approved(newsroom, clearing(newsroom).submit(LAN, draft.id, draft.version), BINH)
    assert reception.due() == DAY
    assert not reception.make(DAY, Nobody()).failed
    assert 3 <= plays(reception, "my-an") <= 5
    assert plays(reception, "kien-an") == 0
    plan = reception.plan("my-an", DAY)
    (outcome,) = [each for each in plan.targets if each.campaign == "bluezone"]
    assert outcome.met
    reasons = [item.reason.vi for session in plan.sessions for item in session.items]
    assert any("chiến dịch bluezone còn thiếu 3 lượt (mức 3-5 lượt một ngày)" in each for each in reasons)
    elsewhere = {left.script: left.reason.vi for left in reception.plan("kien-an", DAY).left_out}
    assert set(elsewhere.values()) == {"chiến dịch bluezone không gồm địa bàn này"}


def test_a_raised_target_moves_the_day(reception: Reception) -> None:
    campaigning = reception.campaigning
    made = campaigning.add(TAM, typed(reception, "Bluezone, 3-5 lần/ngày, 20-30/11"))
    reception.make(DAY, Nobody())
    assert reception.due() != DAY
    (outcome,) = [each for each in reception.plan("my-an", DAY).targets if each.campaign == made.id]
    assert "cần ít nhất một bài đã duyệt còn hiệu lực" in outcome.reason.vi
    raised = typed(reception, "Bluezone, 6 lần/ngày, 20-30/11")
    campaigning.change(TAM, Campaign(**{**_fields(made), "target": raised.target}), 1)
    assert reception.due() == DAY


def _fields(campaign: Campaign) -> dict[str, object]:
    return {name: getattr(campaign, name) for name in Campaign.__slots__}


def test_nobody_else_and_nothing_that_cannot_air(reception: Reception) -> None:
    campaigning = reception.campaigning
    with pytest.raises(MayNot):
        campaigning.add(LAN, typed(reception, "Bluezone, 3 lần"))
    with pytest.raises(WrongCampaign) as wrong:
        campaigning.add(TAM, typed(reception, "12, 500 phút/ngày"))
    assert len(wrong.value.faults) == 2, "every fault at once"
    assert not campaigning.laid()[0]

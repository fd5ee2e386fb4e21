"""A campaign that somebody typed is in the next plans of its communes, and in no others."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
import tiny_house
from approver import approved, clearing

from broadcast.desk.campaigning import Campaigning, WrongCampaign
from broadcast.desk.house import House
from broadcast.desk.reception import Reception
from broadcast.desk.watching import Nobody
from broadcast.files.schedules import load_schedule
from broadcast.people import MayNot, Person, Role
from broadcast.programme import CueKind
from broadcast.schedule import VIETNAM, Campaign, Target, Topic
from broadcast.schedule.span import Span
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


THEN, NOW = date(2020, 8, 6), date(2026, 11, 27)


def real(reception: Reception, today: date) -> Campaigning:
    """With schedules.yaml as it is, with the merge of 01/07/2025."""
    root = Path(__file__).parents[2]
    house = House(root, load_schedule(root / "schedules.yaml"), {}, ())
    return Campaigning(reception.campaigning.studio, lambda: house, lambda: today)


@pytest.mark.parametrize(
    ("today", "line", "places"),
    [
        (THEN, "Bluezone, xã Long Kiến, Nhơn Mỹ", ("long-kien", "nhon-my")),
        (NOW, "Bluezone, xã Long Kiến, Nhơn Mỹ", ("xa-long-kien", "xa-nhon-my")),
        (NOW, "Bluezone, 05-31/8/2020, xã Long Kiến", ("long-kien",)),
        (THEN, "Bluezone, các xã Long Điền A, Long Điền B", ("long-dien-a", "long-dien-b")),
        (THEN, "Bluezone, huyện Chợ Mới", ()),
        (NOW, "Bluezone, huyện Chợ Mới", None),
        (NOW, "Bluezone, xã Kiến An", None),
    ],
)
def test_communes_of_the_merge_go_by_their_plain_names(
    reception: Reception, today: date, line: str, places: tuple[str, ...] | None
) -> None:
    order = real(reception, today).read(line)
    assert order.places == places
    assert bool(order.doubts) == (places is None)


def test_the_form_offers_the_places_of_the_campaigns_days_and_those_that_were_chosen(
    reception: Reception,
) -> None:
    now = real(reception, NOW)
    assert [name for _, name in now.places()] == [
        *("xã Chợ Mới", "xã Cù Lao Giêng", "xã Hội An", "xã Long Kiến", "xã Long Điền", "xã Nhơn Mỹ")
    ]
    assert len(now.places(date(2020, 8, 5), date(2020, 8, 31))) == 18
    over = dict(now.places(date(2025, 6, 1), date(2025, 8, 31)))
    assert len(over) == 24
    assert (over["long-kien"], over["xa-long-kien"]) == (
        "xã Long Kiến (đến 30/6/2025)",
        "xã Long Kiến (từ 01/7/2025)",
    )
    assert dict(now.places(chosen=("my-an", "an-giang", "?")))["an-giang"] == "tỉnh An Giang"


def test_what_is_said_of_each_session_counts_for_the_sessions_of_a_day(reception: Reception) -> None:
    schedule = reception.campaigning.house().schedule
    often = schedule.sessions_a_day((), Span(DAY))
    assert often
    order = reception.campaigning.read("Bluezone, 2 lần/buổi, 20-30/11")
    assert order.target == Target(2 * often, 2 * often)
    assert reception.campaigning.read("Bluezone, 2 lần/buổi, từ 31/12/9999").first == date.max

"""Why, where relays are: what is left out names the relay that took its place, and a relay says its own."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from planning import (
    DAY,
    FRAME,
    MORNING,
    NOON,
    campaign,
    candidate,
    covid,
    planned,
    reasons,
    schedule,
    slot,
    standing,
)

from broadcast.calendar import Dates, Weekly, When
from broadcast.language import Text
from broadcast.schedule import VIETNAM, DayPlan, Locked, Relay, plan_day, relay_told

EVENING = time(17)


def relay(starts: time = EVENING, ends: time = time(17, 30), **more) -> Relay:
    fields = {
        "id": "tinh",
        "name": "Đài tỉnh",
        "place": "huyen",
        "url": "https://tinh.vn/fm",
        "assumed": True,
    }
    return Relay(**{**fields, "starts": starts, "ends": ends, **more})


MOVED = "17:30 (nhường tiếp sóng Đài tỉnh 17:00-17:30, dời từ 17:00)"
SHORTER = "17:00 (nhường tiếp sóng Đài tỉnh 17:06-17:30, còn 6 phút)"
COUNTED = "mức 40 phút một ngày (trong đó tiếp sóng Đài tỉnh 17:00-17:30 chiếm 30 phút)"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"slots": [slot(EVENING, 2)], "relays": [relay()]}, f"khung {MOVED} đã đầy"),
        ({"slots": [slot(EVENING, 15)], "relays": [relay(time(17, 6))]}, f"khung {SHORTER} đã đầy"),
        (
            {"slots": [slot(MORNING, 2), slot(EVENING, 2)], "relays": [relay()]},
            f"khung 05:00, {MOVED} đã đầy",
        ),
        (
            {"slots": [slot(NOON, 15)], "relays": [relay(counts=True)], "cap_min": 40},
            f"đã hết {COUNTED}",
        ),
        (
            {"slots": [slot(EVENING, 15)], "relays": [relay(ends=time(19, 30))]},
            "ngày này đài không có khung giờ nào phát được, đã nhường hết cho tiếp sóng Đài tỉnh 17:00-19:30",
        ),
        ({"slots": [slot(MORNING, 2), slot(NOON, 2)], "relays": [relay()]}, "khung 05:00, 11:00 đã đầy"),
    ],
)
def test_what_is_left_out_names_the_relay_that_took_its_place(given: dict, why: str) -> None:
    plan = planned(schedule(**given), standing(30))
    assert why in reasons(plan).values()
    assert all(left.reason.en for left in plan.left_out)


def test_an_item_that_only_a_relay_made_too_long_says_so() -> None:
    plan = planned(schedule([slot(EVENING, 15)], relays=[relay(time(17, 6))]), [candidate("dai", 600)])
    assert reasons(plan)["dai"].endswith(f"so với khung dài nhất{SHORTER.removeprefix('17:00')}")
    (silent,) = plan.silent
    assert silent.reason.vi.startswith(f"khung {SHORTER} dài nhất 6 phút, bài ngắn nhất cần")
    assert "gave way to the relay of Đài tỉnh 17:06-17:30, 6 min left" in silent.reason.en


def test_a_target_that_a_relay_leaves_no_room_for_names_it() -> None:
    house = schedule([slot(EVENING, 15)], campaigns=[campaign(5, 9)], relays=[relay(time(17, 6))])
    (target,) = planned(house, [replace_length(each, 100) for each in covid(6)]).targets
    assert f"khung {SHORTER} cần dài thêm" in target.reason.vi
    capped = schedule([slot(NOON)], 40, [campaign(18, 20)], relays=[relay(counts=True)])
    (target,) = planned(capped, covid(20)).targets
    assert f"{COUNTED} cần thêm" in target.reason.vi


def replace_length(each, seconds: float):
    return replace(each, clip=replace(each.clip, duration_s=seconds))


@pytest.mark.parametrize(
    ("given", "airs", "why"),
    [
        ({}, True, "tiếp sóng giờ cố định 17:00-17:30, 30 phút; không bắt được thì im lặng"),
        ({"fall_back": ("nhac-hieu",)}, True, "không bắt được thì phát nhac-hieu"),
        ({"own": True}, True, "không bắt được thì phát chương trình của đài, "),
        ({"starts": time(3, 15), "ends": time(3, 45)}, False, "không phát: 03:15 là giờ cấm phát"),
        ({"when": When((Weekly((0,)),))}, False, "không phải ngày của mục này (thứ hai); ngày kế tiếp"),
        ({"when": When(never_on=(Dates(frozenset({DAY})),))}, False, "ngày này được trừ ra"),
        ({"when": When(last=date(2020, 7, 31))}, False, "không phát: đã hết từ sau ngày 31/07/2020"),
        ({"place": "binh"}, False, "không phát: tiếp sóng này không dành cho đài này"),
    ],
)  # fmt: skip
def test_a_relay_says_when_and_why_it_airs_or_not(given: dict, airs: bool, why: str) -> None:  # noqa: FBT001
    asked = relay(**given)
    plan = _planned(asked)
    found = relay_told.why(plan, asked)
    assert found.airs is airs
    told: Text = relay_told.told(plan, found)
    assert why in told.vi
    assert told.en


def _planned(*relays: Relay, locked: Locked | None = None) -> DayPlan:
    house = schedule(relays=relays)
    laid = house.laid("an", DAY)
    frames = {each.id: FRAME for each in (*laid.slots, *laid.stand_ins)}
    return plan_day(house, "an", DAY, standing(20), frames, locked or Locked())


def test_only_relays_that_are_over_or_to_come_are_not_told_on_the_page() -> None:
    resting = relay(when=When((Weekly((0,)),)))
    over = relay(id="cu", when=When(last=date(2020, 7, 31)))
    plan = _planned(resting, over)
    assert [each.relay.id for each in plan.resting] == ["tinh", "cu"]
    assert [each.relay.id for each in plan.off_air] == ["tinh"]


def test_a_relay_written_after_a_session_was_published_for_its_hour_does_not_air() -> None:
    (evening,) = (each for each in _planned().sessions if each.slot.starts == EVENING)
    at = datetime.combine(DAY, EVENING, VIETNAM)
    plan = _planned(relay(own=True), locked=Locked(at, (evening,)))
    (found,) = plan.relays
    assert (found.airs, found.reason.vi) == (False, "buổi 17:00 đã công bố trước khi có tiếp sóng này")
    assert plan.stand_ins == ()

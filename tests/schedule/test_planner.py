from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from planning import (
    DAY,
    EVENING,
    FORM,
    FRAME,
    MORNING,
    NOON,
    THREE,
    aired,
    campaign,
    candidate,
    covid,
    planned,
    reasons,
    schedule,
    slot,
    standing,
)

from broadcast.programme import Clip, length_s
from broadcast.schedule import (
    Candidate,
    LocalPolicy,
    Pin,
    Schedule,
    Slot,
    UnknownForm,
    UnknownStation,
    plan_day,
    short_of,
)
from broadcast.schedule.hours import stretch
from broadcast.script import Approval, BulletinClass


def test_a_campaign_reaches_its_maximum_and_never_more() -> None:
    plan = planned(schedule(campaigns=[campaign(2, 5)]), covid(10) + standing(14))
    outcome = plan.targets[0]
    assert (outcome.planned, outcome.met) == (5, True)
    assert sum(name.startswith("cv") for name in aired(plan)) == 5
    assert sum(plays for _, plays in outcome.topics) == 5


def test_plays_of_a_campaign_are_spread_over_the_day() -> None:
    plan = planned(schedule(campaigns=[campaign(3, 3)]), covid(10) + standing(14))
    per_session = [
        sum(item.clip.campaign == "covid-19" for item in session.items) for session in plan.sessions
    ]
    assert per_session == [1, 1, 1]


def test_a_long_item_in_one_session_does_not_drive_the_campaign_into_another() -> None:
    pin = Pin("dai", "an", "slot-0500", DAY, DAY)
    plan = planned(schedule(campaigns=[campaign(3, 3)], pins=[pin]), [*covid(10), candidate("dai", 400)])
    assert [sum(i.clip.campaign == "covid-19" for i in s.items) for s in plan.sessions] == [1, 1, 1]


def test_standing_items_do_not_crowd_a_campaign_out_that_may_air_more() -> None:
    plan = planned(schedule(campaigns=[campaign(0, 5)]), covid(10) + standing(90))
    assert plan.targets[0].planned == 5


def test_campaign_items_are_divided_by_standing_ones() -> None:
    plan = planned(schedule([THREE[0]], campaigns=[campaign(4, 4)]), covid(10) + standing(14))
    kinds = [item.clip.campaign for item in plan.sessions[0].items]
    assert kinds.count("covid-19") == 4
    assert all("covid-19" not in (first, second) or first != second for first, second in pairwise(kinds))


def test_topics_get_equal_airtime_over_a_month() -> None:
    house, candidates = schedule(campaigns=[campaign(2, 5)]), covid(10) + standing(14)
    topics = Counter(
        item.clip.topic
        for number in range(30)
        for session in planned(house, candidates, day=DAY + timedelta(days=number)).sessions
        for item in session.items
        if item.clip.campaign == "covid-19"
    )
    assert sum(topics.values()) == 150
    assert set(topics.values()) <= {14, 15, 16}


def test_scripts_of_one_topic_take_turns_over_a_month() -> None:
    house, candidates = schedule(campaigns=[campaign(2, 2)]), covid(8, topics=4)
    plays = Counter(
        name
        for number in range(60)
        for name in aired(planned(house, candidates, day=DAY + timedelta(number)))
    )
    assert len(plays) == 8
    assert max(plays.values()) <= 2 * min(plays.values())


def test_stations_do_not_all_air_the_same_order() -> None:
    house, candidates = schedule(campaigns=[campaign(2, 5)]), covid(10) + standing(14)
    assert len({tuple(aired(planned(house, candidates, station))) for station in ("an", "binh", "chau")}) == 3


def test_the_same_inputs_give_the_same_plan_in_any_order() -> None:
    house, candidates = schedule(campaigns=[campaign(2, 5)]), covid(10) + standing(14)
    assert planned(house, candidates).sessions == planned(house, candidates[::-1]).sessions


def test_campaigns_with_equal_claims_do_not_depend_on_the_order_either() -> None:
    house = schedule(campaigns=[campaign(0, 1, id="a"), campaign(0, 1, id="b")])
    pair = [candidate("x", campaign="a"), candidate("y", campaign="b")]
    assert planned(house, pair).sessions == planned(house, pair[::-1]).sessions


def test_a_day_without_a_campaign_is_filled_by_standing_items() -> None:
    house = schedule(campaigns=[campaign(2, 5)])
    plan = planned(house, covid(3) + standing(14, repeat=2), day=date(2026, 5, 1))
    assert len(plan.sessions) == 3
    assert not any(name.startswith("cv") for name in aired(plan))
    assert plan.targets == ()
    assert reasons(plan)["cv-00"] == "chiến dịch covid-19 kết thúc ngày 31/12/2020"


def test_sessions_are_filled_up_to_their_aim_and_counted_whole() -> None:
    plan = planned(schedule(), standing(60))
    for session in plan.sessions:
        assert session.duration_s == length_s(FORM, FRAME, [item.clip for item in session.items])
        assert 500 < session.duration_s <= 600


def test_a_script_airs_as_often_as_its_writer_wished_each_time_in_another_session() -> None:
    plan = planned(
        schedule(), [candidate("hai", repeat=2), candidate("ba", repeat=3), candidate("nhieu", repeat=9)]
    )
    assert Counter(aired(plan)) == {"hai": 2, "ba": 3, "nhieu": 3}


def test_a_minimum_repeats_a_script_when_there_are_too_few() -> None:
    plan = planned(schedule(campaigns=[campaign(3, 5)]), covid(1) + standing(6))
    assert aired(plan).count("cv-00") == 3
    assert all(sum(item.clip.script == "cv-00" for item in session.items) == 1 for session in plan.sessions)
    assert "ít bài nên phát lại" in " ".join(i.reason.vi for s in plan.sessions for i in s.items)


def test_one_session_and_one_script_reach_the_minimum_with_something_in_between() -> None:
    plan = planned(schedule([THREE[0]], campaigns=[campaign(2, 2)]), covid(1) + standing(3))
    names = aired(plan)
    assert names.count("cv-00") == 2
    assert all(first != second for first, second in pairwise(names))


def test_nothing_follows_itself_across_sessions_and_the_plan_says_what_is_missing() -> None:
    plan = planned(schedule(campaigns=[campaign(2, 5)]), covid(1))
    assert aired(plan) == ["cv-00"]
    assert plan.targets[0].reason.vi.startswith("thiếu 1 lượt: chỉ có 1 bài nên sẽ nghe lặp lại")
    assert [silent.slot.starts for silent in plan.silent] == [NOON, EVENING]


def test_an_emergency_comes_first_in_the_first_session() -> None:
    urgent = candidate("bao", klass=BulletinClass.EMERGENCY)
    plan = planned(schedule(campaigns=[campaign(2, 5)]), [*covid(4), *standing(6), urgent])
    assert aired(plan)[0] == "bao"
    assert plan.sessions[0].items[0].klass is BulletinClass.EMERGENCY


def test_priority_items_stand_before_normal_ones_and_are_chosen_before_them() -> None:
    hasty = candidate("tiem-chung", klass=BulletinClass.PRIORITY)
    plan = planned(schedule([slot(MORNING, 2)]), [*standing(6), hasty])
    assert aired(plan)[0] == "tiem-chung"


def test_every_play_has_a_reason_in_two_languages() -> None:
    plan = planned(schedule(campaigns=[campaign(2, 5)]), covid(10) + standing(14))
    for session in plan.sessions:
        for item in session.items:
            assert item.reason.vi
            assert item.reason.en
    assert "chiến dịch covid-19 còn thiếu 2 lượt (mức 2-5 lượt một ngày)" in {
        item.reason.vi for session in plan.sessions for item in session.items
    }


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"approved": None}, "chưa được duyệt"),
        ({"approved": Approval("B", DAY, "other")}, "đã sửa sau khi duyệt, phải duyệt lại"),
        ({"valid_until": date(2020, 8, 5)}, "hết hạn ngày 05/8/2020"),
        ({"valid_from": date(2021, 1, 7)}, "tới ngày 07/01/2021 mới phát"),
        ({"places": ("binh",)}, "không dành cho đài này"),
        ({"campaign": "khong-co"}, "không có chiến dịch khong-co trong lịch"),
        ({"campaign": "cu"}, "chiến dịch cu kết thúc ngày 31/7/2020"),
        ({"campaign": "moi"}, "chiến dịch moi bắt đầu ngày 01/9/2020"),
        ({"campaign": "noi-khac"}, "chiến dịch noi-khac không gồm địa bàn này"),
        ({"repeat": 0}, "số lượt một ngày (repeat) là 0"),
        ({"seconds": 0.0}, "bản tiếng trống"),
    ],
)
def test_what_may_not_air_is_left_out_with_its_reason(fields: dict[str, Any], reason: str) -> None:
    house = schedule(
        campaigns=[
            campaign(id="cu", valid_from=None, valid_until=date(2020, 7, 31)),
            campaign(id="moi", valid_from=date(2020, 9, 1)),
            campaign(id="noi-khac", places=("binh",)),
        ]
    )
    plan = planned(house, [candidate("x", **fields), candidate("y")])
    assert aired(plan) == ["y"]
    assert reasons(plan) == {"x": reason}


def test_a_script_handed_in_twice_counts_once() -> None:
    plan = planned(schedule(), [candidate("x"), candidate("x")])
    assert aired(plan) == ["x"]
    assert reasons(plan) == {"x": "bài này đưa vào hai lần"}


@pytest.mark.parametrize(
    ("house", "candidates", "left", "reason"),
    [
        (schedule(campaigns=[campaign(1, 1)]), covid(2), 1, "chiến dịch covid-19 đã đủ 1 lượt trong ngày"),
        (schedule([slot(MORNING, 2), slot(EVENING, 2)]), standing(9), 7, "khung 05:00, 17:00 đã đầy"),
        (schedule([slot(MORNING, 2)], cap_min=2), standing(3), 2, "đã hết mức 2 phút một ngày"),
        (schedule(slots=[]), standing(1), 1, "ngày này đài không có khung giờ nào phát được"),
        (
            schedule([slot(MORNING, 2)]),
            [candidate("dai", 900)],
            1,
            "bài quá dài: riêng bài này cần 15,7 phút, quá 13:40 so với khung dài nhất",
        ),
    ],
)
def test_what_found_no_place_is_told_why(
    house: Schedule, candidates: list[Candidate], left: int, reason: str
) -> None:
    plan = planned(house, candidates)
    assert len(plan.left_out) == left
    assert {each.reason.vi for each in plan.left_out} == {reason}


@pytest.mark.parametrize(
    ("house", "candidates", "reason"),
    [
        (
            schedule(campaigns=[campaign(2, 5)]),
            [],
            "thiếu 2 lượt: cần ít nhất một bài đã duyệt còn hiệu lực",
        ),
        (
            schedule([slot(MORNING, 2)], cap_min=60, campaigns=[campaign(3, 5)]),
            covid(5),
            "thiếu 2 lượt: khung 05:00 cần dài thêm 0,9 phút",
        ),
        (
            schedule([slot(MORNING, 15)], cap_min=2, campaigns=[campaign(3, 5)]),
            covid(5),
            "thiếu 2 lượt: mức 2 phút một ngày cần thêm 0,9 phút",
        ),
        (
            schedule([], campaigns=[campaign(1, 5)]),
            covid(5),
            "thiếu 1 lượt: ngày này đài không có khung giờ nào phát được",
        ),
    ],
)
def test_a_target_that_cannot_be_met_says_what_would_make_it_possible(
    house: Schedule, candidates: list[Candidate], reason: str
) -> None:
    outcome = planned(house, candidates).targets[0]
    assert not outcome.met
    assert outcome.reason.vi == reason


def test_what_would_make_it_possible_does() -> None:
    """The cap raised by the minutes that the plan asks for holds the minimum."""
    short = schedule([slot(MORNING, 15)], cap_min=2, campaigns=[campaign(3, 5)])
    enough = schedule([slot(MORNING, 15)], cap_min=2.9, campaigns=[campaign(3, 5)])
    assert not planned(short, covid(5)).targets[0].met
    assert planned(enough, covid(5)).targets[0].met


def test_a_small_daily_cap_is_shared_by_the_sessions() -> None:
    plan = planned(schedule(cap_min=15), standing(40))
    assert len(plan.sessions) == 3
    assert sum(session.duration_s for session in plan.sessions) <= 15 * 60


def test_a_session_in_a_forbidden_hour_stays_silent_even_if_somebody_wrote_it() -> None:
    plan = planned(schedule([slot(time(3, 15)), slot(EVENING)]), standing(4))
    assert [session.slot.starts for session in plan.sessions] == [EVENING]
    assert [silent.reason.vi for silent in plan.silent] == ["03:15 là giờ cấm phát (21:00-05:00)"]


def test_a_session_without_a_frame_stays_silent() -> None:
    plan = plan_day(schedule(), "an", DAY, standing(4), {"slot-0500": FRAME})
    assert [session.slot.starts for session in plan.sessions] == [MORNING]
    assert {silent.slot.starts for silent in plan.silent} == {NOON, EVENING}


@pytest.mark.parametrize(
    ("slots", "candidates", "reason"),
    [
        (THREE[:1], [], "không có bài nào đã duyệt còn hiệu lực"),
        ([slot(MORNING, 0.5)], standing(2), "khung 05:00 dài nhất 0,5 phút, bài ngắn nhất cần 1,4 phút"),
    ],
)
def test_a_silent_session_says_why(slots: list[Slot], candidates: list[Candidate], reason: str) -> None:
    assert [each.reason.vi for each in planned(schedule(slots), candidates).silent] == [reason]


def test_the_early_session_plays_lower() -> None:
    plan = planned(schedule(), standing(14))
    assert [session.gain_db for session in plan.sessions] == [-6.0, 0.0, 0.0]
    assert plan.sessions[0].starts.isoformat() == "2020-08-06T05:00:00+07:00"


def test_a_slot_of_working_days_is_silent_on_sunday() -> None:
    house = schedule([slot(MORNING, days=(0, 1, 2, 3, 4)), slot(EVENING)])
    assert len(planned(house, standing(14), day=date(2020, 8, 7)).sessions) == 2
    assert len(planned(house, standing(14), day=date(2020, 8, 9)).sessions) == 1


def test_a_commune_with_its_own_cap_airs_less() -> None:
    house = schedule(policies=[LocalPolicy("an", daily_cap_s=15 * 60, assumed=True)])
    an, binh = (
        sum(session.duration_s for session in planned(house, standing(60), name).sessions)
        for name in ("an", "binh")
    )
    assert an <= 15 * 60 < binh


def test_a_pinned_item_airs_in_its_session() -> None:
    pin = Pin("tx-03", "an", "slot-1700", DAY, DAY)
    house = schedule([slot(each, 2) for each in (MORNING, NOON, EVENING)], pins=[pin])
    evening = planned(house, standing(9)).sessions[-1]
    assert ("tx-03", "được ghim vào khung này") in [(i.clip.script, i.reason.vi) for i in evening.items]


def test_a_pin_of_the_district_holds_in_every_commune_and_on_its_days_only() -> None:
    house = schedule(pins=[Pin("x", "huyen", "slot-1100", DAY, DAY)])
    pinned = {"được ghim vào khung này"}
    assert {i.reason.vi for s in planned(house, [candidate("x")], "chau").sessions for i in s.items} == pinned
    later = planned(house, [candidate("x")], day=DAY + timedelta(1))
    assert not pinned & {i.reason.vi for s in later.sessions for i in s.items}


def test_a_play_is_counted_for_what_the_script_belongs_to() -> None:
    plan = planned(schedule(campaigns=[campaign(1, 5)]), covid(1))
    clip = plan.sessions[0].items[0].clip
    assert (clip.script, clip.campaign, clip.topic) == ("cv-00", "covid-19", "t0")


def test_unknown_names_are_refused() -> None:
    with pytest.raises(UnknownStation, match="có phải «binh»"):
        plan_day(schedule(), "binhh", DAY, [], {})
    house = schedule([Slot("x", "x", MORNING, 900, 600, "khac")])
    with pytest.raises(UnknownForm):
        planned(house, standing(1))


def test_an_emergency_that_airs_again_is_not_told_as_a_filler() -> None:
    urgent = candidate("bao", klass=BulletinClass.EMERGENCY, repeat=3)
    plan = planned(schedule(), [urgent, *standing(12)])
    why = {item.reason.vi for each in plan.sessions for item in each.items if item.clip.script == "bao"}
    assert aired(plan).count("bao") == 3
    assert why == {"tin khẩn cấp phát trước hết"}


# ---- to the second

OVER_MUSIC = replace(FRAME, bed=Clip("bed", "", 30))


def test_sessions_to_the_second_may_use_the_whole_cap() -> None:
    three = [slot(time(hour), 5, exactly=True) for hour in (5, 11, 17)]
    plan = planned(schedule(three, 15), [candidate(f"n{n}") for n in range(30)], frame=OVER_MUSIC)
    assert [session.duration_s for session in plan.sessions] == pytest.approx([300, 300, 300])


def test_a_session_that_cannot_be_filled_to_the_second_says_what_it_lacks() -> None:
    house = schedule([slot(MORNING, 15, exactly=True)])
    (short,) = planned(house, [candidate("n1", 60)], frame=OVER_MUSIC).sessions
    lacks = short_of(short)
    assert lacks is not None
    assert lacks.vi.startswith(f"còn thiếu {stretch(900 - short.duration_s)} mới đủ đúng 15 phút")
    (full,) = planned(house, [candidate(f"n{n}") for n in range(30)], frame=OVER_MUSIC).sessions
    assert short_of(full) is None


def test_an_item_that_goes_first_is_counted_with_the_headline_that_it_brings() -> None:
    told = replace(FORM, headlines=1)
    frame = replace(FRAME, headlined=Clip("headlined", "", 2), headlines={"first": Clip("long", "", 30)})
    pinned, first = candidate("pinned"), candidate("first", klass=BulletinClass.PRIORITY)
    without = length_s(told, frame, [pinned.clip, replace(first.clip, script="first")])
    pins = (Pin("pinned", "huyen", "slot-0500", DAY, DAY),)
    house = schedule([slot(MORNING, (without + 10) / 60)], pins=pins, form=told)
    (session,) = planned(house, [pinned, first], frame=frame).sessions
    assert session.duration_s <= session.slot.longest_s
    assert [item.clip.script for item in session.items] == ["pinned"]

"""Days that are too short for every minimum."""

from datetime import timedelta
from itertools import chain

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from planning import (
    DAY,
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
    schedule,
    slot,
    standing,
)

from broadcast.programme import length_s
from broadcast.schedule import Candidate, DayPlan, Pin, Placement, Schedule, Slot
from broadcast.script import BulletinClass

LITTLE_ROOM = "ít chỗ nên chọn bài ngắn"


def room_for(*candidates: Candidate) -> Slot:
    """A session in the morning that holds just these."""
    return slot(MORNING, (length_s(FORM, FRAME, [each.clip for each in candidates]) + 1) / 60)


def own(name: str, seconds: float, of: str = "a", **fields: object) -> Candidate:
    return candidate(name, seconds, campaign=of, **fields)


def told(plan: DayPlan) -> str:
    return " ".join(item.reason.vi for session in plan.sessions for item in session.items)


SHORT = [own("ngan-1", 20), own("ngan-2", 25)]


WEEK = [DAY + timedelta(number) for number in range(7)]
"""Whoever's turn it is."""


def test_short_scripts_take_the_place_of_a_long_one_where_that_meets_the_minimum() -> None:
    house = schedule([room_for(*SHORT)], campaigns=[campaign(2, 2, id="a")])
    plans = [planned(house, [*SHORT, own("dai", 46), own("vua", 44)], day=day) for day in WEEK]
    assert all(sorted(aired(plan)) == ["ngan-1", "ngan-2"] for plan in plans)
    assert all(plan.targets[0].met for plan in plans)
    assert any(LITTLE_ROOM in told(plan) for plan in plans)
    assert any(LITTLE_ROOM not in told(plan) for plan in plans)


def test_a_day_with_room_for_everything_is_left_as_it_was_laid_out() -> None:
    plan = planned(schedule(campaigns=[campaign(2, 5)]), covid(10) + standing(14))
    assert LITTLE_ROOM not in told(plan)


def test_a_session_stays_silent_where_its_imaging_would_cost_a_play() -> None:
    three = [own(f"n{number}", 40) for number in range(3)]
    cap = length_s(FORM, FRAME, [each.clip for each in three]) + 3
    plan = planned(schedule(THREE, cap / 60, [campaign(3, 3, id="a")]), three)
    assert plan.targets[0].met
    assert len(plan.silent) == 2


def test_what_is_pinned_does_not_give_way() -> None:
    long = own("dai", 46)
    pins = [Pin("dai", "an", "slot-0500", DAY, DAY)]
    house = schedule([room_for(*SHORT)], campaigns=[campaign(2, 2, id="a")], pins=pins)
    plan = planned(house, [*SHORT, long])
    assert "dai" in aired(plan)
    assert not plan.targets[0].met


def test_what_was_put_by_hand_does_not_give_way() -> None:
    house = schedule([room_for(*SHORT)], campaigns=[campaign(2, 2, id="a")])
    hand = [Placement("ngan-1", None, by="Nguyễn Văn A"), Placement("dai", "slot-0500", by="Nguyễn Văn A")]
    plan = planned(house, [*SHORT, own("dai", 20)], placements=hand)
    assert "dai" in aired(plan)
    assert all(each.honoured for each in plan.placed)


def test_a_priority_item_may_move_but_always_airs() -> None:
    urgent = own("uu-tien", 60, "b", klass=BulletinClass.PRIORITY)
    wide, narrow = room_for(urgent, own("x", 8)), slot(NOON, 1.9)
    cap = (wide.longest_s + narrow.longest_s) / 60 - 0.3
    house = schedule([wide, narrow], cap, [campaign(2, 2, id="a"), campaign(1, 1, id="b")])
    plan = planned(house, [urgent, own("a1", 30), own("a2", 38), own("a3", 90)])
    assert "uu-tien" in aired(plan)


def fortnight(house: Schedule, candidates: list[Candidate], place: str = "an") -> list[list[str]]:
    """What airs, day by day."""
    return [aired(planned(house, candidates, place, DAY + timedelta(number))) for number in range(14)]


def test_no_campaign_waits_for_ever_because_another_is_shorter_or_written_down_before_it() -> None:
    scripts = [own("a", 25, "a"), own("b", 27, "b"), own("c", 29, "c")]
    house = schedule([room_for(*scripts[1:])], campaigns=[campaign(1, 1, id=name) for name in "abc"])
    days = fortnight(house, scripts)
    assert all(len(day) == 2 for day in days)
    assert set(chain(*days)) == {"a", "b", "c"}


@pytest.mark.parametrize("place", ["an", "chau"])
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    lengths=st.lists(
        st.lists(st.integers(20, 33), min_size=2, max_size=2, unique=True), min_size=8, max_size=10
    )
)
def test_no_script_waits_for_ever_because_another_of_its_campaign_is_shorter(
    place: str, lengths: list[list[int]]
) -> None:
    """Half of what campaigns have is far too long, so room is made every day; all others would find room."""
    names = [f"c{number:02d}" for number in range(len(lengths))]
    scripts = [
        own(f"{name}-{(place_ + number) % 4}", seconds, name)
        for number, (name, two) in enumerate(zip(names, lengths, strict=True))
        for place_, seconds in enumerate((*two, 120, 130))
    ]
    short = [each for each in scripts if each.clip.duration_s < 100]
    house = schedule(
        [room_for(*[own("x", 33)] * len(names))], 60, campaigns=[campaign(1, 1, id=name) for name in names]
    )
    days = fortnight(house, scripts, place)
    assert all(len(day) == len(names) for day in days)
    assert {each.script.id for each in short} <= set(chain(*days))

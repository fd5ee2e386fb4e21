"""Relays: fixed hours, sessions that make room, quiet hours as a hard gate."""

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning import DAY, FRAME, MORNING, NOON, THREE, aired, planned, schedule, slot, standing

from broadcast.calendar import Weekly, When
from broadcast.schedule import Policy, Relay, Schedule, Slot, plan_day
from broadcast.schedule.policy import QUIET
from broadcast.schedule.relay import lay, meetings, relay_faults

VOV = "https://vov.example.vn/vov1"


def relay(starts: time = MORNING, ends: time = time(5, 30), **more) -> Relay:
    fields = {"id": "vov", "name": "Đài Tiếng nói Việt Nam", "place": "huyen", "url": VOV, "assumed": True}
    return Relay(**{**fields, "starts": starts, "ends": ends, **more})


def hours(slots) -> list[str]:
    return [f"{each.starts:%H:%M}+{each.longest_s / 60:g}" for each in slots]


def laid(slots: list[Slot], *relays: Relay):
    return lay(Policy(slots=tuple(slots)), slots, relays)


def test_a_session_within_a_relay_airs_behind_it():
    both = relay(MORNING, time(6)), relay(time(6), time(7), id="tinh", name="Đài tỉnh")
    assert hours(laid(list(THREE), *both).slots) == ["07:00+15", "11:00+15", "17:00+15"]


def test_a_session_before_a_relay_ends_where_it_begins():
    assert hours(laid([slot(MORNING, 15)], relay(time(5, 10))).slots) == ["05:00+10"]
    (shorter,) = laid([slot(MORNING, 15, 12)], relay(time(5, 10))).slots
    assert shorter.aim_s == 600
    assert hours(laid([slot(MORNING, 15)], relay(time(5, 4))).slots) == ["05:30+15"]  # not 4 minutes
    assert hours(laid([slot(MORNING, 3)], relay(time(5, 3))).slots) == ["05:00+3"]


def test_sessions_in_one_relay_air_one_behind_the_other():
    two = [slot(MORNING, 15), slot(time(5, 20), 15)]
    assert hours(laid(two, relay(ends=time(6))).slots) == ["06:00+15", "06:15+15"]


def test_a_session_that_finds_no_room_is_silent_and_says_why():
    late = laid([slot(MORNING, 15)], relay(ends=time(7, 30)))
    ((shut, why),) = late.shut
    assert (late.slots, shut.starts) == ((), MORNING)
    assert (
        why.vi
        == "khung 05:00 đã nhường cho tiếp sóng Đài Tiếng nói Việt Nam 05:00-07:30, sau đó không còn chỗ"
    )
    full = laid([slot(MORNING, 15), slot(time(5, 33), 120)], relay(ends=time(5, 30)))
    assert hours(full.slots) == ["05:33+120"]


@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        (time(3, 15), time(3, 45), "03:15 là giờ cấm phát (21:00-05:00)"),
        (time(20, 30), time(21, 30), "tiếp sóng 20:30-21:30 kéo vào giờ cấm phát (21:00-05:00)"),
        (time(4, 59), time(5, 30), "04:59 là giờ cấm phát (21:00-05:00)"),
        (time(20), time(6), "tiếp sóng 20:00-06:00 kéo qua nửa đêm"),
        (time(5), time(5), "tiếp sóng 05:00-05:00 kéo qua nửa đêm"),
    ],
)
def test_no_relay_airs_in_quiet_hours_whoever_wrote_it(starts: time, ends: time, told: str):
    house = schedule(relays=[relay(starts, ends)])
    (outcome,) = planned(house, standing(9)).relays
    assert (outcome.airs, outcome.reason.vi) == (False, told)
    assert [fault.what.vi for fault in relay_faults(house.policy("an", DAY), relay(starts, ends))] == [told]


def test_a_relay_up_to_the_quiet_hour_airs_and_early_ones_are_quieter():
    edge = laid([], relay(), relay(time(20), time(21), id="toi"))
    assert [(each.airs, each.gain_db) for each in edge.relays] == [(True, -6.0), (True, 0.0)]


def test_of_two_relays_at_once_the_one_written_first_airs():
    second = relay(time(5, 15), time(6), id="tinh", name="Đài tỉnh")
    outcome = laid([], relay(), second).relays
    assert [each.airs for each in outcome] == [True, False]
    assert outcome[1].reason.vi == "tiếp sóng 05:15-06:00 trùng giờ với Đài Tiếng nói Việt Nam (05:00-05:30)"
    assert list(meetings([relay(), second])) == [(relay(), second)]
    apart = [replace(each, when=When((Weekly((day,)),))) for day, each in enumerate([relay(), second])]
    assert not list(meetings(apart))


def test_the_plan_has_relays_and_sessions_behind_them():
    plan = planned(schedule(relays=[relay()]), standing(9))
    assert [f"{each.starts:%H:%M}" for each in plan.sessions] == ["05:30", "11:00", "17:00"]
    assert [each.reason.vi for each in plan.relays] == ["tiếp sóng giờ cố định 05:00-05:30, 30 phút"]
    assert not plan.silent


def test_a_relay_on_other_days_or_elsewhere_moves_nothing():
    mondays = relay(when=When((Weekly((0,)),)))
    for each in (mondays, relay(place="binh")):
        plan = planned(schedule(relays=[each]), standing(9))
        assert (plan.relays, hours(s.slot for s in plan.sessions)[0]) == ((), "05:00+15")
    assert schedule(relays=[mondays]).relays_on(date(2020, 8, 10), "an") == (mondays,)


def test_a_session_without_room_is_told_with_its_reason_in_the_plan():
    plan = planned(schedule([slot(MORNING), slot(NOON)], relays=[relay(ends=time(10))]), standing(9))
    assert [(each.slot.id, each.reason.vi[:44]) for each in plan.silent] == [
        ("slot-0500", "khung 05:00 đã nhường cho tiếp sóng Đài Tiếng"[:44])
    ]


def test_relays_count_in_the_daily_cap_only_where_they_say_so():
    free, counted = (
        planned(schedule(cap_min=45, relays=[relay(counts=counts)]), standing(30)) for counts in (False, True)
    )
    assert sum(each.duration_s for each in counted.sessions) <= 15 * 60
    assert len(aired(free)) > len(aired(counted)) > 0


MINUTE = st.integers(0, 24 * 12 - 1).map(lambda five: time(five // 12, five % 12 * 5))


@st.composite
def houses(draw: st.DrawFn) -> Schedule:
    starts = sorted(draw(st.lists(st.integers(0, 23), max_size=5, unique=True)))
    slots = [slot(time(hour), draw(st.sampled_from([2, 10, 45, 60]))) for hour in starts]
    between = draw(st.lists(st.tuples(MINUTE, MINUTE), max_size=4))
    relays = [
        relay(first, last, id=f"r{n}", counts=draw(st.booleans())) for n, (first, last) in enumerate(between)
    ]
    return schedule(slots, 120, relays=relays)


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(houses())
def test_nothing_ever_sounds_at_once_or_in_quiet_hours(house: Schedule) -> None:
    laid = house.laid("an", DAY)
    frames = {each.id: FRAME for each in laid.slots}
    plan = plan_day(house, "an", DAY, standing(12), frames)
    relays = [(each.relay.starts_s, each.relay.ends_s) for each in plan.relays if each.airs]
    sessions = [(each.slot.starts_s, each.slot.starts_s + each.duration_s) for each in plan.sessions]
    for starts, ends in (*relays, *sessions):
        assert starts < ends <= 86_400
        assert not any(quiet.meets(starts, ends) for quiet in QUIET)
    assert all(ends <= starts for (_, ends), (starts, _) in pairwise(sorted((*relays, *sessions))))
    silent = {each.slot.id for each in plan.silent} | {each.slot.id for each in plan.sessions}
    assert silent == {each.id for each in house.policy("an", DAY).slots_on(DAY)}

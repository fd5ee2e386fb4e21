"""A day planned around what is locked: it stays as it was published, and the whole day keeps every rule."""

from dataclasses import replace
from datetime import datetime, time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from planning import DAY, FRAME, aired, heard, planned, schedule, standing, too_near
from test_planner_properties import many, schedules, scripts

from broadcast.schedule import VIETNAM, Candidate, DayPlan, Locked, Schedule, plan_day


def around(
    house: Schedule, candidates: list[Candidate], before: DayPlan, hour: int
) -> tuple[Locked, DayPlan]:
    until = datetime.combine(DAY, time(hour), VIETNAM)
    locked = Locked(until, tuple(each for each in before.sessions if each.starts <= until))
    frames = {slot.id: FRAME for slot in house.policy("an", DAY).slots}
    return locked, plan_day(house, "an", DAY, candidates, frames, locked)


@many
@given(schedules(), scripts(), scripts(), st.integers(0, 23))
def test_locked_sessions_stay_and_the_whole_day_keeps_every_rule(
    house: Schedule, old: list[Candidate], new: list[Candidate], hour: int
) -> None:
    before = planned(house, old)
    locked, plan = around(house, new, before, hour)
    assert locked.agrees(plan)
    assert all(first != second for first, second in pairwise(aired(plan)))
    policy = house.policy_at("an", DAY)
    assert sum(session.duration_s for session in plan.sessions) <= policy.daily_cap_s
    published = heard(replace(plan, sessions=locked.sessions))
    for pair in too_near(plan, new, policy.gap_s):
        assert set(pair) <= set(published)
    for outcome in plan.targets:
        held = sum(item.clip.campaign == outcome.campaign for each in locked.sessions for item in each.items)
        assert outcome.planned <= max(outcome.target.most_plays, held)


@many
@given(schedules(), scripts(), st.integers(0, 23))
def test_a_day_on_which_nothing_changed_stays_the_same_plan(
    house: Schedule, candidates: list[Candidate], hour: int
) -> None:
    before = planned(house, candidates)
    assert around(house, candidates, before, hour)[1] == before


def test_a_session_that_nobody_had_published_does_not_begin_late() -> None:
    before = planned(schedule(()), [])
    _, plan = around(schedule(), standing(9), before, 11)
    assert [session.starts.hour for session in plan.sessions] == [17]
    assert [silent.slot.starts.hour for silent in plan.silent] == [5, 11]

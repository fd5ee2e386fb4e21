"""Nhu cầu: what did not sound is asked for again, not beyond the most, not for ever."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from planning import DAY, FRAME, aired, campaign, covid, schedule, standing

from broadcast.schedule import NO_PAST, VIETNAM, Had, Locked, Past, Stage, Target, plan_day
from broadcast.schedule.demand import demands
from broadcast.schedule.plan import DayPlan
from broadcast.schedule.schedule import Schedule

COVID = campaign(3, 5, valid_from=date(2020, 7, 1))
YESTERDAY = DAY - timedelta(days=1)


def past(**plays: int) -> Past:
    """`d1=2`: two plays a day ago, of five that were published."""
    return {
        DAY - timedelta(days=int(name[1:])): {"covid-19": Had(n, 40.0 * n, 5 - n, 40.0 * (5 - n))}
        for name, n in plays.items()
    }


def owed(before: Past, day: date = DAY) -> int:
    return demands([COVID], day, before)["covid-19"].owed_plays


def test_what_was_missed_is_owed_and_what_was_aired_beyond_pays_it_back() -> None:
    assert owed(NO_PAST) == 0
    assert owed(past(d1=1)) == 2
    assert owed(past(d2=1, d1=5)) == 0
    assert owed(past(d2=0, d1=4)) == 2
    assert owed({YESTERDAY: {"covid-19": Had(lost=9)}}) == 3, "all of a day was lost"


def test_what_was_never_published_is_not_owed() -> None:
    assert owed({YESTERDAY: {}}) == 0, "nobody had laid it down then"
    assert owed({YESTERDAY: {"covid-19": Had(1, 40)}}) == 0, "there was no room for more"
    assert owed({YESTERDAY: {"covid-19": Had(0, 0, lost=1, lost_s=40)}}) == 1
    raised = replace(COVID, target=Target(6, 0))
    assert demands([raised], DAY, {YESTERDAY: {"covid-19": Had(2, 80)}})["covid-19"].owed_plays == 0


def test_a_week_ago_is_forgotten_and_so_is_what_lies_before_the_campaign() -> None:
    assert owed(past(d7=0)) == 3
    assert owed(past(d8=0)) == 0
    assert demands([replace(COVID, valid_from=DAY)], DAY, past(d1=0))["covid-19"].owed_plays == 0


def test_never_more_is_asked_for_than_the_target_allows() -> None:
    demand = demands([COVID], DAY, past(d1=0, d2=0, d3=0))["covid-19"]
    assert (demand.owed_plays, demand.plays_min) == (9, 5)


def test_minutes_are_owed_as_well() -> None:
    minutes = replace(COVID, target=Target(seconds_min=600, seconds_max=900))
    demand = demands([minutes], DAY, {YESTERDAY: {"covid-19": Had(5, 200, 12, 480)}})["covid-19"]
    assert (demand.owed_s, demand.seconds_min, demand.owed_plays) == (400, 900, 0)


def test_the_days_before_a_stage_owe_what_was_asked_of_them() -> None:
    raised = replace(COVID, ramp=(Stage(DAY, Target(5, 8)),))
    assert demands([raised], DAY, past(d1=3))["covid-19"].owed_plays == 0


def _plan(house: Schedule, before: Past = NO_PAST, locked: Locked | None = None) -> DayPlan:
    frames = {each.id: FRAME for each in house.slots("an", DAY)}
    scripts = [*covid(10), *standing(10)]
    return plan_day(house, "an", DAY, scripts, frames, locked or Locked(), past=before)


def test_the_day_after_makes_up_and_says_so() -> None:
    house = schedule(campaigns=[campaign(2, 2 + 3, valid_from=date(2020, 8, 1))])
    low = replace(house, campaigns={"covid-19": replace(house.campaigns["covid-19"], target=Target(2, 5))})
    reasons = [item.reason.vi for s in _plan(low, past(d1=0)).sessions for item in s.items]
    told = "còn thiếu 4 lượt (mức 2-5 lượt một ngày, bù 2 lượt mấy ngày trước chưa phát)"
    assert any(told in each for each in reasons)
    (outcome,) = _plan(low, past(d1=0)).targets
    assert (outcome.met, outcome.owed) == (True, 2)


def test_the_evening_makes_up_for_a_morning_that_did_not_sound() -> None:
    house = schedule(campaigns=[campaign(3, 3)])
    plan = _plan(house)
    morning = plan.sessions[0]
    carried = sum(item.clip.campaign == "covid-19" for item in morning.items)
    assert carried
    lost = replace(morning, items=tuple(replace(item, lost=True) for item in morning.items))
    noon = datetime(2020, 8, 6, 9, tzinfo=VIETNAM)
    heard = _plan(house, locked=Locked(noon, (morning,)))
    assert aired(heard) == aired(plan), "nothing was missed: nothing moves"
    again = _plan(house, locked=Locked(noon, (lost,)))
    later = [item for session in again.sessions[1:] for item in session.items]
    assert sum(item.clip.campaign == "covid-19" for item in later) == 3
    assert again.sessions[0].items == lost.items
    assert _plan(house, locked=Locked(noon, (lost,))) == again
    everything = Locked(noon.replace(hour=22), (lost, *again.sessions[1:]))
    assert aired(_plan(house, locked=everything)) == aired(again), "what makes up is locked in its turn"

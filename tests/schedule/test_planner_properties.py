"""What holds for every plan, whatever the hours, caps, campaigns and scripts."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning import DAY, FORM, FRAME, aired, campaign, candidate, genre_s, planned, schedule, slot, too_near

from broadcast.programme import Clip, length_s
from broadcast.schedule import Candidate, GenreCap, LocalPolicy, Pin, Schedule, Slot, Target
from broadcast.script import Approval, BulletinClass

many = settings(max_examples=150, deadline=None, database=None, derandomize=True)

NAMES = ("a", "b", "c")
TINY = 1e-6
"""Sums of seconds differ by less."""

PAST, TODAY = DAY - timedelta(days=1), DAY


@st.composite
def slots(draw: st.DrawFn) -> list[Slot]:
    hours = draw(st.lists(st.integers(0, 23), max_size=4, unique=True))
    longest = st.sampled_from([1, 2, 3, 5, 10, 60])
    return [
        slot(time(hour), length, aim_min=draw(st.sampled_from([length, length / 2])))
        for hour in sorted(hours)
        if (length := draw(longest))
    ]


@st.composite
def targets_of_a_day(draw: st.DrawFn) -> Target:
    """Plays, minutes or a share, alone or together, with a most or without."""
    low, least_s = draw(st.integers(0, 4)), draw(st.sampled_from([0.0, 0.0, 60.0, 300.0]))
    return Target(
        plays_min=low,
        plays_max=draw(st.sampled_from([0, low + 1, low + 1, low + 4])),
        seconds_min=least_s,
        seconds_max=draw(st.sampled_from([0.0, 0.0, least_s + 30])),
        share=draw(st.sampled_from([0.0, 0.0, 0.4, 0.9])),
    )


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    aims = draw(st.lists(targets_of_a_day(), max_size=3))
    targets = [campaign(target=aim, id=name) for name, aim in zip(NAMES, aims, strict=False)]
    over = draw(slots())
    pins = [
        Pin(
            f"n{draw(st.integers(0, 12))}",
            draw(st.sampled_from(["huyen", "an", "binh"])),
            each.id,
            TODAY,
            TODAY,
        )
        for each in over[:1]
    ]
    repeats = LocalPolicy(
        "an",
        gap_s=draw(st.sampled_from([None, None, 60.0, 3600.0, 20_000.0])),
        genre_caps=draw(st.sampled_from([None, None, (GenreCap("tin", 90.0),)])),
    )
    return schedule(over, draw(st.sampled_from([1, 2, 4, 8, 45])), targets, pins, [repeats])


@st.composite
def scripts(draw: st.DrawFn) -> list[Candidate]:
    fields = st.fixed_dictionaries(
        {
            "seconds": st.sampled_from([5.0, 20.0, 41.3, 90.0, 400.0]),
            "campaign": st.sampled_from([None, *NAMES, "khong-co"]),
            "topic": st.sampled_from([None, "x", "y"]),
            "klass": st.sampled_from([*BulletinClass, BulletinClass.NORMAL, BulletinClass.NORMAL]),
            "repeat": st.integers(1, 3),
            "valid_until": st.sampled_from([None, None, None, TODAY, PAST]),
            "places": st.sampled_from([(), (), ("an",), ("binh",)]),
            "genre": st.sampled_from(["tin", "ca-nhac"]),
            "approved": st.sampled_from([None, *[Approval("A", PAST, "same")] * 4]),
        }
    )
    each: list[dict[str, Any]] = draw(st.lists(fields, max_size=13))
    return [candidate(f"n{number}", **one) for number, one in enumerate(each)]


@many
@given(schedules(), scripts())
def test_no_plan_breaks_a_rule(house: Schedule, candidates: list[Candidate]) -> None:
    plan, policy = planned(house, candidates), house.policy("an", DAY)
    for session in plan.sessions:
        assert session.items
        assert session.duration_s == length_s(FORM, FRAME, [item.clip for item in session.items])
        assert session.duration_s <= session.slot.longest_s
        ends = session.starts + timedelta(seconds=session.duration_s)
        assert time(5) <= session.starts.time() < ends.time() <= time(21)
        assert ends.date() == plan.date
    assert sum(session.duration_s for session in plan.sessions) <= policy.daily_cap_s
    assert all(first != second for first, second in pairwise(aired(plan)))


@many
@given(schedules(), scripts())
def test_no_repeat_is_too_near_and_no_genre_too_long(house: Schedule, candidates: list[Candidate]) -> None:
    plan, policy = planned(house, candidates), house.policy_at("an", DAY)
    assert not too_near(plan, candidates, policy.gap_s)
    for cap in policy.genre_caps:
        assert genre_s(plan, candidates, cap.genre) <= cap.most_s + TINY


@many
@given(schedules(), scripts(), st.integers(1, 4), st.sets(st.integers(0, 12)), st.booleans())
def test_headlines_features_music_and_exact_lengths_break_no_cap(
    house: Schedule,
    candidates: list[Candidate],
    headlines: int,
    titled: set[int],
    exactly: bool,  # noqa: FBT001
) -> None:
    form = replace(FORM, headlines=headlines)
    (laid_down,) = house.policies["huyen"]
    slots = tuple(replace(each, exactly=exactly) for each in laid_down.slots or ())
    house = replace(
        house,
        policies={"huyen": (replace(laid_down, slots=slots),)},
        forms={"f": replace(house.forms["f"], form=form)},
    )
    frame = replace(
        FRAME,
        bed=Clip("bed", "", 30),
        headlined=Clip("headlined", "", 2),
        headlines={f"n{number}": Clip(f"headline-{number}", "", 2 + number) for number in titled},
        features={"x": Clip("feature", "", 4)},
    )
    plan = planned(house, candidates, frame=frame)
    for session in plan.sessions:
        assert session.duration_s == session.rundown.length_s <= session.slot.longest_s + TINY
        assert not session.rundown.over_s
    assert sum(session.duration_s for session in plan.sessions) <= house.policy("an", DAY).daily_cap_s + TINY


@many
@given(schedules(), scripts())
def test_only_cleared_valid_scripts_of_running_campaigns_air(
    house: Schedule, candidates: list[Candidate]
) -> None:
    names = set(aired(planned(house, candidates)))
    for each in candidates:
        if each.script.id in names:
            assert each.script.cleared
            assert each.script.valid_on(DAY)
            assert each.script.airs_at("an")
            assert each.script.campaign is None or each.script.campaign in house.campaigns


@many
@given(schedules(), scripts())
def test_no_campaign_exceeds_its_maximum_and_every_count_is_true(
    house: Schedule, candidates: list[Candidate]
) -> None:
    plan = planned(house, candidates)
    plays = Counter(item.clip.campaign for session in plan.sessions for item in session.items)
    assert {outcome.campaign for outcome in plan.targets} == set(house.campaigns)
    for outcome in plan.targets:
        target = outcome.target
        assert outcome.planned == plays[outcome.campaign] <= target.most_plays
        assert outcome.planned == sum(count for _, count in outcome.topics)
        own = [
            [item.clip.duration_s for item in session.items if item.clip.campaign == outcome.campaign]
            for session in plan.sessions
        ]
        assert outcome.planned_s == pytest.approx(sum(map(sum, own)))
        assert outcome.planned_s <= target.most_s + TINY
        if outcome.met:
            assert outcome.planned >= target.plays_min
            assert outcome.planned_s >= target.seconds_min - TINY
            for session, carried in zip(plan.sessions, own, strict=True):
                assert sum(carried) >= target.share * session.duration_s - 5
        else:
            assert outcome.reason.vi.startswith("thiếu ")
        assert not re.search(r"thêm (-|0 phút)", outcome.reason.vi)


@many
@given(schedules(), scripts())
def test_everything_airs_or_is_left_out_and_every_session_airs_or_is_silent(
    house: Schedule, candidates: list[Candidate]
) -> None:
    plan = planned(house, candidates)
    assert {each.script.id for each in candidates} == set(aired(plan)) | {
        left.script for left in plan.left_out
    }
    assert not set(aired(plan)) & {left.script for left in plan.left_out}
    sessions = [each.slot for each in plan.sessions] + [each.slot for each in plan.silent]
    assert sorted(each.id for each in sessions) == sorted(each.id for each in house.policy("an", DAY).slots)
    assert all(left.reason.vi and left.reason.en for left in plan.left_out)


@many
@given(schedules(), scripts(), st.randoms(use_true_random=False))
def test_plans_are_repeatable_whatever_the_order_of_candidates(
    house: Schedule, candidates: list[Candidate], random: Any
) -> None:
    shuffled = random.sample(candidates, len(candidates))
    assert planned(house, candidates).sessions == planned(house, shuffled).sessions


@many
@given(schedules(), scripts())
def test_emergencies_then_priority_then_normal_items(house: Schedule, candidates: list[Candidate]) -> None:
    order = [BulletinClass.EMERGENCY, BulletinClass.PRIORITY, BulletinClass.NORMAL]
    for session in planned(house, candidates).sessions:
        ranks = [order.index(item.klass) for item in session.items]
        assert ranks == sorted(ranks)


@many
@given(
    low=st.integers(1, 5),
    durations=st.lists(st.sampled_from([10.0, 41.3, 90.0]), min_size=5, max_size=12),
    hours=st.lists(st.integers(5, 19), min_size=1, max_size=4, unique=True),
    others=scripts(),
)
def test_the_minimum_is_met_whenever_one_session_alone_could_hold_it(
    low: int, durations: list[float], hours: list[int], others: list[Candidate]
) -> None:
    """The bound: any session holds the longest `low` scripts, the cap every session's overhead besides."""
    own = [candidate(f"own{n}", seconds, campaign="a") for n, seconds in enumerate(durations)]
    longest = sorted((each.clip for each in own), key=lambda clip: -clip.duration_s)[:low]
    needed = length_s(FORM, FRAME, longest) + 1
    overhead = length_s(FORM, FRAME, longest[:1])
    cap = needed + len(hours) * (overhead + 1)
    house = schedule(
        [slot(time(h), needed / 60) for h in sorted(hours)], cap / 60, [campaign(low, 9, id="a")]
    )
    ordinary = [
        each for each in others if each.script.klass is BulletinClass.NORMAL and each.script.campaign is None
    ]
    assert planned(house, own + ordinary).targets[0].met


@many
@given(schedules(), scripts(), st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_any_day_can_be_planned(house: Schedule, candidates: list[Candidate], day: date) -> None:
    assert planned(house, candidates, day=day).date == day

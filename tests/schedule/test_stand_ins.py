"""The station's own programme where a relay is not received: within every rule, whether it sounds or not."""

from dataclasses import replace
from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning import DAY, FRAME, MORNING, THREE, aired, campaign, covid, schedule, slot, standing

from broadcast.calendar import Weekly, When
from broadcast.schedule import Candidate, DayPlan, Locked, PlannedSession, Relay, Schedule, plan_day


def relay(starts: time = MORNING, ends: time = time(5, 30), **more) -> Relay:
    fields = {"id": "vov", "name": "Đài Tiếng nói Việt Nam", "place": "huyen", "url": "https://vov.vn/1"}
    return Relay(**{**fields, "starts": starts, "ends": ends, "own": True, "assumed": True, **more})


def planned(
    house: Schedule, candidates: list[Candidate], day: date = DAY, locked: Locked | None = None
) -> DayPlan:
    laid = house.laid("an", day)
    frames = {each.id: FRAME for each in (*laid.slots, *laid.stand_ins)}
    return plan_day(house, "an", day, candidates, frames, locked or Locked())


def scripts(session: PlannedSession) -> list[str]:
    return [item.clip.script or "" for item in session.items]


def test_it_is_a_programme_of_the_stations_own_form_that_ends_before_the_relay_does():
    plan = planned(schedule(relays=[relay()]), standing(40))
    (own,) = plan.stand_ins
    assert (own.slot.id, own.slot.name, f"{own.starts:%H:%M}") == ("tiep-song-vov", "slot-0500", "05:00")
    assert 10 * 60 < own.duration_s <= 30 * 60
    assert (own.frame, own.gain_db) == (FRAME, -6.0)
    assert {item.reason.vi for item in own.items} == {"phát thay khi không bắt được tiếp sóng"}


def test_the_day_is_the_same_with_and_without_it():
    with_own, without = (planned(schedule(relays=[relay(own=own)]), standing(20)) for own in (True, False))
    assert with_own.stand_ins
    assert replace(with_own, stand_ins=(), relays=without.relays) == without


def test_what_the_day_has_no_room_for_airs_in_it_and_then_what_airs_elsewhere_too():
    plan = planned(schedule(relays=[relay()]), standing(60))
    (own,) = plan.stand_ins
    left = {each.script for each in plan.left_out}
    assert left
    assert set(scripts(own)) <= left
    few = planned(schedule(relays=[relay()]), standing(4))
    (again,) = few.stand_ins
    assert set(scripts(again)) <= {f"tx-{n:02d}" for n in range(4)}
    assert not few.left_out


def test_a_campaign_has_no_more_plays_with_it_than_its_most():
    house = schedule(campaigns=[campaign(2, 4)], relays=[relay()])
    plan = planned(house, covid(8) + standing(3))
    (own,) = plan.stand_ins
    of_all = [*aired(plan), *scripts(own)]
    assert sum(name.startswith("cv") for name in of_all) <= 4


def test_it_takes_what_the_day_leaves_of_the_cap_or_what_its_relay_counts():
    tight = planned(schedule(cap_min=31, relays=[relay()]), standing(60))
    day_s = sum(each.duration_s for each in tight.sessions)
    assert day_s > 28 * 60
    assert day_s + sum(each.duration_s for each in tight.stand_ins) <= 31 * 60
    counted = planned(schedule(cap_min=45, relays=[relay(counts=True)]), standing(60))
    assert counted.stand_ins[0].duration_s > 15 * 60
    assert sum(each.duration_s for each in (*counted.sessions, *counted.stand_ins)) <= 45 * 60


@pytest.mark.parametrize(
    "silent",
    [
        {"slots": [], "relays": [relay()]},
        {"slots": [slot(MORNING, days=(0,))], "relays": [relay()]},  # a Thursday without sessions of its own
        {"relays": [relay(time(3, 15), time(3, 45))]},
        {"relays": [relay(when=When((Weekly((0,)),)))]},
        {"relays": [relay(), relay(time(5, 15), time(5, 45), id="tinh")][::-1][1:]},
    ],
)
def test_only_where_the_relay_airs_and_the_station_has_sessions_that_day(silent: dict):
    plan = planned(schedule(**silent), standing(9))
    expected = [] if "slots" in silent or not any(each.airs for each in plan.relays) else ["tiep-song-vov"]
    assert [each.slot.id for each in plan.stand_ins] == expected


def test_nothing_to_air_is_no_programme():
    assert planned(schedule(relays=[relay()]), []).stand_ins == ()


def test_once_it_sounded_it_counts_as_a_session_of_the_day():
    house = schedule(cap_min=45, campaigns=[campaign(2, 4)], relays=[relay(counts=True)])
    before = planned(house, covid(8) + standing(8))
    (own,) = before.stand_ins
    carried = sum(name.startswith("cv") for name in scripts(own))
    locked = Locked(own.starts, (own,))
    after = planned(house, covid(8) + standing(8), locked=locked)
    assert after.stand_ins == ()
    assert after.sessions[0] == own
    (target,) = after.targets
    assert target.planned <= 4
    assert target.planned >= carried
    assert sum(each.duration_s for each in after.sessions) <= 45 * 60


@st.composite
def days(draw: st.DrawFn) -> tuple[Schedule, list[Candidate]]:
    edges = [time(5), time(5, 30), time(6), time(11, 10), time(16, 45), time(17, 30), time(20, 30)]
    slots = draw(st.lists(st.sampled_from(THREE), unique=True))
    relays = [
        relay(starts, ends, id=f"r{n}", counts=draw(st.booleans()), own=draw(st.booleans()))
        for n, (starts, ends) in enumerate(pairwise(edges))
        if draw(st.booleans())
    ]
    targets = [campaign(draw(st.integers(0, 4)), 5)] if draw(st.booleans()) else []
    house = schedule(slots, draw(st.sampled_from([15, 25, 45, 240])), targets, relays=relays)
    return house, covid(draw(st.integers(0, 6))) + standing(draw(st.integers(0, 12)), repeat=2)


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(days())
def test_no_rule_is_broken_whichever_relays_are_missed(case: tuple[Schedule, list[Candidate]]) -> None:
    house, candidates = case
    plan = planned(house, candidates)
    airing = {each.relay.slot: each.relay for each in plan.relays if each.airs}
    cap_s = house.policy_at("an", DAY).daily_cap_s
    for number in range(2 ** min(4, len(plan.stand_ins))):
        missed = [each for n, each in enumerate(plan.stand_ins) if number >> n & 1]
        heard = sorted((*plan.sessions, *missed), key=lambda each: each.starts)
        row = [name for session in heard for name in scripts(session)]
        assert all(one != other for one, other in pairwise(row))
        names = {each.slot.id for each in missed}
        relayed_s = sum(each.duration_s for slot, each in airing.items() if each.counts and slot not in names)
        if cap_s >= sum(each.duration_s for each in airing.values() if each.counts):
            assert sum(each.duration_s for each in heard) + relayed_s <= cap_s + 0.001
        assert sum(name.startswith("cv") for name in row) <= 5 or not house.campaigns
    for own in plan.stand_ins:
        assert own.duration_s <= airing[own.slot.id].duration_s
        assert airing[own.slot.id].own

"""What a commune decides itself: which normal items it leaves out, which priority item goes first."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planning import DAY, EVENING, FRAME, MORNING, aired, candidate, reasons, schedule, slot, standing

from broadcast.schedule import NO_CHOICES, Candidate, Choices, DayPlan, clashes, in_order, plan_day
from broadcast.script import BulletinClass

PRIORITY = BulletinClass.PRIORITY
ONE = (slot(MORNING, 15, 10),)


def urgent(name: str, seconds: float = 60, **more: Any) -> Candidate:
    return candidate(name, seconds, klass=PRIORITY, **more)


OWN, ABOVE = urgent("xa", places=("an",)), urgent("huyen")


def plan(candidates: Sequence[Candidate], choices: Choices = NO_CHOICES, slots: Any = ONE) -> DayPlan:
    house = schedule(slots)
    frames = {each.id: FRAME for each in slots}
    return plan_day(house, "an", DAY, candidates, frames, choices=choices)


def order(*decisions: tuple[str, str]) -> Choices:
    return Choices(before=in_order(decisions))


def scripts(*candidates: Candidate) -> dict:
    return {each.script.id: each.script for each in candidates}


@pytest.mark.parametrize(("first", "second"), [("xa", "huyen"), ("huyen", "xa")])
def test_the_commune_decides_which_priority_item_goes_first(first: str, second: str) -> None:
    row = aired(plan([OWN, ABOVE, *standing(3)], order((first, second))))
    assert row[:2] == [first, second]


@pytest.mark.parametrize(("first", "second"), [("xa", "huyen"), ("huyen", "xa")])
def test_where_only_one_has_room_it_is_the_one_that_the_commune_put_first(first: str, second: str) -> None:
    long = [urgent("xa", 500, places=("an",)), urgent("huyen", 500)]
    decided = plan(long, order((first, second)))
    assert first in aired(decided)
    assert second in reasons(decided)


def test_a_normal_item_from_above_stays_out_where_the_commune_declined_it() -> None:
    pool = [candidate("dai", 40), candidate("khac", 40)]
    declined = plan(pool, Choices(declined=frozenset({"dai"})))
    assert aired(declined) == ["khac"]
    assert reasons(declined)["dai"] == "xã chọn không phát ở đây"


@pytest.mark.parametrize("klass", [PRIORITY, BulletinClass.EMERGENCY])
def test_nobody_declines_what_is_more_than_normal(klass: BulletinClass) -> None:
    assert "dai" in aired(plan([candidate("dai", klass=klass)], Choices(declined=frozenset({"dai"}))))


def test_a_clash_in_one_session_tells_what_the_planner_does_until_it_is_decided() -> None:
    pool = [OWN, ABOVE, *standing(3)]
    planned = plan(pool)
    (clash,) = clashes(planned, scripts(*pool), NO_CHOICES)
    assert (clash.own.id, clash.above.id) == ("xa", "huyen")
    assert clash.first == next(name for name in aired(planned) if name in {"xa", "huyen"})
    assert (clash.both, clash.decided) == (True, False)


@pytest.mark.parametrize(("first", "second"), [("xa", "huyen"), ("huyen", "xa")])
def test_a_decided_clash_says_so(first: str, second: str) -> None:
    chosen = order((first, second))
    (clash,) = clashes(plan([OWN, ABOVE], chosen), scripts(OWN, ABOVE), chosen)
    assert (clash.first, clash.decided) == (first, True)


def test_a_clash_for_room_names_the_one_that_airs() -> None:
    pool = [urgent("xa", 500, places=("an",)), urgent("huyen", 500)]
    planned = plan(pool)
    (clash,) = clashes(planned, scripts(*pool), NO_CHOICES)
    assert not clash.both
    assert [clash.first] == aired(planned)


def test_items_in_sessions_of_their_own_do_not_clash() -> None:
    pool = [urgent("xa", 500, places=("an",)), urgent("huyen", 500)]
    planned = plan(pool, slots=(slot(MORNING, 15, 10), slot(EVENING, 15, 10)))
    assert sorted(aired(planned)) == ["huyen", "xa"]
    assert clashes(planned, scripts(*pool), NO_CHOICES) == ()


def test_what_is_not_the_communes_own_or_not_of_the_class_does_not_clash() -> None:
    pool = [urgent("a"), urgent("b"), candidate("xa", places=("an",))]
    assert clashes(plan(pool), scripts(*pool), NO_CHOICES) == ()


def test_a_newer_decision_wins_over_older_ones_that_it_contradicts() -> None:
    assert in_order([("a", "b"), ("b", "a")]) == {("a", "b")}
    assert in_order([("a", "b"), ("b", "c"), ("c", "a")]) == {("a", "b"), ("b", "c"), ("a", "c")}


names = st.sampled_from("abcdef")


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.lists(st.tuples(names, names), max_size=12))
def test_no_decisions_keep_a_priority_item_off_the_air(decisions: list[tuple[str, str]]) -> None:
    pool = [urgent(name, 20, places=("an",) if name in "ace" else ()) for name in "abcdef"]
    chosen = order(*decisions)
    row = aired(plan(pool, chosen))
    assert sorted(row) == list("abcdef")
    assert all(row.index(first) < row.index(second) for first, second in chosen.before)

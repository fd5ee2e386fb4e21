"""What was listened to, as far as the clock lets it be believed; and how many people must say yes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.people import (
    Approved,
    NotHeard,
    Seal,
    State,
    TooLateToUndo,
    Twice,
    believed,
    missing_s,
    refuse_on_air,
    refuse_twice,
    refuse_undoing,
    refuse_unheard,
    scope,
    seconds,
    standing,
)
from broadcast.people.listening import FASTEST, SLACK_S, union

NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
SEAL = Seal("1" * 64, "2" * 64, "3" * 64, "normal - - *")
second = st.floats(-5, 120, allow_nan=False)
stretches = st.lists(st.tuples(second, second), max_size=12)


def test_stretches_that_meet_are_one_and_nothing_outside_of_the_sound_counts() -> None:
    assert union([(5, 9), (-2, 3), (8, 40), (7, 6)], 30) == ((0, 3), (5, 30))


def test_no_more_is_believed_than_can_have_sounded() -> None:
    whole = [(0.0, 60.0)]
    assert seconds(believed((), whole, 60, elapsed_s=0)) == SLACK_S
    assert seconds(believed((), whole, 60, elapsed_s=10)) == 10 * FASTEST + SLACK_S
    assert believed((), whole, 60, elapsed_s=30) == ((0.0, 60.0),)


def test_what_was_heard_before_is_not_lost_and_not_counted_twice() -> None:
    first = believed((), [(0, 10)], 60, elapsed_s=10)
    assert believed(first, [(5, 10), (20, 30)], 60, elapsed_s=20) == ((0, 10), (20, 30))
    assert believed(first, [(0, 10)], 60, elapsed_s=0) == first


@given(known=stretches, told=stretches, elapsed_s=st.floats(0, 100, allow_nan=False))
def test_reports_of_any_kind_never_overdraw_the_clock(
    known: list[tuple[float, float]], told: list[tuple[float, float]], elapsed_s: float
) -> None:
    before = union(known, 100)
    after = believed(before, told, 100, elapsed_s)
    limit = max(seconds(before), elapsed_s * FASTEST + SLACK_S)
    assert seconds(before) - 1e-6 <= seconds(after) <= limit + 1e-6
    assert after == union(after, 100)


def test_nan_and_infinity_are_no_stretches() -> None:
    assert union([(float("nan"), 9), (0, float("inf"))], 30) == ()


@pytest.mark.parametrize(("heard_s", "enough"), [(0, False), (58.7, False), (58.9, True), (60, True)])
def test_ninety_eight_of_a_hundred_are_enough(heard_s: float, *, enough: bool) -> None:
    heard = union([(0, heard_s)], 60)
    assert (missing_s(heard, 60) == 0) is enough
    if not enough:
        with pytest.raises(NotHeard, match="chưa nghe"):
            refuse_unheard(heard, 60)


def test_what_is_missing_is_said_in_minutes_and_seconds() -> None:
    with pytest.raises(NotHeard, match="còn 0:42 chưa nghe"):
        refuse_unheard([(0, 18)], 60)


def approval(by: str, seal: Seal = SEAL) -> Approved:
    return Approved(by, NOW, seal, "clip")


def test_two_approvals_are_by_two_people() -> None:
    refuse_twice("lan", [approval("binh")])
    with pytest.raises(Twice):
        refuse_twice("binh", [approval("binh")])


def test_only_approvals_of_what_stands_there_count() -> None:
    other = Seal(SEAL.text, SEAL.spoken, "4" * 64, SEAL.scope)
    older = Seal(SEAL.text, SEAL.spoken, SEAL.audio)
    assert standing([approval("a"), approval("b", other), approval("c", older)], SEAL) == (
        approval("a"),
        approval("c", older),
    )
    assert not SEAL.agrees(Seal(SEAL.text, SEAL.spoken, SEAL.audio, "emergency - - *"))


def test_a_scope_tells_class_days_and_places() -> None:
    assert (
        scope("priority", (NOW.date(), None), ["my-an", "hoa-binh"]) == "priority 2026-11-23 - hoa-binh,my-an"
    )
    assert scope("normal", (None, None), ()) == "normal - - *"


@pytest.mark.parametrize(
    ("state", "last"),
    [
        (State.APPROVED, (State.APPROVED, "lan")),
        (State.DRAFT, (State.DRAFT, "binh")),
        (State.RETURNED, (State.SUBMITTED, "binh")),
    ],
)
def test_only_ones_own_last_decision_is_taken_back(state: State, last: tuple[State, str]) -> None:
    with pytest.raises(TooLateToUndo):
        refuse_undoing("binh", state, last)
    refuse_undoing("binh", State.APPROVED, (State.APPROVED, "binh"))


def test_what_airs_within_the_lock_is_not_undone_but_recalled() -> None:
    until = NOW + timedelta(minutes=10)
    refuse_on_air(None, until)
    refuse_on_air(until + timedelta(seconds=1), until)
    with pytest.raises(TooLateToUndo, match="Thu hồi"):
        refuse_on_air(until, until)

from dataclasses import replace
from itertools import product

import pytest

from broadcast.language import Text
from broadcast.people import (
    MayNot,
    Moved,
    NotOwn,
    NotReady,
    Person,
    Role,
    Seal,
    State,
    may_approve,
    may_move,
    refuse_doubtful,
    refuse_moved,
)
from broadcast.people.life import MOVES

EVERYTHING = Person("a", "Người Đủ Quyền", frozenset(Role))
WRITER = Person("b", "Biên Tập", frozenset({Role.WRITER}))
APPROVER = Person("c", "Lãnh Đạo", frozenset({Role.APPROVER}))
SEAL = Seal("1" * 64, "2" * 64, "3" * 64)


def test_every_state_is_reached_somehow_and_has_a_name() -> None:
    assert set(MOVES) == set(State)
    assert len({state.named.vi for state in State}) == len(State)


@pytest.mark.parametrize(("now", "to"), list(product(State, State)))
def test_a_script_moves_only_where_the_table_says(now: State, to: State) -> None:
    if now in MOVES[to][1]:
        may_move(EVERYTHING, now, to)
    else:
        with pytest.raises(Moved, match="tình trạng"):
            may_move(EVERYTHING, now, to)


def test_only_a_submitted_script_is_approved_and_every_script_can_be_edited() -> None:
    assert MOVES[State.APPROVED][1] == {State.SUBMITTED}
    assert MOVES[State.DRAFT][1] == set(State)


@pytest.mark.parametrize("to", [State.APPROVED, State.RETURNED, State.WITHDRAWN])
def test_a_writer_only_writes_and_submits(to: State) -> None:
    with pytest.raises(MayNot):
        may_move(WRITER, next(iter(MOVES[to][1])), to)


@pytest.mark.parametrize("to", [State.DRAFT, State.SUBMITTED])
def test_an_approver_does_not_write(to: State) -> None:
    with pytest.raises(MayNot):
        may_move(APPROVER, State.DRAFT, to)


def test_nobody_approves_their_own_script() -> None:
    with pytest.raises(NotOwn, match="không được tự duyệt"):
        may_approve(EVERYTHING, {"a", "b"})
    may_approve(EVERYTHING, {"b"})


def test_a_writer_who_is_no_approver_hears_first_that_it_is_their_own() -> None:
    with pytest.raises(NotOwn):
        may_approve(WRITER, {"b"})
    with pytest.raises(MayNot):
        may_approve(WRITER, {"z"})


def test_a_doubt_holds_a_script_back_and_every_doubt_is_told() -> None:
    refuse_doubtful([])
    with pytest.raises(NotReady) as refused:
        refuse_doubtful([Text("mất chữ: kh i", "lost: kh i"), Text("mất chữ: kh e", "lost: kh e")])
    assert len(refused.value.faults) == 2


@pytest.mark.parametrize(("part", "name"), [("text", "bài viết"), ("spoken", "lời đọc"), ("audio", "tiếng")])
def test_what_changed_since_it_was_seen_is_not_approved(part: str, name: str) -> None:
    refuse_moved(SEAL, SEAL)
    with pytest.raises(Moved, match=f"^{name} đã đổi"):
        refuse_moved(SEAL, replace(SEAL, **{part: "9" * 64}))

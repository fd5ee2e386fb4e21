"""What a step can bring at most."""

from collections.abc import Mapping, Sequence

import pytest

from broadcast.bench.small_days import small_day
from broadcast.schedule.board import Board
from broadcast.schedule.bound import Bound, Step
from broadcast.schedule.plan import Candidate, DayPlan
from broadcast.schedule.sheet import Play, Sheet
from broadcast.script import BulletinClass

DAYS = range(0, 200, 4)


def calm(number: int) -> bool:
    """An emergency takes away the headlines; the bound is made when it stands."""
    return not any(each.script.klass is BulletinClass.EMERGENCY for each in small_day(number).fit)


def board_of(number: int, plan: DayPlan | None = None) -> Board:
    """The board of a small day on which nothing stands yet, or what stands in `plan`."""
    day = small_day(number)
    candidates = {each.script.id: each for each in day.fit}
    rows = {session.slot.id: session.items for session in plan.sessions} if plan else {}
    plays = {
        slot: [Play(candidates[item.clip.script or ""], item.reason) for item in items]
        for slot, items in rows.items()
    }
    sheets = [Sheet(slot, day.form, day.frame, plays.get(slot.id, [])) for slot in day.slots]
    return Board(sheets, day.cap_s, {})


def least(number: int) -> Mapping[str, int]:
    return {name: target.plays_min for name, target in small_day(number).targets.items()}


def own(number: int) -> Sequence[Candidate]:
    """The scripts of campaigns, the shortest first."""
    fit = [each for each in small_day(number).fit if each.script.campaign]
    return sorted(fit, key=lambda each: each.clip.duration_s)


def wanted(number: int, plan: DayPlan) -> int:
    """Wanted plays of a plan, in the sessions that it airs."""
    return sum(min(each.planned, least(number)[each.campaign]) for each in plan.targets)


@pytest.mark.parametrize("number", [number for number in DAYS if calm(number)])
def test_no_plan_has_more_than_the_bound_of_its_sessions(number: int) -> None:
    day, board = small_day(number), board_of(number)
    plan = day.planned()
    airing = {session.slot.id for session in plan.sessions}
    step = Step((), [sheet for sheet in board.sheets if sheet.slot.id in airing])
    assert wanted(number, plan) <= Bound(board, least(number), own(number)).most(step)


@pytest.mark.parametrize("number", DAYS)
def test_a_session_less_or_a_smaller_cap_never_allows_more(number: int) -> None:
    board = board_of(number)
    bound = Bound(board, least(number), own(number))
    every = bound.most(Step((), board.sheets))
    assert every <= sum(least(number).values())
    board.room_s -= 60
    assert Bound(board, least(number), own(number)).most(Step((), board.sheets)) <= every


def test_only_steps_that_may_bring_more_are_hopeful_and_the_best_is_first() -> None:
    board = board_of(0)
    bound = Bound(board, least(0), own(0))
    steps = [Step((), board.sheets[:number]) for number in range(len(board.sheets) + 1)]
    hopeful = bound.hopeful(steps, 1)
    rated = [bound.most(step) for step in hopeful]
    assert rated == sorted(rated, reverse=True)
    assert all(most > 1 for most in rated)
    assert Step((), board.sheets[:0]) not in hopeful


def normal(number: int) -> bool:
    return all(each.script.klass is BulletinClass.NORMAL for each in small_day(number).fit)


@pytest.mark.parametrize("number", [number for number in range(200) if normal(number)])
def test_what_is_taken_out_is_as_if_it_had_never_stood(number: int) -> None:
    board = board_of(number, small_day(number).planned())
    every = [(sheet, place) for sheet in board.sheets for place in range(len(sheet.plays))]
    cleared = Bound(board, least(number), own(number)).most(Step(every, board.sheets))
    empty = board_of(number)
    assert cleared == Bound(empty, least(number), own(number)).most(Step((), empty.sheets))

from datetime import UTC, datetime, timedelta

import pytest
from commune import MONDAY

from broadcast.agent.clock import Moment
from broadcast.agent.gate import quiet
from broadcast.agent.patience import Patience
from broadcast.agent.steadiness import SETTLED_S, Steadiness


@pytest.mark.parametrize(
    ("hour", "closed"),
    [("00:00", True), ("03:15", True), ("04:59", True), ("05:00", False), ("20:59", False), ("21:00", True)],
)
def test_quiet_hours_are_vietnam_s_wall_clock(hour: str, closed: object) -> None:
    at = datetime.fromisoformat(f"2026-11-23T{hour}:00+07:00")
    assert quiet(at) is closed
    assert quiet(at.astimezone(UTC)) is closed


def test_patience_doubles_up_to_its_limit_and_begins_anew() -> None:
    patience = Patience(first_s=5, most_s=30)
    waits, now = [], 100.0
    for _ in range(5):
        patience.failed(now)
        waits.append(next(wait for wait in range(1000) if patience.ready(now + wait)))
    assert waits == [5, 10, 20, 30, 30]
    patience.passed()
    assert patience.ready(now)
    assert not patience.failing


def test_a_clock_that_leaps_is_not_believed_for_a_while() -> None:
    watch = Steadiness.starting(Moment(MONDAY, 0.0))
    watch.see(Moment(MONDAY + timedelta(seconds=SETTLED_S), SETTLED_S))
    assert watch.settled
    watch.see(Moment(MONDAY + timedelta(hours=3), SETTLED_S + 1))
    assert not watch.settled
    assert watch.leapt_over(MONDAY + timedelta(hours=2))
    assert not watch.leapt_over(MONDAY + timedelta(hours=4))

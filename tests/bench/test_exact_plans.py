"""The planner beside the best plan there is, on small days; `broadcast bench plan` takes all of them."""

from statistics import mean

import pytest

from broadcast.bench.small_days import broken, small_day, urgent_plays, wanted_plays

NUMBERS = range(200)


SMALLEST = sorted(map(small_day, NUMBERS), key=lambda day: day.size)[:20]


def test_no_plan_of_any_small_day_breaks_a_rule() -> None:
    days = [small_day(number) for number in NUMBERS]
    assert [found for day in days for found in broken(day, day.planned())] == []


def test_the_planner_reaches_nearly_what_can_be_reached() -> None:
    pytest.importorskip("ortools", reason="OR-Tools")
    from broadcast.bench.exact import best

    shares = []
    for day in SMALLEST:
        plan = day.planned()
        known = best(day, plan)
        assert known.proved
        assert urgent_plays(plan) == known.urgent
        assert wanted_plays(plan) <= known.wanted
        shares.append(wanted_plays(plan) / known.wanted if known.wanted else 1.0)
    assert mean(shares) >= 0.98
    assert min(shares) >= 0.9


def test_some_small_days_have_too_little_room() -> None:
    wanted = [sum(target.plays_min for target in day.targets.values()) for day in SMALLEST]
    assert sum(map(int.__gt__, wanted, (wanted_plays(day.planned()) for day in SMALLEST))) >= 5

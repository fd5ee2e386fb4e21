from collections import Counter
from datetime import date, timedelta

import pytest

from broadcast.schedule.rotation import GOLDEN, ROOT_TWO, turns

DAY = date(2020, 8, 6)
NAMES = [f"t{number}" for number in range(10)]


@pytest.mark.parametrize("step", [GOLDEN, ROOT_TWO])
@pytest.mark.parametrize("first", [1, 3, 5])
def test_everybody_is_among_the_first_equally_often(step: float, first: int) -> None:
    counts: Counter[str] = Counter()
    for number in range(100):
        turn = turns(NAMES, "an-thanh-trung", DAY + timedelta(number), step)
        counts.update(name for name in NAMES if turn[name] < first)
    assert max(counts.values()) - min(counts.values()) <= 4


def test_the_turns_are_a_circle() -> None:
    assert sorted(turns(NAMES, "an", DAY, GOLDEN).values()) == list(range(10))
    assert turns([], "an", DAY, GOLDEN) == {}


def test_another_day_and_another_station_begin_elsewhere() -> None:
    today = turns(NAMES, "an", DAY, GOLDEN)
    assert today != turns(NAMES, "an", DAY + timedelta(1), GOLDEN)
    assert len({turns(NAMES, f"s{n}", DAY, GOLDEN)["t0"] for n in range(18)}) > 5

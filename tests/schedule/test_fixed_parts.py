"""Sessions and caps that music, pauses and words leave no room in."""

from dataclasses import replace
from datetime import time

import pytest
from planning import FORM, FRAME, slot

from broadcast.programme import Clip, length_s
from broadcast.schedule.fixed_parts import SHORTEST_ITEM_S, Fixed, fixed, tight_day, tight_session

OWN = Fixed(30, 50)


def test_music_and_pauses_are_what_a_programme_takes_beside_its_items() -> None:
    words = {"call": 3.0, "greeting": 8.0, "closing": 6.0}
    silent = Clip("", "", 0.0)
    music = replace(FRAME, call=silent, greeting=silent, closing=silent)
    own = fixed(FORM, music, words)
    programme_s = length_s(FORM, FRAME, [Clip("item", "", 40.0, urgent=True)])
    assert own.about_s == pytest.approx(programme_s - 40)
    assert own.about_s - own.sure_s == 17


@pytest.mark.parametrize(
    ("longest_s", "aim_s", "field", "sure"),
    [
        (30, 30, "longest_min", True),
        (31, 31, "longest_min", False),
        (50 + SHORTEST_ITEM_S - 1, 40, "longest_min", False),
        (60, 30, "aim_min", True),
        (60, 59, "aim_min", False),
        (60, 60, None, None),
    ],
)
def test_a_session_needs_room_for_one_sentence(
    longest_s: float, aim_s: float, field: str | None, *, sure: bool | None
) -> None:
    found = list(tight_session(slot(time(5), longest_s / 60, aim_s / 60), OWN))
    assert [(each.field, each.sure) for each in found] == ([] if field is None else [(field, sure)])


@pytest.mark.parametrize(
    ("cap_s", "relayed_s", "sure"),
    [
        (90, 0, True),
        (91, 0, False),
        (179, 0, False),
        (180, 0, None),
        (180, 1, False),
        (690, 600, True),
        (0, 0, None),
    ],
)
def test_a_cap_needs_room_for_one_sentence_in_every_session(
    cap_s: float, relayed_s: float, *, sure: bool | None
) -> None:
    found = tight_day(cap_s, relayed_s, [OWN] * 3)
    assert (found and found.sure) is sure


def test_a_day_without_a_session_asks_for_nothing() -> None:
    assert tight_day(10, 20, []) is None

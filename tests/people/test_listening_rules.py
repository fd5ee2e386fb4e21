"""How much of a sound must have been heard before it is approved."""

import pytest

from broadcast.people import NotHeard, missing_s, refuse_unheard


@pytest.mark.parametrize("length_s", [0.2, 0.4, 0.9, 30.0, 600.0])
def test_nothing_is_approved_that_nobody_listened_to(length_s: float) -> None:
    with pytest.raises(NotHeard):
        refuse_unheard((), length_s)
    refuse_unheard([(0.0, length_s)], length_s)


def test_the_last_moments_may_be_missing() -> None:
    assert missing_s([(0.0, 9.5)], 10.0) == 0
    assert missing_s([(0.0, 9.0)], 10.0) == pytest.approx(1.0)
    assert missing_s([(0.0, 0.1)], 0.4) == pytest.approx(0.3)

import datetime as dt

import pytest

from broadcast.store.digest import digest

DAY = dt.date(2020, 8, 6)


def test_the_same_values_have_the_same_key_in_any_order_of_names() -> None:
    assert digest("mix", 1, {"a": 1, "b": (2, DAY)}) == digest("mix", 1, {"b": [2, DAY], "a": 1})
    assert len(digest()) == 64


@pytest.mark.parametrize("other", [("mix", 2), ("mix1",), ("mix", "1"), ("mix", 1, None), (1, "mix")])
def test_anything_that_differs_gives_another_key(other: tuple[object, ...]) -> None:
    assert digest("mix", 1) != digest(*other)


def test_what_has_no_lasting_text_is_refused_as_a_key() -> None:
    """The text of an object holds its address: such a key would never be found again."""
    with pytest.raises(TypeError):
        digest(object())

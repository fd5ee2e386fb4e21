"""sea-g2p as it is, and the service without it."""

import importlib.util

import pytest

from broadcast.adapters.second_opinion import second_opinion
from broadcast.reading import NoOpinion, Opinion, differences, read_document
from broadcast.reading.second_opinion import LONGEST


@pytest.fixture(scope="module")
def opinion() -> Opinion:
    found = second_opinion()
    if found is None:
        pytest.skip("sea-g2p is not installed")
    return found


def test_it_says_a_sentence_in_words(opinion: Opinion) -> None:
    assert opinion("Họp lúc 7h30.").strip(".") == "họp lúc bảy giờ ba mươi phút"


def test_it_gives_words_without_marks_for_another_voice(opinion: Opinion) -> None:
    assert "<" not in opinion("Theo Công văn 272/TB-VPCP, cài smartphone.")


def test_it_agrees_on_plain_words_and_differs_on_a_number_to_call(opinion: Opinion) -> None:
    reading = read_document("Bà con nhớ giữ vệ sinh.\n\nThấy người đuối nước, gọi ngay 115.")
    assert [(each.written, each.ours) for each in differences(reading, opinion)] == [("115", "một một năm")]


@pytest.mark.parametrize("written", ["/" * LONGEST, "\ud800", "1" * (LONGEST + 1)])
def test_where_it_breaks_it_has_no_opinion_and_goes_on(opinion: Opinion, written: str) -> None:
    with pytest.raises(NoOpinion, match="sea-g2p"):
        opinion(written)
    assert opinion("24/7") == "hai mươi bốn trên bảy"


def test_without_the_package_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert second_opinion() is None

"""What changed between two texts, word by word."""

import pytest

from broadcast.script.changes import Kind, changes


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Họp lúc 7 giờ.", "Họp lúc 8 giờ.", "Họp lúc [-7 -][+8 +]giờ."),
        ("a b", "a b", "a b"),
        ("a\nb", "a\nb\nc", "a\nb[+\nc+]"),
        ("a b", "", "[-a b-]"),
        ("", "", ""),
    ],
)
def test_what_went_comes_before_what_came(before: str, after: str, told: str) -> None:
    marks = {Kind.SAME: "{}", Kind.OUT: "[-{}-]", Kind.IN: "[+{}+]"}
    assert "".join(marks[each.kind].format(each.text) for each in changes(before, after)) == told


def test_nothing_of_either_text_is_lost() -> None:
    before, after = "Bà con  nhớ đeo\nkhẩu trang. " * 300, "Bà con nhớ\n\nđeo khẩu trang nhé. " * 290
    found = list(changes(before, after))
    assert "".join(each.text for each in found if each.kind is not Kind.IN) == before
    assert "".join(each.text for each in found if each.kind is not Kind.OUT) == after

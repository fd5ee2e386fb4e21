"""What pages say of a delivery, and that the form offers no wish without a name."""

from typing import Any

import pytest

from broadcast.doors.pages import wording
from broadcast.reading import read_document
from broadcast.script import SPOKEN, BulletinClass, Manuscript
from broadcast.speech import Speaker
from broadcast.speech.delivery import delivered

BOTH = (Speaker.WOMAN, Speaker.MAN)
URGENT = BulletinClass.EMERGENCY


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"voices": ("woman",)}, "Giọng nữ đọc một lần"),
        ({"voices": ("man",), "again": True}, "Giọng nam đọc hai lần liền (Xin nhắc lại)"),
        ({"voices": ("man", "woman")}, "Giọng nam và giọng nữ đọc thay nhau từng đoạn, một lần"),
        ({"klass": URGENT}, "Giọng nữ đọc hai lần liền (Xin nhắc lại), chậm"),
        ({"klass": URGENT, "again": False}, "Giọng nữ đọc một lần, chậm"),
    ],
)
def test_a_page_says_who_reads_how_often_and_how_slowly(wishes: dict[str, Any], said: str) -> None:
    manuscript = Manuscript("Họp ấp", "Mời họp ấp.\n\nĐúng giờ.", **wishes)
    reading = read_document(manuscript.text)
    assert wording.spoken(delivered(manuscript.script("hop-ap"), reading, BOTH)).vi == said


def test_of_two_voices_only_those_are_named_that_are_heard() -> None:
    one = Manuscript("Họp ấp", "Mời họp ấp.", voices=("man", "woman"))
    delivery = delivered(one.script("hop-ap"), read_document(one.text), BOTH)
    assert wording.spoken(delivery).vi == "Giọng nam đọc một lần"


def test_the_usual_language_is_offered_first_and_every_code_can_be_named() -> None:
    assert next(iter(wording.LANGUAGES)) == SPOKEN
    assert wording.tongue("km").vi == "Tiếng Khmer"
    assert "jra" in wording.tongue("jra").vi

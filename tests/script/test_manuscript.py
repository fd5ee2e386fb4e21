"""What a writer hands in: its fingerprint outlives new fields, and what nobody can speak is refused."""

from dataclasses import replace
from datetime import date

import pytest

from broadcast.errors import Fault
from broadcast.script import BadManuscript, BulletinClass, Manuscript

SPOKEN = Manuscript(
    "Cắt điện ấp Long Hòa",
    "Điện lực thông báo cắt điện.",
    klass=BulletinClass.PRIORITY,
    places=("my-an",),
    valid_until=date(2020, 12, 31),
)
RECORDED = Manuscript("Kẻng", "", sound="5" * 64)


def faults(manuscript: Manuscript) -> tuple[Fault, ...]:
    with pytest.raises(BadManuscript) as wrong:
        manuscript.refuse_faults()
    return wrong.value.faults


def test_what_was_approved_before_there_were_voices_keeps_its_fingerprint() -> None:
    # taken before `voices`, `again` and `language` were fields; approvals in the database are bound to these
    assert SPOKEN.fingerprint == "44a072ffda1c7eaf0a83c41cc422440452fff53cd72252947e3530bd2ef248bc"
    assert RECORDED.fingerprint == "2b04f44a30538911ce3f04a22d2352bfe050773f936e79254a8607502ed27f0d"


def test_each_of_the_fields_counts_once_it_says_something() -> None:
    variants = [
        SPOKEN,
        replace(SPOKEN, voices=("woman",)),
        replace(SPOKEN, voices=("woman", "man")),
        replace(SPOKEN, voices=("man", "woman")),
        replace(SPOKEN, again=True),
        replace(SPOKEN, again=False),
        replace(SPOKEN, language="km"),
    ]
    assert len({each.fingerprint for each in variants}) == len(variants)


def test_a_script_carries_the_wishes_of_its_writer() -> None:
    script = replace(SPOKEN, voices=("man",), again=True).script("cat-dien")
    assert (script.voices, script.again, script.language) == (("man",), True, "vi")


def test_another_language_is_a_recording() -> None:
    (fault,) = faults(replace(SPOKEN, language="km"))
    assert "chỉ đọc được tiếng Việt" in fault.what.vi
    assert "tệp âm thanh" in fault.remedy.vi
    replace(RECORDED, language="km").refuse_faults()

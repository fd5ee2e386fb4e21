from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from broadcast.script import Approval, Script, fingerprint

TEXT = "Đeo khẩu trang khi ra khỏi nhà.\nRửa tay bằng xà phòng."
FIELDS = {"title": "Khẩu trang", "topic": "khau-trang", "valid_until": date(2020, 12, 31)}
SCRIPT = Script("khau-trang-01", "Khẩu trang", TEXT, "thong-bao", fingerprint(TEXT, FIELDS))


def cleared(script: Script, sha256: str) -> bool:
    return replace(script, approved=Approval("Nguyễn Văn A", date(2020, 8, 5), sha256)).cleared


def test_a_script_is_cleared_by_the_fingerprint_of_what_stands_there() -> None:
    assert cleared(SCRIPT, SCRIPT.fingerprint)
    assert not cleared(SCRIPT, "0" * 64)
    assert not SCRIPT.cleared


def test_saving_again_in_another_editor_keeps_the_approval() -> None:
    decomposed = TEXT.replace("ỏ", "o\u0309").replace("\n", "  \r\n") + "\n\n"
    assert fingerprint(decomposed, FIELDS) == SCRIPT.fingerprint


@given(st.sampled_from(range(len(TEXT))), st.characters(categories=["Lu", "Nd"]))
def test_any_changed_letter_changes_the_fingerprint(position: int, letter: str) -> None:
    edited = TEXT[:position] + letter + TEXT[position + 1 :]
    assert (fingerprint(edited, FIELDS) == SCRIPT.fingerprint) == (edited == TEXT)


def test_any_changed_field_changes_the_fingerprint() -> None:
    for name, value in {"topic": "rua-tay", "valid_until": date(2021, 1, 1), "places": ["kien-an"]}.items():
        assert fingerprint(TEXT, {**FIELDS, name: value}) != SCRIPT.fingerprint


def test_validity_counts_whole_days_both_included() -> None:
    script = replace(SCRIPT, valid_from=date(2020, 8, 6), valid_until=date(2020, 12, 31))
    assert [script.valid_on(date(2020, m, d)) for m, d in ((8, 5), (8, 6), (12, 31))] == [False, True, True]
    assert not script.valid_on(date(2021, 1, 1))


def test_a_script_without_places_airs_everywhere() -> None:
    assert SCRIPT.airs_at("kien-an")
    assert not replace(SCRIPT, places=("my-an",)).airs_at("kien-an")

"""A station's choices, and the public face of the room."""

import json
from pathlib import Path

import pytest

from broadcast.errors import Invalid
from broadcast.language import Language
from broadcast.reading import DocumentStyle, Policy, Region, Rule, decode, read_line, rules
from broadcast.reading.syllables import is_syllable


@pytest.mark.parametrize(
    ("style", "spoken"),
    [
        (DocumentStyle.FULL, "Nghị định ba mươi trên hai nghìn không trăm hai mươi trên nghị định chính phủ"),
        (DocumentStyle.SPELT, "Nghị định ba mươi trên hai nghìn không trăm hai mươi trên nờ đê xê pê"),
        (DocumentStyle.SHORT, "Nghị định ba mươi năm hai nghìn không trăm hai mươi"),
    ],
)
def test_document_numbers_are_said_as_the_station_chose(style: DocumentStyle, spoken: str) -> None:
    assert read_line("Nghị định 30/2020/NĐ-CP", Policy(documents=style)).spoken == spoken


def test_the_south_says_its_own_words_for_numbers_only() -> None:
    policy = Policy(region=Region.SOUTH)
    assert read_line("1.105 hộ ở nghìn trùng", policy).spoken == "một ngàn một trăm lẻ năm hộ ở nghìn trùng"


def test_the_lexicon_of_the_station_wins_and_minds_its_case() -> None:
    policy = Policy(lexicon=(("UBND", "ủy ban"), ("chợ mới", "chợ Mới"), ("H. CM", "huyện Chợ Mới")))
    assert (
        read_line("UBND H. CM: Chợ Mới (UBND)", policy).spoken
        == "ủy ban huyện Chợ Mới, chợ Mới, ủy ban,".rstrip(",") + ","
    )
    assert read_line("ubnd", policy).spoken == "ủy ban nhân dân"


def test_a_piece_prints_as_the_contract_says() -> None:
    piece = read_line("cac").pieces[0].as_json(Language.EN)
    assert json.loads(json.dumps(piece)) == {
        "written": "cac",
        "start": 0,
        "end": 3,
        "spoken": "cac",
        "rule": "impossible",
        "doubt": {"why": "no Vietnamese syllable: cac", "proposals": ["các", "cạc"], "severity": "error"},
    }
    assert read_line("các").pieces[0].as_json()["doubt"] is None


def test_every_rule_is_documented() -> None:
    assert {row.rule for row in rules()} == set(Rule)
    assert all(row.gloss.vi and row.gloss.en for row in rules())


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"Ch\xf4", b"\x89PNG\r\n\x1a\n\x80\x81"])
def test_bytes_that_are_no_text_are_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(Invalid, match="UTF-8"):
        decode(data)


@pytest.mark.parametrize(
    "word",
    [
        "khuỷu",
        "nghiêng",
        "quốc",
        "giếng",
        "gì",
        "yêu",
        "uỷ",
        "oanh",
        "khoẻ",
        "thuở",
        "rượu",
        "nguyễn",
        "quýt",
        "xoong",
    ],
)
def test_these_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "kh",
        "ngĩa",
        "cac",
        "tap",
        "ghà",
        "ngi",
        "wa",
        "trưòng",
        "qá",
        "áá",
        "hoàà",
        "led",
        "pano",
        "nhgi",
        "đư0",
        "yễn̉",
    ],
)
def test_these_are_none(word: str) -> None:
    assert not is_syllable(word)


def test_the_guide_tells_of_every_rule() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "reading.md").read_text(encoding="utf-8")
    assert [rule for rule in Rule if f"`{rule.value}`" not in guide] == []

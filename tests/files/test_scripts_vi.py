"""The scripts of the station: enough of them, every topic of plan 1677, written for the ear."""

import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from broadcast.files.scripts import ScriptFile, load_scripts
from broadcast.script import BulletinClass

FOLDER = Path(__file__).resolve().parents[2] / "scripts_vi"
FILES, FAULTS = load_scripts(FOLDER)
COVID = [file for file in FILES if file.script.campaign == "covid-19"]
STANDING = [file for file in FILES if file.script.campaign == "thuong-xuyen"]
TOPICS_OF_THE_PLAN = {
    *("khau-trang", "rua-tay", "khong-tu-tap", "ncovi", "bluezone", "to-khai-y-te", "buu-chinh"),
    *("giao-dich-dien-tu", "dich-vu-cong", "nhap-canh"),
}
STANDING_TOPICS = {"suc-khoe", "an-toan", "hanh-chinh", "doi-song", "san-xuat", "thien-tai"}
GENRES = {"thong-bao", "chuyen-muc", "tra-loi-phan-anh", "nguoi-tot-viec-tot"}
PHONES = {"112", "113", "114", "115", "1900 9095"}
ADDRESSES = {"ncovi.vn", "bluezone.gov.vn", "www.bluezone.gov.vn", "tokhaiyte.vn", "dichvucong.gov.vn"}

every_script = pytest.mark.parametrize("file", FILES, ids=lambda file: file.script.id)


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.!?…])\s+", text.strip()) if sentence]


def test_no_script_has_a_fault() -> None:
    assert FAULTS == ()
    assert len(FILES) == len(list(FOLDER.iterdir()))


def test_there_are_enough_of_both_kinds() -> None:
    assert len(FILES) >= 34
    assert len(COVID) >= 15
    assert len(STANDING) >= 19
    assert len(COVID) + len(STANDING) == len(FILES)


def test_every_topic_of_the_plan_is_covered_and_the_main_ones_twice() -> None:
    counted = Counter(file.script.topic for file in COVID)
    assert set(counted) == TOPICS_OF_THE_PLAN
    assert all(
        counted[topic] >= 2 for topic in ("khau-trang", "rua-tay", "khong-tu-tap", "bluezone", "ncovi")
    )


def test_every_standing_topic_has_at_least_two_scripts() -> None:
    counted = Counter(file.script.topic for file in STANDING)
    assert set(counted) == STANDING_TOPICS
    assert min(counted.values()) >= 2


def test_scripts_of_the_campaign_air_in_its_window_and_standing_ones_without_end() -> None:
    assert {(file.script.valid_from, file.script.valid_until) for file in COVID} == {
        (date(2020, 8, 6), date(2020, 12, 31))
    }
    assert all(file.script.valid_until is None for file in STANDING)
    on_the_first_day = [file for file in STANDING if file.script.valid_on(date(2020, 8, 6))]
    assert len(on_the_first_day) >= 12


def test_titles_and_texts_are_unique() -> None:
    assert len({file.script.title.casefold() for file in FILES}) == len(FILES)
    spoken = Counter(sentence for file in FILES for sentence in sentences(file.script.text))
    assert [sentence for sentence, times in spoken.items() if times > 1] == []


@every_script
def test_sentences_are_under_30_words(file: ScriptFile) -> None:
    assert [words for words in map(str.split, sentences(file.script.text)) if len(words) >= 30] == []


@every_script
def test_a_script_takes_half_a_minute_to_a_minute(file: ScriptFile) -> None:
    assert 80 <= len(file.script.text.split()) <= 150


@every_script
def test_the_writing_is_clean(file: ScriptFile) -> None:
    content = file.path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", content)
    assert re.findall(r"[^\S\n]\n|[^\S\n ]|\S  |\n\n\n", content) == []
    text = file.script.text
    assert re.findall(r"[()\[\]{}<>*#_“”\"…;&]|\bvv|\bv\.v\.| [.,:?!]|[.,:?!]{2}", text) == []
    assert all(re.search(r"[.?!:]$", paragraph) for paragraph in text.split("\n\n"))
    assert all(sentence[0].isupper() for sentence in sentences(text))


@every_script
def test_every_script_of_the_set_is_cleared_for_air(file: ScriptFile) -> None:
    assert file.script.cleared


@every_script
def test_marks_stand_where_the_station_writes_them(file: ScriptFile) -> None:
    """Hòa, khỏe, ủy; never hoà, khoẻ, uỷ: one spelling throughout."""
    letters = f"{file.script.title} {file.script.text}".lower()
    assert re.findall(r"\w*(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", letters) == []


@every_script
def test_no_phone_number_or_address_is_invented(file: ScriptFile) -> None:
    text = file.script.text
    phones = set(re.findall(r"\b(?:1[89]00(?: \d+)*|0\d{8,}|11\d)\b", text))
    assert phones <= PHONES
    assert set(re.findall(r"(?<!/)\b[\w.]+\.vn\b|(?<=//)[\w.]+\.vn\b", text)) <= ADDRESSES


@every_script
def test_the_fields_are_the_agreed_ones(file: ScriptFile) -> None:
    script = file.script
    assert script.genre in GENRES
    assert script.language == "vi"
    expected = "Đài Truyền thanh huyện Chợ Mới" if script.campaign == "covid-19" else "Đài Truyền thanh xã"
    assert script.origin == expected
    assert script.klass in (BulletinClass.NORMAL, BulletinClass.PRIORITY)
    assert script.klass is BulletinClass.NORMAL or script.campaign == "covid-19"


@pytest.mark.parametrize("file", STANDING, ids=lambda file: file.script.id)
def test_standing_scripts_read_well_on_any_day(file: ScriptFile) -> None:
    """No year, no day of a month, no district (abolished on 01/7/2025), no epidemic of one year."""
    spoken = f"{file.script.title} {file.script.text}"
    assert (
        re.findall(r"\b(?:19|20)\d\d\b|\d/\d|\bngày \d|\btháng \d|\bhuyện\b|COVID|năm nay|hôm qua", spoken)
        == []
    )

"""The station's own words: read so at once, and whatever was approved with other words is approved anew."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from broadcast.desk.dictionary import BadWord, Dictionary, InTheFile, NoSuchWord, checked, with_words
from broadcast.desk.house import open_house
from broadcast.desk.merging import Merged
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.studio import Studio
from broadcast.people import Approved, How, MayNot, Person, Role, Seal, State
from broadcast.script import Manuscript
from broadcast.store import audit, clearances, scripts
from broadcast.store.station_words import StationWord

DAY = date(2020, 8, 6)
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Role.APPROVER}))
TEXT = "Trạm TYTXX khám bệnh cho bà con."


@pytest.fixture
def dictionary(small_studio: Studio) -> Dictionary:
    files, merged = open_house(small_studio.house), Merged(small_studio)
    return Dictionary(small_studio, lambda: merged.house(files))


def approved(dictionary: Dictionary, title: str, text: str) -> str:
    """A script of Lan's that Bình approved."""
    newsroom = Newsroom(dictionary.studio, dictionary.house)
    entry = newsroom.write(LAN, Manuscript(title, text))
    seal = Seal(entry.manuscript.fingerprint, newsroom.proofs(entry.id).reading.fingerprint, "0" * 64, "")
    now = dictionary.studio.now()
    with dictionary.studio.database.begin() as connection:
        scripts.move(connection, entry, State.APPROVED, "binh", "", now)
        clearances.keep(connection, entry.id, 1, Approved("binh", now, seal, "0" * 64, How(), 1.0, 1.0))
    return entry.id


def spoken(dictionary: Dictionary, text: str = TEXT) -> str:
    newsroom = Newsroom(dictionary.studio, dictionary.house)
    return newsroom.proofs(newsroom.write(LAN, Manuscript("Thử", text)).id).reading.spoken


def test_a_word_is_spoken_as_it_says_from_then_on(dictionary: Dictionary) -> None:
    assert "trạm y tế xã" not in spoken(dictionary)
    assert dictionary.add(BINH, "TYTXX", "Trạm y tế xã") == ()
    assert "trạm y tế xã khám bệnh" in spoken(dictionary)
    dictionary.remove(BINH, "TYTXX")
    assert "trạm y tế xã" not in spoken(dictionary)


def test_what_was_approved_with_other_words_goes_back_to_the_approvers(dictionary: Dictionary) -> None:
    touched, other = approved(dictionary, "Khám bệnh", TEXT), approved(dictionary, "Họp", "Mời bà con họp.")
    assert [each.id for each in dictionary.touched("TYTXX", "trạm y tế xã")] == [touched]
    assert [each.id for each in dictionary.add(BINH, "TYTXX", "trạm y tế xã")] == [touched]
    newsroom = Newsroom(dictionary.studio, dictionary.house)
    now = newsroom.proofs(touched)
    assert (now.entry.state, now.entry.version) == (State.SUBMITTED, 2)
    assert now.steps[-1].note == "Từ điển: «TYTXX» đọc là «trạm y tế xã»"
    assert "binh" in now.writers, "whoever changed the words does not approve them"
    assert newsroom.proofs(other).entry.state is State.APPROVED
    with dictionary.studio.database.begin() as connection:
        (fell,) = [line for line in audit.every(connection) if line.did == "script.fell"]
    assert (fell.by, fell.on, fell.told["version"]) == ("binh", touched, 2)


def test_scripts_on_file_are_read_by_the_file_alone(dictionary: Dictionary) -> None:
    before = dictionary.house().scripts
    dictionary.add(BINH, "khẩu trang", "mặt nạ")
    house = dictionary.house()
    for station in house.stations():
        policy = house.schedule.reading_at(station.id, DAY)
        assert ("khẩu trang", "mặt nạ") in policy.lexicon
        for name, reviewed in house.scripts.items():
            assert "mặt nạ" not in house.read(reviewed, policy).spoken
            assert reviewed.reading == before[name].reading


def test_only_some_may_and_every_change_is_in_the_audit(dictionary: Dictionary) -> None:
    with pytest.raises(MayNot):
        dictionary.add(LAN, "TYTXX", "trạm y tế xã")
    dictionary.add(BINH, "TYTXX", "trạm y tế xã")
    dictionary.remove(BINH, "TYTXX")
    with pytest.raises(NoSuchWord):
        dictionary.remove(BINH, "TYTXX")
    with dictionary.studio.database.begin() as connection:
        lines = [(line.did, line.on, line.by) for line in audit.every(connection)]
    assert lines == [("word.added", "TYTXX", "binh"), ("word.removed", "TYTXX", "binh")]


def test_a_word_of_the_file_is_changed_in_the_file(dictionary: Dictionary) -> None:
    written = dictionary.filed()[0][0] if dictionary.filed() else None
    if written is None:
        house = dictionary.house()
        word = StationWord(house.schedule.district, "OCOP", "ô cốp", "", datetime.now(UTC))
        filed = replace(house, schedule=with_words(house.schedule, [word]))
        dictionary, written = replace(dictionary, house=lambda: filed), "OCOP"
    with pytest.raises(InTheFile):
        dictionary.add(BINH, written, "đọc khác")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "a"),
        ("...", "a"),
        ("a" * 61, "a"),
        ("TYT", ""),
        ("TYT", "5 giờ"),
        ("TYT", "a; b"),
        ("TYT", "a" * 151),
    ],
)
def test_only_words_go_in(written: str, said: str) -> None:
    with pytest.raises(BadWord):
        checked(written, said)


def test_words_are_kept_in_one_line_and_small() -> None:
    assert checked("  UBMTTQ ", "Ủy ban  mặt trận, tổ quốc") == ("UBMTTQ", "ủy ban mặt trận, tổ quốc")

"""What a writer needs while they type: checked, said, kept unsaved, compared, and no version made of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from broadcast.desk.drafting import LONGEST_LINE, Drafting, NotReceived, TooMuch, UnknownVersion
from broadcast.desk.entries import Overtaken, UnknownEntry
from broadcast.desk.house import open_house
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.studio import Studio
from broadcast.people import Approved, MayNot, Person, Role, Seal, State
from broadcast.script import BulletinClass, Manuscript
from broadcast.store import audit, clearances, scripts

LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))
HOA = Person("hoa", "Lê Thị Hoa", frozenset({Role.WRITER}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Role.APPROVER}))
POWER = Manuscript("Cắt điện", "Cắt điện từ 7 giờ 30. Xin bà con thông cảm.")


@pytest.fixture
def drafting(small_studio: Studio) -> Drafting:
    house = open_house(small_studio.house)
    return Drafting(small_studio, lambda: house)


@pytest.fixture
def newsroom(drafting: Drafting) -> Newsroom:
    return Newsroom(drafting.studio, drafting.house)


def test_a_text_is_checked_without_becoming_a_version(drafting: Drafting, newsroom: Newsroom) -> None:
    checked = drafting.checked(LAN, replace(POWER, text="Đeo khẩu trang khi ra kh i nhà."))
    assert checked.reading.blocked
    assert newsroom.listed()[0] == ()


def test_said_twice_takes_twice_as_long_and_what_is_between_is_in_no_text(drafting: Drafting) -> None:
    once, twice = (drafting.checked(LAN, replace(POWER, again=again)) for again in (False, True))
    assert [POWER.text[slice(*part)].rstrip(".") for part in once.parts if part] == [
        "Cắt điện từ 7 giờ 30",
        "Xin bà con thông cảm",
    ]
    assert twice.parts == (*once.parts, None, *once.parts)
    assert twice.duration_s > 2 * once.duration_s
    urgent = drafting.checked(LAN, replace(POWER, klass=BulletinClass.EMERGENCY, again=False))
    assert urgent.delivery.slow
    assert urgent.duration_s > once.duration_s


def test_a_sentence_without_an_end_is_said_in_breaths(drafting: Drafting) -> None:
    words = "bà con nhớ đeo khẩu trang " * 100
    checked = drafting.checked(LAN, replace(POWER, text=words))
    breaths = [line for line, _ in checked.breaths]
    assert len(breaths) > 5
    assert max(len(line.words) for line in breaths) <= LONGEST_LINE
    assert " ".join(line.words for line in breaths).split() == checked.reading.spoken.split()


def test_a_line_is_said_alone_and_found_again(drafting: Drafting) -> None:
    line = next(iter(drafting.checked(LAN, POWER).breaths))[0]
    heard = drafting.said(LAN, POWER, line, slow=False)
    assert heard.duration_s > 1
    assert heard.loudness_lufs == pytest.approx(-16, abs=0.5)
    assert drafting.said(LAN, POWER, line, slow=False).key == heard.key
    with pytest.raises(MayNot):
        drafting.said(BINH, POWER, line, slow=False)


def test_what_was_spoken_is_no_sound_that_somebody_handed_in(drafting: Drafting) -> None:
    line = next(iter(drafting.checked(LAN, POWER).breaths))[0]
    for key in (drafting.said(LAN, POWER, line, slow=False).key, "0" * 64, "../etc/passwd"):
        with pytest.raises(NotReceived):
            drafting.received(key)


def test_typing_makes_no_version_and_is_there_again(drafting: Drafting, newsroom: Newsroom) -> None:
    entry = newsroom.write(LAN, POWER)
    fields = {"text": ("Cắt điện từ 8 giờ.",), "places": ("my-an", "kien-an")}
    told = drafting.keep(LAN, entry.id, entry.version, fields)
    assert told.others == ()
    assert newsroom.proofs(entry.id).entry == entry
    kept = drafting.kept(LAN, entry.id)
    assert kept is not None
    assert (kept.fields, kept.version) == (fields, 1)
    assert drafting.kept(HOA, entry.id) is None, "it is Lan's own"
    drafting.drop(LAN, entry.id)
    assert drafting.kept(LAN, entry.id) is None


def test_two_who_type_in_one_script_are_told_of_each_other(drafting: Drafting, newsroom: Newsroom) -> None:
    entry = newsroom.write(LAN, POWER)
    drafting.keep(LAN, entry.id, 1, {"text": ("a",)})
    told = drafting.keep(HOA, entry.id, 1, {"text": ("b",)})
    assert [copy.person for copy in told.others] == ["lan"]
    newsroom.revise(LAN, entry.id, 1, replace(POWER, text="Cắt điện từ 9 giờ."))
    told = drafting.keep(HOA, entry.id, 1, {"text": ("b",)})
    assert told.others == (), "Lan has saved"
    assert told.newest is not None
    assert told.newest.version == 2
    later = replace(drafting.studio, now=lambda: drafting.studio.now() + timedelta(minutes=20))
    assert replace(drafting, studio=later).others(LAN, entry.id) == (), "Hoa went home"


def test_saving_forgets_what_was_kept(drafting: Drafting, newsroom: Newsroom) -> None:
    drafting.keep(LAN, "", 0, {"text": ("Cắt",)})
    entry = newsroom.write(LAN, POWER)
    assert drafting.kept(LAN, "") is None
    drafting.keep(LAN, entry.id, 1, {"text": ("Cắt",)})
    newsroom.revise(LAN, entry.id, 1, POWER)
    assert drafting.kept(LAN, entry.id) is None, "also where nothing was changed in the end"


def test_what_is_kept_has_bounds(drafting: Drafting) -> None:
    with pytest.raises(TooMuch):
        drafting.keep(LAN, "", 0, {"text": ("a" * 300_000,)})
    with pytest.raises(MayNot):
        drafting.keep(BINH, "", 0, {})
    with pytest.raises(UnknownEntry):
        drafting.keep(LAN, "khong-co", 1, {})


def test_an_old_version_is_used_again_as_a_new_one(drafting: Drafting, newsroom: Newsroom) -> None:
    entry = newsroom.write(LAN, POWER)
    newsroom.revise(HOA, entry.id, 1, replace(POWER, text="Nhầm."))
    assert drafting.reuse(LAN, entry.id, 2, 1).manuscript == POWER
    assert [(each.number, each.by) for each in drafting.versions(entry.id)] == [
        (3, "lan"),
        (2, "hoa"),
        (1, "lan"),
    ]
    with pytest.raises(UnknownVersion):
        drafting.reuse(LAN, entry.id, 3, 9)
    with pytest.raises(Overtaken):
        drafting.reuse(HOA, entry.id, 2, 1)


def test_each_version_is_a_line_of_the_audit(drafting: Drafting, newsroom: Newsroom) -> None:
    entry = newsroom.write(LAN, replace(POWER, text="Ra kh i nhà."))
    newsroom.repair(HOA, entry.id, 1, (3, 7), "khỏi")
    newsroom.revise(LAN, entry.id, 2, POWER)
    with drafting.studio.database.begin() as connection:
        lines = [(line.by, line.did, line.told["version"]) for line in audit.every(connection)]
    assert lines == [
        ("lan", "script.written", 1),
        ("hoa", "script.repaired", 2),
        ("lan", "script.revised", 3),
    ]


def test_scripts_are_found_without_marks(newsroom: Newsroom) -> None:
    newsroom.write(LAN, Manuscript("Khẩu trang", "Bà con nhớ đeo."))
    newsroom.write(HOA, POWER)
    for wanted, titles in (
        ("khau trang", ["Khẩu trang"]),
        ("ĐIỆN", ["Cắt điện"]),
        ("dien thong cam", ["Cắt điện"]),
        ("ba con", ["Cắt điện", "Khẩu trang"]),
        ("lũ", []),
    ):
        assert sorted(each.manuscript.title for each in newsroom.listed(wanted)[0]) == titles


def test_whose_words_come_back_with_an_old_version_does_not_approve_them(
    drafting: Drafting, newsroom: Newsroom
) -> None:
    """Binh's words were never cleared: what aired was Lan's, and Hoa took the old version again."""
    entry = newsroom.write(replace(BINH, grants=LAN.grants), POWER)
    newsroom.revise(LAN, entry.id, 1, replace(POWER, text="Cắt điện từ 9 giờ."))
    second, now = newsroom.proofs(entry.id).entry, drafting.studio.now()
    seal = Seal(second.manuscript.fingerprint, "0" * 64, "0" * 64)
    with drafting.studio.database.begin() as connection:
        clearances.keep(connection, entry.id, 2, Approved("cuc", now, seal, "0" * 64))
        assert scripts.move(connection, second, State.APPROVED, "cuc", "", now)
    newsroom.revise(HOA, entry.id, 2, replace(POWER, text="Cắt điện từ 10 giờ."))
    assert newsroom.proofs(entry.id).writers == {"hoa"}
    drafting.reuse(HOA, entry.id, 3, 1)
    assert newsroom.proofs(entry.id).writers == {"hoa", "binh"}

"""A script's life over a real database and real sound: who may move it, what voids an approval, what airs."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from approver import approved, clearing
from sqlalchemy import select, update

from broadcast.desk import traffic
from broadcast.desk.entries import NoReason, Overtaken, UnknownEntry
from broadcast.desk.house import open_house
from broadcast.desk.merging import Merged, with_people
from broadcast.desk.newsroom import Newsroom, slug
from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.people import MayNot, Moved, NotOwn, NotReady, Person, Role, State
from broadcast.programme import CueKind
from broadcast.script import BadManuscript, BulletinClass, Manuscript
from broadcast.sound.audio import Audio
from broadcast.sound.piece import store_ready
from broadcast.speech import Speaker
from broadcast.store.clearance_tables import CLEARANCES
from broadcast.store.people_tables import VERSIONS
from broadcast.store.scripts import Entry

DAY = date(2020, 8, 6)
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER, Role.APPROVER}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Role.APPROVER, Role.WRITER}))
HOA = Person("hoa", "Lê Thị Hoa", frozenset({Role.WRITER}))
POWER = Manuscript(
    "Cắt điện ấp Long Hòa",
    "Điện lực thông báo cắt điện từ 7 giờ 30 đến 16 giờ.",
    klass=BulletinClass.PRIORITY,
)
HOLE = replace(POWER, text="Đeo khẩu trang khi ra kh i nhà.")


@pytest.fixture
def newsroom(small_studio: Studio) -> Newsroom:
    house = open_house(small_studio.house)
    return Newsroom(small_studio, lambda: house)


def submitted(newsroom: Newsroom, manuscript: Manuscript = POWER, by: Person = LAN) -> Entry:
    draft = newsroom.write(by, manuscript)
    return clearing(newsroom).submit(by, draft.id, draft.version)


def approve(newsroom: Newsroom, entry: Entry, by: Person = BINH) -> Entry:
    return approved(newsroom, entry, by)


def aired(studio: Studio) -> list[str | None]:
    house = with_people(studio, open_house(studio.house))
    made = traffic.make_day(studio, house, DAY, [house.schedule.station("my-an")], Nobody())
    assert not made.failed
    items = made.made["my-an"].playlist.items
    return [cue.script for item in items for cue in item.rundown if cue.kind is CueKind.ITEM]


def aired_s(studio: Studio, script: str) -> float:
    house = with_people(studio, open_house(studio.house))
    made = traffic.make_day(studio, house, DAY, [house.schedule.station("my-an")], Nobody())
    cues = [cue for item in made.made["my-an"].playlist.items for cue in item.rundown]
    return next(cue.duration_s for cue in cues if cue.script == script)


def test_a_script_approved_by_another_person_is_in_the_next_made_programme(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    assert entry.id not in aired(newsroom.studio)
    approved = approve(newsroom, entry)
    assert approved.state is State.APPROVED
    assert entry.id in aired(newsroom.studio)


def test_nobody_approves_what_they_wrote(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    with pytest.raises(NotOwn):
        approve(newsroom, entry, LAN)
    assert newsroom.proofs(entry.id).entry.state is State.SUBMITTED


def test_whoever_changed_one_word_since_is_a_writer_as_well(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    edited = newsroom.revise(BINH, entry.id, 1, replace(POWER, text=POWER.text + " Xin thông báo."))
    again = clearing(newsroom).submit(HOA, edited.id, 2)
    assert newsroom.proofs(again.id).writers == {"lan", "binh"}
    with pytest.raises(NotOwn):
        approve(newsroom, again, BINH)


def test_after_an_approval_only_those_who_wrote_since_are_writers(newsroom: Newsroom) -> None:
    approved = approve(newsroom, submitted(newsroom))
    edited = newsroom.revise(HOA, approved.id, 1, replace(POWER, text="Đã có điện trở lại."))
    again = clearing(newsroom).submit(HOA, edited.id, 2)
    assert approve(newsroom, again, LAN).state is State.APPROVED


@pytest.mark.parametrize(
    "change",
    [
        lambda m: replace(m, text=m.text.replace("16 giờ", "17 giờ")),
        lambda m: replace(m, title="Cắt điện"),
        lambda m: replace(m, valid_until=date(2030, 1, 1)),
        lambda m: replace(m, places=("my-an",)),
        lambda m: replace(m, voices=("man",)),
        lambda m: replace(m, again=False),
    ],
)
def test_any_edit_voids_the_approval(newsroom: Newsroom, change: Callable[[Manuscript], Manuscript]) -> None:
    approved = approve(newsroom, submitted(newsroom))
    edited = newsroom.revise(HOA, approved.id, 1, change(POWER))
    assert (edited.state, edited.version) == (State.DRAFT, 2)
    assert edited.id not in with_people(newsroom.studio, newsroom.house()).scripts


def test_saving_without_a_change_leaves_it_approved(newsroom: Newsroom) -> None:
    approved = approve(newsroom, submitted(newsroom))
    assert newsroom.revise(HOA, approved.id, 1, POWER) == approved


def test_an_approval_from_before_there_were_voices_stays_valid(newsroom: Newsroom) -> None:
    approved = approve(newsroom, submitted(newsroom))
    with newsroom.studio.database.begin() as connection:
        fields = json.loads(connection.execute(select(VERSIONS.c.fields)).scalar_one())
        old = {name: fields[name] for name in fields.keys() - {"voices", "again", "language"}}
        connection.execute(update(VERSIONS).values(fields=json.dumps(old)))
    assert newsroom.proofs(approved.id).entry.manuscript == POWER
    reviewed = with_people(newsroom.studio, newsroom.house()).scripts[approved.id]
    assert reviewed.script.cleared
    assert not reviewed.faults


def test_who_reads_and_how_often_is_kept_heard_and_aired_alike(newsroom: Newsroom) -> None:
    wished = Manuscript(
        "Họp ấp", "Mời bà con họp ấp.\n\nĐúng 19 giờ.", "thong-bao", voices=("man", "woman"), again=True
    )
    entry = submitted(newsroom, wished)
    assert newsroom.proofs(entry.id).entry.manuscript == wished
    delivery = newsroom.delivery(entry)
    assert (delivery.speakers, delivery.again) == ((Speaker.MAN, Speaker.WOMAN), True)
    heard = newsroom.heard(entry)
    approve(newsroom, entry)
    assert aired_s(newsroom.studio, entry.id) == pytest.approx(heard.duration_s, abs=0.1)
    once = newsroom.revise(LAN, entry.id, 1, replace(wished, again=False))
    assert heard.duration_s > 2 * newsroom.heard(once).duration_s


def test_ready_audio_may_be_in_another_language_and_wishes_for_no_voice(newsroom: Newsroom) -> None:
    wished = replace(POWER, text="", voices=("man",), again=True, language="km")
    with pytest.raises(BadManuscript, match="máy chỉ đọc được tiếng Việt"):
        newsroom.write(LAN, wished)
    entry = newsroom.write(LAN, replace(wished, sound="5" * 64))
    assert entry.manuscript == replace(POWER, text="", language="km", sound="5" * 64)
    kept = newsroom.revise(LAN, entry.id, 1, replace(wished, title="Lời kêu gọi"))
    assert (kept.manuscript.sound, kept.manuscript.language) == ("5" * 64, "km")


def test_a_draft_for_a_station_that_is_gone_can_still_be_heard(newsroom: Newsroom) -> None:
    entry = newsroom.write(LAN, POWER)
    gone = replace(entry, manuscript=replace(POWER, places=("dai-da-bo",)))
    assert newsroom.delivery(gone).lines


def test_what_was_written_behind_our_back_does_not_air(newsroom: Newsroom) -> None:
    approved = approve(newsroom, submitted(newsroom))
    with newsroom.studio.database.begin() as connection:
        connection.execute(update(VERSIONS).values(text="Lời ai đó viết vào thẳng cơ sở dữ liệu."))
    reviewed = with_people(newsroom.studio, newsroom.house()).scripts[approved.id]
    assert not reviewed.script.cleared
    assert "lời đọc đã đổi" in reviewed.faults[0].said()
    assert approved.id not in aired(newsroom.studio)


def test_a_sound_put_in_its_place_does_not_air(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    approved = approve(newsroom, entry)
    heard = newsroom.heard(entry)
    other = newsroom.heard(newsroom.write(HOA, replace(POWER, text="Một câu khác hẳn, do ai đó thay vào.")))
    heard.file.write_bytes((other.file.read_bytes() * 9)[: heard.file.stat().st_size])
    faults = with_people(newsroom.studio, newsroom.house()).scripts[approved.id].faults
    assert any("tiếng đã đổi" in fault.said() for fault in faults)
    assert approved.id not in aired(newsroom.studio)


def test_a_reading_that_changed_after_the_approval_does_not_air(newsroom: Newsroom) -> None:
    approved = approve(newsroom, submitted(newsroom))
    with newsroom.studio.database.begin() as connection:
        connection.execute(update(CLEARANCES).values(spoken_sha256="0" * 64))
    assert approved.id not in aired(newsroom.studio)


def test_words_that_were_never_spoken_on_this_machine_are_spoken_again(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    approved, heard = approve(newsroom, entry), newsroom.heard(entry)
    heard.file.unlink()
    assert approved.id in aired(newsroom.studio)
    assert newsroom.heard(entry).sha256 == heard.sha256


@pytest.mark.parametrize("part", ["text", "spoken", "audio"])
def test_only_what_was_seen_and_heard_is_approved(newsroom: Newsroom, part: str) -> None:
    entry = submitted(newsroom)
    seen = clearing(newsroom).seal(entry, newsroom.heard(entry))
    with pytest.raises(Moved):
        clearing(newsroom).approve(BINH, entry.id, entry.version, replace(seen, **{part: "0" * 64}))
    assert newsroom.proofs(entry.id).approved is None


def test_a_doubt_holds_back_until_it_is_mended(newsroom: Newsroom) -> None:
    draft = newsroom.write(LAN, HOLE)
    with pytest.raises(NotReady, match="kh i"):
        clearing(newsroom).submit(LAN, draft.id, 1)
    (piece,) = newsroom.proofs(draft.id).reading.doubts
    assert piece.doubt
    mended = newsroom.repair(LAN, draft.id, 1, (piece.start, piece.end), piece.doubt.proposals[0])
    assert mended.manuscript.text == "Đeo khẩu trang khi ra khỏi nhà."
    assert clearing(newsroom).submit(LAN, draft.id, 2).state is State.SUBMITTED


def test_a_doubtful_text_in_the_database_is_not_approved_either(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    with newsroom.studio.database.begin() as connection:
        connection.execute(update(VERSIONS).values(text=HOLE.text))
    entry = newsroom.proofs(entry.id).entry
    with pytest.raises(NotReady):
        approve(newsroom, entry)


def test_sent_back_with_a_reason_it_comes_again(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    with pytest.raises(NoReason):
        clearing(newsroom).send_back(BINH, entry.id, 1, " ... ")
    assert clearing(newsroom).send_back(BINH, entry.id, 1, "Ghi rõ ấp nào").state is State.RETURNED
    assert clearing(newsroom).submit(LAN, entry.id, 1).state is State.SUBMITTED
    steps = newsroom.proofs(entry.id).steps
    assert [(step.state, step.by, step.note) for step in steps] == [
        (State.DRAFT, "lan", ""),
        (State.SUBMITTED, "lan", ""),
        (State.RETURNED, "binh", "Ghi rõ ấp nào"),
        (State.SUBMITTED, "lan", ""),
    ]


def test_a_withdrawn_script_leaves_the_air_and_comes_back_only_by_a_new_approval(newsroom: Newsroom) -> None:
    approved = approve(newsroom, submitted(newsroom))
    assert clearing(newsroom).withdraw(BINH, approved.id, 1, "Đã có điện").state is State.WITHDRAWN
    assert approved.id not in aired(newsroom.studio)
    with pytest.raises(Moved):
        clearing(newsroom).submit(LAN, approved.id, 1)
    again = clearing(newsroom).submit(LAN, newsroom.revise(LAN, approved.id, 1, POWER).id, 2)
    with pytest.raises(NotOwn):
        approve(newsroom, again, LAN)
    approve(newsroom, again)
    assert approved.id in aired(newsroom.studio)


def test_of_two_who_decide_at_once_one_comes_second(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    newsroom.revise(HOA, entry.id, 1, replace(POWER, title="Tên khác"))
    for late in (
        lambda: newsroom.revise(LAN, entry.id, 1, replace(POWER, title="Tên khác nữa")),
        lambda: approve(newsroom, entry),
        lambda: clearing(newsroom).send_back(BINH, entry.id, 1, "Sai"),
        lambda: newsroom.repair(LAN, entry.id, 1, (0, 4), "x"),
    ):
        with pytest.raises(Overtaken, match="người khác sửa"):
            late()


def test_who_only_writes_neither_approves_nor_sends_back_nor_withdraws(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    with pytest.raises(MayNot):
        approve(newsroom, entry, HOA)
    with pytest.raises(MayNot):
        clearing(newsroom).send_back(HOA, entry.id, 1, "Sai")
    with pytest.raises(MayNot):
        clearing(newsroom).withdraw(HOA, entry.id, 1, "Sai")


@pytest.mark.parametrize(
    ("manuscript", "words"),
    [
        (replace(POWER, title=" "), "chưa có tên"),
        (replace(POWER, title="x" * 200), "dài quá 160"),
        (replace(POWER, text="... 123"), "chưa có lời"),
        (replace(POWER, text="a " * 20_000), "25 phút"),
        (replace(POWER, text="Xin\x00chào"), "ký tự lạ"),
        (replace(POWER, campaign="covid-20"), "có phải «covid-19»"),
        (replace(POWER, campaign="covid-19", topic="khau-tran"), "có phải «khau-trang»"),
        (replace(POWER, places=("my-am",)), "có phải «my-an»"),
        (replace(POWER, valid_from=DAY, valid_until=date(2020, 1, 1)), "ở trước ngày đầu"),
    ],
)
def test_a_faulty_manuscript_is_refused_in_words(
    newsroom: Newsroom, manuscript: Manuscript, words: str
) -> None:
    with pytest.raises(BadManuscript, match=words):
        newsroom.write(LAN, manuscript)


def test_ids_come_from_titles_and_never_clash(newsroom: Newsroom) -> None:
    ids = [newsroom.write(LAN, POWER).id for _ in range(3)]
    assert ids == ["cat-dien-ap-long-hoa", "cat-dien-ap-long-hoa-2", "cat-dien-ap-long-hoa-3"]
    assert newsroom.write(LAN, replace(POWER, title="Nước sạch")).id == "nuoc-sach-2", "a file has that id"
    assert slug("Đường 2/9: Ế Ặ Ộ!") == "duong-2-9-e-a-o"
    assert slug("...") == "bai"
    with pytest.raises(UnknownEntry, match="nuoc-sach"):
        newsroom.proofs("nuoc-sach")


def test_a_file_that_takes_the_id_later_wins_and_it_is_told(newsroom: Newsroom) -> None:
    approved = approve(newsroom, submitted(newsroom))
    folder = newsroom.studio.house / "scripts_vi"
    (folder / f"{approved.id}.md").write_text((folder / "nuoc-sach.md").read_text())
    house = with_people(newsroom.studio, open_house(newsroom.studio.house))
    assert house.scripts[approved.id].script.title != POWER.title
    assert any("trùng mã" in fault.said() for fault in house.faults)


def test_the_reception_sees_an_approval_at_once(newsroom: Newsroom) -> None:
    reception = Reception(newsroom.studio, DAY, "my-an")
    entry = submitted(newsroom)
    with pytest.raises(Exception, match=entry.id):
        reception.script(entry.id)
    approve(newsroom, entry)
    approval = reception.script(entry.id).approved
    assert approval
    assert (approval.by, approval.on) == ("binh", date(2026, 11, 23))


def test_what_did_not_change_is_not_merged_again(newsroom: Newsroom) -> None:
    merged, files = Merged(newsroom.studio), newsroom.house()
    assert merged.house(files) is merged.house(files)
    before = merged.house(files)
    entry = submitted(newsroom)
    assert merged.house(files) is before  # a draft changes nothing on air
    approve(newsroom, entry)
    assert merged.house(files) is not before


def test_ready_audio_airs_as_it_was_approved(newsroom: Newsroom) -> None:
    tone = 0.2 * np.sin(np.arange(24_000 * 5) * 2 * np.pi * 440 / 24_000).astype(np.float32)
    piece = store_ready(Audio(tone.astype(np.float32), 24_000), newsroom.studio.profile)
    newsroom.studio.clips.put("5" * 64, piece.frames, piece.as_meta())
    entry = submitted(newsroom, replace(POWER, text="", sound="5" * 64))
    assert newsroom.heard(entry).duration_s == pytest.approx(5.0, abs=0.01)
    approved = approve(newsroom, entry)
    assert approved.id in aired(newsroom.studio)
    newsroom.studio.clips.path("5" * 64).unlink()
    assert approved.id not in aired(newsroom.studio)

"""Approving over a real database and real sound: heard first, by enough people, and undone in time."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from approver import approved, clearing, listened
from sqlalchemy import insert, update

from broadcast.desk import auditioning
from broadcast.desk.falling import FELL, let_fall
from broadcast.desk.house import House, open_house
from broadcast.desk.merging import with_people
from broadcast.desk.newsroom import Newsroom
from broadcast.desk.studio import Studio
from broadcast.people import (
    Approved,
    Did,
    Door,
    How,
    MayNot,
    Noted,
    NotHeard,
    Person,
    Role,
    State,
    TooLateToUndo,
    Twice,
    verified,
)
from broadcast.reading import Policy
from broadcast.schedule import LocalApprovals, LocalReading, LocalSpeech
from broadcast.script import BulletinClass, Manuscript
from broadcast.sound.audio import decode
from broadcast.speech import Speaker
from broadcast.store import accounts, audit, clearances, scripts
from broadcast.store.clearance_tables import CLEARANCES
from broadcast.store.people_tables import APPROVALS
from broadcast.store.scripts import Entry

DAY = date(2020, 8, 6)
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Role.APPROVER}))
MAI = Person("mai", "Phan Thị Mai", frozenset({Role.APPROVER}))
POWER = Manuscript("Cắt điện ấp Long Hòa", "Cắt điện từ 7 giờ 30 đến 16 giờ. Mời bà con lưu ý.")
FLOOD = replace(POWER, title="Nước lên", klass=BulletinClass.EMERGENCY)


@pytest.fixture
def newsroom(small_studio: Studio) -> Newsroom:
    house = open_house(small_studio.house)
    return Newsroom(small_studio, lambda: house)


def submitted(newsroom: Newsroom, manuscript: Manuscript = POWER) -> Entry:
    draft = newsroom.write(LAN, manuscript)
    return clearing(newsroom).submit(LAN, draft.id, draft.version)


def told(newsroom: Newsroom) -> list[Noted]:
    with newsroom.studio.database.begin() as connection:
        lines = list(audit.every(connection))
        assert verified(lines, audit.head(connection)) == len(lines)
    return lines


def deeds(newsroom: Newsroom) -> list[tuple[str, str]]:
    return [(line.by, line.did) for line in told(newsroom)]


def test_nobody_approves_what_they_did_not_hear(newsroom: Newsroom) -> None:
    desk, entry = clearing(newsroom), submitted(newsroom)
    heard = desk.heard(entry)
    seal = desk.seal(entry, heard)
    with pytest.raises(NotHeard, match="chưa nghe"):
        desk.approve(BINH, entry.id, 1, seal)
    forged = desk.listen(BINH, entry.id, 1, heard.sha256, [(0, heard.duration_s)])
    assert 0 < forged.missing_s < heard.duration_s, "the clock does not allow more"
    with pytest.raises(NotHeard):
        desk.approve(BINH, entry.id, 1, seal)
    assert newsroom.proofs(entry.id).entry.state is State.SUBMITTED
    listened(desk, entry, BINH)
    with pytest.raises(NotHeard):
        desk.approve(MAI, entry.id, 1, seal)  # what Bình heard Mai did not
    assert desk.approve(BINH, entry.id, 1, seal).state is State.APPROVED


def test_an_emergency_needs_two_people(newsroom: Newsroom) -> None:
    entry = submitted(newsroom, FLOOD)
    first = approved(newsroom, entry, BINH)
    assert first.state is State.SUBMITTED
    assert entry.id not in airing(newsroom)
    with pytest.raises(Twice):
        approved(newsroom, first, BINH)
    seal = clearing(newsroom).seal(first, newsroom.heard(first))
    standing = clearing(newsroom).standing(first, seal)
    assert ([each.by for each in standing.approvals], standing.needed) == (["binh"], 2)
    assert approved(newsroom, first, MAI).state is State.APPROVED
    assert entry.id in airing(newsroom)
    assert [did for _, did in deeds(newsroom)] == [
        "script.written",
        "script.submitted",
        "script.heard",
        "script.seconded",
        "script.heard",
        "script.approved",
    ]


def test_an_edit_or_a_sending_back_voids_the_first_of_two(newsroom: Newsroom) -> None:
    entry = submitted(newsroom, FLOOD)
    approved(newsroom, entry, BINH)
    clearing(newsroom).send_back(MAI, entry.id, 1, "Ghi rõ ấp")
    again = clearing(newsroom).submit(LAN, entry.id, 1)
    assert approved(newsroom, again, MAI).state is State.SUBMITTED
    edited = newsroom.revise(LAN, entry.id, 1, replace(FLOOD, text="Nước lên nhanh."))
    edited = clearing(newsroom).submit(LAN, edited.id, 2)
    assert approved(newsroom, edited, BINH).state is State.SUBMITTED
    assert approved(newsroom, edited, MAI).state is State.APPROVED


def test_a_writer_of_a_half_approved_version_stays_a_writer(newsroom: Newsroom) -> None:
    both = replace(MAI, grants=frozenset({Role.WRITER, Role.APPROVER}))
    draft = newsroom.write(both, FLOOD)
    entry = clearing(newsroom).submit(both, draft.id, 1)
    approved(newsroom, entry, BINH)
    newsroom.revise(LAN, entry.id, 1, replace(FLOOD, text="Nước lên nhanh."))
    assert newsroom.proofs(entry.id).writers == {"mai", "lan"}


def test_what_was_approved_and_how_stands_in_the_audit(newsroom: Newsroom) -> None:
    entry = submitted(newsroom, replace(POWER, places=("my-an",), valid_until=date(2030, 1, 2)))
    desk = clearing(newsroom)
    seal = listened(desk, entry, BINH)
    desk.approve(BINH, entry.id, 1, seal, How(Door.API, "127.0.0.1", totp=True))
    line = told(newsroom)[-1]
    facts = json.loads(line.facts)
    assert (line.did, line.by, line.on) == ("script.approved", "binh", entry.id)
    assert {facts[name] for name in ("text", "spoken", "audio")} == {seal.text, seal.spoken, seal.audio}
    assert facts["scope"] == "normal - 2030-01-02 my-an"
    assert (facts["door"], facts["address"], facts["totp"]) == ("api", "127.0.0.1", True)
    sheet = desk.sheet(entry.id)
    assert [each.chain for each in sheet.noted] == [line.chain]
    assert sheet.approvals[0].heard_s == pytest.approx(newsroom.heard(entry).duration_s, abs=0.1)


def airing(newsroom: Newsroom, house: House | None = None) -> dict[str, str | None]:
    """What may air, and the key of its sound."""
    merged = with_people(newsroom.studio, house or newsroom.house())
    return {name: each.sound for name, each in merged.airable(DAY).items()}


def changed(newsroom: Newsroom, **fields: object) -> House:
    """The house when the district has changed something."""
    house = newsroom.house()
    schedule = house.schedule
    district = replace(schedule.places[schedule.district], **fields)  # type: ignore[arg-type]
    return replace(house, schedule=replace(schedule, places={**schedule.places, schedule.district: district}))


def test_what_airs_is_the_sound_that_was_approved_also_when_the_voice_changed(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    seal = clearing(newsroom).seal(entry, newsroom.heard(entry))
    approved(newsroom, entry, BINH)
    slower = changed(newsroom, speech=LocalSpeech(speakers=(Speaker.MAN,), pace=0.8))
    assert auditioning.heard(newsroom.studio, slower, entry).sha256 != seal.audio
    for house in (newsroom.house(), slower):
        key = airing(newsroom, house)[entry.id]
        assert key
        assert auditioning.heard_clip(newsroom.studio, key).sha256 == seal.audio


def test_words_that_are_read_otherwise_void_the_approval_and_ask_for_another(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    approved(newsroom, entry, BINH)
    house = changed(newsroom, reading=LocalReading(lexicon=(("bà con", "nhân dân"),)))
    assert house.schedule.reading("cho-moi", DAY) != Policy()
    assert entry.id not in airing(newsroom, house)
    alarm = let_fall(newsroom.studio, with_people(newsroom.studio, house))
    assert "1 bài đã duyệt thay đổi" in alarm[FELL + "approvals"].vi
    fallen = newsroom.proofs(entry.id)
    assert (fallen.entry.state, fallen.approvals, fallen.steps[-1].by) == (State.SUBMITTED, (), "")
    assert deeds(newsroom)[-1] == ("", "script.fell")
    there = Newsroom(newsroom.studio, lambda: house)
    approved(there, fallen.entry, BINH)
    assert entry.id in airing(newsroom, house)
    assert let_fall(newsroom.studio, with_people(newsroom.studio, house)) == {}


def test_a_lost_sound_is_spoken_again_and_must_be_the_same(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    approved(newsroom, entry, BINH)
    newsroom.heard(entry).file.unlink()
    assert entry.id in airing(newsroom), "the embedded engine says the same to the byte"
    with newsroom.studio.database.begin() as connection:
        connection.execute(update(CLEARANCES).values(audio_sha256="0" * 64))
    newsroom.heard(entry).file.unlink()
    assert entry.id not in airing(newsroom)


def test_a_decision_is_undone_by_whoever_took_it_while_nothing_happened_since(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    desk = clearing(newsroom)
    approved(newsroom, entry, BINH)
    with pytest.raises(TooLateToUndo):
        desk.undo(MAI, entry.id, 1)
    assert desk.may_undo(BINH, newsroom.proofs(entry.id).entry)
    assert desk.undo(BINH, entry.id, 1).state is State.SUBMITTED
    assert entry.id not in airing(newsroom)
    with pytest.raises(TooLateToUndo):
        desk.undo(LAN_TOO, entry.id, 1)
    desk.send_back(MAI, entry.id, 1, "Ghi rõ ấp")
    assert desk.undo(MAI, entry.id, 1).state is State.SUBMITTED
    assert approved(newsroom, newsroom.proofs(entry.id).entry, BINH).state is State.APPROVED
    assert [did for _, did in deeds(newsroom)].count("script.undone") == 2


LAN_TOO = Person("tu", "Võ Văn Tư", frozenset({Role.APPROVER}))


def test_the_first_of_two_takes_only_their_own_approval_back(newsroom: Newsroom) -> None:
    entry = submitted(newsroom, FLOOD)
    first = approved(newsroom, entry, BINH)
    assert clearing(newsroom).undo(BINH, first.id, 1).state is State.SUBMITTED
    assert newsroom.proofs(entry.id).approvals == ()


def test_a_station_may_ask_for_two_for_every_script(newsroom: Newsroom) -> None:
    strict = changed(newsroom, approvals=LocalApprovals(normal=2))
    there = Newsroom(newsroom.studio, lambda: strict)
    entry = submitted(there)
    assert approved(there, entry, BINH).state is State.SUBMITTED
    assert approved(there, entry, MAI).state is State.APPROVED


def test_an_approval_of_an_older_service_still_airs(newsroom: Newsroom) -> None:
    entry = submitted(newsroom)
    heard = newsroom.heard(entry)
    seal = clearing(newsroom).seal(entry, heard)
    at = datetime(2026, 11, 20, tzinfo=UTC)
    row = {
        "text_sha256": seal.text, "spoken_sha256": seal.spoken, "audio_sha256": seal.audio, "clip": heard.key,
    }  # fmt: skip
    with newsroom.studio.database.begin() as connection:
        connection.execute(insert(APPROVALS).values(script=entry.id, version=1, by="binh", at=at, **row))
        scripts.move(connection, entry, State.APPROVED, "binh", "", at)
        assert clearances.last_cleared(connection, entry.id) == 1
        (old,) = clearances.of_version(connection, entry.id, 1)
    assert old == Approved("binh", at, replace(seal, scope=""), heard.key)
    assert entry.id in airing(newsroom)


def test_each_sentence_is_where_it_is_said_to_be_heard(newsroom: Newsroom) -> None:
    """Between two sentences nothing sounds; within each something does, and the last one ends the clip."""
    text = "Cắt điện từ bảy giờ. Mời bà con lưu ý.\nXin cảm ơn."
    entry = submitted(newsroom, replace(POWER, text=text, again=True))
    heard, times = newsroom.heard(entry), clearing(newsroom).timed(entry)
    assert [each.sentence for each in times] == [0, 1, 2, 0, 1, 2]
    sound = decode(heard.file, rate_hz=newsroom.studio.profile.rate_hz)

    def loudest(start_s: float, end_s: float) -> float:
        part = sound.samples[round(start_s * sound.rate_hz) : round(end_s * sound.rate_hz)]
        return float(abs(part).max())

    assert all(loudest(each.from_s, each.until_s) > 0.05 for each in times)
    gaps = [(one.until_s + 0.1, two.from_s - 0.1) for one, two in pairwise(times) if one.sentence < 2]
    assert all(loudest(*gap) < 0.02 for gap in gaps)
    assert times[-1].until_s == pytest.approx(times[0].from_s + heard.duration_s, abs=0.01)


def test_every_deed_of_approving_has_a_name() -> None:
    assert len({did.named.vi for did in Did}) == len(Did)


def test_an_account_that_was_closed_meanwhile_approves_nothing(newsroom: Newsroom) -> None:
    entry, desk = submitted(newsroom), clearing(newsroom)
    seal, now = listened(desk, entry, BINH), newsroom.studio.now()
    with newsroom.studio.database.begin() as connection:
        accounts.add(connection, BINH, "", now)
        accounts.close(connection, BINH.name, now)
    with pytest.raises(MayNot, match="đã đóng"):
        desk.approve(BINH, entry.id, 1, seal)
    assert newsroom.proofs(entry.id).entry.state is State.SUBMITTED
    assert "script.approved" not in {line.did for line in told(newsroom)}
    assert approved(newsroom, entry, MAI).state is State.APPROVED

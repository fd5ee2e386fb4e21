"""A script of people airs on the days its writer chose, and on no others."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
import tiny_house
from approver import approved, clearing

from broadcast.desk.reception import Reception
from broadcast.desk.watching import Nobody
from broadcast.people import Person, Role, State
from broadcast.programme import CueKind
from broadcast.schedule import VIETNAM
from broadcast.script import AirDays, Manuscript

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.WRITER}))
BINH = Person("binh", "Trần Văn Bình", frozenset({Role.APPROVER}))
MEETING = Manuscript("Họp ấp", "Mời bà con đi họp.")


@pytest.fixture
def reception(tmp_path: Path) -> Reception:
    tiny_house.lay_out(tmp_path / "house")
    now = datetime.combine(MONDAY, time(4), VIETNAM)
    return Reception(tiny_house.tiny_studio(tmp_path / "house", tmp_path / "data", lambda: now), MONDAY)


def aired(reception: Reception, day: date) -> set[str | None]:
    items = reception.playlist("my-an", day).items
    return {cue.script for item in items for cue in item.rundown if cue.kind is CueKind.ITEM}


def test_the_planner_obeys_and_says_when(reception: Reception) -> None:
    newsroom = reception.newsroom
    for title, days in (("Họp ấp", AirDays(weekly=("tue",))), ("Tiêm phòng", AirDays())):
        sheet = Manuscript(title, f"Mời bà con. {title}.", days=days)
        entry = newsroom.write(LAN, sheet)
        approved(newsroom, clearing(newsroom).submit(LAN, entry.id, entry.version), BINH)
    for day in (MONDAY, TUESDAY):
        assert not reception.make(day, Nobody()).failed
    assert aired(reception, MONDAY) == {"tiem-phong"}
    assert aired(reception, TUESDAY) == {"tiem-phong", "hop-ap"}
    (left,) = reception.plan("my-an", MONDAY).left_out
    assert (left.script, "24/11" in left.reason.vi) == ("hop-ap", True), left.reason


def test_other_days_are_another_version_that_must_be_approved(reception: Reception) -> None:
    newsroom, desk = reception.newsroom, reception.clearing
    entry = newsroom.write(LAN, MEETING)
    approved(newsroom, desk.submit(LAN, entry.id, 1), BINH)
    days = AirDays(lunar=("15", "1"), holidays="never")
    changed = Manuscript(MEETING.title, MEETING.text, days=days)
    entry = newsroom.revise(LAN, entry.id, 1, changed)
    assert (entry.state, entry.version) == (State.DRAFT, 2)
    kept = newsroom.proofs(entry.id).entry.manuscript
    assert kept == changed, "as it was typed, after the database"
    seal = desk.seal(entry, desk.heard(entry))
    assert seal.scope == "normal - - * lunar:15+lunar:1+never"
    assert desk.seal(newsroom.write(LAN, MEETING), desk.heard(entry)).scope == "normal - - *"


def test_days_off_of_the_house_count_for_scripts_of_people(reception: Reception, tmp_path: Path) -> None:
    given = tiny_house.schedule()
    given["holidays"] = [{"name": "Nghỉ bù", "dates": [MONDAY.isoformat()], "assumed": True}]
    tiny_house.write_schedule(tmp_path / "house", given)
    newsroom = reception.newsroom
    entry = newsroom.write(LAN, Manuscript("Họp ấp", "Mời bà con.", days=AirDays(holidays="never")))
    approved(newsroom, reception.clearing.submit(LAN, entry.id, 1), BINH)
    airs = [entry.id in newsroom.house().airable(day) for day in (MONDAY, TUESDAY)]
    assert airs == [False, True]

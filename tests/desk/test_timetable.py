"""A planner changes a day by hand: over a real database, real sounds, a small real house."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from broadcast.desk.reception import Reception
from broadcast.desk.sheets import CannotPlace, Changed, DayClosed, Done, UnknownMove, Wish
from broadcast.desk.studio import Studio
from broadcast.desk.timetable import Timetable
from broadcast.desk.watching import Nobody
from broadcast.people import Grant, MayNot, Person, Role
from broadcast.schedule import VIETNAM
from broadcast.schedule.schedule import UnknownStation
from broadcast.script import BulletinClass
from broadcast.store import audit

DAY = date(2020, 8, 6)
LAN = Person("lan", "Nguyễn Thị Lan", frozenset({Role.PLANNER}))
HOA = Person("hoa", "Lê Thị Hoa", frozenset({Role.WRITER}))
PLACED, MOVED = "item.placed", "item.moved"


@pytest.fixture
def reception(small_studio: Studio) -> Reception:
    """One station's day, made and published."""
    made = Reception(small_studio, DAY, "my-an")
    assert not made.make(DAY, Nobody()).failed
    return made


def session(timetable: Timetable, slot: str) -> list[str]:
    (row,) = timetable.sheet(DAY, "my-an").rows
    assert row.day
    found = row.day.session(slot)
    return [item.script for item in found.items] if found else []


def aired(reception: Reception) -> dict[str, list[str]]:
    """What is published, by session."""
    return {
        item.id.rpartition(".")[2]: [entry.script for entry in item.rundown if entry.script]
        for item in reception.playlist("my-an", DAY).items
    }


def move(timetable: Timetable, wish: Wish, by: Person = LAN, stations: Sequence[str] = ("my-an",)) -> Done:
    return timetable.decide(by, DAY, stations, wish)


def test_a_move_stands_at_once_is_made_by_the_clock_and_survives_a_restart(
    reception: Reception, small_studio: Studio
) -> None:
    timetable, before = reception.timetable, aired(reception)
    assert reception.due() is None
    name = before["sang"][0]
    assert name not in before["chieu"]
    done = move(timetable, Wish(name, "chieu", 0, "sang"))
    assert session(timetable, "chieu")[0] == name
    assert name not in session(timetable, "sang")
    assert not done.rows[0].made
    assert aired(reception) == before, "it is told as not made yet"

    assert reception.due() == DAY
    (made,) = reception.make(DAY, Nobody()).made.values()
    assert made.playlist.version == 2
    assert aired(reception)["chieu"][0] == name
    assert reception.due() is None
    (row,) = timetable.sheet(DAY, "my-an").rows
    assert row.made

    again = Reception(small_studio, DAY, "my-an")
    again.make(DAY, Nobody())
    assert again.playlist("my-an", DAY).version == 2
    assert [each.id for each in again.timetable.sheet(DAY).moves] == [done.move]


def test_undone_the_day_is_as_it_was(reception: Reception) -> None:
    timetable, before = reception.timetable, aired(reception)
    done = move(timetable, Wish(before["sang"][0], None))
    assert before["sang"][0] not in [each for slot in before for each in session(timetable, slot)]
    reception.make(DAY, Nobody())
    timetable.undo(LAN, DAY, done.move)
    assert reception.due() == DAY
    reception.make(DAY, Nobody())
    assert aired(reception) == before
    assert {slot: session(timetable, slot) for slot in before} == before
    with pytest.raises(UnknownMove):
        timetable.undo(LAN, DAY, done.move)


def test_only_planners_move_and_each_move_is_in_the_audit(reception: Reception, small_studio: Studio) -> None:
    timetable, name = reception.timetable, aired(reception)["sang"][0]
    with pytest.raises(MayNot):
        move(timetable, Wish(name, None), by=HOA)
    moved = move(timetable, Wish(name, "chieu", 0, "sang"))
    move(timetable, Wish(name, None))
    with pytest.raises(MayNot):
        timetable.undo(HOA, DAY, moved.move)
    timetable.undo(LAN, DAY, timetable.sheet(DAY).moves[0].id)
    with small_studio.database.begin() as connection:
        lines = list(audit.every(connection))
    assert [line.did for line in lines] == [MOVED, "item.taken_out", "item.undone"]
    assert lines[0].told["slot"] == "chieu"
    assert {line.by for line in lines} == {"lan"}
    assert lines[0].on == name


def test_a_planner_of_one_commune_changes_nothing_elsewhere(reception: Reception) -> None:
    name = aired(reception)["sang"][0]
    only = Person("ba", "Lê Văn Ba", frozenset({Grant(Role.PLANNER, "kien-an")}))
    with pytest.raises(MayNot):
        move(reception.timetable, Wish(name, None), by=only)
    here = Person("tu", "Trần Thị Tư", frozenset({Grant(Role.PLANNER, "my-an")}))
    done = move(reception.timetable, Wish(name, None), by=here)
    with pytest.raises(MayNot):
        reception.timetable.undo(only, DAY, done.move)
    low = Person("nam", "Ngô Văn Năm", frozenset({Grant(Role.PLANNER, "my-an", BulletinClass.NORMAL)}))
    urgent = as_priority(reception.timetable, name)
    with pytest.raises(MayNot):
        urgent.undo(low, DAY, done.move)
    assert urgent.undo(here, DAY, done.move).move == done.move
    with pytest.raises(CannotPlace):
        move(reception.timetable, Wish(name, None), by=LAN, stations=())
    assert [place.id for place in reception.timetable.wide_places(DAY)] == ["cho-moi"]
    assert "my-an" in reception.timetable.stations_in("cho-moi", DAY)
    assert reception.timetable.stations_in("my-an", DAY) == ("my-an",)


def as_priority(timetable: Timetable, script: str) -> Timetable:
    """The same day, were that script a priority bulletin."""
    house = timetable.house()
    reviewed = house.scripts[script]
    higher = replace(reviewed, script=replace(reviewed.script, klass=BulletinClass.PRIORITY))
    changed = replace(house, scripts={**house.scripts, script: higher})
    return replace(timetable, house=lambda: changed)


def test_a_full_day_answers_with_the_reason_and_changes_nothing(reception: Reception) -> None:
    timetable, before = reception.timetable, aired(reception)
    with pytest.raises(CannotPlace) as refused:
        move(timetable, Wish("khong-co", "chieu"))
    assert refused.value.proposal is None
    assert refused.value.faults[0].what.vi == "không còn bài này"
    with pytest.raises(CannotPlace, match="đài không có buổi này"):
        move(timetable, Wish(before["sang"][0], "dem"))
    assert timetable.sheet(DAY).moves == ()
    assert reception.due() is None


def test_where_a_session_has_no_room_another_is_proposed_and_takes_it(small_studio: Studio) -> None:
    """The morning is cut to what it holds; the afternoon stays long."""
    house = small_studio.house / "schedules.yaml"
    text = house.read_text()
    old = '{id: sang, name: sáng, starts: "05:00", longest_min: 15, aim_min: 10, form: hang-ngay}'
    assert old in text
    house.write_text(text.replace(old, old.replace("15, aim_min: 10", "2, aim_min: 1")))
    reception = Reception(small_studio, DAY, "my-an")
    assert not reception.make(DAY, Nobody()).failed
    timetable = reception.timetable
    name = next(each for each in session(timetable, "trua") if each not in session(timetable, "sang"))
    with pytest.raises(CannotPlace) as refused:
        move(timetable, Wish(name, "sang", 0, "trua"))
    assert refused.value.faults[0].what.vi.startswith("buổi sáng đã đầy: thiếu ")
    proposal = refused.value.proposal
    assert proposal
    assert refused.value.faults[0].remedy.vi == f"đặt vào buổi {proposal.name} ({proposal.starts:%H:%M})"
    move(timetable, Wish(name, proposal.slot, None, "trua"))
    assert name in session(timetable, proposal.slot)


def test_two_at_once_the_second_is_told_that_it_changed(reception: Reception) -> None:
    timetable = reception.timetable
    (seen,) = timetable.sheet(DAY, "my-an").rows
    name = aired(reception)["sang"][0]
    timetable.decide(LAN, DAY, ["my-an"], Wish(name, "chieu", 0, "sang"), seen.digest)
    with pytest.raises(Changed, match="lịch đã đổi"):
        timetable.decide(LAN, DAY, ["my-an"], Wish(name, None), seen.digest)


def test_a_day_that_nobody_makes_and_a_station_that_is_none_are_refused(reception: Reception) -> None:
    with pytest.raises(DayClosed):
        reception.timetable.decide(LAN, DAY - timedelta(days=1), ["my-an"], Wish("a", None))
    with pytest.raises(UnknownStation):
        move(reception.timetable, Wish("a", None), stations=["khong-co"])


def test_what_begins_within_ten_minutes_is_locked(small_studio: Studio) -> None:
    """The day is today, five minutes before the morning session."""
    clock = datetime(2020, 8, 6, 4, 30, tzinfo=VIETNAM)
    moments = [clock]
    studio = replace(small_studio, now=lambda: moments[0])
    reception = Reception(studio, None, "my-an")
    reception.make(DAY, Nobody())
    timetable, name = reception.timetable, aired(reception)["sang"][0]
    (row,) = timetable.sheet(DAY, "my-an").rows
    assert row.locked == frozenset()
    moments[0] = clock + timedelta(minutes=25)
    (row,) = timetable.sheet(DAY, "my-an").rows
    assert row.locked == {"sang"}
    with pytest.raises(CannotPlace, match="không đổi được nữa"):
        move(timetable, Wish(name, "chieu", 0, "sang"))


def test_one_script_for_several_stations_is_one_move(small_studio: Studio) -> None:
    reception = Reception(small_studio, DAY)
    house = reception._house()
    from broadcast.desk import traffic

    two = [house.schedule.station(name) for name in ("kien-an", "my-an")]
    assert not traffic.make_day(small_studio, house, DAY, two, Nobody()).failed
    done = move(reception.timetable, Wish("nuoc-sach", None), stations=["kien-an", "my-an"])
    assert {row.station.id for row in done.rows} == {"kien-an", "my-an"}
    (last,) = reception.timetable.sheet(DAY).moves
    assert last.stations == ("kien-an", "my-an")
    for row in done.rows:
        assert row.day
        assert not row.day.places("nuoc-sach")
        assert "cho nghỉ phát" in next(x.reason.vi for x in row.day.left_out if x.script == "nuoc-sach")

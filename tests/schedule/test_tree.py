"""The tree of places by the day: the real merge of Chợ Mới on 01/7/2025, divisions, renamings, moves."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.files.schedules import load_schedule
from broadcast.schedule import Change, Place, Reform, Schedule, Station, Tie, names_of
from broadcast.schedule.tree import Tree

BEFORE, AFTER = date(2020, 8, 6), date(2026, 11, 27)
MERGED = date(2025, 7, 1)
EVE = MERGED - timedelta(days=1)

NOW: Mapping[str, str] = {
    "thi-tran-cho-moi": "xã Chợ Mới",
    "thi-tran-my-luong": "xã Long Điền",
    "kien-an": "xã Chợ Mới",
    "my-hoi-dong": "xã Nhơn Mỹ",
    "long-dien-a": "xã Long Điền",
    "tan-my": "xã Cù Lao Giêng",
    "long-dien-b": "xã Long Điền",
    "kien-thanh": "xã Chợ Mới",
    "my-hiep": "xã Cù Lao Giêng",
    "my-an": "xã Long Kiến",
    "nhon-my": "xã Nhơn Mỹ",
    "long-giang": "xã Nhơn Mỹ",
    "long-kien": "xã Long Kiến",
    "binh-phuoc-xuan": "xã Cù Lao Giêng",
    "an-thanh-trung": "xã Long Kiến",
    "hoi-an": "xã Hội An",
    "hoa-binh": "xã Hội An",
    "hoa-an": "xã Hội An",
}
"""Read from the resolution's table, not from schedules.yaml."""


@pytest.fixture(scope="module")
def ours() -> Schedule:
    return load_schedule(Path(__file__).parents[2] / "schedules.yaml")


def test_until_the_merge_every_station_stands_in_its_own_unit_of_the_district(ours: Schedule) -> None:
    for day in (BEFORE, EVE):
        assert {s: ours.lines(s, day) for s in ours.stations} == {s: ((s, "cho-moi"),) for s in NOW}


def test_from_the_merge_on_the_18_stations_stand_in_six_communes_of_the_province(ours: Schedule) -> None:
    for day in (MERGED, AFTER):
        stood = {station: ours.served(station, day) for station in ours.stations}
        assert all(len(places) == 1 for places in stood.values())
        named = {s: f"{ours.places[p].kind} {ours.places[p].name}" for s, (p,) in stood.items()}
        assert named == NOW
        assert all(ours.home(s, day) == (place, s, "an-giang", "cho-moi") for s, (place,) in stood.items())
        assert not ours.tree.holds("cho-moi", day)
    assert len(set(NOW.values())) == 6


def test_what_aired_before_adds_up_by_the_places_of_then_and_of_today(ours: Schedule) -> None:
    assert ours.seen_from("kien-an", BEFORE, of=BEFORE) == ("kien-an",)
    assert ours.seen_from("kien-an", BEFORE, of=AFTER) == ("xa-cho-moi",)
    assert ours.seen_from("kien-an", AFTER, of=AFTER) == ("xa-cho-moi",)


def test_the_district_and_the_old_communes_still_name_their_stations(ours: Schedule) -> None:
    assert all(ours.lies_in(station, ("cho-moi",), AFTER) for station in ours.stations)
    assert [s for s in ours.stations if ours.lies_in(s, ("kien-an",), AFTER)] == ["kien-an"]
    assert [s for s in ours.stations if ours.lies_in(s, ("xa-cho-moi",), AFTER)] == [
        "thi-tran-cho-moi",
        "kien-an",
        "kien-thanh",
    ]
    assert not any(ours.lies_in(s, ("xa-cho-moi", "an-giang"), EVE) for s in ours.stations)


def test_over_a_merged_commune_stands_only_what_stood_over_all_its_parts(ours: Schedule) -> None:
    assert ours.lineage("xa-cho-moi", AFTER) == ("xa-cho-moi", "an-giang", "cho-moi")


def test_two_places_of_one_name_are_told_apart_by_their_days(ours: Schedule) -> None:
    assert ours.place_names["long-kien"] == "xã Long Kiến (đến 30/6/2025)"
    assert ours.place_names["xa-long-kien"] == "xã Long Kiến (từ 01/7/2025)"
    assert ours.place_names["my-an"] == "xã Mỹ An"
    two = names_of([_xa("hoa-an"), replace(_xa("hoa-an-giong-rieng"), name="hoa-an")])
    assert set(two.values()) == {"xã hoa-an"}  # no days part them; their ids do


def _xa(name: str, parent: str | None = None) -> Place:
    return Place(name, "0", name, "xã", parent)


def _tree(places: list[Place], *changes: tuple[date, Change], stations: tuple[Station, ...] = ()) -> Tree:
    reforms = tuple(Reform(day, (change,), assumed=True) for day, change in changes)
    return Tree({each.id: each for each in places}, {each.id: each for each in stations}, reforms)


def test_a_renamed_place_takes_everything_along() -> None:
    tree = _tree([_xa("huyen"), _xa("cu", "huyen"), _xa("moi", "huyen")], (MERGED, Change(("cu",), ("moi",))))
    assert tree.line("moi", AFTER) == ("moi", "cu", "huyen")
    assert tree.became("cu", AFTER) == ("moi",)
    assert tree.became("moi", BEFORE) == ()


def test_a_divided_place_stands_behind_each_of_its_parts_and_its_station_serves_them_all() -> None:
    station = Station("dai", "a", "Đài")
    change = MERGED, Change(("a",), ("b", "c"))
    tree = _tree([_xa("a"), _xa("b"), _xa("c")], change, stations=(station,))
    assert tree.lines("dai", AFTER) == (("b", "a"), ("c", "a"))
    told = replace(station, serves=(Tie("c", MERGED),))
    tree = _tree([_xa("a"), _xa("b"), _xa("c")], change, stations=(told,))
    assert tree.lines("dai", EVE) == (("a",),)
    assert tree.lines("dai", AFTER) == (("c", "a"),)


def test_many_may_become_many_and_one_may_go_on() -> None:
    tree = _tree([_xa(each) for each in "abcd"], (MERGED, Change(("a", "b"), ("b", "c", "d"))))
    assert tree.became("a", AFTER) == ("b", "c", "d")
    assert tree.became("b", AFTER) == ("b",)
    assert tree.line("c", AFTER) == ("c",)  # b goes on beside it, a was only a part of it


def test_reforms_follow_one_another() -> None:
    later = date(2026, 1, 1)
    tree = _tree(
        [_xa(each) for each in "abc"],
        (MERGED, Change(("a",), ("b",))),
        (later, Change(("b",), ("c",))),
        stations=(Station("dai", "a", "Đài"),),
    )
    assert [tree.served("dai", day) for day in (BEFORE, MERGED, later)] == [("a",), ("b",), ("c",)]
    assert tree.lines("dai", later) == (("c", "b", "a"),)


def test_a_place_moves_to_another_parent_on_its_day() -> None:
    moved = replace(_xa("xa", "mot"), parents=(Tie("hai", MERGED),))
    tree = _tree([_xa("mot"), _xa("hai"), moved])
    assert [tree.line("xa", day) for day in (EVE, MERGED)] == [("xa", "mot"), ("xa", "hai")]


def test_where_the_place_above_ended_it_stands_behind_the_new_one() -> None:
    tree = _tree([_xa("cu"), _xa("moi"), _xa("xa", "cu")], (MERGED, Change(("cu",), ("moi",))))
    assert [tree.line("xa", day) for day in (EVE, MERGED)] == [("xa", "cu"), ("xa", "moi", "cu")]


def test_a_station_of_a_place_that_is_not_there_yet_stands_nowhere() -> None:
    tree = _tree([replace(_xa("a"), valid_from=MERGED)], stations=(Station("dai", "a", "Đài"),))
    assert (tree.lines("dai", EVE), tree.lines("dai", MERGED)) == ((), (("a",),))


IDS = "abcdef"
SOME = st.sampled_from(IDS)
DAYS = st.dates(date(2020, 1, 1), date(2020, 1, 12))


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Any tree, nonsense and circles among them."""
    maybe, place = st.none() | DAYS, st.none() | SOME
    ties = st.lists(st.builds(Tie, SOME, maybe, maybe), max_size=2).map(tuple)
    places = {
        name: replace(
            _xa(name, draw(place)), parents=draw(ties), valid_from=draw(maybe), valid_until=draw(maybe)
        )
        for name in IDS
    }
    sides = st.lists(SOME, max_size=3, unique=True).map(tuple)
    changes = st.lists(st.builds(Change, sides, sides), max_size=3).map(tuple)
    reforms = tuple(draw(st.lists(st.builds(Reform, DAYS, changes), max_size=3)))
    stations = {name: Station(name, name, name, serves=draw(ties)) for name in IDS}
    return Tree(places, stations, reforms)


@given(trees(), SOME, DAYS)
def test_every_line_ends_and_names_each_place_once(tree: Tree, name: str, day: date) -> None:
    for line in (tree.line(name, day), *tree.lines(name, day)):
        assert len(set(line)) == len(line)
        assert set(line) <= set(IDS)


@given(trees(), SOME, DAYS)
def test_a_station_serves_only_places_that_hold_that_day_and_each_begins_one_line(
    tree: Tree, name: str, day: date
) -> None:
    served = tree.served(name, day)
    assert all(tree.holds(place, day) for place in served)
    assert set(served) <= {line[0] for line in tree.lines(name, day)}


@given(trees(), SOME, DAYS)
def test_nothing_changes_between_two_dates(tree: Tree, name: str, day: date) -> None:
    fresh = Tree(tree.places, tree.stations, tree.reforms)
    asked_before = [tree.lines(name, date(2020, 1, 1) + timedelta(days=ahead)) for ahead in range(13)]
    assert len(asked_before) == 13
    assert tree.lines(name, day) == fresh.lines(name, day)

"""Stations that read differently: each by its own policy, and nothing is spoken anew that says the same."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from broadcast.desk.house import House, open_house
from broadcast.desk.speaking import announcers_of, clip_key
from broadcast.desk.studio import Studio
from broadcast.reading import DocumentStyle, Policy, Region
from broadcast.schedule import LocalReading
from broadcast.speech.delivery import delivered

DAY = date(2020, 8, 6)


def with_place(house: House, place: str, reading: LocalReading) -> House:
    """The house, where `place` lays down how it reads."""
    places = {**house.schedule.places, place: replace(house.schedule.places[place], reading=reading)}
    return replace(house, schedule=replace(house.schedule, places=places))


def clips(studio: Studio, house: House, station: str) -> Mapping[str, str]:
    """The keys of the clips of every script as `station` reads it."""
    policy = house.schedule.reading_at(station, DAY)
    style = house.schedule.announcing(station, DAY)
    announcers = announcers_of(studio, "espeak", style)
    return {
        name: clip_key(studio, announcers, delivered(each.script, house.read(each, policy), style.speakers))
        for name, each in house.scripts.items()
    }


@pytest.fixture
def house(small_house: Path) -> House:
    return open_house(small_house)


def test_the_district_is_southern_and_its_communes_inherit_it(house: House) -> None:
    assert house.schedule.reading_at("my-an", DAY) == Policy(region=Region.SOUTH)
    district = house.schedule.places["cho-moi"].reading
    assert district is not None
    assert (district.assumed, district.legal) == (True, None)


def test_a_word_in_the_lexicon_changes_only_the_clips_that_contain_it(
    small_studio: Studio, house: House
) -> None:
    before = clips(small_studio, house, "my-an")
    changed = with_place(house, "my-an", LocalReading(lexicon=(("máy bơm", "máy bơm điện"),)))
    after = clips(small_studio, changed, "my-an")
    differing = {name for name in before if before[name] != after[name]}
    assert differing == {
        name for name, each in house.scripts.items() if "máy bơm" in each.script.text.lower()
    }
    assert differing
    assert clips(small_studio, changed, "kien-an") == before


def test_a_station_that_reads_as_the_district_shares_the_approved_reading(house: House) -> None:
    policy = house.schedule.reading_at("my-an", DAY)
    assert all(house.read(each, policy) is each.reading for each in house.scripts.values())


def test_each_policy_gives_its_own_reading_and_the_approved_one_stays(house: House) -> None:
    northern = with_place(house, "my-an", LocalReading(region=Region.NORTH, documents=DocumentStyle.SHORT))
    policy = northern.schedule.reading_at("my-an", DAY)
    assert (policy.region, policy.documents, policy.phones) == (Region.NORTH, DocumentStyle.SHORT, 2)
    for name, each in northern.scripts.items():
        assert each.reading.fingerprint == house.scripts[name].reading.fingerprint
        assert "ngàn" not in northern.read(each, policy).spoken.split() or "ngàn" in each.script.text


def test_the_nearest_place_wins_and_lexicons_add_up(house: House) -> None:
    district = with_place(house, "cho-moi", LocalReading(lexicon=(("KGVX", "văn xã"), ("ấp Nhì", "ấp nhì"))))
    both = with_place(district, "my-an", LocalReading(phones=1, lexicon=(("KGVX", "khoa giáo văn xã"),)))
    policy = both.schedule.reading_at("my-an", DAY)
    assert policy.lexicon == (("KGVX", "khoa giáo văn xã"), ("ấp Nhì", "ấp nhì"))
    assert policy.phones == 1
    assert both.schedule.reading_at("kien-an", DAY).lexicon == (("KGVX", "văn xã"), ("ấp Nhì", "ấp nhì"))


def test_a_station_of_a_place_may_have_words_of_its_own(house: House) -> None:
    own = replace(house.schedule.stations["my-an"], reading=LocalReading(lexicon=(("TBA", "trạm"),)))
    schedule = replace(house.schedule, stations={**house.schedule.stations, "my-an": own})
    assert schedule.reading_at("my-an", DAY).lexicon == (("TBA", "trạm"),)
    assert schedule.reading_at("my-an", DAY).region is Region.SOUTH
    assert schedule.reading("my-an", DAY).lexicon == ()

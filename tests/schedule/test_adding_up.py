"""Accounts over a reform: the communes of then and those of today both add up."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from broadcast.files.schedules import load_schedule
from broadcast.schedule import Place, Schedule, Station, Tie, counted_in, home_of
from broadcast.schedule.reform import Change, Reform
from broadcast.schedule.span import DAY

AUGUST = date(2020, 8, 1), date(2020, 8, 31)
THIS_YEAR = date(2026, 1, 1), date(2026, 12, 31)
MERGED = date(2025, 7, 1)
OVER_IT = date(2025, 6, 1), date(2025, 7, 31)
TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def ours() -> Schedule:
    return load_schedule(Path(__file__).parents[2] / "schedules.yaml")


def counting(schedule: Schedule, place: str, *days: date) -> tuple[str, ...]:
    """The stations that count for `place` on every one of the days; on others of them none does."""
    counted = counted_in(schedule, place, *days)
    (stations,) = set(counted.values())
    return tuple(sorted(stations))


@pytest.mark.parametrize("days", [AUGUST, OVER_IT, THIS_YEAR])
def test_the_district_counts_all_its_stations_before_and_after_it_ended(
    ours: Schedule, days: tuple[date, date]
) -> None:
    assert counting(ours, "cho-moi", *days) == tuple(sorted(ours.stations))
    assert counting(ours, "an-giang", *days) == tuple(sorted(ours.stations))


@pytest.mark.parametrize("days", [AUGUST, OVER_IT, THIS_YEAR])
def test_a_commune_of_today_counts_what_its_parts_aired(ours: Schedule, days: tuple[date, date]) -> None:
    assert counting(ours, "xa-cu-lao-gieng", *days) == ("binh-phuoc-xuan", "my-hiep", "tan-my")
    assert counting(ours, "my-hiep", *days) == ("my-hiep",)


def test_every_day_of_every_station_counts_once_by_the_tree_of_then_and_by_that_of_today(
    ours: Schedule,
) -> None:
    days = [OVER_IT[0] + timedelta(days=ahead) for ahead in range(61)]
    then = Counter(home_of(ours, station, day) for station in ours.stations for day in days)
    today = Counter(home_of(ours, station, day, TODAY) for station in ours.stations for day in days)
    assert then.total() == today.total() == 18 * 61
    assert then["my-hiep"] == 30
    assert then["xa-cu-lao-gieng"] == 3 * 31
    assert today == Counter(dict.fromkeys(today, 3 * 61))
    assert len(today) == 6


def test_a_station_that_moved_counts_where_it_stood(ours: Schedule) -> None:
    moved = replace(ours.stations["hoa-an"], serves=(Tie("xa-nhon-my", date(2026, 6, 1)),))
    house = replace(ours, stations=ours.stations | {"hoa-an": moved})
    assert home_of(house, "hoa-an", AUGUST[0], TODAY) == "xa-hoi-an"
    assert home_of(house, "hoa-an", TODAY) == "xa-nhon-my"
    assert "hoa-an" not in counting(house, "xa-nhon-my", *AUGUST)
    moving = {day for day, those in counted_in(house, "xa-nhon-my", *THIS_YEAR).items() if "hoa-an" in those}
    assert (min(moving), max(moving), len(moving)) == (date(2026, 6, 1), THIS_YEAR[1], 214)


def _divided(*stations: Station) -> Schedule:
    places = [Place("huyen", "1", "Huyện", "huyện"), *(Place(x, x, x, "xã", "huyen") for x in "xyz")]
    return Schedule(
        district="huyen",
        places={each.id: each for each in places},
        stations={each.id: each for each in stations},
        policies={},
        forms={},
        campaigns={},
        reforms=(Reform(MERGED, (Change(("x",), ("y", "z")),), "chia"),),
    )


def test_a_divided_place_counts_where_each_of_its_stations_stood_afterwards() -> None:
    house = _divided(
        *(Station(f"dai-{place}", "x", place, serves=(Tie(place, MERGED),)) for place in "yz"),
        Station("dai-di", "x", "", serves=(Tie("z", MERGED, TODAY - DAY), Tie("huyen", TODAY))),
    )
    homes = {station: home_of(house, station, AUGUST[0], TODAY) for station in house.stations}
    assert homes == {"dai-y": "y", "dai-z": "z", "dai-di": "z"}  # it moved on, but the division put it in z
    assert counting(house, "y", *AUGUST) == ("dai-y",)
    assert counting(house, "z", *AUGUST) == ("dai-di", "dai-z")
    assert counting(house, "x", *OVER_IT) == ("dai-di", "dai-y", "dai-z")


def test_what_nobody_says_after_a_division_counts_once_all_the_same() -> None:
    house = _divided(Station("dai", "x", "Đài"))
    assert (counting(house, "y", *OVER_IT), counting(house, "z", *OVER_IT)) == (("dai",), ())
    assert home_of(house, "dai", AUGUST[0], TODAY) == "y"


def test_a_tree_from_before_the_days_does_not_know_them_and_that_of_then_speaks() -> None:
    house = _divided(Station("dai", "x", "Đài", serves=(Tie("z", MERGED),)))
    assert home_of(house, "dai", TODAY, AUGUST[0]) == "z"
    assert set(counted_in(house, "z", *THIS_YEAR, of=AUGUST[0]).values()) == {frozenset({"dai"})}


def test_a_station_of_several_places_counts_at_its_home() -> None:
    house = _divided(Station("dai", "x", "Đài", serves=(Tie("z", MERGED), Tie("y", MERGED))))
    assert (counting(house, "z", *THIS_YEAR), counting(house, "y", *THIS_YEAR)) == (("dai",), ())
    assert counting(house, "huyen", *THIS_YEAR) == ("dai",)

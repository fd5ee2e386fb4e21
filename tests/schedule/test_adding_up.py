"""Accounts over a reform: the communes of then and those of today both add up."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from broadcast.files.schedules import load_schedule
from broadcast.schedule import Schedule, Tie, counted_in, home_of

AUGUST = date(2020, 8, 1), date(2020, 8, 31)
THIS_YEAR = date(2026, 1, 1), date(2026, 12, 31)
MERGED = date(2025, 7, 1)
OVER_IT = date(2025, 6, 1), date(2025, 7, 31)
TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def ours() -> Schedule:
    return load_schedule(Path(__file__).parents[2] / "schedules.yaml")


@pytest.mark.parametrize("days", [AUGUST, OVER_IT, THIS_YEAR])
def test_the_district_counts_all_its_stations_before_and_after_it_ended(
    ours: Schedule, days: tuple[date, date]
) -> None:
    assert counted_in(ours, "cho-moi", *days) == tuple(sorted(ours.stations))
    assert counted_in(ours, "an-giang", *days) == tuple(sorted(ours.stations))


@pytest.mark.parametrize("days", [AUGUST, OVER_IT, THIS_YEAR])
def test_a_commune_of_today_counts_what_its_parts_aired(ours: Schedule, days: tuple[date, date]) -> None:
    assert counted_in(ours, "xa-cu-lao-gieng", *days) == ("binh-phuoc-xuan", "my-hiep", "tan-my")
    assert counted_in(ours, "my-hiep", *days) == ("my-hiep",)


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
    assert "hoa-an" not in counted_in(house, "xa-nhon-my", *AUGUST)
    assert "hoa-an" in counted_in(house, "xa-nhon-my", *THIS_YEAR)

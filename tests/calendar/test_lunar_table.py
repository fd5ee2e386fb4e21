"""The table of lunar years against the sky, made again from new moons and solar terms, and known dates."""

import math
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import ephem
import pytest

from broadcast.calendar import LunarDate, NoSuchLunarDate, lunar_date, solar
from broadcast.calendar.lunar import months

KNOWN = [
    line.split("\t")
    for line in (Path(__file__).parent / "tet.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
AHEAD = 7 / 24  # of a day: UTC+7


def new_moons(first: date, last: date) -> list[date]:
    """The days, by Vietnam's clock, on which the moon is new."""
    found, at = [], ephem.next_new_moon(ephem.Date(first))
    while (day := ephem.Date(at + AHEAD).datetime().date()) <= last:
        found.append(day)
        at = ephem.next_new_moon(ephem.Date(at + 1))
    return found


def term(day: date) -> int:
    """The principal term in force when `day` begins in Vietnam: 9 from the winter solstice on."""
    midnight = ephem.Date(ephem.Date(day) - AHEAD)
    sun = ephem.Sun(midnight)
    seen = ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=midnight)
    return int(math.degrees(ephem.Ecliptic(seen, epoch=midnight).lon) // 30)


def reckoned(first: int, last: int) -> list[tuple[int, bool, date]]:
    """Month, leap, first day of every month of those years, by the rules alone."""
    days = new_moons(date(first - 2, 11, 1), date(last + 2, 3, 1))
    terms = [term(day) for day in days]
    eleventh = [
        n for n, (now, then) in enumerate(pairwise(terms)) if now < 9 <= then or (now, then) == (8, 0)
    ]
    found = []
    for begins, ends in pairwise(eleventh):
        without = [n for n in range(begins + 1, ends) if terms[n] == terms[n + 1]]
        leap = without[0] if ends - begins == 13 else None
        number = 10
        for n in range(begins, ends):
            number += n != leap
            found.append(((number - 1) % 12 + 1, n == leap, days[n]))
    return found


def test_every_month_of_the_table_is_where_the_sky_has_it():
    told = [(each.month, each.leap, each.first) for year in range(1968, 2200) for each in months(year)]
    again = reckoned(1968, 2199)
    begins = again.index(told[0])
    assert again[begins : begins + len(told)] == told
    assert all(
        before.first + timedelta(before.length) == after.first
        for before, after in pairwise(each for year in range(1968, 2200) for each in months(year))
    )


@pytest.mark.parametrize(("year", "tet", "leap"), KNOWN)
def test_tet_and_leap_month_are_as_published(year: str, tet: str, leap: str):
    assert solar(LunarDate(int(year), 1, 1)) == date.fromisoformat(tet)
    assert sum(each.month for each in months(int(year)) if each.leap) == int(leap)


@pytest.mark.parametrize(
    ("day", "lunar"),
    [
        (date(2020, 8, 6), "17/6/2020"),
        (date(2020, 5, 23), "01/4 nhuận/2020"),
        (date(2025, 10, 6), "15/8/2025"),  # Trung thu
        (date(2020, 4, 2), "10/3/2020"),  # Giỗ Tổ
        (date(2023, 3, 23), "02/2 nhuận/2023"),
        (date(1985, 1, 20), "30/12/1984"),
    ],
)
def test_days_of_the_almanac(day: date, lunar: str):
    assert str(lunar_date(day)) == lunar


def test_there_and_back_again():
    day = months(1968)[0].first
    while day < date(2199, 12, 31):
        own = lunar_date(day)
        assert solar(LunarDate(own.year, own.month, own.day, own.leap)) == day
        day += timedelta(7)


@pytest.mark.parametrize("day", [date(1968, 1, 28), date(2201, 1, 1), date.min, date.max])
def test_what_lies_outside_the_table_is_refused(day: date):
    with pytest.raises(NoSuchLunarDate, match="từ năm 1968 đến 2199"):
        lunar_date(day)

"""Quy định: what holds at a station on a day, who laid it down, and when it changes."""

from datetime import date, timedelta

import pytest
from planning import DAY, schedule

from broadcast.schedule import GenreCap, LocalPolicy, UnknownStation, rulebook

STORM = LocalPolicy(
    "huyen",
    daily_cap_s=7200.0,
    valid_from=DAY + timedelta(2),
    valid_until=DAY + timedelta(3),
    prevails=True,
    legal="Công điện 12",
)
OWN = LocalPolicy(
    "an", gap_s=3600.0, daily_cap_s=1800.0, genre_caps=(GenreCap("ca-nhac", 600.0),), assumed=True
)
HOUSE = schedule(policies=[OWN, STORM])


def test_each_rule_names_who_laid_it_down_and_nobody_where_it_holds_by_default() -> None:
    book = rulebook(HOUSE, "an", DAY)
    assert book.by["daily_cap_s"] == book.by["gap_s"] == (OWN,)
    assert [entry.place for entry in book.by["slots"]] == ["huyen"]
    assert book.by["quiet"] == ()
    assert book.policy.daily_cap_s == 1800
    assert rulebook(HOUSE, "binh", DAY).by["gap_s"] == ()


def test_the_next_change_is_told_and_what_prevails_is_named_on_its_days() -> None:
    book = rulebook(HOUSE, "an", DAY)
    assert book.changes == DAY + timedelta(2)
    storm = rulebook(HOUSE, "an", book.changes)
    assert storm.by["daily_cap_s"] == (STORM,)
    assert storm.policy.daily_cap_s == 7200
    assert storm.changes == DAY + timedelta(4)
    assert rulebook(HOUSE, "an", DAY + timedelta(4)).changes is None


def test_a_station_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownStation):
        rulebook(HOUSE, "o-dau", date(2020, 8, 6))

"""Days that were judged once are kept, and judged anew as soon as anything was added to them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from told_days import DAY, line, told
from told_weeks import at, beat, logged, report, tell

from broadcast.asrun import Judgement, Standing, judge
from broadcast.bootstrap import equip
from broadcast.desk import logbook, reporting
from broadcast.desk.house import open_house
from broadcast.desk.ledger import Ledger
from broadcast.desk.reporting import Reporting
from broadcast.desk.studio import Studio
from broadcast.report import Asked, pictures
from broadcast.schedule import Tie
from broadcast.settings import PROJECT, Settings
from broadcast.store.playlists import Snapshot

DAYS = [DAY + timedelta(days=number) for number in range(9)]
LAST = DAYS[-1]
STATIONS = ("kien-an", "my-an")


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    made = equip(Settings(house=PROJECT, data=tmp_path / "data"))
    tell(made.database, STATIONS, DAYS)
    report(made.database, (each for day in DAYS[:5] for each in logged("kien-an", day)))
    yield made
    made.database.close()


def counted(judged: Judgement) -> list[tuple[str, str, int, tuple[str, ...]]]:
    return [
        (each.station, each.item.id, each.version, tuple(said.id for said in each.lines))
        for each in judged.airings
    ]


def test_the_ledger_says_what_the_logbook_says(studio: Studio) -> None:
    ledger = Ledger(studio)
    for first, last in ((DAYS[2], DAYS[3]), (DAY, LAST), (DAYS[1], LAST), (DAY, LAST)):
        assert counted(ledger.judged(first, last)) == counted(logbook.judged(studio, first, last))
    house = open_house(PROJECT)
    kept = Reporting(studio, lambda: house).report(Asked(DAY, LAST, "covid-19"))
    assert kept.plays == reporting.report(studio, house, DAY, LAST, "covid-19").plays
    assert len(kept.plays) == len(DAYS) * len(STATIONS) * 6


def test_a_day_that_was_judged_is_not_read_again(studio: Studio) -> None:
    read: list[tuple[str, ...]] = []

    @event.listens_for(studio.database._engine, "before_cursor_execute")
    def note(
        _connection: object, _cursor: object, statement: str, given: tuple[str, ...], *_: object
    ) -> None:
        if "playlists.body" in statement:
            read.append(given[:2])

    days = [day.isoformat() for day in DAYS]
    ledger = Ledger(studio)
    ledger.judged(DAY, LAST)
    assert read == [(days[0], days[6]), (days[7], days[8])]  # a week at a time
    ledger.judged(DAYS[1], DAYS[4])
    assert len(read) == 2
    report(studio.database, logged("my-an", DAYS[3]))
    ledger.judged(DAY, LAST)
    assert read[2:] == [(days[3], days[3])]


def test_a_line_and_a_new_version_are_seen_at_once(studio: Studio) -> None:
    ledger = Ledger(studio)
    assert all(not each.lines for each in ledger.judged(DAYS[6], DAYS[6]).airings)
    report(studio.database, logged("my-an", DAYS[6]))
    tell(studio.database, ["kien-an"], [DAYS[6]], version=2)
    airings = ledger.judged(DAYS[6], DAYS[6]).airings
    assert {each.station for each in airings if each.lines} == {"my-an"}
    assert {each.version for each in airings if each.station == "kien-an"} == {2}


def test_what_was_replaced_before_its_day_is_left_out_unless_a_line_names_it(studio: Studio) -> None:
    tell(studio.database, STATIONS, [DAYS[7]], version=2)
    report(studio.database, logged("my-an", DAYS[7], ("sang",), version=1))
    versions = {
        (each.station, each.item.id.rpartition(".")[2]): each.version
        for each in logbook.judged(studio, DAYS[7], DAYS[7]).airings
    }
    assert versions["my-an", "sang"] == 1
    assert versions["my-an", "trua"] == versions["kien-an", "sang"] == 2


def test_charts_are_of_the_report_and_not_older_than_a_minute(studio: Studio) -> None:
    clock = [at(LAST, 20)]
    house = open_house(PROJECT)
    told = replace(studio, now=lambda: clock[0])
    desk, asked = Reporting(told, lambda: house), Asked(DAY, LAST, "covid-19")
    before = desk.pictures(asked)
    assert before == pictures(desk.report(asked))
    report(studio.database, logged("my-an", DAYS[3]))
    clock[0] += timedelta(minutes=1, seconds=1)
    assert desk.pictures(asked) != before


def test_duties_are_those_of_stations_that_were_ever_heard_of(studio: Studio) -> None:
    now: datetime = at(DAYS[5], 23)
    beat(studio.database, "my-an", at(DAYS[4], 12), {})
    told = replace(studio, now=lambda: now)
    house = open_house(PROJECT)
    duties = {each.station: each for each in Reporting(told, lambda: house).duties(Asked(DAY, DAYS[5]))}
    assert duties["kien-an"].standing is Standing.SILENT
    assert [each.date for each in duties["kien-an"].missing] == [DAYS[5]] * 3
    assert duties["my-an"].owed == 1 + 3  # from the afternoon on which it was first heard of
    assert duties["hoi-an"].standing is Standing.NO_PLAYER
    assert len(duties) == 18


def test_a_place_asks_a_station_that_left_it_for_the_days_before_only(studio: Studio) -> None:
    house = open_house(PROJECT)
    moved = replace(house.schedule.stations["kien-an"], serves=(Tie("my-an", DAYS[3]),))
    stations = {**house.schedule.stations, "kien-an": moved}
    house = replace(house, schedule=replace(house.schedule, stations=stations))
    told = Reporting(replace(studio, now=lambda: at(LAST, 23)), lambda: house)
    (before,) = told.duties(Asked(DAY, LAST, place="kien-an"))
    after = {each.station: each for each in told.duties(Asked(DAY, LAST, place="my-an"))}
    assert (before.station, before.owed, len(before.missing)) == (
        "kien-an",
        3 * 3 - 1,
        0,
    )  # of the first it was not known yet
    assert (after["kien-an"].owed, len(after["kien-an"].missing)) == (6 * 3, 4 * 3)


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(
    out=st.lists(st.integers(-40, 30), min_size=1, max_size=4).map(sorted),
    lines=st.lists(st.tuples(st.sampled_from(("sang", "trua", "chieu")), st.integers(1, 5)), max_size=4),
)
def test_what_is_not_read_changes_no_judgement(out: list[int], lines: list[tuple[str, int]]) -> None:
    given_out = [
        told("kien-an", DAY, number, at(DAY, 0) + timedelta(hours=hours))
        for number, hours in enumerate(out, 1)
    ]
    said = [line(slot, version=version, id=f"{number}") for number, (slot, version) in enumerate(lines)]
    snapshots = [
        Snapshot("kien-an", DAY, each.playlist.version, "d" * 64, b"", each.published_at, each.published_at)
        for each in given_out
    ]
    read = {each.version for each in logbook._in_question(snapshots, said)}
    assert judge([each for each in given_out if each.playlist.version in read], said) == judge(
        given_out, said
    )

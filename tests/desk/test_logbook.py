"""What stations report is written down once and shown as the day goes on, over a real database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from told_days import DAY, as_json, beat_json, item_id, line

from broadcast.asrun import Outcome, Tally, WrongBatch
from broadcast.desk import logbook, traffic
from broadcast.desk.house import open_house
from broadcast.desk.logbook import StationToday
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.schedule import VIETNAM, Schedule, UnknownStation


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


@pytest.fixture
def schedule(small_studio: Studio) -> Schedule:
    return open_house(small_studio.house).schedule


@pytest.fixture
def told_studio(day_was_told: Studio) -> Studio:
    """It is five in the morning of the day that was told."""
    return replace(day_was_told, now=lambda: at(5))


def later(studio: Studio, now: datetime) -> Studio:
    return replace(studio, now=lambda: now)


def lines(*several: Any) -> dict[str, Any]:
    return {"lines": [as_json(each) for each in several]}


@pytest.fixture
def board(told_studio: Studio, schedule: Schedule) -> Callable[..., StationToday]:
    def of(station: str = "kien-an", now: datetime | None = None) -> StationToday:
        rows = logbook.day_board(later(told_studio, now or at(5)), schedule, DAY)
        return next(row for row in rows if row.station == station)

    return of


def test_a_batch_is_accepted_once_and_known_afterwards(told_studio: Studio, schedule: Schedule) -> None:
    batch = lines(line("sang"), line("trua"))
    assert logbook.record_as_run(told_studio, schedule, "kien-an", batch) == (2, 0)
    assert logbook.record_as_run(told_studio, schedule, "kien-an", batch) == (0, 2)
    more = lines(line("trua"), line("chieu"), line("chieu"))
    assert logbook.record_as_run(told_studio, schedule, "kien-an", more) == (1, 2)


@pytest.mark.parametrize("record", [logbook.record_as_run, logbook.record_heartbeat])
def test_a_station_that_does_not_exist_is_told_so(
    told_studio: Studio, schedule: Schedule, record: Callable[..., object]
) -> None:
    with pytest.raises(UnknownStation, match="kien-an"):
        record(told_studio, schedule, "kien-am", {})


def test_a_wrong_batch_leaves_nothing(told_studio: Studio, schedule: Schedule) -> None:
    batch = lines(line("sang"))
    batch["lines"].append({**as_json(line("trua")), "version": 0})
    with pytest.raises(WrongBatch):
        logbook.record_as_run(told_studio, schedule, "kien-an", batch)
    assert all(airing.line is None for airing in logbook.judged(told_studio, DAY, DAY).airings)


def test_the_board_has_every_station_and_says_who_has_no_day(told_studio: Studio, schedule: Schedule) -> None:
    rows = logbook.day_board(told_studio, schedule, DAY)
    assert [row.station for row in rows] == sorted(schedule.stations)
    assert [row.station for row in rows if row.made] == ["kien-an", "my-an"]
    (mine,) = (row for row in rows if row.station == "my-an")
    assert mine.name == "Đài Truyền thanh xã Mỹ An"


def test_the_board_counts_what_became_of_the_day(
    told_studio: Studio, schedule: Schedule, board: Callable[..., StationToday]
) -> None:
    batch = lines(line("sang", Outcome.LATE), line("trua", Outcome.MISSED), line("trua", version=7, id="odd"))
    logbook.record_as_run(told_studio, schedule, "kien-an", batch)
    row = board(now=at(12))
    assert row.tally == Tally(late=1, missed=1, to_come=1)
    assert [stray.line.id for stray in row.strays] == ["odd"]
    assert row.next is not None
    assert row.next.starts_at == at(17)
    assert board("my-an", at(12)).tally == Tally(unreported=2, to_come=1)


def test_the_board_shows_what_should_be_on_air_and_what_the_station_says(
    told_studio: Studio, schedule: Schedule, board: Callable[..., StationToday]
) -> None:
    morning = item_id("kien-an", DAY, "sang")
    before, on = board(now=at(4, 59)), board(now=at(5, 1))
    assert (before.on_air, before.next and before.next.id) == (None, morning)
    assert (on.on_air and on.on_air.id, on.confirmed) == (morning, False)
    studio = later(told_studio, at(5, 1))
    logbook.record_heartbeat(studio, schedule, "kien-an", {"beats": [beat_json(playing=morning)]})
    said = board(now=at(5, 2))
    assert (said.on_air and said.on_air.id, said.confirmed) == (morning, True)
    logbook.record_as_run(studio, schedule, "kien-an", lines(line("sang")))
    assert board(now=at(5, 1)).on_air is None


def test_an_old_heartbeat_proves_nothing_about_now(
    told_studio: Studio, schedule: Schedule, board: Callable[..., StationToday]
) -> None:
    morning = item_id("kien-an", DAY, "sang")
    logbook.record_heartbeat(told_studio, schedule, "kien-an", {"beats": [beat_json(playing=morning)]})
    near, far = board(now=at(5, 10)), board(now=at(5, 11))
    assert near.seen is not None
    assert far.seen is not None
    assert (near.seen.away, near.confirmed) == (False, True)
    assert (far.seen.away, far.confirmed, far.on_air) == (True, False, None)


def test_a_station_is_last_seen_when_we_heard_of_it_whatever_its_clock_says(
    told_studio: Studio, schedule: Schedule
) -> None:
    old = {"beats": [beat_json(1, at="1970-01-01T07:00:01+07:00")]}
    assert logbook.record_heartbeat(told_studio, schedule, "kien-an", old) == (1, 0)
    seen = logbook.last_seen(told_studio, ["kien-an", "my-an"], at(5, 3))
    assert list(seen) == ["kien-an"]
    assert seen["kien-an"].ago == timedelta(minutes=3)
    assert seen["kien-an"].beat.at.year == 1970


def test_heartbeats_are_forgotten_after_a_while_but_never_the_newest(
    told_studio: Studio, schedule: Schedule
) -> None:
    for day in range(5):
        studio = later(told_studio, at(5) + timedelta(days=day))
        logbook.record_heartbeat(studio, schedule, "kien-an", {"beats": [beat_json(day)]})
    again = later(told_studio, at(5) + timedelta(days=90))
    assert logbook.record_heartbeat(again, schedule, "kien-an", {"beats": [beat_json(4)]}) == (0, 1)
    with told_studio.database.begin() as connection:
        kept = list(logbook.asrun.heartbeats(connection, "kien-an", 99))
    assert [received.beat.id for received in kept] == ["beat-4", "beat-3", "beat-2"]


def test_a_day_that_the_house_made_is_judged_by_what_its_station_reports(
    small_studio: Studio, schedule: Schedule
) -> None:
    house = open_house(small_studio.house)
    made = traffic.make_day(small_studio, house, DAY, [schedule.station("my-an")], Nobody()).made["my-an"]
    first = made.playlist.items[0]
    assert first.audio is not None
    heard = line(
        item=first.id,
        station="my-an",
        planned_at=first.starts_at,
        played_s=first.duration_s,
        sha256=first.audio.sha256,
    )
    logbook.record_as_run(small_studio, schedule, "my-an", lines(heard))
    judged = logbook.judged(small_studio, DAY, DAY)
    assert judged.strays == ()
    assert judged.airings[0].heard == first.rundown
    assert [airing.line is None for airing in judged.airings] == [False, True, True]

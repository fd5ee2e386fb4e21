"""Log lines and heartbeats are taken once, on every database that we support."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told_days import DAY, POWER, beat_json, line, told

from broadcast.asrun import AsRunLine, Heartbeat, Outcome, heartbeats
from broadcast.playlist import to_json
from broadcast.store import asrun, playlists
from broadcast.store.database import Database
from broadcast.store.playlists import Snapshot

NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
LINES = (
    line("sang"),
    line("trua", Outcome.CUT, 60.5, ended_at=None),
    line("chieu", Outcome.MISSED, sha256=None),
    line("sang", station="my-an"),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    on_postgresql = request.param == "postgresql"
    url = request.getfixturevalue("postgresql") if on_postgresql else tmp_path / "broadcast.sqlite3"
    database = Database(url)
    yield database
    database.close()


def record(database: Database, *lines: AsRunLine, at: datetime = NOW) -> int:
    with database.begin() as connection:
        return asrun.record(connection, lines, at)


def kept(database: Database, *stations: str) -> list[AsRunLine]:
    with database.begin() as connection:
        return list(asrun.lines(connection, date.min, date.max, stations or None))


def beat(number: int, station: str = "kien-an") -> Heartbeat:
    (read,) = heartbeats(station, {"beats": [beat_json(number)]})
    return read


def newest(database: Database, station: str, most: int) -> list[asrun.Received]:
    with database.begin() as connection:
        return list(asrun.heartbeats(connection, station, most))


def test_lines_come_back_as_they_were_with_their_time_zones(database: Database) -> None:
    assert record(database, *LINES) == 4
    assert kept(database) == list(LINES)


def test_a_line_is_taken_once_however_often_it_is_sent(database: Database) -> None:
    assert record(database, LINES[0], LINES[0]) == 1
    assert record(database, *LINES, at=NOW + timedelta(days=1)) == 3
    assert record(database, *LINES) == 0
    assert kept(database) == list(LINES)


def test_what_was_told_first_stands(database: Database) -> None:
    record(database, LINES[0])
    assert record(database, replace(LINES[0], outcome=Outcome.CUT, reason=POWER)) == 0
    assert kept(database) == [LINES[0]]


def test_one_station_cannot_take_the_id_of_another(database: Database) -> None:
    first, second = line(id="1"), line(id="1", station="my-an")
    assert record(database, first) + record(database, second) == 2
    assert kept(database) == [first, second]


def test_a_batch_whose_transaction_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.begin() as connection:
        asrun.record(connection, LINES, NOW)
        _ = 1 // 0
    assert kept(database) == []


def test_lines_are_found_by_day_and_station(database: Database) -> None:
    next_day = line("sang", day=DAY + timedelta(days=1))
    record(database, *LINES, next_day)
    assert kept(database, "my-an") == [LINES[3]]
    with database.begin() as connection:
        assert list(asrun.lines(connection, DAY + timedelta(days=1), DAY + timedelta(days=9))) == [next_day]
        assert list(asrun.lines(connection, DAY, DAY, [])) == []


def test_the_same_batch_at_the_same_time_is_counted_once(database: Database) -> None:
    many = [line("sang", id=f"line-{number}") for number in range(200)]
    counts: list[int] = []
    batches = (many, many[::-1], many[100:] + many[:100])
    threads = [
        threading.Thread(target=lambda batch=batch: counts.append(record(database, *batch)))
        for batch in batches
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert (len(counts), sum(counts)) == (3, 200)
    assert len(kept(database)) == 200


def test_every_version_that_was_told_is_found_byte_for_byte(database: Database) -> None:
    snapshots = [
        Snapshot(station, DAY, version, "d" * 64, to_json(playlist), NOW, NOW + timedelta(days=8))
        for station, version in (("kien-an", 1), ("kien-an", 2), ("my-an", 1))
        for playlist in [told(station, version=version).playlist]
    ]
    with database.begin() as connection:
        for snapshot in snapshots:
            playlists.publish(connection, snapshot)
        assert list(asrun.told(connection, DAY, DAY)) == snapshots
        assert list(asrun.told(connection, DAY, DAY, ["my-an"])) == snapshots[2:]
        assert list(asrun.told(connection, date.min, DAY - timedelta(days=1))) == []


def test_the_newest_heartbeat_is_the_one_that_came_last(database: Database) -> None:
    """Not the one with the latest date: a station's clock may have been ahead, and then put right."""
    with database.begin() as connection:
        assert asrun.record_heartbeats(connection, [beat(500), beat(2, "my-an")], NOW) == 2
        later = NOW + timedelta(minutes=1)
        assert asrun.record_heartbeats(connection, [beat(3), beat(4), beat(500)], later) == 2
    assert [received.beat.id for received in newest(database, "kien-an", 9)] == [
        "beat-4",
        "beat-3",
        "beat-500",
    ]
    (first,) = newest(database, "kien-an", 1)
    assert first == asrun.Received(beat(4), later)
    assert newest(database, "nobody", 1) == []


def test_old_heartbeats_of_one_station_are_forgotten(database: Database) -> None:
    with database.begin() as connection:
        asrun.record_heartbeats(connection, [beat(1), beat(1, "my-an")], NOW)
        asrun.record_heartbeats(connection, [beat(2)], NOW + timedelta(hours=1))
        asrun.forget_heartbeats(connection, "kien-an", NOW + timedelta(minutes=1))
    assert [received.beat.id for received in newest(database, "kien-an", 9)] == ["beat-2"]
    assert len(newest(database, "my-an", 9)) == 1


def test_the_largest_figures_that_a_station_may_send_are_stored(database: Database) -> None:
    large = line(version=2**31 - 1, played_s=86_400.0, id="a" * 200)
    (full,) = heartbeats("kien-an", {"beats": [beat_json(free_bytes=2**63 - 1, waiting=2**31 - 1)]})
    assert record(database, large) == 1
    assert kept(database) == [large]
    with database.begin() as connection:
        asrun.record_heartbeats(connection, [full], NOW)
    assert newest(database, "kien-an", 1)[0].beat == full


POOL = [line("sang", id=f"line-{number}", played_s=float(number)) for number in range(6)]


@settings(max_examples=40, deadline=None, database=None, derandomize=True)
@given(st.lists(st.lists(st.sampled_from(POOL), max_size=8), max_size=6))
def test_any_batches_in_any_order_with_any_repeats_give_the_same_log(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[AsRunLine]]
) -> None:
    database = Database(tmp_path_factory.mktemp("log") / "broadcast.sqlite3")
    new = sum(record(database, *batch) for batch in batches)
    sent = {each.id: each for batch in batches for each in batch}
    assert kept(database) == sorted(sent.values(), key=lambda each: each.id)
    assert new == len(sent)
    database.close()

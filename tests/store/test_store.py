import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.schema import CreateTable

from broadcast.store import playlists, programmes
from broadcast.store.audio import AudioFolder, NoSuchAudio
from broadcast.store.database import Database, DatabaseUnavailable
from broadcast.store.lock import DataInUse, locked
from broadcast.store.playlists import Snapshot
from broadcast.store.programmes import StoredProgramme
from broadcast.store.tables import METADATA

NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
DAY = date(2020, 8, 6)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "broadcast.sqlite3")


def snapshot(version: int, body: bytes = b"{}") -> Snapshot:
    return Snapshot("kien-an", DAY, version, "d" * 64, body, NOW, NOW + timedelta(days=8))


PROGRAMME = StoredProgramme("k" * 64, "a" * 64, "mp3", 4711, 612.408, -16.0, -1.2, (0.08, 12.9))


def test_the_newest_snapshot_comes_back_as_it_was_with_its_time_zone(database: Database) -> None:
    with database.begin() as connection:
        for version in (1, 2):
            playlists.publish(connection, snapshot(version, b"\xc4\x90\xc3\xa0i"))
    with database.begin() as connection:
        assert playlists.latest(connection, "kien-an", DAY) == snapshot(2, b"\xc4\x90\xc3\xa0i")
        assert playlists.latest(connection, "kien-an", date(2020, 8, 7)) is None


def test_the_newest_of_every_station_come_at_once(database: Database) -> None:
    with database.begin() as connection:
        for version in (1, 2):
            playlists.publish(connection, snapshot(version))
        playlists.publish(connection, replace(snapshot(1), station="my-an"))
        playlists.publish(connection, replace(snapshot(3), date=date(2020, 8, 7)))
        found = {each.station: each.version for each in playlists.newest(connection, DAY)}
        assert found == {"kien-an": 2, "my-an": 1}


def test_a_version_is_published_once(database: Database) -> None:
    with database.begin() as connection:
        playlists.publish(connection, snapshot(1))
    with pytest.raises(DatabaseUnavailable), database.begin() as connection:
        playlists.publish(connection, snapshot(1))


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.begin() as connection:
        playlists.publish(connection, snapshot(1))
        _ = 1 // 0
    with database.begin() as connection:
        assert playlists.latest(connection, "kien-an", DAY) is None


def test_expired_snapshots_are_left_out(database: Database) -> None:
    with database.begin() as connection:
        playlists.publish(connection, snapshot(1))
        assert list(playlists.unexpired(connection, NOW)) == [snapshot(1)]
        assert not list(playlists.unexpired(connection, NOW + timedelta(days=9)))


def test_a_programme_is_found_by_what_it_is_made_from_and_can_be_kept_twice(database: Database) -> None:
    with database.begin() as connection:
        programmes.keep(connection, PROGRAMME, NOW)
        programmes.keep(connection, PROGRAMME, NOW)
        assert programmes.find(connection, "k" * 64) == PROGRAMME
        assert programmes.find(connection, "z" * 64) is None


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(DatabaseUnavailable), database.begin() as connection:
        programmes.keep(connection, PROGRAMME, NOW.replace(tzinfo=None))


def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "broadcast.sqlite3").write_bytes(b"this is not a database, " * 50)
    with pytest.raises(DatabaseUnavailable, match="cơ sở dữ liệu"):
        Database(tmp_path / "broadcast.sqlite3")


def test_what_was_published_is_synced_to_the_disk(database: Database, tmp_path: Path) -> None:
    with database.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    assert sqlite3.connect(tmp_path / "broadcast.sqlite3").execute("PRAGMA integrity_check").fetchone() == (
        "ok",
    )


@pytest.mark.parametrize("dialect", [sqlite_dialect.dialect(), postgresql.dialect()])
def test_every_table_can_be_made_in_both_databases(dialect: Dialect) -> None:
    tables = {table.name for table in METADATA.sorted_tables}
    assert {"users", "sessions", "links", "attempts", "scripts", "script_versions", "approvals"} <= tables
    for table in METADATA.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))


def test_audio_is_found_only_by_a_whole_name(tmp_path: Path) -> None:
    folder = AudioFolder(tmp_path)
    made = folder.workplace("making")
    made.write_bytes(b"sound")
    sha256 = "0a4b7d7a0ea5c0d6c7d0f2e7c1a0b7f0b1d3a9e3c8e7d5a4f1b2c3d4e5f60718"
    folder.take(made, sha256, "mp3")
    assert folder.find(sha256, "mp3").read_bytes() == b"sound"
    for name, ext in ((sha256[:63], "mp3"), (sha256, "../x"), ("../" + sha256, "mp3"), (sha256, "wav")):
        with pytest.raises(NoSuchAudio):
            folder.find(name, ext)


def test_a_file_that_is_not_what_its_name_says_does_not_count(tmp_path: Path) -> None:
    folder = AudioFolder(tmp_path)
    made = folder.workplace("making")
    made.write_bytes(b"sound")
    folder.take(made, "1" * 64, "mp3")
    assert not folder.holds("1" * 64, "mp3")
    assert not folder.holds("2" * 64, "mp3")


def test_leftovers_are_swept_and_finished_files_stay(tmp_path: Path) -> None:
    folder = AudioFolder(tmp_path)
    finished = folder.take(_made(folder, "one"), "1" * 64, "mp3")
    _made(folder, "half.mp3.part")
    (finished.parent / "x.part").write_bytes(b"half")
    assert folder.sweep() == 2
    assert list(folder.files()) == [finished]


def _made(folder: AudioFolder, name: str) -> Path:
    path = folder.workplace(name)
    path.write_bytes(b"sound")
    return path


def test_two_processes_do_not_share_a_data_folder(tmp_path: Path) -> None:
    code = "import sys, pathlib, broadcast.store.lock as s\nwith s.locked(pathlib.Path(sys.argv[1])): pass"
    with locked(tmp_path):
        other = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, timeout=30
        )
        assert other.returncode != 0
        assert "DataInUse" in other.stderr
        with pytest.raises(DataInUse), locked(tmp_path):
            pass
    with locked(tmp_path):
        pass


def test_a_database_that_cannot_be_opened_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(DatabaseUnavailable, match="dung lượng đĩa"):
        Database(tmp_path / "folder")

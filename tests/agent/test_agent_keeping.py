import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from commune import MONDAY, STATION, item, playlist, put_file, wav

from broadcast.agent.keeping import NotKept, Shelf, WrongContent
from broadcast.agent.playlist import WrongPlaylist

DAY = MONDAY.date()
ONE, TWO = wav(1000, 1), wav(2000, 1)
NOON = MONDAY + timedelta(hours=12)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path, STATION)


def offer(shelf: Shelf, version: int, content: bytes = ONE, at: datetime = NOON) -> None:
    shelf.offer(DAY, playlist(DAY, [item("trua", at, content, 1.0)], version), f'"{version}"')


def turn(shelf: Shelf, now: datetime) -> int | None:
    shelf.turn(now - timedelta(seconds=120), now + timedelta(seconds=30))
    return shelf.in_force[DAY].version if DAY in shelf.in_force else None


def test_a_playlist_rules_when_its_files_are_here(shelf: Shelf, tmp_path: Path) -> None:
    offer(shelf, 1)
    assert turn(shelf, MONDAY) is None
    put_file(tmp_path, ONE)
    assert turn(shelf, MONDAY) == 1


def test_a_newer_one_waits_for_its_files_but_not_longer_than_the_hour(shelf: Shelf, tmp_path: Path) -> None:
    put_file(tmp_path, ONE)
    offer(shelf, 1)
    turn(shelf, MONDAY)
    offer(shelf, 2, TWO)
    assert turn(shelf, NOON - timedelta(minutes=1)) == 1
    assert turn(shelf, NOON - timedelta(seconds=20)) == 2


def test_the_hour_of_the_one_in_force_counts_too(shelf: Shelf, tmp_path: Path) -> None:
    put_file(tmp_path, ONE)
    offer(shelf, 1)
    turn(shelf, MONDAY)
    offer(shelf, 2, TWO, at=NOON + timedelta(hours=5))
    assert turn(shelf, NOON) == 2


def test_everything_is_there_after_a_restart(shelf: Shelf, tmp_path: Path) -> None:
    put_file(tmp_path, ONE)
    offer(shelf, 1)
    turn(shelf, MONDAY)
    offer(shelf, 2, TWO)
    other = Shelf(tmp_path, STATION)
    assert other.in_force == shelf.in_force
    assert other.etag(DAY) == '"2"'
    assert [audio.sha256 for audio in other.wanted()] == [hashlib.sha256(TWO).hexdigest()]


def test_a_kept_playlist_that_decayed_is_fetched_again(shelf: Shelf, tmp_path: Path) -> None:
    put_file(tmp_path, ONE)
    offer(shelf, 1)
    turn(shelf, MONDAY)
    (tmp_path / "playlists" / f"{DAY}.json").write_bytes(b"\0" * 200)
    other = Shelf(tmp_path, STATION)
    assert other.in_force == {}
    assert other.etag(DAY) is None


def test_an_old_answer_from_a_cache_changes_nothing(shelf: Shelf) -> None:
    offer(shelf, 2)
    offer(shelf, 1, TWO)
    assert turn(shelf, NOON) == 2


def test_a_wrong_answer_changes_nothing(shelf: Shelf, tmp_path: Path) -> None:
    offer(shelf, 1)
    with pytest.raises(WrongPlaylist):
        shelf.offer(DAY, b"<html>", '"x"')
    assert shelf.etag(DAY) == '"1"'


def test_a_part_counts_only_when_its_content_is_right(shelf: Shelf) -> None:
    offer(shelf, 1)
    (audio,) = shelf.wanted()
    part = shelf.part(audio)
    part.write_bytes(bytes(audio.bytes))
    with pytest.raises(WrongContent, match="không đúng nội dung"):
        shelf.take_in(audio)
    assert not part.exists()
    part.write_bytes(ONE)
    shelf.take_in(audio)
    assert shelf.wanted() == []
    assert shelf.checked(audio).read_bytes() == ONE


def test_a_file_that_decayed_on_the_card_is_wanted_again(shelf: Shelf, tmp_path: Path) -> None:
    offer(shelf, 1)
    (audio,) = shelf.wanted()
    with pytest.raises(NotKept):
        shelf.checked(audio)
    put_file(tmp_path, ONE)
    shelf.path(audio).write_bytes(ONE[:-1] + b"!")
    with pytest.raises(WrongContent):
        shelf.checked(audio)
    assert shelf.wanted() == [audio]


def test_emergencies_are_wanted_first_then_the_nearest_hour(shelf: Shelf) -> None:
    contents = {name: wav(value, 1) for value, name in enumerate(("chieu", "sang", "khan"), 1000)}
    items = [
        item("chieu", MONDAY + timedelta(hours=17), contents["chieu"], 1.0),
        item("sang", MONDAY + timedelta(hours=5), contents["sang"], 1.0),
        item("khan", MONDAY + timedelta(hours=20), contents["khan"], 1.0, **{"class": "emergency"}),
    ]
    shelf.offer(DAY, playlist(DAY, items), '"1"')
    wanted = [audio.sha256 for audio in shelf.wanted()]
    assert wanted == [hashlib.sha256(contents[name]).hexdigest() for name in ("khan", "sang", "chieu")]


def test_a_week_is_kept_and_then_swept_with_its_files(shelf: Shelf, tmp_path: Path) -> None:
    put_file(tmp_path, ONE)
    put_file(tmp_path, TWO)
    offer(shelf, 1)
    turn(shelf, MONDAY)
    shelf.sweep(MONDAY + timedelta(days=7, hours=20))
    assert [path.read_bytes() for path in (tmp_path / "audio").iterdir()] == [ONE]
    shelf.sweep(MONDAY + timedelta(days=8))
    assert shelf.in_force == {}
    assert [*(tmp_path / "audio").iterdir(), *(tmp_path / "playlists").iterdir()] == []


def test_what_a_power_cut_left_of_a_playlist_is_swept_at_the_next_start(shelf: Shelf, tmp_path: Path) -> None:
    offer(shelf, 1)
    left = tmp_path / "playlists" / f"{DAY}.coming.json.4711-1.part"
    left.write_bytes(b'{"station"')
    Shelf(tmp_path, STATION)
    assert [path.suffix for path in (tmp_path / "playlists").iterdir() if path.suffix == ".part"] == []
    assert (tmp_path / "playlists" / f"{DAY}.coming.json").exists()

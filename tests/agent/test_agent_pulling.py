"""The agent against a server that is slow, away, wrong, or behind a bad line."""

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from commune import MONDAY, Clock, item, playlist, wav
from loopback import Loopback

from broadcast.agent import Shift

DAY = MONDAY.date()
FILE = wav(1000, 200)
NOON = MONDAY + timedelta(hours=12)


@pytest.fixture
def published(server: Loopback) -> None:
    server.publish(DAY, playlist(DAY, [item("trua", NOON, FILE, 200.0)]))
    server.keep(FILE)


def kept(data: Path) -> list[bytes]:
    return [path.read_bytes() for path in (data / "audio").iterdir() if path.suffix == ".wav"]


def go(clock: Clock, shift: Shift, times: int = 1, seconds: float = 1.0) -> None:
    for _ in range(times):
        clock.go(seconds)
        shift.exchange()


def playlists_asked(server: Loopback) -> list[str]:
    return [path.rpartition("/")[2] for _, path, _ in server.asked_for("/playlists/")]


def test_the_coming_week_is_asked_for_a_day_at_a_time(shift: Shift, server: Loopback, clock: Clock) -> None:
    go(clock, shift, 10)
    expected = [f"{DAY + timedelta(days=ahead)}.json" for ahead in range(7)]
    assert playlists_asked(server) == expected


def test_an_unchanged_playlist_costs_one_request_without_a_body(
    shift: Shift, server: Loopback, clock: Clock, published: None, tmp_path: Path
) -> None:
    go(clock, shift, 10)
    assert kept(tmp_path) == [FILE]
    server.asked.clear()
    go(clock, shift, 1, 60.0)
    ((_, path, headers),) = [asked for asked in server.asked if asked[0] == "GET"]
    assert path.endswith(f"/playlists/{DAY}.json")
    assert headers["If-None-Match"]


def test_a_changed_playlist_is_taken_within_a_minute(
    shift: Shift, server: Loopback, clock: Clock, published: None, tmp_path: Path
) -> None:
    go(clock, shift, 10)
    new = wav(2000, 1)
    server.keep(new)
    server.publish(DAY, playlist(DAY, [item("trua", NOON, new, 1.0)], 2))
    go(clock, shift, 2, 60.0)
    assert sorted(kept(tmp_path), key=len) == [new, FILE]


def test_a_line_that_breaks_goes_on_where_it_stopped(
    shift: Shift, server: Loopback, clock: Clock, published: None, tmp_path: Path
) -> None:
    server.most = 100_000
    go(clock, shift, 12)
    assert kept(tmp_path) == [FILE]
    ranges = [headers.get("Range") for _, _, headers in server.asked_for("/audio/")]
    assert ranges[0] is None
    starts = [int(each.removeprefix("bytes=").rstrip("-")) for each in ranges[1:]]
    assert all(later - earlier > 80_000 for earlier, later in pairwise([0, *starts]))


def test_a_server_that_knows_no_ranges_begins_anew(
    shift: Shift, server: Loopback, clock: Clock, published: None, tmp_path: Path
) -> None:
    server.most = 100_000
    go(clock, shift, 2)
    server.most, server.ranges = None, False
    go(clock, shift, 5)
    assert kept(tmp_path) == [FILE]


@pytest.mark.parametrize(
    "wrong", [b"\0" * len(FILE), FILE + b"more", FILE[:-1], b"<html>pay your bill</html>"]
)
def test_a_file_with_other_content_never_counts_and_does_not_hold_up_the_next(
    shift: Shift, server: Loopback, clock: Clock, tmp_path: Path, wrong: bytes, said: list[str]
) -> None:
    good = wav(3000, 1)
    items = [item("trua", NOON, FILE, 200.0), item("chieu", NOON + timedelta(hours=5), good, 1.0)]
    server.publish(DAY, playlist(DAY, items))
    server.wrong[server.keep(FILE)] = wrong
    server.keep(good)
    go(clock, shift, 12)
    assert kept(tmp_path) == [good]
    assert len(server.asked_for("/audio/")) <= 4, "a wrong file is asked for again and again"
    assert any("tệp" in sentence for sentence in said)
    server.wrong.clear()
    go(clock, shift, 3, 4000)
    assert sorted(kept(tmp_path), key=len) == [good, FILE]


def test_a_server_that_is_away_is_asked_less_and_less_and_told_once(
    shift: Shift, server: Loopback, clock: Clock, said: list[str]
) -> None:
    server.away = True
    go(clock, shift, 3600)
    assert 10 < len(server.asked) < 50
    assert len([sentence for sentence in said if "không gọi được máy chủ" in sentence]) == 1
    server.away = False
    go(clock, shift, 301)
    assert len(set(playlists_asked(server))) == 7


def test_a_line_that_redirects_to_its_own_page_is_not_believed(
    shift: Shift, server: Loopback, clock: Clock, published: None, tmp_path: Path, said: list[str]
) -> None:
    server.redirect = "/portal"
    go(clock, shift, 5)
    assert list((tmp_path / "playlists").iterdir()) == []
    assert server.asked_for("/portal") == []
    server.redirect = None
    go(clock, shift, 30)
    assert kept(tmp_path) == [FILE]


def test_a_playlist_that_cannot_be_read_leaves_the_one_before(
    shift: Shift, server: Loopback, clock: Clock, published: None, tmp_path: Path, said: list[str]
) -> None:
    go(clock, shift, 10)
    shift.tick()
    server.publish(DAY, b'{"items": 5}')
    go(clock, shift, 2, 60)
    assert (tmp_path / "playlists" / f"{DAY}.json").read_bytes() == playlist(
        DAY, [item("trua", NOON, FILE, 200.0)]
    )
    assert any("không đọc được" in sentence for sentence in said)


def test_urgent_files_come_first(shift: Shift, server: Loopback, clock: Clock) -> None:
    files = {name: wav(value, 1) for value, name in enumerate(("sang", "khan"), 1000)}
    hashes = {name: server.keep(content) for name, content in files.items()}
    server.publish(
        DAY,
        playlist(
            DAY,
            [
                item("sang", NOON, files["sang"], 1.0),
                item("khan", NOON + timedelta(hours=9), files["khan"], 1.0, **{"class": "emergency"}),
            ],
        ),
    )
    go(clock, shift, 3)
    asked = [path for _, path, _ in server.asked_for("/audio/")]
    assert [hashes["khan"] in asked[0], hashes["sang"] in asked[1]] == [True, True]

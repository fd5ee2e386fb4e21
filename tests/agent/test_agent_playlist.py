import json
from datetime import timedelta

import pytest
from commune import MONDAY, STATION, item, playlist, wav

from broadcast.agent.playlist import WrongPlaylist, airing_id, read

DAY = MONDAY.date()
FILE = wav(1000, 1)


def changed(**more: object) -> bytes:
    return playlist(DAY, [item("sang", MONDAY + timedelta(hours=5), FILE, 1.0) | more])


def test_a_playlist_is_read_in_order_of_its_hours() -> None:
    items = [item(str(hour), MONDAY + timedelta(hours=hour), FILE, 1.0) for hour in (17, 5)]
    kept = read(playlist(DAY, items, 3), STATION, DAY)
    assert [airing.item for airing in kept.airings] == ["5", "17"]
    assert {airing.version for airing in kept.airings} == {3}


def test_what_the_server_writes_is_what_the_agent_reads() -> None:
    """The two know nothing of each other; only this test knows both."""
    from broadcast.playlist import from_json, to_json

    written = to_json(from_json(changed(gain_db=-6.0)))
    (airing,) = read(written, STATION, DAY).airings
    assert (airing.starts_at, airing.gain_db) == (MONDAY + timedelta(hours=5), -6.0)
    assert airing.audio.bytes == len(FILE)


def test_what_is_not_known_is_passed_over() -> None:
    (airing,) = read(changed(kind="hologram", smell="jasmine", **{"class": "festive"}), STATION, DAY).airings
    assert not airing.emergency


def test_the_id_of_an_airing_does_not_change_with_version_or_hour() -> None:
    (earlier,) = read(changed(), STATION, DAY).airings
    (later,) = read(changed(starts_at=(MONDAY + timedelta(hours=6)).isoformat()), STATION, DAY).airings
    assert earlier.id == later.id == airing_id(STATION, DAY, "sang")


def test_a_playlist_cannot_make_the_loudspeaker_louder() -> None:
    (airing,) = read(changed(gain_db=40.0), STATION, DAY).airings
    assert airing.gain_db == 0


WRONG = {
    "no JSON": b"<html>4G</html>",
    "no object": b"[]",
    "deep": b"[" * 100_000,
    "another station": playlist(DAY, []).replace(STATION.encode(), b"hoa-an"),
    "another day": playlist(DAY + timedelta(days=1), []),
    "no items": json.dumps({"station": {"id": STATION}, "date": str(DAY), "version": 1}).encode(),
    "naive hour": changed(starts_at="2026-11-23T05:00:00"),
    "NaN": changed(duration_s=float("nan")),
    "endless": changed(duration_s=1e9),
    "no hash": changed(audio={"url": "/a.mp3", "sha256": "../../etc/passwd", "bytes": 5}),
    "another host": changed(audio={"url": "//evil/a.mp3", "sha256": "0" * 64, "bytes": 5}),
    "version 0": playlist(DAY, [], 0),
    "twice": playlist(DAY, [item("a", MONDAY, FILE, 1.0), item("a", MONDAY, FILE, 1.0)]),
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_a_wrong_playlist_is_refused_whole(body: bytes) -> None:
    with pytest.raises(WrongPlaylist, match="không đọc được"):
        read(body, STATION, DAY)


def test_a_later_version_or_a_later_making_succeeds() -> None:
    first, second = (read(playlist(DAY, [], version), STATION, DAY) for version in (1, 2))
    assert second.succeeds(first)
    assert not first.succeeds(second)
    assert not first.succeeds(first)

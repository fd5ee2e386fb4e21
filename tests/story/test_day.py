"""A whole day of all 18 stations, measured as a listener would hear it."""

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from newcomer import DAY, broadcast, copied, file_of

from broadcast.playlist import Playlist, PlaylistItem
from broadcast.programme import CueKind
from broadcast.sound.loudness import measure_file
from broadcast.store.clips import ClipFolder

STATIONS = 18
RATE_HZ = 24_000
HEARD_WITHIN_S = 0.020


def items(playlists: Mapping[str, Playlist]) -> Iterator[PlaylistItem]:
    return itertools.chain.from_iterable(playlist.items for playlist in playlists.values())


def test_all_18_stations_have_three_programmes_inside_hours_and_caps(
    playlists: Mapping[str, Playlist],
) -> None:
    assert len(playlists) == STATIONS
    for playlist in playlists.values():
        assert [item.starts_at.time() for item in playlist.items] == [time(5), time(11), time(17)]
        assert all(item.duration_s <= 15 * 60 for item in playlist.items)
        assert sum(item.duration_s for item in playlist.items) <= 45 * 60
        assert [item.gain_db for item in playlist.items] == [-6.0, 0.0, 0.0]


def test_every_campaign_target_is_met_and_no_item_follows_itself(playlists: Mapping[str, Playlist]) -> None:
    for playlist in playlists.values():
        told = [entry for item in playlist.items for entry in item.rundown if entry.kind is CueKind.ITEM]
        assert 2 <= sum(entry.campaign == "covid-19" for entry in told) <= 5
        assert all(one.script != other.script for one, other in itertools.pairwise(told))


def test_every_topic_of_the_plan_airs_somewhere_on_its_first_day(playlists: Mapping[str, Playlist]) -> None:
    topics = {e.topic for item in items(playlists) for e in item.rundown if e.campaign == "covid-19"}
    assert len(topics) == 10


def test_stations_do_not_all_air_the_same(playlists: Mapping[str, Playlist]) -> None:
    assert (
        len({tuple(e.script for i in p.items for e in i.rundown) for p in playlists.values()}) > STATIONS / 2
    )


def test_every_file_is_what_its_name_and_the_playlist_say(
    data: Path, playlists: Mapping[str, Playlist]
) -> None:
    for item in items(playlists):
        assert item.audio is not None
        content = file_of(data, item.audio.sha256).read_bytes()
        assert hashlib.sha256(content).hexdigest() == item.audio.sha256
        assert len(content) == item.audio.bytes


def test_every_programme_has_the_stations_loudness(data: Path, playlists: Mapping[str, Playlist]) -> None:
    """Measured on all files of two stations; -16 +-0.3 LUFS, at most -1 dBTP, and as the playlist says."""
    for station in sorted(playlists)[::9]:
        for item in playlists[station].items:
            assert item.audio is not None
            heard = measure_file(file_of(data, item.audio.sha256))
            assert heard.integrated_lufs == pytest.approx(-16, abs=0.3)
            assert heard.integrated_lufs == pytest.approx(item.audio.loudness_lufs, abs=0.1)
            assert heard.true_peak_dbtp <= -1.0


OVER_MUSIC = {CueKind.CALL, CueKind.GREETING, CueKind.FEATURE, CueKind.CLOSING}
LIKE_OVER_MUSIC = 0.97
"""A bed 18 dB under a voice leaves a correlation of 1 / sqrt(1 + 10 ** -1.8) = 0.992; words vary."""


def test_an_independent_decoder_hears_each_sound_where_the_rundown_says(
    data: Path, playlists: Mapping[str, Playlist]
) -> None:
    """libsndfile (mpg123) honours the Info tag; every stored clip is looked for by correlation."""
    clips = _clips_by_length(data)
    for station in sorted(playlists)[::9]:
        for item in playlists[station].items:
            assert item.audio is not None
            heard, rate_hz = soundfile.read(file_of(data, item.audio.sha256), dtype="float32")
            assert rate_hz == RATE_HZ
            assert heard.size / rate_hz == pytest.approx(item.duration_s, abs=0.024)
            for entry in item.rundown:
                least = LIKE_OVER_MUSIC if entry.kind in OVER_MUSIC else 0.99
                _assert_sounds_at(heard, entry.offset_s, clips[round(entry.duration_s, 3)], least)


def _clips_by_length(data: Path) -> dict[float, list[np.ndarray[Any, Any]]]:
    """Each stored clip's own sound, decoded alone."""
    folder = ClipFolder(data / "clips")
    clips: dict[float, list[np.ndarray[Any, Any]]] = {}
    for file in (data / "clips").glob("??/*.mp3"):
        meta = folder.meta(file.stem)
        alone, _ = soundfile.read(file, dtype="float32")
        first = round(meta["lead_s"] * RATE_HZ)
        own = alone[first : first + round(meta["duration_s"] * RATE_HZ)]
        clips.setdefault(round(meta["duration_s"], 3), []).append(own)
    return clips


def _assert_sounds_at(
    heard: np.ndarray[Any, Any], offset_s: float, candidates: list[np.ndarray[Any, Any]], least: float
) -> None:
    """Some candidate correlates by `least` with what is heard there, at a lag of less than 20 ms."""
    lags = round(HEARD_WITHIN_S * RATE_HZ)
    at = round(offset_s * RATE_HZ)
    window = heard[max(0, at - lags) : at + RATE_HZ + lags]
    assert max(_likeness(window, clip[:RATE_HZ]) for clip in candidates) > least


def _likeness(window: np.ndarray[Any, Any], clip: np.ndarray[Any, Any]) -> float:
    clip = clip[: window.size]
    products = np.correlate(window, clip, "valid")
    so_far = np.concatenate([[0.0], np.cumsum(window.astype(np.float64) ** 2)])
    energies = so_far[clip.size :] - so_far[: -clip.size]
    return float(
        np.max(products / np.sqrt(np.maximum(energies, 1e-9) * np.sum(clip.astype(np.float64) ** 2)))
    )


def test_making_it_again_publishes_nothing_new(
    data: Path, playlists: Mapping[str, Playlist], tmp_path: Path
) -> None:
    data = copied(data, tmp_path / "data")
    again = broadcast("make", "--date", DAY, "--data", data)
    assert again.returncode == 0, again.stderr
    station = "an-thanh-trung"
    printed = broadcast("playlist", station, DAY, "--data", data).stdout
    assert f'"version":{playlists[station].version},' in printed
    assert '"version":1,' in printed


def test_a_standing_day_without_any_campaign_is_filled(data: Path, tmp_path: Path) -> None:
    data = copied(data, tmp_path / "data")
    run = broadcast("make", "--date", "2026-11-23", "--station", "kien-an", "--data", data)
    assert run.returncode == 0, run.stderr
    printed = broadcast("playlist", "kien-an", "2026-11-23", "--data", data).stdout
    assert printed.count('"kind":"programme"') == 3
    assert "covid-19" not in printed
    assert "thuong-xuyen" in printed

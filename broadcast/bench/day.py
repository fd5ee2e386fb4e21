"""One day for all 18 stations, as the operator makes it: cold with speech, again with everything there."""

import json
import math
import os
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from broadcast.bench.figures import Figure, at_least, at_most
from broadcast.bench.peers import loudness_by_ffmpeg
from broadcast.bench.weighing import Weighed, ours
from broadcast.sound.loudness import Loudness, measure_file
from broadcast.sound.profile import Profile

DAY = "2020-08-06"
STATIONS = 18
_WARM_ROUNDS = 3
_READ_TO_DB = 0.1
"""ffmpeg prints tenths."""


def figures() -> Iterator[Figure]:
    """Seconds of the day; then how loud each programme is, by our meter and by ffmpeg's."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        cold = _made(data)
        warm = min((_made(data) for _ in range(_WARM_ROUNDS)), key=lambda each: each.wall_s)
        stations = len(json.loads(cold.out)[0]["made"])
        yield Figure("mix.day.stations", float(stations), "stations", at_least(STATIONS))
        yield Figure("mix.day.cold", cold.wall_s, "s", at_most(30))
        yield Figure("mix.day.warm", warm.wall_s, "s", at_most(2))
        yield Figure("mix.day.cold.cpu", cold.cpu_s, "CPU s")
        yield Figure("mix.day.warm.cpu", warm.cpu_s, "CPU s")
        yield from _loudness(sorted((data / "audio").glob("*/*.mp3")))


def _made(data: Path) -> Weighed:
    return ours("make", "--date", DAY, "--data", data, "--json")


def _loudness(files: Sequence[Path]) -> Iterator[Figure]:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        read = list(pool.map(measure_file, files))
        second = list(pool.map(loudness_by_ffmpeg, files))
    profile = Profile()
    off_lu = [_off(each, profile) for each in read]
    yield Figure("mix.day.programmes", float(len(files)), "files", at_least(1))
    yield Figure("mix.day.worst_loudness", max(off_lu), "LU", at_most(0.3))
    yield Figure("mix.day.highest_peak", max(each.true_peak_dbtp for each in read), "dBTP", at_most(-1.0))
    worst = max(abs(lufs - profile.loudness_lufs) for lufs, _ in second)
    yield Figure("mix.day.worst_loudness.by_ffmpeg", worst, "LU", at_most(0.3 + _READ_TO_DB / 2))
    highest = max(dbtp for _, dbtp in second)
    yield Figure("mix.day.highest_peak.by_ffmpeg", highest, "dBTP", at_most(-1.0 + _READ_TO_DB / 2))
    yield Figure("mix.day.range", max(each.range_lu for each in read), "LU")


def _off(read: Loudness, profile: Profile) -> float:
    return (
        abs(read.integrated_lufs - profile.loudness_lufs) if math.isfinite(read.integrated_lufs) else math.inf
    )

"""Storing clips ready: beside a pure encoder pass over the same samples, and the cost of one changed clip."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from broadcast.bench.figures import Figure, at_most
from broadcast.bench.programme import Programme
from broadcast.bench.weighing import Weighed, ours, python

_MOST_ENCODER_PASSES = 2.0
_CHANGED = 3

_ENCODING = """
import json, sys, time
from pathlib import Path
import lameenc, numpy as np
from broadcast.sound.audio import decode
from broadcast.sound.piece import store_ready
from broadcast.sound.profile import Profile
from broadcast.store.clips import ClipFolder
profile, folder = Profile(), ClipFolder(Path(sys.argv[1]))
def passed(pcm):
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(profile.rate_hz)
    encoder.set_out_sample_rate(profile.rate_hz)
    encoder.set_bit_rate(profile.kbps)
    encoder.set_quality(profile.quality)
    return encoder.encode(pcm) + encoder.flush()
files = sys.argv[2:]
store_ready(decode(Path(files[0])), profile)  # imports and first calls are not the work
kept = stored = encoded = heard = 0.0
off_lu, over_db = 0.0, -99.0
for file in files:
    opened = time.process_time()
    audio = decode(Path(file))
    kept += time.process_time() - opened
    pcm = (audio.samples * 32_767).astype("<i2").tobytes()
    begun = time.process_time()
    passed(pcm)
    middle = time.process_time()
    piece = store_ready(audio, profile)
    stored += time.process_time() - middle
    encoded += middle - begun
    folder.put(f"{Path(file).stem}", piece.frames, piece.as_meta())
    kept += time.process_time() - middle
    heard += audio.duration_s
    off_lu = max(off_lu, abs(piece.loudness_lufs - profile.loudness_lufs))
    over_db = max(over_db, piece.true_peak_dbtp)
told = {"kept_s": kept, "stored_s": stored, "encoded_s": encoded, "heard_s": heard}
print(json.dumps({**told, "off_lu": off_lu, "peak": over_db}))
"""
"""One thread, so that CPU of the two does not mix; they take turns clip by clip."""

_CHANGING = """
import json, sys, time
from pathlib import Path
import soundfile
from broadcast.desk.mixing import mix
from broadcast.sound.audio import decode
from broadcast.sound.piece import store_ready
from broadcast.sound.profile import Profile
rundown, to, clips, *files = map(Path, sys.argv[1:])
def cost(work):
    begun = time.process_time()
    work()
    return time.process_time() - begun
def again():
    mix(rundown, to, clips, workers=1)
again()
ratios = []
for file in files:
    samples, rate_hz = soundfile.read(file, dtype="int16")
    soundfile.write(file, samples // 2, rate_hz, subtype="PCM_16")
    alone = cost(lambda: store_ready(decode(file), Profile()))
    changed = cost(again)
    copied = cost(again)
    ratios.append(changed / (alone + copied))
print(json.dumps({"ratio": sorted(ratios)[len(ratios) // 2]}))
"""


def cold(rundown: Path, to: Path, data: Path) -> Weighed:
    """`broadcast mix` with nothing stored: hear, level, limit, encode, listen, store, join."""
    return ours("mix", rundown, "-o", to, "--data", data)


@dataclass(frozen=True, slots=True)
class Stored:
    """CPU seconds for all spoken clips of `heard_s` seconds, one thread; the worst of them.

    `encoded_s` LAME alone, `stored_s` ours from samples to a checked piece, `kept_s` from file to file.
    """

    kept_s: float
    stored_s: float
    encoded_s: float
    heard_s: float
    off_lu: float
    peak: float

    def figures(self) -> Iterator[Figure]:
        """Storing to the pure encoder: LAME at the same rate, bit rate and quality over the same samples."""
        ratio, hours = self.stored_s / self.encoded_s, self.heard_s / 3600
        yield Figure("mix.storing.to_pure_encoder", ratio, "x", at_most(_MOST_ENCODER_PASSES))
        yield Figure("mix.storing.worst_clip", self.off_lu, "LU", at_most(0.1))
        yield Figure("mix.storing.highest_clip", self.peak, "dBTP", at_most(-1.0))
        yield Figure("mix.storing.hour_of_speech", self.stored_s / hours, "CPU s")
        yield Figure("mix.storing.hour_of_encoding", self.encoded_s / hours, "CPU s")


def stored(programme: Programme, work: Path) -> Stored:
    """Store every spoken clip into a folder below `work`, each in turn with a pure encoder pass."""
    return Stored(**json.loads(python(_ENCODING, work / "stored", *programme.spoken).out))


def changed_figure(programme: Programme, rundown: Path, to: Path, data: Path) -> Figure:
    """One clip changed: the whole `mix` in a warm process, to storing that clip and copying the rest."""
    files = programme.spoken[1 : 1 + _CHANGED]
    told = json.loads(python(_CHANGING, rundown, to, data / "clips", *files).out)
    return Figure("mix.one_clip_changed.to_clip_and_copy", told["ratio"], "x", at_most(1.3))


def command_figures(first: Weighed, again: Weighed) -> Iterator[Figure]:
    """`broadcast mix`: memory of the first run, the wall clock of the second, from typing to the prompt."""
    yield Figure("mix.storing.memory", first.peak_mb, "MB", at_most(200))
    yield Figure("mix.command", again.wall_s, "s", at_most(0.4))
    yield Figure("mix.command.cpu", again.cpu_s, "CPU s")

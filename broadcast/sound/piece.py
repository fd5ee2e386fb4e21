"""Clips stored ready: encoded once, measured as a decoder hears them; a programme is then only a copy."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.sound import level as levels
from broadcast.sound.audio import Audio, NotAudio, resampled
from broadcast.sound.bed import Bed
from broadcast.sound.horn import for_horn
from broadcast.sound.lame import LEAD_SAMPLES, encode, heard
from broadcast.sound.loudness import Loudness, Meter, decibels, of_steps, timeline
from broadcast.sound.profile import Profile

VERSION = 3
"""How pieces are made: raise it when their sound changes, and it is in every key."""

PEAKS_PER_S = 10
"""Points of the waveform that a page draws."""

OVERSHOOT_DB = 1.0
"""MP3 goes above the samples it was given: the first try leaves this much below the ceiling."""

CLOSE_LU = 0.1
"""How near the target the decoded piece must be."""

_TRIES = 9
_LOUDNESS_TRIES = 3

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Aim:
    """What the sound before the encoder aims at, so that the decoded one fits: LUFS and dBTP."""

    lufs: float
    ceiling_dbtp: float


Render = Callable[[Aim], Iterable[Samples]]
"""Makes the sound of a piece, in blocks; called again with another aim when the first did not fit."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sound as it is stored: whole MP3 frames of its own encoder, and what is known of them.

    `frames`: the MP3 frames, `count` how many. `lead_s`: silence that a decoder hears before its sound;
    `duration_s`: that sound, `loudness_lufs` its loudness; `tail_s`: silence behind it.
    `energies` are K-weighted mean squares every 100 ms, `peaks` ten values of the waveform a second (255 is
    full scale); both begin with the first frame.
    """

    frames: bytes
    count: int
    lead_s: float
    duration_s: float
    tail_s: float
    energies: tuple[float, ...]
    loudness_lufs: float
    true_peak_dbtp: float
    peaks: tuple[int, ...]

    def as_meta(self) -> dict[str, Any]:
        """All but the frames, for the JSON beside them; null stands for the loudness of silence."""
        return {
            "frames": self.count,
            "lead_s": self.lead_s,
            "duration_s": self.duration_s,
            "tail_s": self.tail_s,
            "loudness_lufs": _finite(self.loudness_lufs),
            "true_peak_dbtp": _finite(self.true_peak_dbtp),
            "energies": [float(f"{energy:.4g}") for energy in self.energies],
            "peaks": list(self.peaks),
        }

    @classmethod
    def of(cls, frames: bytes, meta: Mapping[str, Any]) -> "Piece":
        """The piece of stored `frames` and their `meta`."""
        known = {name: meta[name] for name in ("lead_s", "duration_s", "tail_s")}
        loudness, peak = (
            -math.inf if meta[name] is None else meta[name] for name in ("loudness_lufs", "true_peak_dbtp")
        )
        return cls(
            frames=frames,
            count=meta["frames"],
            energies=tuple(meta["energies"]),
            loudness_lufs=loudness,
            true_peak_dbtp=peak,
            peaks=tuple(meta["peaks"]),
            **known,
        )


def store_ready(audio: Audio, profile: Profile, *, level: bool = True, bed: Bed | None = None) -> Piece:
    """Make a clip ready: to the profile's rate, shape and loudness, encoded, and checked as it is decoded.

    `level=False` leaves its loudness alone; only peaks above the ceiling are turned down. `bed` lies under it
    from its beginning to its end.

    Raises:
        NotAudio: there is no sound at all.
    """
    if not audio.samples.size:
        raise NotAudio(
            Fault(
                Text("không có âm thanh nào để lưu", "there is no sound to store"),
                Text("kiểm tra lại bài hoặc tệp gốc", "check the script or the original file"),
            )
        )
    sound = resampled(audio, profile.rate_hz)
    sound = for_horn(sound) if profile.name == "horn" else sound
    if bed is not None:
        cue = levels.level(sound, profile.loudness_lufs, 0.0) if level else sound
        sound = bed.ready(profile.rate_hz, profile.loudness_lufs).under(cue)
    return stored(lambda aim: _aimed_blocks(sound, aim, level=level), profile, level=level)


def aimed(audio: Audio, aim: Aim, *, level: bool) -> Audio:
    """`audio` at the aim; with `level=False` only its peaks."""
    return levels.level(audio, aim.lufs, aim.ceiling_dbtp) if level else levels.limit(audio, aim.ceiling_dbtp)


def _aimed_blocks(audio: Audio, aim: Aim, *, level: bool) -> Iterable[Samples]:
    if level:
        return levels.level_blocks(audio, aim.lufs, aim.ceiling_dbtp)
    return levels.limit_blocks(audio, aim.ceiling_dbtp)


def stored(render: Render, profile: Profile, *, level: bool) -> Piece:
    """Encode what `render` makes and listen to it; where it is not what the profile wants, aim anew.

    `level` says whether the whole piece shall have the profile's loudness.
    """
    aim = Aim(profile.loudness_lufs, profile.ceiling_dbtp - OVERSHOOT_DB)
    piece = _encoded(render(aim), profile)
    for attempt in range(1, _TRIES):
        over_db = piece.true_peak_dbtp - profile.ceiling_dbtp
        off_lu = profile.loudness_lufs - piece.loudness_lufs
        if over_db > 0:
            aim = replace(aim, ceiling_dbtp=aim.ceiling_dbtp - 1.2 * over_db - 0.1)
        elif level and attempt < _LOUDNESS_TRIES and CLOSE_LU < abs(off_lu) < math.inf:
            aim = replace(aim, lufs=aim.lufs + off_lu)
        else:
            break
        piece = _encoded(render(aim), profile)
    return piece


def joined_loudness(
    metas: Sequence[Mapping[str, Any]], offsets_s: Sequence[float], duration_s: float
) -> Loudness:
    """What a meter will read on a file of `duration_s` joined from pieces, from what is stored beside them.

    `metas`: see `Piece.as_meta`; `offsets_s`: where their own sounds begin. Integrated within 0.1 LU; the
    true peak is the highest of theirs, which the join repeats to the bit.
    """
    parts = (
        (offset_s - meta["lead_s"], meta["energies"]) for offset_s, meta in zip(offsets_s, metas, strict=True)
    )
    peaks = [meta["true_peak_dbtp"] for meta in metas if meta["true_peak_dbtp"] is not None]
    return of_steps(timeline(parts, duration_s), max(peaks, default=decibels(0.0)), duration_s)


def _encoded(blocks: Iterable[Samples], profile: Profile) -> Piece:
    frames, count, samples = encode(blocks, profile)
    meter = Meter(profile.rate_hz)
    peaks: list[int] = []
    for block in heard(frames, profile):
        meter.add(block)
        peaks += _peaks(block, profile.rate_hz)
    lead_s, duration_s = LEAD_SAMPLES / profile.rate_hz, samples / profile.rate_hz
    return Piece(
        frames=frames,
        count=count,
        lead_s=lead_s,
        duration_s=duration_s,
        tail_s=(count * profile.frame_samples - LEAD_SAMPLES - samples) / profile.rate_hz,
        energies=tuple(meter.energies().tolist()),
        loudness_lufs=meter.part_lufs(lead_s, lead_s + duration_s),
        true_peak_dbtp=meter.loudness().true_peak_dbtp,
        peaks=tuple(peaks),
    )


def _peaks(block: Samples, rate_hz: int) -> list[int]:
    step = rate_hz // PEAKS_PER_S
    whole = np.pad(block, (0, -block.size % step)).reshape(-1, step)
    highest = np.maximum(whole.max(axis=1), -whole.min(axis=1))
    return [int(value) for value in np.minimum(np.rint(highest * 255), 255)]


def _finite(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None

"""Khám: what a recording was like when it came in and what was done to it, as facts kept beside the clip."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from broadcast.sound.channels import Mixing
from broadcast.sound.loudness import Energies, energy_of

SILENCE_LU = -30.0
"""So far below its own loudness a recording is silent: breath and a quiet room lie there."""

FLOOR_DBFS = -60.0
"""Below this it is silent in any case."""

LONG_SILENCE_S = 2.0
"""A listener waits this long before they think that the loudspeaker is broken. Ours."""

_APART_S = 1.0


@dataclass(frozen=True, slots=True)
class Examination:
    """What was in a file that somebody handed in, measured before anything was repaired.

    `kind` is its container, `duration_s` the length, `rate_hz` and `channels` its form; `taken` are the
    channels (from 0 on) whose mean airs, `mixing` says why these. `loudness_lufs`, `range_lu` and
    `true_peak_dbtp` are those of that mean: a meter that adds both channels of a stereo file shows up to 3 LU
    more. `head_s` and `tail_s` is silence that was cut off. `silences` are (second, seconds) inside, `broken`
    the seconds at which clipped places begin, `broken_share` how much of it is clipped; seconds are those of
    the clip as it is heard. `noise_below_lu`: how far the noise behind it lies below its loudness (None: no
    noise). `telephone`: nothing above 4 kHz.
    """

    kind: str
    duration_s: float
    rate_hz: int
    channels: int
    taken: tuple[int, ...]
    mixing: Mixing
    loudness_lufs: float
    range_lu: float
    true_peak_dbtp: float
    head_s: float
    tail_s: float
    silences: tuple[tuple[float, float], ...]
    broken: tuple[float, ...]
    broken_share: float
    noise_below_lu: float | None
    telephone: bool

    def as_meta(self) -> dict[str, Any]:
        """For the JSON beside the clip."""
        return asdict(self)

    @classmethod
    def of(cls, meta: Mapping[str, Any]) -> "Examination":
        """What `as_meta` wrote."""
        known = {field.name: meta[field.name] for field in fields(cls)}
        return cls(
            **known
            | {
                "mixing": Mixing(meta["mixing"]),
                "taken": tuple(meta["taken"]),
                "broken": tuple(meta["broken"]),
                "silences": tuple((starts_s, length_s) for starts_s, length_s in meta["silences"]),
            }
        )


def silent_below(loudness_lufs: float) -> float:
    """Where silence begins in a sound of that loudness (dBFS, or LUFS of a step)."""
    return max(loudness_lufs + SILENCE_LU, FLOOR_DBFS) if math.isfinite(loudness_lufs) else FLOOR_DBFS


def long_silences(steps: Energies, silence_lufs: float) -> Iterator[tuple[float, float]]:
    """Where (seconds) and for how long the 100 ms energies `steps` stay below `silence_lufs` for long."""
    silent = np.concatenate(([0], steps < energy_of(silence_lufs), [0])).astype(np.int8)
    edges = np.flatnonzero(np.diff(silent)).reshape(-1, 2)
    for first, last in edges:
        if last - first > LONG_SILENCE_S * 10:
            yield float(first / 10), float((last - first) / 10)


def places(seconds: npt.NDArray[np.float64]) -> tuple[float, ...]:
    """The first of each run of `seconds` that lie within a second of each other."""
    if not seconds.size:
        return ()
    apart = np.concatenate(([True], np.diff(seconds) > _APART_S))
    return tuple(round(float(second), 1) for second in seconds[apart])

"""Nhạc nền: music under speech. It depends on the clip that it lies under, never on where that clip airs."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadcast.sound.audio import Audio, resampled
from broadcast.sound.level import level

FADE_S = 0.5
"""At the ends of what it lies under, and where its own end meets its beginning."""

LONGEST_S = 900.0
"""A quarter of an hour of music: it goes round, and is held in memory whole."""

_NO_CEILING_DBTP = 0.0


@dataclass(frozen=True, slots=True)
class Bed:
    """Music, repeated for as long as it is needed, `duck_db` under the loudness of what it lies under."""

    audio: Audio
    duck_db: float = -18.0

    def ready(self, rate_hz: int, under_lufs: float) -> "Loop":
        """The bed at its level below speech of `under_lufs`."""
        return loop(level(resampled(self.audio, rate_hz), under_lufs, _NO_CEILING_DBTP), self.duck_db)


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """A bed at its level, without a seam."""

    samples: npt.NDArray[np.float32]
    rate_hz: int

    def part(self, start: int, stop: int, length: int) -> npt.NDArray[np.float32]:
        """Samples `start` to `stop` of a bed of `length` samples that fades in and out at its ends."""
        at = np.arange(start, stop)
        fade = max(1, min(round(FADE_S * self.rate_hz), length // 4))
        gain = np.clip(np.minimum(at, length - 1 - at) / fade, 0, 1)
        return np.asarray(self.samples[at % self.samples.size] * gain, np.float32)

    def under(self, audio: Audio) -> Audio:
        """`audio` with the bed from its beginning to its end."""
        size = audio.samples.size
        return Audio(audio.samples + self.part(0, size, size), audio.rate_hz)


def loop(music: Audio, duck_db: float) -> Loop:
    """`music`, which has the loudness of what it lies under, turned down by `duck_db` and without a seam."""
    return Loop(
        _seamless(Audio(music.samples * np.float32(10 ** (duck_db / 20)), music.rate_hz)), music.rate_hz
    )


def _seamless(music: Audio) -> npt.NDArray[np.float32]:
    fade = min(round(FADE_S * music.rate_hz), music.samples.size // 4)
    if not fade:
        return music.samples
    ramp = np.linspace(0, 1, fade, dtype=np.float32)
    loop = music.samples[fade:].copy()
    loop[-fade:] = loop[-fade:] * np.sqrt(1 - ramp) + music.samples[:fade] * np.sqrt(ramp)
    return loop

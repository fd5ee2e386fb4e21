"""Sound in memory: one channel of float32, and the ways to get it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from broadcast.sound.ffmpeg import Stream
from broadcast.sound.source import LONGEST_S, NotAudio, open_sound

__all__ = ["LONGEST_S", "Audio", "NotAudio", "decode", "mono", "read_wav", "resampled"]

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """One channel of sound: float32 samples, 1.0 is full scale (more is allowed until it is levelled)."""

    samples: Samples
    rate_hz: int

    @property
    def duration_s(self) -> float:
        """Its length in seconds."""
        return self.samples.size / self.rate_hz


def decode(path: Path, *, rate_hz: int | None = 24_000, longest_s: float = LONGEST_S) -> Audio:
    """Any sound file as one channel (the mean of its channels) at `rate_hz` (None: its own rate).

    Raises:
        NotAudio: missing, empty, not sound, cut short, damaged, or longer than `longest_s`.
    """
    with open_sound(path, longest_s=longest_s) as stream:
        parts = list(mono(stream, rate_hz or stream.rate_hz))
        return Audio(np.concatenate(parts), rate_hz or stream.rate_hz)


def read_wav(path: Path) -> Audio:
    """A WAV file, such as a speech engine writes, at its own rate.

    Raises:
        NotAudio: it is missing, or no whole WAV.
    """
    return decode(path, rate_hz=None)


def resampled(audio: Audio, rate_hz: int) -> Audio:
    """The same sound at `rate_hz`, by soxr (high quality: images below -100 dB)."""
    if audio.rate_hz == rate_hz:
        return audio
    import soxr

    return Audio(np.asarray(soxr.resample(audio.samples, audio.rate_hz, rate_hz), np.float32), rate_hz)


def mono(stream: Stream, rate_hz: int) -> Iterator[Samples]:
    """The mean of a stream's channels at `rate_hz`, block by block."""
    means = map(_mean, stream.blocks)
    if stream.rate_hz == rate_hz:
        yield from means
        return
    import soxr

    resampler = soxr.ResampleStream(stream.rate_hz, rate_hz, 1, dtype="float32")
    for block in means:
        yield np.asarray(resampler.resample_chunk(block), np.float32)
    yield np.asarray(resampler.resample_chunk(np.zeros(0, np.float32), last=True), np.float32)


def _mean(block: Samples) -> Samples:
    """The mean of the channels; column by column, which is ten times faster than along such short rows."""
    total = block[:, 0].copy()
    for channel in block.T[1:]:
        total += channel
    return np.asarray(total / np.float32(block.shape[1]), np.float32)

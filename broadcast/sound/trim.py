"""Cắt im lặng: silence at both ends of a recording, found and cut by pydub, with fades that do not click."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadcast.sound.audio import Audio
from broadcast.sound.segment import FULL_SCALE, samples_of, segment_of

Samples = npt.NDArray[np.float32]

KEPT_MS = 150
"""Silence that stays at either end: a soft consonant begins before it is loud enough to be found."""

FADE_MS = 15

_CHUNK_MS = 10
_PART_S = 10


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The sound without its silent ends, and how many seconds were cut from them."""

    audio: Audio
    head_s: float
    tail_s: float


def trimmed(audio: Audio, silence_dbfs: float) -> Trimmed:
    """`audio` without what is softer than `silence_dbfs` (RMS of 10 ms) at its ends; silence alone stays.

    pydub holds 16 bits and copies what it touches, so that it is given the ends only, at full scale.
    """
    peak = float(max(audio.samples.max(initial=0.0), -audio.samples.min(initial=0.0)))
    if peak == 0.0:
        return Trimmed(audio, 0.0, 0.0)
    head = _leading_ms(audio.samples, audio.rate_hz, peak, silence_dbfs)
    tail = _leading_ms(audio.samples[::-1], audio.rate_hz, peak, silence_dbfs)
    starts, ends = (max(0, each - KEPT_MS) * audio.rate_hz // 1_000 for each in (head, tail))
    if starts + ends >= audio.samples.size:
        return Trimmed(audio, 0.0, 0.0)
    kept = audio.samples[starts : audio.samples.size - ends]
    faded = Audio(_faded(kept, audio.rate_hz, peak), audio.rate_hz)
    return Trimmed(faded, starts / audio.rate_hz, ends / audio.rate_hz)


def _leading_ms(samples: Samples, rate_hz: int, peak: float, silence_dbfs: float) -> int:
    threshold = silence_dbfs - 20 * math.log10(peak)
    silent, scale = 0, np.float32(peak)
    for at in range(0, samples.size, _PART_S * rate_hz):
        segment = segment_of(samples[at : at + _PART_S * rate_hz] / scale, rate_hz)
        from pydub.silence import detect_leading_silence  # only now: segment_of hushes pydub's import

        found = detect_leading_silence(segment, threshold, _CHUNK_MS)
        silent += found
        if found < len(segment):
            break
    return silent


def _faded(samples: Samples, rate_hz: int, peak: float) -> Samples:
    """`samples` with both ends faded, so that neither clicks."""
    reach = min(FADE_MS * rate_hz // 1_000, samples.size // 2)
    scale = np.float32(peak)
    head = segment_of(samples[:reach] / scale, rate_hz).fade_in(FADE_MS)
    tail = segment_of(samples[samples.size - reach :] / scale, rate_hz).fade_out(FADE_MS)
    ends = [samples_of(end).astype(np.float32) * (scale / np.float32(FULL_SCALE)) for end in (head, tail)]
    return np.concatenate((ends[0], samples[reach : samples.size - reach], ends[1]))

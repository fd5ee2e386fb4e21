"""Cắt im lặng: silence at both ends of a recording, found and cut by pydub, with fades that do not click."""

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from broadcast.sound.audio import Audio

if TYPE_CHECKING:
    from pydub import AudioSegment

Samples = npt.NDArray[np.float32]

KEPT_MS = 150
"""Silence that stays at either end: a soft consonant begins before it is loud enough to be found."""

FADE_MS = 15

_CHUNK_MS = 10
_PART_S = 10
_FULL_SCALE = 32_767


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
    from pydub.silence import detect_leading_silence

    threshold = silence_dbfs - 20 * math.log10(peak)
    silent = 0
    for at in range(0, samples.size, _PART_S * rate_hz):
        segment = _segment(samples[at : at + _PART_S * rate_hz], rate_hz, peak)
        found = detect_leading_silence(segment, threshold, _CHUNK_MS)
        silent += found
        if found < len(segment):
            break
    return silent


def _faded(samples: Samples, rate_hz: int, peak: float) -> Samples:
    """`samples` with both ends faded, so that neither clicks."""
    reach = min(FADE_MS * rate_hz // 1_000, samples.size // 2)
    head = _segment(samples[:reach], rate_hz, peak).fade_in(FADE_MS)
    tail = _segment(samples[samples.size - reach :], rate_hz, peak).fade_out(FADE_MS)
    middle = samples[reach : samples.size - reach]
    return np.concatenate((_samples(head, peak), middle, _samples(tail, peak)))


def _segment(samples: Samples, rate_hz: int, peak: float) -> "AudioSegment":
    with warnings.catch_warnings():
        # pydub looks for an ffmpeg when it is imported; nothing here asks for one.
        warnings.filterwarnings("ignore", "Couldn't find ffmpeg", RuntimeWarning)
        from pydub import AudioSegment
    whole = np.rint(samples * np.float32(_FULL_SCALE / peak)).astype("<i2")
    return AudioSegment(whole.tobytes(), sample_width=2, frame_rate=rate_hz, channels=1)


def _samples(segment: "AudioSegment", peak: float) -> Samples:
    return np.frombuffer(segment.raw_data, "<i2").astype(np.float32) * np.float32(peak / _FULL_SCALE)

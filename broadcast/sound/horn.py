"""The horn profile: what a horn loudspeaker cannot play is left out, what carries speech becomes denser.

A horn of a commune gives nothing below 250-300 Hz and breaks on it; consonants lie at 500-4,000 Hz.
High-pass, 3:1 compression, then the limiter of level.py: measured 3.8 dB more at 500-4,000 Hz at the same
peak (shared/sound.md).
"""

import math

import numpy as np

from broadcast.sound.audio import Audio
from broadcast.sound.gain import applied, smoothed, step_samples
from broadcast.sound.loudness import energies, integrated

HIGH_PASS_HZ = 250
RATIO = 3.0
THRESHOLD_LU = -8.0
"""Where compression begins, from the clip's own loudness: between its vowels and its consonants."""

_REACH_STEPS = 15
_POWER_STEPS = 5


def for_horn(audio: Audio) -> Audio:
    """`audio` for horn loudspeakers, as loud as it was before. Silence stays silence."""
    from scipy.signal import butter, sosfilt

    before = integrated(energies(audio.samples, audio.rate_hz))
    if not math.isfinite(before):
        return audio
    high_pass = butter(4, HIGH_PASS_HZ, "highpass", fs=audio.rate_hz, output="sos")
    dense = _compressed(Audio(np.asarray(sosfilt(high_pass, audio.samples), np.float32), audio.rate_hz))
    after = integrated(energies(dense.samples, dense.rate_hz))
    gain = 10 ** ((before - after) / 20) if math.isfinite(after) else 1.0
    return Audio(dense.samples * np.float32(gain), dense.rate_hz)


def _compressed(audio: Audio) -> Audio:
    from scipy.ndimage import uniform_filter1d

    step = step_samples(audio.rate_hz)
    whole = np.concatenate((audio.samples, np.zeros(-audio.samples.size % step, np.float32)))
    rows = whole.reshape(-1, step)
    power = uniform_filter1d(np.einsum("ij,ij->i", rows, rows) / np.float32(step), _POWER_STEPS)
    threshold = 10 ** ((integrated(energies(audio.samples, audio.rate_hz)) + THRESHOLD_LU) / 10)
    wanted = np.maximum(power / threshold, 1.0) ** (-(1 - 1 / RATIO) / 2)
    curve = smoothed(np.asarray(wanted, np.float32), _REACH_STEPS)
    return Audio(applied(whole, curve, step)[: audio.samples.size], audio.rate_hz)

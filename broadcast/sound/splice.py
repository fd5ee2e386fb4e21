"""Ghép câu thu sẵn: recordings made on different days, at one level, trimmed, joined without a click."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from broadcast.sound.audio import Audio, Samples

SPEAKING = 10 ** (-22 / 20)
"""RMS of the speaking parts of every recording, -22 dBFS: peaks of speech, 12 to 18 dB higher, have room."""

LOUDEST = 0.9
"""Of full scale: a recording with higher peaks stays below the common level."""

FRAME_S, MARGIN_S, JOIN_S = 0.01, 0.03, 0.01
"""Seconds: of a measuring step; kept around what sounds; of the cross-fade where there is no pause."""

LOWEST, HIGHEST = 10 ** (-55 / 20), 10 ** (-38 / 20)
"""Where sound begins at the common level: 10 dB above the room, within -55 and -38 dBFS."""

_ACTIVE, _ABOVE_ROOM, _ROOM_PERCENT = 10 ** (-25 / 20), 10 ** (10 / 20), 10


def evened(audio: Audio) -> Audio:
    """A recording at the common level, cut to what sounds in it; empty when that is nothing."""
    steps = _steps(audio)
    if not steps.size or not steps.max() > 0:
        return Audio(audio.samples[:0], audio.rate_hz)
    active = steps[steps > steps.max() * _ACTIVE]
    gain = SPEAKING / float(np.sqrt(np.mean(active**2)))
    gain = min(gain, LOUDEST / float(np.abs(audio.samples).max()))
    begin, end = _sounding(steps * gain, audio.rate_hz)
    return Audio((audio.samples[begin:end] * gain).astype(np.float32), audio.rate_hz)


def spliced(parts: Sequence[tuple[Audio, float]]) -> Audio:
    """`parts` of one rate, each followed by its pause in seconds, or by a cross-fade where that is 0."""
    rate_hz = parts[0][0].rate_hz
    made = _faded(parts[0][0].samples, rate_hz)
    for (_, pause_s), (audio, _) in pairwise(parts):
        made = _joined(made, _faded(audio.samples, rate_hz), round((pause_s or -JOIN_S) * rate_hz))
    return Audio(made, rate_hz)


def _joined(before: Samples, after: Samples, apart: int) -> Samples:
    """`after` begins `apart` samples behind the end of `before`; with less than none they overlap."""
    apart = max(apart, -before.size, -after.size)
    made = np.zeros(before.size + apart + after.size, np.float32)
    made[: before.size] += before
    made[before.size + apart :] += after
    return made


def _faded(samples: Samples, rate_hz: int) -> Samples:
    faded = samples.copy()
    ramp = np.linspace(0, 1, min(round(JOIN_S * rate_hz), faded.size // 2), dtype=np.float32)
    faded[: ramp.size] *= ramp
    faded[faded.size - ramp.size :] *= ramp[::-1]
    return faded


def _steps(audio: Audio) -> np.ndarray:
    """The RMS of each measuring step."""
    size = round(FRAME_S * audio.rate_hz)
    whole = audio.samples[: audio.samples.size // size * size].reshape(-1, size)
    return np.asarray(np.sqrt(np.mean(whole.astype(np.float64) ** 2, axis=1)))


def _sounding(steps: np.ndarray, rate_hz: int) -> tuple[int, int]:
    """From where to where there is sound, in samples."""
    room = float(np.percentile(steps, _ROOM_PERCENT)) * _ABOVE_ROOM
    loud = np.flatnonzero(steps > min(max(room, LOWEST), HIGHEST))
    size, margin = round(FRAME_S * rate_hz), round(MARGIN_S * rate_hz)
    return max(0, int(loud[0]) * size - margin), (int(loud[-1]) + 1) * size + margin

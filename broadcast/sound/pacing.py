"""Nhịp đọc: spoken sentences laid one after the other, each followed by the pause that it asks for."""

from collections.abc import Sequence

import numpy as np

from broadcast.sound.audio import Audio, resampled

QUIET = 10 ** (-50 / 20)
"""Silence at the ends of a spoken sentence: -50 dBFS, below any consonant of the engines here."""

MARGIN_S = 0.02
"""Kept around what sounds, so that no soft consonant is cut."""

FADE_S = 0.005
"""Ends are faded, so that a cut in the engine's own hiss makes no click."""


def paced(sentences: Sequence[tuple[Audio, float]], rate_hz: int = 24_000) -> Audio:
    """One `Audio` of all sentences at `rate_hz`; the engine's own silence gives way to our pauses (seconds).

    The pause after the last sentence is left out: what follows in the programme has its own.
    """
    parts: list[np.ndarray] = []
    for number, (audio, pause_s) in enumerate(sentences):
        parts.append(_sounding(resampled(audio, rate_hz)))
        if number < len(sentences) - 1:
            parts.append(np.zeros(round(pause_s * rate_hz), np.float32))
    return Audio(np.concatenate(parts), rate_hz)


def _sounding(audio: Audio) -> np.ndarray:
    loud = np.flatnonzero(np.abs(audio.samples) > QUIET)
    if not loud.size:
        return audio.samples[:0]
    margin = round(MARGIN_S * audio.rate_hz)
    cut = audio.samples[max(0, loud[0] - margin) : loud[-1] + 1 + margin].copy()
    ramp = np.linspace(0, 1, min(round(FADE_S * audio.rate_hz), cut.size // 2), dtype=np.float32)
    cut[: ramp.size] *= ramp
    cut[cut.size - ramp.size :] *= ramp[::-1]
    return cut

"""Nhịp đọc: spoken sentences laid one after the other, each followed by the pause that it asks for."""

import math
from collections.abc import Sequence

import numpy as np

from broadcast.sound.audio import Audio, resampled
from broadcast.sound.loudness import energies, integrated

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


def spans_s(sentences: Sequence[tuple[Audio, float]], rate_hz: int = 24_000) -> list[tuple[float, float]]:
    """From when to when each sentence sounds in what `paced` makes of them, in seconds."""
    spans, at = list[tuple[float, float]](), 0
    for audio, pause_s in sentences:
        ends = at + _sounding(resampled(audio, rate_hz)).size
        spans.append((at / rate_hz, ends / rate_hz))
        at = ends + round(pause_s * rate_hz)
    return spans


def alike(sentences: Sequence[Audio], whose: Sequence[str]) -> list[Audio]:
    """The sentences, each speaker as loud as the first one (`whose` says who speaks each)."""
    first, *others = dict.fromkeys(whose)
    if not others:
        return list(sentences)
    pairs = list(zip(sentences, whose, strict=True))
    loudness = {name: _loudness([one for one, who in pairs if who == name]) for name in (first, *others)}
    differences_lu = {name: loudness[first] - lufs for name, lufs in loudness.items()}
    gains = {name: 10 ** (lu / 20) if math.isfinite(lu) else 1.0 for name, lu in differences_lu.items()}
    return [Audio(one.samples * np.float32(gains[who]), one.rate_hz) for one, who in pairs]


def _loudness(sentences: Sequence[Audio]) -> float:
    """Of all that somebody says, in LUFS; pauses do not count (BS.1770's gates)."""
    return integrated(np.concatenate([energies(one.samples, one.rate_hz) for one in sentences]))


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

"""Số đo của một âm thanh: what an engineer wants to know of a jingle before it goes to the horns."""

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from broadcast.sound.audio import Audio, decode
from broadcast.sound.bed import Bed
from broadcast.sound.loudness import Loudness, measure

Samples = npt.NDArray[np.float32]

SPEECH_LUFS = -16.0
"""The loudness of speech in every programme (see profile.py and docs/sound.md)."""

HORN_HZ = (300.0, 7_000.0)
"""What a horn loudspeaker gives back."""

_ENVELOPE_S = 0.01
_RISEN_DB, _FALLEN_DB = -6.0, -20.0
_NEAR = 500
_LEAST_SAMPLES = 2


@dataclass(frozen=True, slots=True)
class UnderSpeech:
    """How far a ducked bed lies below speech of `SPEECH_LUFS`, in LU: on the whole, and at its loudest."""

    duck_db: float
    integrated_lu: float
    loudest_lu: float


@dataclass(frozen=True, slots=True)
class Levels:
    """The figures of one sound.

    `rise_s`: until it is within 6 dB of the loudest of its first second. `fall_s`: from the last time within
    20 dB of its loudest to its end. `horn_share` of its energy lies in `HORN_HZ`. `seam` is the step from the
    last sample to the first, as a multiple of the largest step near it: above about 1.5 a loop clicks.
    """

    name: str
    loudness: Loudness
    rise_s: float
    fall_s: float
    horn_share: float
    seam: float | None = None
    under_speech: UnderSpeech | None = None

    def as_json(self) -> dict[str, object]:
        """The same for JSON; null where a figure makes no sense for the sound."""
        under = self.under_speech
        return {
            "name": self.name,
            **self.loudness.as_json(),
            "rise_s": round(self.rise_s, 3),
            "fall_s": round(self.fall_s, 3),
            "horn_share": round(self.horn_share, 4),
            "seam": None if self.seam is None else round(self.seam, 3),
            "under_speech": under
            and {
                "duck_db": under.duck_db,
                "integrated_lu": round(under.integrated_lu, 2),
                "loudest_lu": round(under.loudest_lu, 2),
            },
        }


def levels_of(path: Path, *, loops: bool, duck_db: float = -18.0) -> Levels:
    """Measure a file; of one that `loops` also its seam, and how it lies under speech.

    Raises:
        NotAudio: it is missing, or no whole sound.
    """
    audio = decode(path, rate_hz=None)
    envelope = _envelope(audio)
    return Levels(
        name=path.stem,
        loudness=measure(audio),
        rise_s=_rise_s(envelope),
        fall_s=_fall_s(envelope),
        horn_share=_horn_share(audio),
        seam=_seam(audio.samples) if loops else None,
        under_speech=_under_speech(audio, duck_db) if loops else None,
    )


def _envelope(audio: Audio) -> Samples:
    """The highest sample of every 10 ms."""
    step = round(_ENVELOPE_S * audio.rate_hz)
    padded = np.pad(np.abs(audio.samples), (0, -audio.samples.size % step))
    return np.asarray(padded.reshape(-1, step).max(axis=1))


def _rise_s(envelope: Samples) -> float:
    first = envelope[: round(1 / _ENVELOPE_S)]
    return float(np.argmax(first >= first.max() * 10 ** (_RISEN_DB / 20)) * _ENVELOPE_S)


def _fall_s(envelope: Samples) -> float:
    loud = np.flatnonzero(envelope >= envelope.max() * 10 ** (_FALLEN_DB / 20))
    return float((envelope.size - 1 - loud[-1]) * _ENVELOPE_S)


def _horn_share(audio: Audio) -> float:
    energy = np.square(np.abs(np.fft.rfft(audio.samples)))
    hz = np.fft.rfftfreq(audio.samples.size, 1 / audio.rate_hz)
    low, high = HORN_HZ
    return float(energy[(hz >= low) & (hz <= high)].sum() / max(float(energy.sum()), 1e-30))


def _seam(samples: Samples) -> float:
    if samples.size < _LEAST_SAMPLES:
        return 0.0  # no step anywhere
    steps = np.abs(np.diff(np.concatenate((samples[-_NEAR:], samples[:_NEAR])).astype(np.float64)))
    middle = steps.size // 2
    return float(steps[middle] / max(float(np.delete(steps, middle).max(initial=0.0)), 1e-9))


def _under_speech(audio: Audio, duck_db: float) -> UnderSpeech | None:
    """None where a meter hears nothing of it."""
    ready = Bed(audio, duck_db).ready(audio.rate_hz, SPEECH_LUFS)
    bed = measure(Audio(ready.samples, ready.rate_hz))
    if not math.isfinite(bed.integrated_lufs):
        return None
    return UnderSpeech(duck_db, SPEECH_LUFS - bed.integrated_lufs, SPEECH_LUFS - bed.momentary_max_lufs)

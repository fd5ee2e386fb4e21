"""Levelling: every clip as loud as the others, no peak above the ceiling (EBU R 128 at our target)."""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from broadcast.sound.audio import Audio
from broadcast.sound.gain import in_blocks, smoothed, step_samples
from broadcast.sound.loudness import ABSOLUTE_GATE_LUFS, energies, energy_of, integrated
from broadcast.sound.peak import REACH, BlockPeaks

Samples = npt.NDArray[np.float32]

MOST_LIMITING_DB = 12.0
"""A clip that would need more than this stays softer than the target."""

SHORTEST_S = 0.012
"""What sounds for less is a click, not something said or played: it is not made louder.

Measured as `_Limiter.sounding_s`: clicks 1-10 ms, a pip or a knock on wood 20-100 ms, speech 28 ms and more.
"""

_CLOSE_LU = 0.01
_TRIES = 12
_USUAL_SLOPE, _LEAST_SLOPE = 0.7, 0.05
"""How much louder a limited voice becomes with each dB of gain."""


def level(audio: Audio, to_lufs: float, ceiling_dbtp: float) -> Audio:
    """`audio` at `to_lufs`; see `level_blocks`."""
    return Audio(np.concatenate(list(level_blocks(audio, to_lufs, ceiling_dbtp))), audio.rate_hz)


def level_blocks(audio: Audio, to_lufs: float, ceiling_dbtp: float) -> Iterator[Samples]:
    """`audio` at `to_lufs`, its true peaks turned down below `ceiling_dbtp` by a limiter that looks ahead.

    The limiter takes some loudness away, so that the gain before it is found in a few rounds; these work on
    energies and peaks only. Silence stays silence, and a click in silence stays a click.
    """
    steps = energies(audio.samples, audio.rate_hz)
    loudness = integrated(steps)
    if not math.isfinite(loudness):
        return iter((audio.samples,))
    limiter = _Limiter(audio, ceiling_dbtp)
    gain_db = _gain(limiter, steps, to_lufs)
    if limiter.sounding_s(gain_db, steps) < SHORTEST_S:
        gain_db = min(gain_db, 0.0)
    return limiter.blocks(gain_db)


def _gain(limiter: "_Limiter", steps: npt.NDArray[np.float64], to_lufs: float) -> float:
    """The gain in dB behind which the limiter leaves `to_lufs`, or the most that is allowed.

    What the limiter leaves grows with the gain, ever more slowly, so that a line through the last two tries
    (the secant method) is near after three or four.
    """
    least_db = before_db = to_lufs - integrated(steps)
    before_lu = off_lu = _limited(limiter, steps, least_db) - integrated(steps)
    gain_db = least_db
    for _ in range(_TRIES):
        if abs(off_lu) <= _CLOSE_LU or not math.isfinite(off_lu):  # what is left lies below the meter's gate
            break
        slope = (off_lu - before_lu) / (gain_db - before_db) if gain_db != before_db else _USUAL_SLOPE
        wanted_db = gain_db - off_lu / max(slope, _LEAST_SLOPE)
        before_db, before_lu = gain_db, off_lu
        gain_db = min(max(wanted_db, least_db), least_db + MOST_LIMITING_DB)
        if gain_db == before_db:
            break
        off_lu = gain_db + _limited(limiter, steps, gain_db) - to_lufs
    return gain_db


def _limited(limiter: "_Limiter", steps: npt.NDArray[np.float64], gain_db: float) -> float:
    """The loudness, without the gain itself, of what the limiter leaves of `steps` behind `gain_db`."""
    return integrated(steps * limiter.kept(gain_db, steps.size))


def limit(audio: Audio, ceiling_dbtp: float) -> Audio:
    """`audio` as it is, only its true peaks turned down below `ceiling_dbtp`."""
    return Audio(np.concatenate(list(limit_blocks(audio, ceiling_dbtp))), audio.rate_hz)


def limit_blocks(audio: Audio, ceiling_dbtp: float) -> Iterator[Samples]:
    """The same in blocks of about 10 s."""
    return _Limiter(audio, ceiling_dbtp).blocks(0.0)


class _Limiter:
    """The peaks of one sound, taken once: for any gain it knows the curve that keeps them down."""

    def __init__(self, audio: Audio, ceiling_dbtp: float) -> None:
        self._audio = audio
        self._step = step_samples(audio.rate_hz)
        self._ceiling = 10 ** (ceiling_dbtp / 20)
        around = np.zeros(REACH, np.float32)
        end = np.zeros(REACH + self._step - 1, np.float32)  # the last step is whole, with silence behind
        padded = np.concatenate((around, audio.samples, end))
        self._peaks = BlockPeaks(padded, audio.rate_hz, self._step)
        rows = padded[REACH : REACH + self._peaks.count * self._step].reshape(-1, self._step)
        self._powers = np.einsum("ij,ij->i", rows, rows)
        self._last: tuple[float, Samples] | None = None

    def curve(self, gain_db: float) -> Samples:
        """What the limiter does, a step at a time, behind a gain of `gain_db`."""
        if self._last is None or self._last[0] != gain_db:
            self._last = gain_db, self._curve(gain_db)
        return self._last[1]

    def _curve(self, gain_db: float) -> Samples:
        gain = 10 ** (gain_db / 20)
        peaks = self._peaks.above(self._ceiling / gain)
        highest = np.maximum(peaks * np.float32(gain), np.float32(self._ceiling))
        wanted = np.float32(self._ceiling) / highest
        return smoothed(wanted) if wanted.min(initial=1.0) < 1.0 else wanted

    def kept(self, gain_db: float, count: int) -> npt.NDArray[np.float64]:
        """The share of energy that the limiter leaves in each of `count` 100 ms steps."""
        whole = np.zeros((2, count * 100))
        size = min(self._powers.size, count * 100)
        whole[:, :size] = self._powers[:size], (self._powers * np.square(self.curve(gain_db)))[:size]
        before, after = whole.reshape(2, count, 100).sum(axis=2)
        kept: npt.NDArray[np.float64] = np.divide(after, before, out=np.ones(count), where=before > 0)
        return kept

    def sounding_s(self, gain_db: float, steps: npt.NDArray[np.float64]) -> float:
        """For how long the sound that carries the loudness lasts, in each 100 ms step, behind the limiter.

        Within a step (sum p)^2 / sum p^2 of the powers p of its milliseconds; the mean of the steps above the
        absolute gate, weighted by their energies, so that neither silence nor soft noise counts.
        """
        powers = np.zeros(steps.size * 100)
        size = min(self._powers.size, powers.size)
        powers[:size] = (self._powers * np.square(self.curve(gain_db)))[:size]
        rows = powers.reshape(-1, 100)[steps >= energy_of(ABSOLUTE_GATE_LUFS)]
        sums, squares = rows.sum(axis=1), np.square(rows).sum(axis=1)
        lasting = np.divide(np.square(sums), squares, out=np.zeros(sums.size), where=squares > 0)
        return float((lasting * sums).sum() / max(sums.sum(), 1e-30) / 1_000)

    def blocks(self, gain_db: float) -> Iterator[Samples]:
        """The sound behind the gain and the limiter."""
        samples, step = self._audio.samples, self._step
        curve = self.curve(gain_db)[: -(-samples.size // step)]
        return in_blocks(samples, curve, step, 10 ** (gain_db / 20))

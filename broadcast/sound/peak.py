"""True peak: how high the waveform goes between the samples too (ITU-R BS.1770-5, annex 2)."""

import math
from functools import cache

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

REACH = 12
"""Samples on either side that the interpolation looks at."""

_OVERSAMPLED_HZ = 192_000
"""The Recommendation interpolates to at least 192 kHz."""

_KAISER_BETA = 7.0
_BLOCK = 32
_LIKELY = 0.9
_ROWS = 1 << 10
"""Rows multiplied at a time. OpenBLAS wakes a thread a core for products above 262,144 multiplications (1,560
rows at 24 kHz); where another process has a core, they wait for each other spinning, at thirty times the CPU.
"""


def inner_peak(samples: Samples, rate_hz: int, above: float = 0.0) -> float:
    """The true peak away from the first and the last `REACH` samples, which only support the interpolation.

    Only what may exceed `above` (a peak known before) is interpolated; the answer is never below it.
    """
    peaks = _sample_peaks(samples, _BLOCK)
    highest = max(above, float(np.abs(samples[REACH:-REACH]).max(initial=0.0)))
    # First the loudest places: what they show rules most others out.
    for bar in (highest * _LIKELY * _most_overshoot(rate_hz), 0.0):
        _interpolate(peaks, samples, rate_hz, _BLOCK, max(highest, bar))
        highest = max(highest, float(peaks.max(initial=0.0)))
    rest = samples[peaks.size * _BLOCK :]  # too short for a block
    if rest.size > 2 * REACH:
        last = _interpolated(rest, np.zeros(1, np.intp), rest.size - 2 * REACH, rate_hz)
        highest = max(highest, float(last.max()))
    return highest


def block_peaks(samples: Samples, rate_hz: int, block: int, *, above: float) -> Samples:
    """The true peak of each whole `block` of `REACH` samples or more, behind the first `REACH` of `samples`.

    Where it cannot exceed `above` the sample peak will do.
    """
    peaks = _sample_peaks(samples, block)
    _interpolate(peaks, samples, rate_hz, block, above)
    return peaks


def _sample_peaks(samples: Samples, block: int) -> Samples:
    count = max(0, (samples.size - 2 * REACH) // block)
    inner = samples[REACH : REACH + count * block].reshape(count, block)
    return np.asarray(np.abs(inner).max(axis=1, initial=0.0), np.float32)


def _interpolate(peaks: Samples, samples: Samples, rate_hz: int, block: int, above: float) -> None:
    """Raise those of `peaks` that may lie above `above` to what the waveform reaches between the samples."""
    around = np.pad(peaks, 1)  # the interpolation sees no further than the neighbours
    near = np.maximum(np.maximum(around[:-2], around[2:]), peaks)
    reached = np.flatnonzero(near * _most_overshoot(rate_hz) > above)
    at_once = max(1, _ROWS // block)
    for at in range(0, reached.size, at_once):
        chosen = reached[at : at + at_once]
        peaks[chosen] = np.maximum(peaks[chosen], _interpolated(samples, chosen * block, block, rate_hz))


def _interpolated(samples: Samples, starts: npt.NDArray[np.intp], block: int, rate_hz: int) -> Samples:
    windows = np.lib.stride_tricks.sliding_window_view(samples, block + 2 * REACH)[starts]
    rows = np.lib.stride_tricks.sliding_window_view(windows, 2 * REACH, axis=1)[:, :block]
    between = rows.reshape(-1, 2 * REACH) @ _kernel(rate_hz)
    return np.asarray(np.abs(between).reshape(starts.size, -1).max(axis=1), np.float32)


@cache
def _kernel(rate_hz: int) -> Samples:
    """The phases between two samples, as columns: a sinc under a Kaiser window, each with gain 1 at 0 Hz."""
    factor = max(2, math.ceil(_OVERSAMPLED_HZ / rate_hz))
    phases = np.arange(1, factor) / factor
    at = np.arange(2 * REACH)[:, None] - (REACH - 1) - phases
    window = np.i0(_KAISER_BETA * np.sqrt(np.clip(1 - (at / REACH) ** 2, 0, None))) / np.i0(_KAISER_BETA)
    kernel = np.sinc(at) * window
    return np.asarray(kernel / kernel.sum(axis=0), np.float32)


@cache
def _most_overshoot(rate_hz: int) -> float:
    """No waveform goes higher than this times the samples around it."""
    return float(np.abs(_kernel(rate_hz)).sum(axis=0).max())

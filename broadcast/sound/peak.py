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
_ROUNDING = 1.00001
"""Above what float32 loses on the way."""

_LOOKED_AT = 1 << 17
_AT_ONCE = 1 << 18
"""Multiplications at a time. Above 262,144 OpenBLAS wakes a thread a core; where another process has a core,
they wait for each other spinning, at thirty times the CPU.
"""


def inner_peak(samples: Samples, rate_hz: int, above: float = 0.0) -> float:
    """The true peak away from the first and the last `REACH` samples, which only support the interpolation.

    Only what may exceed `above` (a peak known before) is interpolated; the answer is never below it.
    """
    blocks = BlockPeaks(samples, rate_hz, _BLOCK)
    highest = max(above, float(blocks.above(math.inf).max(initial=0.0)))
    # First the places that may be highest: what they show rules most others out.
    for share in (_LIKELY, 0.0):
        highest = max(highest, float(blocks.above(max(highest, blocks.bound * share)).max(initial=0.0)))
    rest = samples[blocks.count * _BLOCK :]  # too short for a block
    if rest.size > 2 * REACH:
        last = _interpolated(rest, np.zeros(1, np.intp), rest.size - 2 * REACH, rate_hz)
        highest = max(highest, float(last.max()), float(np.abs(rest[REACH:-REACH]).max()))
    return highest


class BlockPeaks:
    """The true peaks of whole blocks of `REACH` samples or more, behind the first `REACH` of `samples`."""

    def __init__(self, samples: Samples, rate_hz: int, block: int) -> None:
        self._samples, self._rate_hz, self._block = samples, rate_hz, block
        self.count = max(0, (samples.size - 2 * REACH) // block)
        self._peaks, bends = np.zeros(self.count, np.float32), np.zeros(self.count + 2, np.float32)
        at_once = max(1, _LOOKED_AT // block)  # a clip is long: what is between is never there as a whole
        for at in range(0, self.count, at_once):
            to = min(self.count, at + at_once)
            part = samples[at * block : to * block + 2 * REACH]
            self._peaks[at:to] = self._highest(np.abs(part[REACH:-REACH]))
            bends[at + 1 : to + 1] = self._highest(_bends(part)[REACH - 1 : 1 - REACH])
        bends[0], bends[-1] = (
            _bends(part).max(initial=0.0) for part in (samples[:REACH], samples[self.count * block + REACH :])
        )
        self._bounds = self._bounded(bends)

    @property
    def bound(self) -> float:
        """What none of them exceeds."""
        return float(self._bounds.max(initial=0.0))

    def above(self, level: float) -> Samples:
        """All of them; where one cannot exceed `level`, the sample peak will do."""
        reached = np.flatnonzero(self._bounds > level)
        between = _interpolated(self._samples, reached * self._block, self._block, self._rate_hz)
        self._peaks[reached] = np.maximum(self._peaks[reached], between)
        self._bounds[reached] = 0.0  # these are known now
        return self._peaks

    def _bounded(self, bends: Samples) -> Samples:
        """What the waveform cannot exceed: the samples, and how sharply it bends around them.

        A voice bends little between two samples, so that hardly a block of it needs to be interpolated.
        `bends` has a value for each block, and one for what lies before and behind them.
        """
        line, bend = _line_and_bend(self._rate_hz)
        edges = REACH + self._block * self.count
        sharpest = np.maximum(np.maximum(bends[:-2], bends[2:]), bends[1:-1])
        behind = np.abs(self._samples[REACH + self._block : edges + 1 : self._block])
        return np.asarray(np.maximum(self._peaks, behind) * line + sharpest * bend, np.float32)

    def _highest(self, values: Samples) -> Samples:
        """The highest of each block, by halves: a maximum along short rows takes four times as long."""
        block = self._block
        while block % 2 == 0:
            values, block = np.maximum(values[0::2], values[1::2]), block // 2
        return np.asarray(values.reshape(-1, block).max(axis=1, initial=0.0), np.float32)


def _bends(samples: Samples) -> Samples:
    """How sharply the waveform bends: second differences; there are none at the first and last sample."""
    return np.abs(np.diff(samples, 2))


def _interpolated(samples: Samples, starts: npt.NDArray[np.intp], block: int, rate_hz: int) -> Samples:
    """How high the waveform goes in each `block` whose support begins at one of `starts`."""
    kernel, highest = _kernel(rate_hz), np.empty(starts.size, np.float32)
    around = np.lib.stride_tricks.sliding_window_view(samples, 2 * REACH)
    at_once = max(1, _AT_ONCE // (kernel.size * block))
    for at in range(0, starts.size, at_once):
        rows = around[starts[at : at + at_once, None] + np.arange(block)]
        between = rows.reshape(-1, 2 * REACH) @ kernel
        highest[at : at + at_once] = np.abs(between).reshape(rows.shape[0], -1).max(axis=1)
    return highest


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
def _line_and_bend(rate_hz: int) -> tuple[float, float]:
    """What bounds the waveform: so much of the two samples beside it, so much of the second differences.

    Each phase is a straight line between the two samples plus a sum of second differences: the line takes the
    kernel's first moment, so that what remains, summed up twice, ends at zero again.
    """
    kernel = _kernel(rate_hz).astype(np.float64)
    at = (kernel * (np.arange(2 * REACH) - (REACH - 1))[:, None]).sum(axis=0)
    line = np.zeros_like(kernel)
    line[REACH - 1], line[REACH] = 1 - at, at
    bend = np.cumsum(np.cumsum(kernel - line, axis=0), axis=0)
    return float(np.abs(line).sum(axis=0).max()) * _ROUNDING, float(np.abs(bend).sum(axis=0).max())

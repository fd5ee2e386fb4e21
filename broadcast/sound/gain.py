"""A gain that moves without clicks: one value a millisecond, held around what asked for it, then smoothed."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

REACH = 5
"""Steps before and after a peak in which the gain moves: 5 ms, usual for limiters that look ahead.

15 ms covers several periods of a voice and leaves it 1 LU softer at the same ceiling (espeak at -13 LUFS).
"""

_STEPS = 10_000


def step_samples(rate_hz: int) -> int:
    """How many samples one step of gain has: about 1 ms."""
    return rate_hz // 1_000


def smoothed(wanted: Samples, reach: int = REACH) -> Samples:
    """A smooth curve of gain that is nowhere above `wanted`, looking `reach` steps ahead and back."""
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    # The curve is drawn between neighbouring steps, so that each must know its neighbours' wishes: one more.
    held = minimum_filter1d(wanted, 2 * (reach + 1) + 1, mode="nearest")
    curve = uniform_filter1d(uniform_filter1d(held, reach | 1, mode="nearest"), reach | 1, mode="nearest")
    return np.asarray(np.minimum(curve, 1.0), np.float32)


def applied(samples: Samples, curve: Samples, step: int, gain: float = 1.0) -> Samples:
    """`samples` times `gain`, and times `curve`, whose values stand in the middle of every `step` samples."""
    return np.concatenate((*in_blocks(samples, curve, step, gain), np.zeros(0, np.float32)))


def in_blocks(samples: Samples, curve: Samples, step: int, gain: float = 1.0) -> Iterator[Samples]:
    """The same, 10,000 steps at a time: a quarter of an hour is 86 MB, and its gain as much again."""
    edges = _edges(curve)
    ramp = (np.arange(step, dtype=np.float32) + np.float32(0.5)) / np.float32(step)
    for at in range(0, curve.size, _STEPS):
        out = samples[at * step : (at + _STEPS) * step] * np.float32(gain)
        count = out.size // step
        moving = np.flatnonzero(edges[at : at + count].min(axis=1, initial=1.0) < 1.0)
        if moving.size:
            start, end = edges[at : at + count][moving].T[:, :, None]
            out[: count * step].reshape(-1, step)[moving] *= start + (end - start) * ramp
        if out.size > count * step:  # the last step is not whole
            start, end = edges[at + count]
            out[count * step :] *= start + (end - start) * ramp[: out.size - count * step]
        yield np.asarray(out, np.float32)
    if samples.size > curve.size * step:
        yield np.asarray(samples[curve.size * step :] * np.float32(gain) * curve[-1], np.float32)


def _edges(curve: Samples) -> Samples:
    """The gain at the beginning and at the end of each step."""
    padded = np.pad(curve, 1, mode="edge")
    between = (padded[:-1] + padded[1:]) / np.float32(2)
    return np.stack((between[:-1], between[1:]), axis=1)

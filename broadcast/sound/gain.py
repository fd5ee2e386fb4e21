"""A gain that moves without clicks: one value a millisecond, held around what asked for it, then smoothed."""

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

REACH = 5
"""Steps before and after a peak in which the gain moves: 5 ms, usual for limiters that look ahead.

15 ms covers several periods of a voice and leaves it 1 LU softer at the same ceiling (espeak at -13 LUFS).
"""


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
    out = samples * np.float32(gain)
    moving = np.flatnonzero(_edges(curve).min(axis=1, initial=1.0) < 1.0)
    if moving.size:
        whole = out[: curve.size * step].reshape(-1, step)
        start, end = _edges(curve)[moving].T[:, :, None]
        ramp = (np.arange(step, dtype=np.float32) + np.float32(0.5)) / np.float32(step)
        whole[moving] *= start + (end - start) * ramp
        out[curve.size * step :] *= curve[-1]
    return np.asarray(out, np.float32)


def _edges(curve: Samples) -> Samples:
    """The gain at the beginning and at the end of each step."""
    padded = np.pad(curve, 1, mode="edge")
    between = (padded[:-1] + padded[1:]) / np.float32(2)
    return np.stack((between[:-1], between[1:]), axis=1)

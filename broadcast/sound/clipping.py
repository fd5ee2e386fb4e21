"""Vỡ tiếng: where a recording was too loud for whatever recorded it, so that its tops are cut flat.

A wave that was cut stays at its top as long as it would have been above it; a whole one passes its top in a
moment. So the time near the top is compared with the time on the way there, which still tells when somebody
turned the recording down later. MP3 and AAC make the flat tops wavy, but throw them above full scale.
"""

import numpy as np
import numpy.typing as npt

Block = npt.NDArray[np.float32]

STEP_S = 0.1

NEAR, WAY = 0.97, 0.7
"""Shares of the highest sample of a step. A sine is above the first for 0.31 of its time above the second,
speech for 0.03-0.12, speech cut by 6 dB for 0.4-0.6, by 12 dB for 0.7 (measured, 44.1 kHz)."""

CUT = 0.5
"""From this ratio on a step counts as broken."""

OVER = 0.005
"""So does a step with this share above full scale: 0 in clean speech through MP3 or AAC, 0.01-0.05 when it
was cut by 12 dB before."""

SOFTEST = 10 ** (-20 / 20)
"""Whoever records too loudly reaches full scale; what was turned down later than this is no longer told."""

LEAST_S = 0.0005
"""So long must the tops of a step be flat: a single click is not heard as broken."""


class Clipping:
    """Listens block by block, at constant memory, and counts steps of 100 ms that are broken."""

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._step = max(1, round(rate_hz * STEP_S))
        self._least = max(3, round(rate_hz * LEAST_S))
        self._rest = np.zeros((0, channels), np.float32)
        self._broken: list[npt.NDArray[np.bool_]] = []

    def add(self, block: Block) -> None:
        """Hear the next samples, shaped (samples, channels)."""
        heard = np.concatenate((self._rest, block)) if self._rest.size else block
        whole = heard.shape[0] // self._step * self._step
        if whole:
            self._broken.append(self._steps(heard[:whole]))
        self._rest = heard[whole:].copy()

    def seconds(self) -> npt.NDArray[np.float64]:
        """Where the broken steps begin."""
        steps = np.flatnonzero(np.concatenate((*self._broken, np.zeros(0, np.bool_))))
        return np.asarray(steps * STEP_S, np.float64)

    def _steps(self, heard: Block) -> npt.NDArray[np.bool_]:
        broken = np.zeros(heard.shape[0] // self._step, np.bool_)
        for channel in heard.T:
            rows = np.abs(channel.reshape(-1, self._step))
            top = rows.max(axis=1)
            near = (rows >= np.float32(NEAR) * top[:, None]).sum(axis=1)
            way = (rows >= np.float32(WAY) * top[:, None]).sum(axis=1)
            broken |= (top >= SOFTEST) & (near >= self._least) & (near >= CUT * way)
            over = (rows > np.float32(1.0)).sum(axis=1)
            broken |= over >= max(self._least, OVER * self._step)
        return broken

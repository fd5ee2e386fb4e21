"""Several channels become one: their mean, unless that would lose what was said."""

from collections.abc import Iterator
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from broadcast.sound.ffmpeg import Stream

Block = npt.NDArray[np.float32]

EMPTY_DB = -30.0
"""A channel so far below the loudest is empty: its hiss is nothing to mix in."""

CANCELLING_DB = -3.0
"""So far below what independent channels would give, their mean loses what they have in common."""


class Mixing(StrEnum):
    """How channels became one; the value is kept beside the clip."""

    MEAN = "mean"
    ONE_SIDED = "one-sided"
    CANCELLING = "cancelling"


class Balance:
    """Compares channels block by block: their powers, and how much of them is common."""

    def __init__(self, channels: int) -> None:
        self._products = np.zeros((channels, channels))  # its lower half
        self._sums = np.zeros(channels)
        self._samples = 0

    def add(self, block: Block) -> None:
        """Hear the next samples, shaped (samples, channels)."""
        # No BLAS: for a matrix this thin its threads cost more than they save (see peak.py).
        columns = np.ascontiguousarray(block.T)
        for one, column in enumerate(columns):
            self._sums[one] += column.sum()
            for other in range(one + 1):
                self._products[one, other] += (column * columns[other]).sum()
        self._samples += block.shape[0]

    def taken(self) -> tuple[tuple[int, ...], Mixing]:
        """The channels whose mean shall be heard, from 0 on, and why these."""
        mean = self._sums / max(self._samples, 1)
        products = self._products + np.tril(self._products, -1).T
        common = products / max(self._samples, 1) - np.outer(mean, mean)
        powers = np.diag(common)
        sounding = np.flatnonzero(powers > powers.max() * 10 ** (EMPTY_DB / 10))
        if not sounding.size:
            return tuple(range(powers.size)), Mixing.MEAN
        together = common[np.ix_(sounding, sounding)].sum()
        if together < powers[sounding].sum() * 10 ** (CANCELLING_DB / 10):
            return (int(powers.argmax()),), Mixing.CANCELLING
        one_sided = sounding.size == 1 and powers.size == 2  # more channels are seldom all used
        return tuple(map(int, sounding)), Mixing.ONE_SIDED if one_sided else Mixing.MEAN


def only(stream: Stream, channels: tuple[int, ...]) -> Stream:
    """`stream` with these channels and no others."""

    def blocks() -> Iterator[Block]:
        chosen = list(channels)
        for block in stream.blocks:
            yield block[:, chosen]

    return Stream(stream.rate_hz, len(channels), blocks())

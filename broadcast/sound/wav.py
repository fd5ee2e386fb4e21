"""WAV, 16 bit, written as it comes: for FM desks and for editing."""

import wave
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from broadcast.disk import whole
from broadcast.sound.audio import Audio

Samples = npt.NDArray[np.float32]


def write_wav(audio: Audio, to: Path) -> None:
    """Write `audio` to `to`.

    Raises:
        Unavailable: the disk is full or closed; nothing is left of the new file.
    """
    with whole(to) as file:
        write_pcm([audio.samples], audio.rate_hz, file)


def write_pcm(blocks: Iterable[Samples], rate_hz: int, to: BinaryIO) -> None:
    """Write a whole WAV file of one channel to `to`, block by block; what is above full scale is cut."""
    with wave.open(to, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        for block in blocks:
            file.writeframesraw(np.clip(np.rint(block * 32_768), -32_768, 32_767).astype("<i2").tobytes())

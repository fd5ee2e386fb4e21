"""Broadcast Wave for FM desks: 16-bit WAV with a `bext` chunk (EBU Tech 3285 version 2, 2011)."""

import datetime as dt
import math
import struct
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from broadcast.sound.loudness import Loudness

Samples = npt.NDArray[np.float32]

_VERSION = 2
_UNKNOWN = 0x7FFF
"""What stands for a loudness that is not known."""

_HISTORY = "A=PCM,F={rate_hz},W=16,M=mono,T=broadcast\r\n"


@dataclass(frozen=True, slots=True)
class Note:
    """What a desk reads of a sound: `starts_at` (its wall clock counts) is when it is to air."""

    description: str
    originator: str
    reference: str
    starts_at: dt.datetime


def write_broadcast_wave(
    blocks: Iterable[Samples], rate_hz: int, to: BinaryIO, note: Note, loudness: Callable[[], Loudness]
) -> Loudness:
    """Write a whole file of one channel to `to`, block by block; what is above full scale is cut.

    `loudness` is asked once, when all blocks were taken; it is noted in the file and given back.
    """
    size = len(_bext(note, rate_hz, None))
    to.write(_head(rate_hz, b"\0" * size, 0))
    written = 0
    for block in blocks:
        data = np.clip(np.rint(block * 32_768), -32_768, 32_767).astype("<i2").tobytes()
        written += to.write(data)
    measured = loudness()
    to.seek(0)
    to.write(_head(rate_hz, _bext(note, rate_hz, measured), written))
    to.seek(0, 2)
    return measured


def _head(rate_hz: int, bext: bytes, data_bytes: int) -> bytes:
    """Everything in front of the samples; bext comes before them, as the standard wishes."""
    form = struct.pack("<HHIIHH", 1, 1, rate_hz, 2 * rate_hz, 2, 16)
    chunks = (
        b"fmt " + len(form).to_bytes(4, "little") + form + b"bext" + len(bext).to_bytes(4, "little") + bext
    )
    chunks += b"data" + data_bytes.to_bytes(4, "little")
    return b"RIFF" + (4 + len(chunks) + data_bytes).to_bytes(4, "little") + b"WAVE" + chunks


def _bext(note: Note, rate_hz: int, loudness: Loudness | None) -> bytes:
    at = note.starts_at
    since_midnight = round(dt.timedelta(hours=at.hour, minutes=at.minute, seconds=at.second).total_seconds())
    history = _HISTORY.format(rate_hz=rate_hz).encode()
    chunk = b"".join(
        (
            _ascii(note.description, 256),
            _ascii(note.originator, 32),
            _ascii(note.reference, 32),
            f"{at:%Y-%m-%d%H:%M:%S}".encode(),
            struct.pack("<QH", since_midnight * rate_hz, _VERSION),
            bytes(64),  # no SMPTE UMID
            struct.pack("<5h", *_hundredths(loudness)),
            bytes(180),
            history,
        )
    )
    return chunk + bytes(len(chunk) % 2)


def _hundredths(loudness: Loudness | None) -> tuple[int, ...]:
    """Integrated, range, true peak, highest momentary and short-term, times 100."""
    if loudness is None:
        return (_UNKNOWN,) * 5
    values = (
        loudness.integrated_lufs,
        loudness.range_lu,
        loudness.true_peak_dbtp,
        loudness.momentary_max_lufs,
        loudness.short_term_max_lufs,
    )
    return tuple(round(100 * value) if math.isfinite(value) else _UNKNOWN for value in values)


def _ascii(text: str, size: int) -> bytes:
    """The field allows ASCII only: Vietnamese without its marks."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return letters.encode("ascii", "replace")[:size].ljust(size, b"\0")

"""MPEG audio layer III frames: their headers, and silence. Standard library only.

Source: ISO/IEC 11172-3 section 2.4 and 13818-3.
"""

from dataclasses import dataclass
from functools import cache

HEADER_BYTES = 4

_SYNC = 0xFFE00000
_LAYER_III = 1 << 17
_NO_CRC = 1 << 16
_ORIGINAL = 1 << 2
_PADDED = 1 << 9
_MONO = 3 << 6

_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Sampling rates in Hz by the two version bits: MPEG-1, MPEG-2, and the unofficial 2.5."""

_KBPS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBPS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


class NotAFrame(ValueError):
    """These bytes do not begin a layer III frame."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first four bytes of a frame say. `version` is 3 (MPEG-1), 2 (MPEG-2) or 0 (MPEG-2.5)."""

    version: int
    rate_hz: int
    kbps: int
    mono: bool
    padded: bool = False

    @property
    def samples(self) -> int:
        """Samples a channel in one frame: 1,152 at 32-48 kHz, 576 below."""
        return 1_152 if self.version == 3 else 576

    @property
    def size(self) -> int:
        """Length of the frame."""
        return self.samples // 8 * self.kbps * 1_000 // self.rate_hz + self.padded

    @property
    def side_bytes(self) -> int:
        """Length of the side information behind the header; a frame without sound has zeros there."""
        if self.version == 3:
            return 17 if self.mono else 32
        return 9 if self.mono else 17

    def written(self) -> bytes:
        """The four bytes, as LAME writes them: no CRC, original."""
        word = _SYNC | self.version << 19 | _LAYER_III | _NO_CRC | _ORIGINAL
        word |= _kbps(self.version).index(self.kbps) << 12 | _RATES[self.version].index(self.rate_hz) << 10
        return (word | (_MONO if self.mono else 0) | (_PADDED if self.padded else 0)).to_bytes(4, "big")


@cache
def header_for(rate_hz: int, kbps: int) -> Header:
    """The header of a mono frame at constant `kbps`.

    Raises:
        NotAFrame: layer III has no such rate.
    """
    for version, rates in _RATES.items():
        if rate_hz in rates and kbps in _kbps(version)[1:]:
            return Header(version, rate_hz, kbps, mono=True)
    raise NotAFrame(f"{rate_hz} Hz, {kbps} kbit/s")


def header_at(data: bytes | memoryview, at: int = 0) -> Header:
    """The header that begins at byte `at` of `data`.

    Raises:
        NotAFrame: no layer III frame begins there.
    """
    word = int.from_bytes(data[at : at + HEADER_BYTES], "big")
    version, bitrate, rate = word >> 19 & 3, word >> 12 & 15, word >> 10 & 3
    if word & _SYNC != _SYNC or word >> 17 & 3 != 1 or version == 1 or bitrate in {0, 15} or rate == 3:
        raise NotAFrame(data[at : at + HEADER_BYTES].hex())
    return Header(
        version, _RATES[version][rate], _kbps(version)[bitrate], word & _MONO == _MONO, bool(word & _PADDED)
    )


def silent_frame(header: Header) -> bytes:
    """A frame that decodes to silence and reaches back to no other: side information and data all zero."""
    return header.written() + bytes(header.size - HEADER_BYTES)


def reaches_back(frame: bytes) -> int:
    """How many bytes of earlier frames the decoder needs for this one (`main_data_begin`)."""
    if header_at(frame).version == 3:
        return frame[4] << 1 | frame[5] >> 7
    return frame[4]


def count_whole(data: bytes | memoryview, like: Header, most: int | None = None) -> tuple[int, int]:
    """How many whole frames `like` that one `data` begins with (at most `most`), and their bytes.

    Raises:
        NotAFrame: a frame of another kind, or something else, lies among them.
    """
    if like.samples // 8 * like.kbps * 1_000 % like.rate_hz == 0:
        return _count_equal(data, like.written(), like.size, most)
    at = frames = 0
    while at + HEADER_BYTES <= len(data) and frames != most:
        header = header_at(data, at)
        if (header.rate_hz, header.kbps, header.mono) != (like.rate_hz, like.kbps, like.mono):
            raise NotAFrame(data[at : at + HEADER_BYTES].hex())
        if at + header.size > len(data):
            break
        at, frames = at + header.size, frames + 1
    return frames, at


def _count_equal(data: bytes | memoryview, header: bytes, size: int, most: int | None) -> tuple[int, int]:
    # All frames have one length, so that the headers can be compared at the speed of a copy.
    frames = len(data) // size if most is None else min(most, len(data) // size)
    for number, byte in enumerate(header):
        if data[number : frames * size : size] != bytes((byte,)) * frames:
            raise NotAFrame(f"not {header.hex()} every {size} bytes")
    return frames, frames * size


def _kbps(version: int) -> tuple[int, ...]:
    return _KBPS_1 if version == 3 else _KBPS_2

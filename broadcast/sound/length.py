"""How long an MP3 is by its headers alone, so that ten hours are refused without decoding any of them."""

from pathlib import Path

from broadcast.sound.mpeg import HEADER_BYTES, NotAFrame, header_at

_NEAR = 4_096
"""Bytes looked through for the next header where none stands: a tag or junk."""

_MOST_READ = 64_000_000
"""Bytes: 26 minutes at the highest bit rate, with room for pictures; the decoder counts what comes behind."""


def exceeds(path: Path, longest_s: float) -> bool:
    """Whether the frames of an MP3 last longer than `longest_s` seconds; counting ends there."""
    with path.open("rb") as file:
        data = file.read(_MOST_READ)
    at, heard_s = 0, 0.0
    while at + HEADER_BYTES <= len(data) and heard_s <= longest_s:
        try:
            header = header_at(data, at)
        except NotAFrame:
            found = data.find(b"\xff", at + 1, at + _NEAR)
            at = found if found > 0 else at + _NEAR
            continue
        heard_s += header.samples / header.rate_hz
        at += header.size
    return heard_s > longest_s

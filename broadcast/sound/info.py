"""The Info tag: a first frame without sound that tells players the length, the seek table and what to skip.

Layout as LAME 3.100 writes it (`libmp3lame/VbrTag.c`) and as ffmpeg and mpg123 read it. Standard library
only.
"""

from broadcast.sound.mpeg import Header

ENCODER_DELAY = 576
"""Samples that LAME's encoder puts before the sound (`lame_get_encoder_delay`)."""

DECODER_DELAY = 529
"""Samples that every decoder adds; a player skips them on top of what the tag says."""

LEAST_SKIPPED = ENCODER_DELAY + DECODER_DELAY
"""What a player must skip so that it begins with whole sound."""

_HAS_FRAMES_BYTES_TOC_QUALITY = 0x0F
_LAME = b"LAME3.100"
_CONSTANT_BITRATE = 1


def info_frame(header: Header, frames: int, audio_bytes: int, skipped: int, samples: int) -> bytes:
    """The first frame of a file with `frames` frames of `audio_bytes` after it.

    A player skips `skipped` samples, plays `samples`, and leaves the rest out.
    """
    delay = skipped - DECODER_DELAY
    padding = frames * header.samples - delay - samples
    total = header.size + audio_bytes
    tag = b"Info" + _HAS_FRAMES_BYTES_TOC_QUALITY.to_bytes(4, "big")
    tag += frames.to_bytes(4, "big") + total.to_bytes(4, "big") + _seek_table(header.size, total)
    tag += (100).to_bytes(4, "big")  # quality: unknown, as encoders at constant rates say
    tag += _LAME + bytes((_CONSTANT_BITRATE, 0)) + bytes(4 + 2 + 2)  # no low-pass, peak or gain noted
    tag += bytes((0, header.kbps)) + (delay << 12 | padding).to_bytes(3, "big")
    tag += bytes((_source_rate(header.rate_hz) << 6, 0, 0, 0)) + total.to_bytes(4, "big")
    tag += bytes(2)  # a checksum of the sound: not made, nobody was found who reads it
    frame = header.written() + bytes(header.side_bytes) + tag
    frame += _crc16(frame).to_bytes(2, "big")
    return frame + bytes(header.size - len(frame))


def _seek_table(first: int, total: int) -> bytes:
    # At n per cent of the time, which 256th of the file: a straight line, as the bit rate is constant.
    return bytes(min(255, (first + (total - first) * n // 100) * 256 // total) for n in range(100))


def _source_rate(rate_hz: int) -> int:
    return 0 if rate_hz <= 32_000 else 1 if rate_hz == 44_100 else 2


def _crc16(data: bytes) -> int:
    """CRC-16 with the polynomial 0x8005, bits reflected, starting from 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc

"""The encoder: samples in, whole frames out, and what a decoder hears of them."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from broadcast.sound.info import LEAST_SKIPPED
from broadcast.sound.mpeg import NotAFrame, count_whole, reaches_back
from broadcast.sound.profile import Profile

Samples = npt.NDArray[np.float32]

LAME_SCALE = 0.95
"""LAME turns sound down by this at constant rates up to 128 kbit/s (shared/sound.md): we undo it."""

LEAD_SAMPLES = 1_920
"""Silence that a decoder hears before the sound: 80 ms at 24 kHz, both delays included."""

TAIL_SAMPLES = 1_200
"""Least silence after it: more than the transform (1,152) by which one frame sounds into the next."""

_BLOCK_S = 10
_HEAD = 6


def encode(blocks: Iterable[Samples], profile: Profile) -> tuple[bytes, int, int]:
    """The frames of the sound in `blocks`, how many they are, and how many samples the sound had.

    The encoder is new, so that its first frame reaches back to nothing; the frames that it would still flush
    hold nothing but the end of silence, and are left out.
    """
    encoder = _encoder(profile)
    lead = np.zeros(LEAD_SAMPLES - LEAST_SKIPPED, np.float32)
    frames = bytearray(encoder.encode(_pcm(lead)))
    samples = 0
    for block in blocks:
        samples += block.size
        for at in range(0, block.size, _BLOCK_S * profile.rate_hz):
            frames += encoder.encode(_pcm(block[at : at + _BLOCK_S * profile.rate_hz]))
    wanted = -(-(LEAD_SAMPLES + samples + TAIL_SAMPLES) // profile.frame_samples)
    frames += encoder.encode(bytes(2 * (TAIL_SAMPLES + 4 * profile.frame_samples)))
    frames += encoder.flush()
    _, size = count_whole(bytes(frames), profile.header, wanted)
    if reaches_back(bytes(frames[:_HEAD])) != 0:
        raise NotAFrame("the first frame reaches back")
    return bytes(frames[:size]), wanted, samples


def heard(frames: bytes, profile: Profile) -> Iterator[Samples]:
    """What a decoder hears of `frames` alone, in blocks; its own delay is still in it."""
    import soundfile

    # It seeks after every block of a seekable file, and the decoder would begin anew in the middle.
    class Forward(soundfile.SoundFile):  # type: ignore[misc]
        def seekable(self) -> bool:
            return False

    with Forward(io.BytesIO(frames)) as file:
        while (block := file.read(_BLOCK_S * profile.rate_hz, dtype="float32")).size:
            yield block


def _encoder(profile: Profile) -> Any:  # noqa: ANN401 - lameenc has no types
    import lameenc

    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(profile.rate_hz)
    encoder.set_out_sample_rate(profile.rate_hz)  # otherwise LAME chooses another at low bit rates
    encoder.set_bit_rate(profile.kbps)
    encoder.set_quality(profile.quality)
    return encoder


def _pcm(samples: Samples) -> bytes:
    scaled = np.rint(samples * np.float32(32_767 / LAME_SCALE))
    return bytes(np.clip(scaled, -32_768, 32_767).astype("<i2").tobytes())

"""A voice behind the real port, quick and not to be understood: a short tone, another for other words."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import numpy as np

from broadcast.sound.audio import Audio
from broadcast.sound.wav import write_wav
from broadcast.speech.engine import Manner, Speaker, Voice

RATE_HZ = 24_000
NAMES = {Speaker.WOMAN: "giọng nữ", Speaker.MAN: "giọng nam"}


@dataclass(frozen=True)
class QuickVoice:
    """Speaks each sentence in `length_s` seconds; the same words always sound the same."""

    length_s: float = 0.3
    manner: Manner = field(default_factory=Manner)

    @property
    def voice(self) -> Voice:
        return Voice("espeak", NAMES[self.manner.speaker], "quick", round(200 * self.manner.pace))

    def speaking(self, manner: Manner) -> Self:
        return type(self)(self.length_s, manner)

    def say(self, words: str, to: Path) -> None:
        seed = hashlib.sha256(f"{words}{self.voice}".encode()).digest()
        write_wav(Audio(_tone(seed, self.length_s), RATE_HZ), to)


def _tone(seed: bytes, length_s: float) -> np.ndarray:
    """Three partials that the seed chooses; loud enough to be levelled like speech."""
    at_s = np.arange(round(RATE_HZ * length_s)) / RATE_HZ
    partials = [200 + 1_500 * int.from_bytes(seed[n : n + 4]) / 2**32 for n in (0, 4, 8)]
    return (sum(np.sin(2 * np.pi * hz * at_s) for hz in partials) / 6).astype(np.float32)

"""The port of speech and the value that says who speaks."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from broadcast.errors import Unavailable


class EngineFailed(Unavailable):
    """The engine gave no usable sound: it is down, slow, lying or half-answering."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Giọng: one way an engine speaks. Every field changes the sound, so every field is in a clip's key.

    `version` names the engine's and the voice's data version; `rate_wpm` is words (syllables) a minute.
    """

    engine: str
    name: str
    version: str
    rate_wpm: int


class SpeechEngine(Protocol):
    """Port: a machine that speaks. It is given words only: figures and abbreviations were read out before."""

    @property
    def voice(self) -> Voice:
        """The voice that this engine speaks with."""
        ...

    def say(self, words: str, to: Path) -> None:
        """Write `words` (one sentence) to `to` as one 16-bit mono WAV at the engine's own rate.

        Raises:
            EngineFailed: when there is nothing whole to write; then `to` does not exist.
        """
        ...

"""The port of speech and the value that says who speaks."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, Self, TypeGuard

from broadcast.errors import Unavailable


class EngineFailed(Unavailable):
    """The engine gave no usable sound: it is down, slow, lying or half-answering."""


class Speaker(StrEnum):
    """Phát thanh viên: whose voice it is. Two of them, in turn, tire nobody."""

    WOMAN = "woman"
    MAN = "man"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a station wishes an engine to speak.

    `name` is the engine's own name of a voice ("": what it has for `speaker`). `pace` is a factor of its
    usual rate (0.8 is slower), `pitch` in semitones from its usual. What an engine cannot do it leaves as it
    is; its `Voice` says what was done.
    """

    speaker: Speaker = Speaker.MAN
    name: str = ""
    pace: float = 1.0
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class Voice:
    """Giọng: one way an engine speaks. Every field changes the sound, so every field is in a clip's key.

    `version` names the engine's and the voice's data version and the adapter's own settings. `rate_wpm` is
    the rate in the engine's own words a minute: espeak's 150 make about 215 Vietnamese syllables (measured).
    `pitch` in semitones from the voice's usual one.
    """

    engine: str
    name: str
    version: str
    rate_wpm: int
    pitch: float = 0.0


class SpeechEngine(Protocol):
    """Port: a machine that speaks with one voice, given words only: figures and abbreviations are read out.

    Safe to call from several threads; the same words give the same sound. An adapter need not keep what it
    made, nor add silence: whoever asks stores each sentence and sets the pauses.
    """

    @property
    def voice(self) -> Voice:
        """The voice that this engine speaks with.

        Raises:
            EngineFailed: when the engine must be asked for it and does not answer.
        """
        ...

    def speaking(self, manner: Manner) -> Self:
        """The same machine (its line, its breaker) speaking in `manner`, as near as it can; asks nobody."""
        ...

    def say(self, words: str, to: Path) -> None:
        """Write `words` (one sentence) to `to` as one 16-bit mono WAV at the engine's own rate.

        `to` appears whole or not at all, by way of a file beside it whose name ends in `.part`.

        Raises:
            EngineFailed: when there is nothing whole to write; then `to` is left as it was.
            OSError: when the disk does not take it; the engine is not to blame.
        """
        ...


class PartialEngine(SpeechEngine, Protocol):
    """An engine that can say some sentences only, such as an announcer's recorded phrases."""

    def can_say(self, words: str) -> bool:
        """Whether it can say the whole of `words` (one sentence). Cheap: nothing is spoken."""
        ...

    def missing(self, words: str) -> tuple[str, ...]:
        """The parts of `words` that it cannot say, as they are written.

        Raises:
            EngineFailed: it cannot say anything at all.
        """
        ...


def says_some(engine: SpeechEngine) -> TypeGuard[PartialEngine]:
    """Whether `engine` can say some sentences only. Not by `isinstance`, which would ask for its voice."""
    return hasattr(type(engine), "can_say")

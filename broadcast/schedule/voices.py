"""Giọng của đài: who reads there and how; inherited down the tree of places, like the way texts are read."""

from collections.abc import Sequence
from dataclasses import dataclass

from broadcast.schedule.readings import nearest
from broadcast.speech import Manner, Speaker


@dataclass(frozen=True, slots=True)
class LocalSpeech:
    """What one place or station lays down; None (no `voices`): as the place above it.

    `engines` by preference; `speakers` by turn; `pace` a factor, `pitch` in semitones; `slow_pace` is the
    factor of emergencies. `voices`: engine, speaker, the engine's own name of a voice.
    """

    engines: tuple[str, ...] | None = None
    speakers: tuple[Speaker, ...] | None = None
    pace: float | None = None
    pitch: float | None = None
    slow_pace: float | None = None
    voices: tuple[tuple[str, Speaker, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Announcing:
    """Who reads at a station, and how; fields as in `LocalSpeech`. The voice that is always there by default.

    An emergency at 0.8 of the usual pace: ours; of espeak's 150 syllables a minute it makes 120.
    """

    engines: tuple[str, ...] = ("espeak",)
    speakers: tuple[Speaker, ...] = (Speaker.WOMAN, Speaker.MAN)
    pace: float = 1.0
    pitch: float = 0.0
    slow_pace: float = 0.8
    voices: tuple[tuple[str, Speaker, str], ...] = ()

    def manner(self, engine: str, speaker: Speaker, *, slow: bool = False) -> Manner:
        """How `engine` shall speak for `speaker`."""
        names = (name for of, who, name in self.voices if (of, who) == (engine, speaker))
        pace = self.pace * (self.slow_pace if slow else 1.0)
        return Manner(speaker, next(names, ""), round(pace, 3), self.pitch)


def inherited_speech(local: Sequence[LocalSpeech]) -> Announcing:
    """Who reads where `local` apply, the nearest first: each says only what differs."""
    default = Announcing()
    named = {(of, who): name for each in reversed(local) for of, who, name in each.voices}
    return Announcing(
        engines=nearest((each.engines for each in local), default.engines),
        speakers=nearest((each.speakers for each in local), default.speakers),
        pace=nearest((each.pace for each in local), default.pace),
        pitch=nearest((each.pitch for each in local), default.pitch),
        slow_pace=nearest((each.slow_pace for each in local), default.slow_pace),
        voices=tuple((of, who, name) for (of, who), name in sorted(named.items())),
    )

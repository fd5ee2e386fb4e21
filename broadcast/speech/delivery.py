"""Lối đọc: who says which sentence of a reading, how slowly, and whether it is said again."""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from broadcast.reading import PARAGRAPH_PAUSE_S, Reading
from broadcast.script import BulletinClass, Script
from broadcast.speech.engine import Speaker

AGAIN = "Xin nhắc lại."
"""What announcers say before they read a notice once more."""

AGAIN_PAUSE_S = 1.2
"""Silence before these words, in seconds; a paragraph's pause follows them. Ours."""

SLOW_PAUSES = 1.5
"""How much longer the pauses of slow speech are: an emergency must be understood over echoes. Ours."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: who says it, and the silence after it, in seconds."""

    words: str
    pause_s: float
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Delivery:
    """A reading as it will be spoken. `slow`: at the station's slow pace; `again`: said twice."""

    lines: tuple[Line, ...]
    slow: bool = False
    again: bool = False

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who speaks, in the order of their first words."""
        return tuple(dict.fromkeys(line.speaker for line in self.lines))

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of all of it: equal when the same is heard of the same voices."""
        heard = "\n".join(f"{line.speaker}\t{line.words}\t{line.pause_s}" for line in self.lines)
        return hashlib.sha256(f"{self.slow}\n{heard}".encode()).hexdigest()


def deliver(
    reading: Reading, speakers: Sequence[Speaker], *, again: bool = False, slow: bool = False
) -> Delivery:
    """`reading` in the voices of `speakers` (one or more), who take turns by paragraph.

    `again` has all of it said twice, with the words that announcers use between. Nothing becomes nothing.
    """
    lines = list(_in_turn(reading, speakers))
    again = again and bool(lines)
    if again:
        between = Line(AGAIN, PARAGRAPH_PAUSE_S, lines[0].speaker)
        lines = [*lines[:-1], replace(lines[-1], pause_s=AGAIN_PAUSE_S), between, *lines]
    if slow:
        lines = [replace(line, pause_s=round(line.pause_s * SLOW_PAUSES, 3)) for line in lines]
    return Delivery(tuple(lines), slow, again)


def cast(script: Script, speakers: Sequence[Speaker]) -> tuple[Speaker, ...]:
    """Who of a station's `speakers` reads `script`: whom its writer wishes for, else one of them, by its id.

    So a script keeps its voice wherever it airs, and about half of them are read by each. An emergency is
    read by the first.
    """
    wished = tuple(speaker for name in script.voices for speaker in speakers if speaker.value == name)
    if wished:
        return wished
    if script.klass is BulletinClass.EMERGENCY:
        return (speakers[0],)
    return (speakers[zlib.crc32(script.id.encode()) % len(speakers)],)


def delivered(script: Script, reading: Reading, speakers: Sequence[Speaker]) -> Delivery:
    """How `script` is spoken where `speakers` are: an emergency slowly, twice unless its writer says no."""
    urgent = script.klass is BulletinClass.EMERGENCY
    again = urgent if script.again is None else script.again
    return deliver(reading, cast(script, speakers), again=again, slow=urgent)


def _in_turn(reading: Reading, speakers: Sequence[Speaker]) -> list[Line]:
    lines, turn = [], 0
    for sentence in reading.sentences:
        lines.append(Line(sentence.words, sentence.pause_s, speakers[turn % len(speakers)]))
        turn += sentence.pause_s >= PARAGRAPH_PAUSE_S
    return lines

"""Ngắt hơi: how spoken parts are joined, and cut into the sentences that an engine is given."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

SENTENCE_PAUSE_S = 0.45
"""Silence after a sentence, in seconds (a station's ear; no norm exists)."""

LINE_PAUSE_S = 0.7
"""Silence after a paragraph, a heading or an item of a list, in seconds."""

PARAGRAPH_PAUSE_S = 0.9
"""Silence where an empty line stands in the text, in seconds."""

LONG = 40
"""Written words without a breath that tire listeners outdoors (shared reading/damage.tsv, LONG)."""

BREATH = re.compile(r"[,.;:!?…()]+(?=\s|$)|\n(?=[^\S\n]*\n)| [-–—] |[(]")
"""Where a reader of the written text draws breath."""

_MARKS = re.compile(r"[ ]*[,.?](?:[ ,.?]*[,.?])?")
_SENTENCE = re.compile(r"[^.?]+[.?]?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words to speak in one breath group and the silence after them, in seconds."""

    words: str
    pause_s: float


def join(parts: Iterable[str]) -> str:
    """Spoken parts as one text: single blanks, one breath mark at a place (the strongest)."""
    text = " ".join(part for part in parts if part)
    return _MARKS.sub(_strongest, text).lstrip(" ,.?").rstrip()


def sentences(parts: Iterable[tuple[str, float]]) -> tuple[Sentence, ...]:
    """Cut spoken parts at full stops, question marks and line ends.

    Each part comes with the pause of the line that ends there, in seconds (0: none ends).
    """
    done: list[Sentence] = []
    line: list[str] = []
    for spoken, line_pause_s in parts:
        line.append(spoken)
        if line_pause_s:
            done.extend(_of_line(line, line_pause_s))
            line.clear()
    done.extend(_of_line(line, LINE_PAUSE_S))
    return tuple(done)


def of_line(parts: Iterable[str]) -> list[str]:
    """The sentences of one line."""
    cut = [words.strip(" ,") for words in _SENTENCE.findall(join(parts))]
    return [words for words in cut if words.strip(".?")]


def _of_line(parts: Iterable[str], line_pause_s: float) -> list[Sentence]:
    cut = of_line(parts)
    pauses = [SENTENCE_PAUSE_S] * (len(cut) - 1) + [line_pause_s]
    return [Sentence(words, pause_s) for words, pause_s in zip(cut, pauses, strict=False)]


def _strongest(match: re.Match[str]) -> str:
    marks = match.group()
    return next(mark for mark in "?.," if mark in marks)

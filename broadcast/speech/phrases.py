"""Câu thu sẵn: a sentence laid out from phrases that an announcer has recorded.

Capitals, punctuation and spacing do not matter when words are compared; where the sentence has a comma or a
stop between two phrases, there is a pause.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

COMMA_S, STOP_S = 0.25, 0.5
"""Seconds of pause within a sentence: at a comma, and at a stop or a semicolon (assumed)."""

# What a layout costs: any phrase is better than a missing word, few phrases than many, and a join where the
# sentence pauses is better than one in the flow of speech.
_MISSING, _PHRASE, _IN_THE_FLOW = 1000.0, 1.0, 0.01

_WORD = re.compile(r"[^\W\d_]+|\d+")
_STOP = re.compile(r"[.!?…;]")
_COMMA = re.compile(r"[,:–—]|\s-\s")


@dataclass(frozen=True, slots=True)
class Part:
    """One recorded phrase of a sentence, by its key, and the pause after it in seconds."""

    phrase: str
    pause_s: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A sentence as recorded phrases; `missing` are the words that no phrase holds, as runs of them."""

    parts: tuple[Part, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    key: str
    pause_s: float


def phrase_key(words: str) -> str:
    """What two writings of the same phrase have in common; "" when there is no word in it."""
    return " ".join(word.key for word in _words(words))


def laid_out(words: str, recorded: Container[str], longest: int) -> Layout:
    """The cheapest layout of `words` from `recorded` keys, of which none has more than `longest` words."""
    sentence = tuple(_words(words))
    costs, begins = [0.0], [0]
    for end in range(1, len(sentence) + 1):
        cost, begin = min(
            (costs[start] + _price(sentence, start, end, recorded), start)
            for start in range(max(0, end - max(1, longest)), end)
        )
        costs.append(cost)
        begins.append(begin)
    return _layout(sentence, begins, recorded)


def _price(sentence: tuple[_Word, ...], start: int, end: int, recorded: Container[str]) -> float:
    """The price of one phrase from `start` to before `end`, and of the join before it."""
    join = _IN_THE_FLOW if start and not sentence[start - 1].pause_s else 0.0
    if _key(sentence[start:end]) in recorded:
        return _PHRASE + join
    return _MISSING * (end - start) + _PHRASE


def _layout(sentence: tuple[_Word, ...], begins: list[int], recorded: Container[str]) -> Layout:
    parts: list[Part] = []
    gaps: list[tuple[int, int]] = []
    end = len(sentence)
    while end:
        start = begins[end]
        if (key := _key(sentence[start:end])) in recorded:
            parts.append(Part(key, sentence[end - 1].pause_s if end < len(sentence) else 0.0))
        elif gaps and gaps[-1][0] == end:
            gaps[-1] = (start, gaps[-1][1])
        else:
            gaps.append((start, end))
        end = start
    missing = [" ".join(word.written for word in sentence[start:end]) for start, end in reversed(gaps)]
    return Layout(tuple(reversed(parts)), tuple(missing))


def _key(words: tuple[_Word, ...]) -> str:
    return " ".join(word.key for word in words)


def _words(line: str) -> Iterator[_Word]:
    line = unicodedata.normalize("NFC", line)
    found = list(_WORD.finditer(line))
    ends = [*(match.start() for match in found[1:]), len(line)]
    for match, until in zip(found, ends, strict=False):
        between = line[match.end() : until]
        pause_s = STOP_S if _STOP.search(between) else COMMA_S if _COMMA.search(between) else 0.0
        yield _Word(match[0], match[0].casefold(), pause_s)

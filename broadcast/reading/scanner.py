"""One pass over a text: plain words are copied in runs, everything else is offered to the rules in order."""

import re
from collections.abc import Iterator
from functools import lru_cache

from broadcast.reading import (
    abbreviating,
    codes,
    dates,
    documents,
    figures,
    marks,
    phones,
    quantities,
    roman,
    times,
    web,
    words,
)
from broadcast.reading.lexicon.abbreviations import ABBREVIATIONS
from broadcast.reading.lexicon.foreign import FOREIGN
from broadcast.reading.lexicon.symbols import BREATHS
from broadcast.reading.rule import Rule
from broadcast.reading.scene import ReadingRule, Said, Scene
from broadcast.reading.syllables import is_syllable

_CHUNK = re.compile(r"[^ \n]+|\n+")
_LINE_ENDS = re.compile(r"\n+")
_PLAIN = re.compile(r"([“\"'‘«(\[{]*)([^\W\d_]+(?:-[^\W\d_]+)*)([”\"'’»)\]},;:!?.]*)")
_WORD = words.WORD
_CLOSERS = str.maketrans("", "", "“”\"'‘’«»")

DIGIT_RULES: tuple[ReadingRule, ...] = (
    marks.numbering,
    figures.formula,
    figures.listed,
    figures.set_phrase,
    web.web_address,
    documents.document_number,
    phones.identity_number,
    phones.phone_number,
    figures.said_twice,
    codes.plate,
    dates.calendar_date,
    times.clock_time,
    figures.dotted,
    figures.chained,
    figures.mistyped,
    figures.road_mark,
    figures.house_number,
    figures.ratio,
    quantities.quantity,
    codes.code,
    figures.suffixed,
)
LETTER_RULES: tuple[ReadingRule, ...] = (
    web.web_address,
    figures.set_phrase,
    roman.roman_numeral,
    dates.quarter,
    codes.standard,
    codes.month,
    codes.weekday,
    codes.multiple,
    codes.variety,
    codes.numbered,
    quantities.sum_of_money,
    abbreviating.abbreviation,
    abbreviating.initials,
    quantities.lone_unit,
    codes.code,
    words.foreign,
    words.single_letter,
    words.capitals,
    words.damaged,
    words.unknown,
)
MARK_RULES: tuple[ReadingRule, ...] = (
    marks.dialled_code,
    marks.bullet,
    marks.footnote,
    abbreviating.explained,
    phones.phone_number,
    documents.numberless,
    quantities.sum_of_money,
    marks.layout,
    marks.comparison,
    quantities.quantity,
    marks.dash,
    marks.slash,
    marks.symbol,
)

Found = tuple[int, int, Said]
"""Where a piece begins and ends, and what is said for it."""


@lru_cache(maxsize=1 << 15)
def plain(chunk: str) -> str | None:
    """How a run of signs between blanks is copied, or None where a rule must look at it."""
    match = _PLAIN.fullmatch(chunk)
    if match is None or (match[2].count("-") and match[2].lower() in FOREIGN):
        return None
    said = [_copied(word) for word in match[2].split("-")]
    if None in said or "".join(match[2].split("-")) in ABBREVIATIONS:
        return None
    opener = ", " if "(" in match[1] or "[" in match[1] else ""
    return f"{opener}{' '.join(word for word in said if word)}{_breath(match[3])}"


def _copied(word: str) -> str | None:
    """One word as it is copied: capitals become small, for engines spell them."""
    low = word.lower()
    if not is_syllable(low) or word in ABBREVIATIONS or (low in FOREIGN and word.isupper()):
        return None
    if low == word or (word[0] != low[0] and word[1:] == low[1:] and len(word) > 1):
        return word
    return low if word.isupper() and len(word) > 1 and word not in {"VI", "XI"} else None


def _breath(closing: str) -> str:
    """The strongest mark of a chunk's end."""
    if "?" in closing:
        return "?"
    marks_found = {BREATHS.get(char, "") for char in closing}
    return "." if "." in marks_found and ".." not in closing else ("," if marks_found & {",", "."} else "")


def scan(scene: Scene, start: int, end: int) -> Iterator[Found]:
    """The pieces of `[start, end)` of the scene's text, in order; blanks belong to the piece before them."""
    run = _Run(start)
    for match in _CHUNK.finditer(scene.text, start, end):
        if match.end() <= run.position:
            continue
        at = max(match.start(), run.position)
        said = _plain_beside(scene, at, scene.text[at : match.end()])
        if said is not None and not _is_half(scene.text, match.end(), match[0]):
            run.add(said, match.end())
            continue
        while at < match.end():
            found = _look(scene, at)
            if found.rule is Rule.COPIED:
                run.add(found.spoken, found.end)
            else:
                yield from run.taken(at)
                yield at, found.end, found
                run.position = found.end
            at = found.end
    yield from run.taken(end)


class _Run:
    """The plain words gathered since the last piece."""

    __slots__ = ("begins", "position", "words")

    def __init__(self, start: int) -> None:
        self.position = self.begins = start
        self.words: list[str] = []

    def add(self, said: str, end: int) -> None:
        """Take one more word, up to `end`."""
        if not self.words:
            self.begins = self.position
        self.words.append(said)
        self.position = end

    def taken(self, end: int) -> Iterator[Found]:
        """The gathered words as one piece, if there are any."""
        if self.words:
            yield self.begins, end, Said(end, " ".join(self.words), Rule.COPIED)
            self.words = []


def _is_half(text: str, end: int, chunk: str) -> bool:
    """A plain syllable whose other half is a lone consonant: "huy n"."""
    tail = text[end : end + 3]
    return (
        len(tail) > 1
        and tail[0] == " "
        and tail[1] in "bcdghklmnpqrstvxđ"
        and not tail[2:3].isalnum()
        and chunk.isalpha()
        and _completes(chunk, tail[1])
    )


@lru_cache(maxsize=4096)
def _completes(chunk: str, consonant: str) -> bool:
    low = chunk.lower()
    return (
        consonant in "cmnpt"
        and low[-1] in "aăâeêioôơuưy"
        and any(is_syllable(low + vowel + consonant) for vowel in "ệẹếểềễậấầẩẫộốồổỗợớờởỡ")
    )


def _plain_beside(scene: Scene, at: int, chunk: str) -> str | None:
    """A plain chunk, unless the station's lexicon knows a word that begins in it."""
    if chunk.isupper() and chunk.isascii() and len(chunk) < 4 and codes.variety(scene, at) is not None:
        return None
    if not scene.policy.lexicon:
        return plain(chunk)
    openings = abbreviating.lexicon_openings(scene.policy.lexicon)
    if any(word.lower() in openings for word in re.findall(r"\w+|\S", chunk)):
        return None
    return plain(chunk)


def _look(scene: Scene, at: int) -> Said:
    """What the first rule that answers says of the text at `at`."""
    char = scene.text[at]
    ends = _LINE_ENDS.match(scene.text, at)
    if ends is not None:
        return Said(ends.end(), ".", Rule.LINE_END)
    said = abbreviating.station_word(scene, at)
    if said is not None:
        return said
    if char.isalpha():
        return _copied_word(scene, at) or _first(LETTER_RULES, scene, at) or _last_resort(at)
    if char.isdecimal():
        return _first(DIGIT_RULES, scene, at) or figures.plain_number(scene, at)
    return _first(MARK_RULES, scene, at) or _last_resort(at)


def _copied_word(scene: Scene, at: int) -> Said | None:
    """A plain word at the head of a mixed chunk: hệ(số, ngày1/5."""
    match = _WORD.match(scene.text, at)
    if match is None or scene.text[match.end() : match.end() + 1] in {
        ".",
        "/",
        "@",
        "-",
        "&",
        "_",
        "'",
        "’",
        ":",
    }:
        return None
    if scene.text[match.end() : match.end() + 1].isdecimal() and (match[0].isascii() or len(match[0]) < 2):
        return None
    if match[0].isupper() and match[0].isascii() and codes.variety(scene, at) is not None:
        return None
    if _is_half(scene.text, match.end(), match[0]):
        return words.halved(scene, at, match.end()) or Said(match.end(), match[0], Rule.COPIED)
    said = _copied(match[0])
    return None if said is None else Said(match.end(), said, Rule.COPIED)


def _first(rules: tuple[ReadingRule, ...], scene: Scene, at: int) -> Said | None:
    for rule in rules:
        said = rule(scene, at)
        if said is not None:
            return said
    return None


def _last_resort(at: int) -> Said:
    """A sign that no rule knows is silent."""
    return Said(at + 1, "", Rule.MARK)

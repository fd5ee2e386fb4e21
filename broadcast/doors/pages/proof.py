"""Bản đọc beside bản viết: a reading cut into lines, what is not said as written marked by its kind."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from broadcast.language import Text
from broadcast.reading import Doubt, Piece, Reading, Rule, Severity, of_line


class Kind(StrEnum):
    """What a mark says; the value is its class in the style sheet."""

    NUMBER = "number"
    TIME = "time"
    SHORT = "short"
    REACH = "reach"
    FOREIGN = "foreign"
    MENDED = "mended"
    SILENT = "silent"
    DOUBT = "doubt"

    @property
    def gloss(self) -> Text:
        """The kind as the legend names it."""
        return _GLOSSES[self]


_GLOSSES: Mapping[Kind, Text] = {
    Kind.NUMBER: Text("Số, tiền, đo lường", "Numbers, money, measures"),
    Kind.TIME: Text("Ngày, giờ", "Dates and times"),
    Kind.SHORT: Text("Chữ viết tắt, số hiệu, ký hiệu", "Abbreviations, references, symbols"),
    Kind.REACH: Text("Điện thoại, địa chỉ", "Phones and addresses"),
    Kind.FOREIGN: Text("Từ nước ngoài", "Foreign words"),
    Kind.MENDED: Text("Chữ đã sửa", "Mended words"),
    Kind.SILENT: Text("Không đọc", "Not spoken"),
    Kind.DOUBT: Text("Cần xem lại", "To be checked"),
}

PLAIN = frozenset({Rule.COPIED, Rule.LINE_END})
"""Rules that leave nothing to mark."""

KINDS: Mapping[Rule, Kind] = {
    **dict.fromkeys(
        (Rule.NUMBER, Rule.RANGE, Rule.RATIO, Rule.PERCENT, Rule.MEASURE, Rule.MONEY, Rule.ROMAN), Kind.NUMBER
    ),
    **dict.fromkeys((Rule.DATE, Rule.TIME), Kind.TIME),
    **dict.fromkeys(
        (Rule.ABBREVIATION, Rule.LETTERS, Rule.CODE, Rule.DOCUMENT, Rule.PHRASE, Rule.LEXICON, Rule.SYMBOL),
        Kind.SHORT,
    ),
    **dict.fromkeys((Rule.PHONE, Rule.DIGITS, Rule.ADDRESS, Rule.WEB), Kind.REACH),
    Rule.FOREIGN: Kind.FOREIGN,
    Rule.MENDED: Kind.MENDED,
    **dict.fromkeys(
        (
            Rule.MARK,
            Rule.FOOTNOTE,
            Rule.BULLET,
            Rule.HEADER,
            Rule.RECIPIENTS,
            Rule.SIGNATURE,
            Rule.LINKS,
            Rule.REPEATED,
        ),
        Kind.SILENT,
    ),
    **dict.fromkeys((Rule.UNKNOWN, Rule.LOST_LETTER, Rule.IMPOSSIBLE), Kind.DOUBT),
}
"""The kind of every rule that is not plain."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words in a line; `kind` None means as written. `why` explains the mark.

    `sentence`: the number (from 0) of the spoken sentence that it belongs to, where the sound is followed.
    """

    text: str
    kind: Kind | None = None
    why: Text | None = None
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the script and its words."""

    written: tuple[Part, ...]
    spoken: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A whole reading; `kinds` are those that occur, `doubts` the pieces that a person must look at."""

    lines: tuple[Line, ...]
    kinds: tuple[Kind, ...]
    doubts: tuple[Piece, ...]


MOST_DOUBTS = 60
"""Doubts that a page lists: a text that has more of them is damaged as a whole."""

LONGEST_WORD = 60
"""Letters of what can go into the dictionary (desk/dictionary.py)."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A doubtful word without the blanks around it: its code points in the source, and why."""

    written: str
    start: int
    end: int
    doubt: Doubt

    @property
    def is_word(self) -> bool:
        """Whether it could stand in a dictionary: a word that is damaged is mended instead."""
        damaged = self.doubt.severity is Severity.ERROR
        return not damaged and len(self.written) <= LONGEST_WORD and any(map(str.isalpha, self.written))


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubts that a page lists, and how many more there are."""

    shown: tuple[Doubtful, ...]
    more: int


def doubtful(laid: Proof) -> Doubts:
    """Every doubt of a reading, the first ones to be shown."""
    every = [_doubtful(piece, piece.doubt) for piece in laid.doubts if piece.doubt]
    return Doubts(tuple(every[:MOST_DOUBTS]), max(0, len(every) - MOST_DOUBTS))


def _doubtful(piece: Piece, doubt: Doubt) -> Doubtful:
    written = piece.written.strip()
    start = piece.start + len(piece.written) - len(piece.written.lstrip())
    return Doubtful(written, start, start + len(written), doubt)


def proof(reading: Reading) -> Proof:
    """Lay `reading` out for a reader's eyes."""
    lines = tuple(_line(pieces) for pieces in _cut(reading.pieces))
    lines = tuple(line for line in lines if line.written or line.spoken)
    found = {part.kind for line in lines for part in (*line.written, *line.spoken)}
    return Proof(lines, tuple(kind for kind in Kind if kind in found), reading.doubts)


def grouped(parts: Iterable[Part]) -> list[tuple[int | None, list[Part]]]:
    """Parts of a line by the sentence that they belong to."""
    return [(number, list(those)) for number, those in groupby(parts, key=lambda part: part.sentence)]


def followed(reading: Reading) -> Proof:
    """The same, cut where sentences end and numbered by them, to follow the sound with the eyes."""
    lines: list[Line] = []
    number = 0
    for pieces in _cut(reading.pieces):
        line, letters = _line(pieces), _letters_of(pieces)
        if line.written or line.spoken:
            ends = [number + each for each in letters]
            written = _numbered(pieces, ends)
            lines.append(Line(written if line.written else (), tuple(_spoken_in(line.spoken, ends))))
        number += max(letters, default=-1) + 1
    whole = proof(reading)
    return Proof(tuple(lines), whole.kinds, whole.doubts)


def _letters_of(pieces: Iterable[Piece]) -> list[int]:
    """For each letter and figure that is spoken in a line, the number of its sentence in that line."""
    sentences = of_line([piece.spoken for piece in pieces])
    return [number for number, words in enumerate(sentences) for letter in words if letter.isalnum()]


def _numbered(pieces: Iterable[Piece], letters: list[int]) -> tuple[Part, ...]:
    """What is written, with the sentence in which it is said; silence goes with what is before it."""
    parts, at, last = list[Part](), 0, letters[0] if letters else None
    for piece in pieces:
        said = sum(map(str.isalnum, piece.spoken))
        numbers = letters[at : at + said]
        at += said
        parts += _split(_marked(piece, piece.written), numbers, last)
        last = numbers[-1] if numbers else last
    return tuple(part for part in parts if part.text)


def _spoken_in(parts: Iterable[Part], letters: list[int]) -> Iterator[Part]:
    at, last = 0, letters[0] if letters else None
    for part in parts:
        said = sum(map(str.isalnum, part.text))
        numbers = letters[at : at + said]
        at += said
        yield from _split(part, numbers, last)
        last = numbers[-1] if numbers else last


def _split(part: Part, numbers: list[int], last: int | None) -> Iterator[Part]:
    """`part` cut where another sentence begins, as far as its own letters tell where that is.

    Marks belong to the sentence before them: `last`, where the part begins with them.
    """
    letters = sum(map(str.isalnum, part.text))
    if len(numbers) != letters or (last is None and len(set(numbers)) < 2):
        yield replace(part, sentence=numbers[0] if numbers else last)
        return
    text, now, left = "", last if last is not None else numbers[0], iter(numbers)
    for letter in part.text:
        following = next(left) if letter.isalnum() else now
        if following != now and text:
            yield replace(part, text=text, sentence=now)
            text = ""
        now = following
        text += letter
    yield replace(part, text=text, sentence=now)


def _cut(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces of one line each; a line ends where the reader pauses for it."""
    line: list[Piece] = []
    for piece in pieces:
        if piece.rule is Rule.LINE_END:
            yield line
            line = []
        else:
            line.append(piece)
    yield line


def _line(pieces: list[Piece]) -> Line:
    written = tuple(_marked(piece, piece.written) for piece in pieces if piece.written)
    if not any(part.text.strip() for part in written):
        written = ()
    return Line(written, tuple(_spoken(pieces)))


def _spoken(pieces: Iterable[Piece]) -> Iterator[Part]:
    """Spoken parts with the blanks between them; of two breath marks that meet the first stays."""
    before = ""
    for piece in pieces:
        text = piece.spoken.strip()
        if before.endswith((",", ".", "?")):
            text = text.lstrip(",.? ")
        if not text:
            continue
        if before and not text.startswith((",", ".", "?")):
            yield Part(" ")
        yield _marked(piece, text)
        before = text


def _marked(piece: Piece, text: str) -> Part:
    kind = Kind.DOUBT if piece.doubt else KINDS.get(piece.rule)
    if kind is Kind.SILENT and not any(map(str.isalnum, piece.written)):
        return Part(text)  # a dash or a bullet: not worth a mark
    if kind is None:
        return Part(text)
    return Part(text, kind, piece.doubt.why if piece.doubt else piece.rule.gloss)

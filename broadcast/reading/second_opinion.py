"""Ý kiến thứ hai: where another reader would say other words. It informs an approver; it never reads."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from broadcast.errors import Unavailable
from broadcast.reading.reading import Piece, Reading
from broadcast.reading.rule import Rule
from broadcast.reading.spoken_alike import Word, folded

Opinion = Callable[[str], str]
"""One written sentence to the words that another reader would say; raises NoOpinion."""

LONGEST = 2_000
"""Characters of a sentence that is still compared: aligning costs their square."""

_NOT_ASKED = frozenset(
    {
        Rule.HEADER,
        Rule.RECIPIENTS,
        Rule.SIGNATURE,
        Rule.LINKS,
        Rule.REPEATED,
        Rule.FOOTNOTE,
        Rule.BULLET,
    }
)
"""What is left unsaid on purpose: another reader, who knows no documents, would say it every time."""

_OURS_ALONE = frozenset({Rule.LEXICON})
"""What the station itself decided."""

_AS_WRITTEN = frozenset({Rule.COPIED, Rule.MENDED})
_AGAIN = " xin nhắc lại"
_BREATH = " ,.;:!?"


class NoOpinion(Unavailable):
    """The other reader has nothing to say about this sentence."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Written words (`start`, `end` in code points of the source) that `ours` and `theirs` say otherwise.

    It weighs nothing: it is in no doubt, no fingerprint and no approval.
    """

    written: str
    start: int
    end: int
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """The smallest part of the source whose words are known: a copied word, else a piece."""

    written: str
    start: int
    words: tuple[str, ...]
    rule: Rule


def differences(reading: Reading, opinion: Opinion) -> tuple[Difference, ...]:
    """Where `opinion` says other words than `reading`, sentence by sentence, in the order of the source."""
    return tuple(
        difference
        for sentence in _sentences(reading.pieces)
        for difference in _in_sentence(reading.source, sentence, opinion)
    )


def _sentences(pieces: Iterable[Piece]) -> Iterator[list[_Unit]]:
    """Units up to a full stop, a question mark or the end of a line."""
    sentence: list[_Unit] = []
    for piece in pieces:
        for unit in _units(piece):
            sentence.append(unit)
            if unit.rule is Rule.LINE_END or (unit.words and unit.words[-1].endswith((".", "?"))):
                yield sentence
                sentence = []
    yield sentence


def _units(piece: Piece) -> Iterator[_Unit]:
    if piece.rule in _NOT_ASKED:
        return
    words = tuple(piece.spoken.partition(_AGAIN)[0].split())
    written = piece.written.split()
    if piece.rule not in _AS_WRITTEN or len(words) != len(written):
        yield _Unit(piece.written.strip(), _past_blanks(piece), words, piece.rule)
        return
    at = 0
    for word, said in zip(written, words, strict=True):
        at = piece.written.index(word, at)
        yield _Unit(word, piece.start + at, (said,), piece.rule)
        at += len(word)


def _past_blanks(piece: Piece) -> int:
    return piece.start + len(piece.written) - len(piece.written.lstrip())


def _in_sentence(source: str, units: Sequence[_Unit], opinion: Opinion) -> Iterator[Difference]:
    written = _written(units)
    if not written or len(written) > LONGEST:
        return
    try:
        said = opinion(written).split()
    except NoOpinion:
        return
    owners = [at for at, unit in enumerate(units) for _ in unit.words]
    ours = folded([word for unit in units for word in unit.words])
    theirs = folded(said)
    for run in _runs(_Aligned(units, [owners[word.start] for word in ours]), ours, theirs):
        part, others = units[run.first : run.last + 1], theirs[run.here : run.there]
        if _told_apart(part, others):
            start, end = part[0].start, part[-1].start + len(part[-1].written.rstrip(_BREATH))
            yield Difference(source[start:end], start, end, _ours(part), _theirs(said, others))


def _written(units: Sequence[_Unit]) -> str:
    """The units as one line, with blanks only where the source had some."""
    parts: list[str] = []
    end = units[0].start if units else 0
    for unit in units:
        parts.append(" " if unit.start > end else "")
        parts.append(" ".join(unit.written.split()))
        end = unit.start + len(unit.written)
    return "".join(parts).strip()


@dataclass(slots=True)
class _Run:
    """Units `first` to `last` that are said otherwise: by the other reader in words `[here, there)`."""

    first: int
    last: int
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class _Aligned:
    """The units of a sentence; `owners` tells for each of our folded words the unit that says it."""

    units: Sequence[_Unit]
    owners: Sequence[int]

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """The first and last unit of our words `[start, end)`; of none: the unit where a word was put in."""
        if end > start:
            return self.owners[start], self.owners[end - 1]
        before = self.owners[start - 1] if start else 0
        after = self.owners[start] if start < len(self.owners) else len(self.units) - 1
        found = next((at for at in range(before, after + 1) if _telling(self.units[at])), before)
        return found, found

    def words_before(self, unit: int, at: int) -> int:
        """How many of our words from the start of `unit` to word `at`."""
        return max(0, at - bisect_left(self.owners, unit))

    def words_after(self, unit: int, at: int) -> int:
        """How many of our words from word `at` to the end of `unit`."""
        return max(0, bisect_right(self.owners, unit) - at)


def _telling(unit: _Unit) -> bool:
    """Whether a word more or less is more likely to come from here than from a copied word."""
    return unit.rule not in _AS_WRITTEN and bool(unit.written.strip(_BREATH))


def _runs(aligned: _Aligned, ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[_Run]:
    """What is said otherwise, widened to whole units: between two of these both say the same."""
    matcher = SequenceMatcher(
        None, [word.folded for word in ours], [word.folded for word in theirs], autojunk=False
    )
    run: _Run | None = None
    for kind, start, end, here, there in matcher.get_opcodes():
        if kind == "equal":
            continue
        first, last = aligned.touched(start, end)
        if run is None or first > run.last:
            if run is not None:
                yield run
            run = _Run(first, last, here - aligned.words_before(first, start), 0)
        run.last = max(run.last, last)
        run.there = there + aligned.words_after(run.last, end)
    if run is not None:
        yield run


def _told_apart(units: Sequence[_Unit], theirs: Sequence[Word]) -> bool:
    """Whether it is more than taste, blanks, or what is the station's own to decide."""
    said = "".join(word.folded for word in theirs)
    if said == _as_one([word for unit in units for word in unit.words]):
        return False
    if any(unit.rule in _OURS_ALONE for unit in units):
        return False
    left = said == _as_one(" ".join(unit.written for unit in units).split())
    return not (left and any(unit.rule is Rule.FOREIGN for unit in units))


def _as_one(words: Sequence[str]) -> str:
    return "".join(word.folded for word in folded(words))


def _ours(units: Sequence[_Unit]) -> str:
    return _plain(word for unit in units for word in unit.words)


def _theirs(said: Sequence[str], words: Sequence[Word]) -> str:
    return _plain(said[words[0].start : words[-1].end]) if words else ""


def _plain(words: Iterable[str]) -> str:
    """Words without the marks for breath around them."""
    return " ".join(bare for word in words if (bare := word.strip(_BREATH)))

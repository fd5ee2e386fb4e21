"""Which part of the text a sentence is read from, so that it can be lit while it sounds."""

import re
from collections.abc import Iterator

from broadcast.reading.reading import Piece, Reading
from broadcast.reading.rule import Rule

_WRITTEN = re.compile(r"\S+")


def spans(reading: Reading) -> tuple[tuple[int, int], ...]:
    """For each of `reading.sentences` the code points of the source that it comes from.

    Joining changes marks and blanks, never words: so the n-th spoken word of a line belongs to the piece that
    said it.
    """
    owners = tuple(_owners(reading))
    found: list[tuple[int, int]] = []
    at = 0
    for sentence in reading.sentences:
        count = len(_words(sentence.words))
        mine = owners[at : at + count]
        at += count
        found.append((mine[0][0], mine[-1][1]) if mine else (0, 0))
    return tuple(found)


def _owners(reading: Reading) -> Iterator[tuple[int, int]]:
    """For each spoken word the place of what it is read from."""
    for piece in reading.pieces:
        if piece.rule is not Rule.LINE_END:
            yield from _places(piece, len(_words(piece.spoken)))


def _places(piece: Piece, count: int) -> Iterator[tuple[int, int]]:
    """Word by word where it is read as it is written, else the whole piece for each of `count` words."""
    written = [match for match in _WRITTEN.finditer(piece.written) if any(map(str.isalnum, match[0]))]
    if len(written) == count:
        yield from ((piece.start + match.start(), piece.start + match.end()) for match in written)
    else:
        left = len(piece.written) - len(piece.written.lstrip())
        end = piece.start + len(piece.written.rstrip())
        yield from ((piece.start + left, max(piece.start + left, end)) for _ in range(count))


def _words(spoken: str) -> list[str]:
    return [word for word in spoken.split() if word.strip(",.?")]

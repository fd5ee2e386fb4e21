"""Which part of the text a sentence is read from, so that it can be lit while it sounds."""

from collections.abc import Iterator

from broadcast.reading.reading import Reading
from broadcast.reading.rule import Rule


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
    """For each spoken word the place of the piece that says it."""
    for piece in reading.pieces:
        if piece.rule is not Rule.LINE_END:
            written = piece.written
            start = piece.start + len(written) - len(written.lstrip())
            place = (start, max(start, piece.end - len(written) + len(written.rstrip())))
            yield from (place for _ in _words(piece.spoken))


def _words(spoken: str) -> list[str]:
    return [word for word in spoken.split() if word.strip(",.?")]

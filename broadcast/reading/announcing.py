"""Reading a text: mended, laid out, scanned, and aligned with what was written."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from broadcast.reading.abbreviating import definitions
from broadcast.reading.aligned import Aligned
from broadcast.reading.breath import BREATH, LONG
from broadcast.reading.dialect import in_dialect
from broadcast.reading.doubts import breathless
from broadcast.reading.mending import Mended, mend
from broadcast.reading.reading import Doubt, Piece, Policy, Reading, Severity
from broadcast.reading.rule import Rule
from broadcast.reading.scanner import Found, scan
from broadcast.reading.scene import Said, Scene
from broadcast.reading.structure import Block, join_wrapped, lay_out
from broadcast.reading.syllables import VOWELS

_DEFAULT = Policy()


def read_document(text: str, policy: Policy = _DEFAULT) -> Reading:
    """Read a document: wrapped lines joined, its frame silent, phones said again by policy."""
    mended = mend(text)
    laid = lay_out(mended.aligned)
    found = _blocks(_scene(laid.aligned.text, policy, document=True), laid.blocks)
    return Reading(text, tuple(_breathless(_aligned(text, laid.aligned, found, mended, policy))))


def read_line(text: str, policy: Policy = _DEFAULT) -> Reading:
    """Read one line: no part is dropped for being a heading or a signature, phones are said once."""
    mended = mend(text)
    aligned = join_wrapped(mended.aligned) if "\n" in text else mended.aligned
    scene = _scene(aligned.text, policy, document=False)
    return Reading(text, tuple(_aligned(text, aligned, scan(scene, 0, len(scene.text)), mended, policy)))


def read_lines(text: str, policy: Policy = _DEFAULT) -> tuple[Reading, ...]:
    r"""One reading for each line ended by \n; a last line without it counts when it is not empty."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return tuple(read_line(line, policy) for line in lines)


def unwrapped(text: str) -> str:
    """`text` with its wrapped lines joined, as `read_document` would join them: what comes out of a PDF."""
    return lay_out(Aligned(text)).aligned.text


def _scene(text: str, policy: Policy, *, document: bool) -> Scene:
    present = frozenset(text.lower())
    return Scene(
        text, policy, document, definitions(text) if "(" in text else {}, frozenset(VOWELS) - present
    )


def _blocks(scene: Scene, blocks: Iterable[Block]) -> Iterator[Found]:
    for block in blocks:
        if block.rule is None:
            yield from scan(scene, block.start, block.end)
        else:
            yield block.start, block.end, Said(block.end, ".", block.rule)


def _aligned(
    source: str, aligned: Aligned, found: Iterable[Found], mended: Mended, policy: Policy
) -> Iterator[Piece]:
    """The pieces in positions of the source: each ends where the next begins."""
    doubts = list(reversed(mended.doubts))
    pieces = list(found)
    starts = [0, *(aligned.source(piece[0]) for piece in pieces[1:]), len(source)]
    for at, (here, there, said) in enumerate(pieces):
        start, end = starts[at], starts[at + 1]
        spoken = in_dialect(said.spoken, said.rule, policy.region)
        rule, doubt = said.rule, said.doubt
        if rule is Rule.COPIED and mended.edited and _mended(source[start:end], aligned.text[here:there]):
            rule = Rule.MENDED
        while doubts and doubts[-1][0] < end:
            doubt = _weightier(doubt, doubts.pop()[1])
        yield Piece(source[start:end], start, end, spoken, rule, doubt)
    if not pieces and source:
        yield Piece(source, 0, len(source), "", Rule.MARK)


def _breathless(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Where a writer gives the voice no breath for long, the piece in which that happens carries a doubt."""
    words = 0
    for piece in pieces:
        stretches = [len(part.split()) for part in BREATH.split(piece.spoken and piece.written)]
        longest = max(words + stretches[0], *stretches) if len(stretches) > 1 else words + stretches[0]
        doubt = breathless(longest) if words <= LONG < longest and piece.doubt is None else piece.doubt
        yield replace(piece, doubt=doubt) if doubt is not piece.doubt else piece
        words = longest if len(stretches) == 1 else stretches[-1]
        if piece.rule is Rule.LINE_END:
            words = 0


def _mended(written: str, clean: str) -> bool:
    """Whether more than blanks was changed."""
    return written.split() != clean.split()


def _weightier(held: Doubt | None, other: Doubt) -> Doubt:
    return other if held is None or other.severity is Severity.ERROR else held

"""Words made fit for an engine: one clean line, counted in syllables, cut where a reader would breathe.

Nothing here changes a word: the pieces, put together again, are the line.
"""

import re
import unicodedata

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.speech.engine import EngineFailed

LONGEST_SYLLABLE = 7
"""Letters of the longest Vietnamese syllable, "nghiêng"; a longer word is counted as several."""

LINKING = frozenset({"và", "hoặc", "nhưng", "để", "vì", "nếu", "mà", "rồi"})
"""Words before which a reader may breathe where there is no comma (assumed: no source found)."""

# What a cut costs. Two cuts after clauses are better than one inside a clause; a cut costs more than none.
_AFTER_SENTENCE, _AFTER_CLAUSE, _BEFORE_LINKING, _INSIDE = 2.0, 3.0, 5.0, 12.0

_SPOKEN = re.compile(r"[^\W\d_]+|\d")
_CLOSERS = "\"'”’»)]"


def spoken_line(words: str) -> str:
    """The words as one line, composed (NFC), single spaces; what cannot be heard is taken out.

    Control characters become spaces: a NUL would silently end the sentence in a C library. Soft hyphens and
    other format characters go; half a surrogate pair, which no encoding can carry, becomes a space.

    Raises:
        EngineFailed: there is no letter and no digit in it, so nothing can be spoken.
    """
    line = " ".join("".join(map(_audible, unicodedata.normalize("NFC", words))).split())
    if not syllables(line):
        raise EngineFailed(
            Fault(
                Text("câu không có chữ nào để đọc", "the sentence holds nothing that can be spoken"),
                Text("bỏ câu này hoặc viết chữ vào", "remove the sentence or write words"),
            )
        )
    return line


def syllables(words: str) -> int:
    """How many syllables `words` have, about: each word one, a long foreign word or a number several."""
    return sum(-(-len(word) // LONGEST_SYLLABLE) for word in _SPOKEN.findall(words))


def packed(words: str, limit: int) -> tuple[str, ...]:
    """Cut `words` into pieces of at most `limit` characters, never inside a word.

    The cheapest layout wins: few cuts, at sentence ends, else at clause borders, else before a linking word;
    among equals the most even one, so that no single word is left over.

    Raises:
        EngineFailed: one word alone is longer than `limit`, or there is nothing to speak.
    """
    atoms = _atoms(spoken_line(words))
    _refuse_long(atoms, limit)
    cost, begins = (
        [0.0],
        [0],
    )  # of the best layout of the first n atoms: its price, where its last piece begins
    for end in range(1, len(atoms) + 1):
        price, begin = min(
            (cost[start] + _border(atoms, start) + (1 - length / limit) ** 2, start)
            for start, length in _pieces_ending(atoms, end, limit)
        )
        cost.append(price)
        begins.append(begin)
    return _laid_out(atoms, begins)


def _audible(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category in {"Cc", "Cs"} else character


def _atoms(line: str) -> list[str]:
    """What is never cut: a word with the dashes and dots that stand alone beside it."""
    atoms: list[str] = []
    for token in line.split(" "):
        if atoms and not (syllables(token) and syllables(atoms[-1])):
            atoms[-1] += f" {token}"
        else:
            atoms.append(token)
    return atoms


def _refuse_long(atoms: list[str], limit: int) -> None:
    for atom in atoms:
        if len(atom) > limit:
            shown = f"«{atom[:20]}…»"
            raise EngineFailed(
                Fault(
                    Text(f"từ {shown} dài hơn {limit} ký tự", f"the word {shown} exceeds {limit} characters"),
                    Text("tách từ ấy ra, hoặc chọn giọng khác", "split the word, or choose another voice"),
                )
            )


def _pieces_ending(atoms: list[str], end: int, limit: int) -> list[tuple[int, int]]:
    """Where a piece that ends before `end` may begin, and its length in characters."""
    pieces, length = [], -1
    for start in range(end - 1, -1, -1):
        length += len(atoms[start]) + 1
        if length > limit:
            break
        pieces.append((start, length))
    return pieces


def _border(atoms: list[str], start: int) -> float:
    """The price of a cut before the atom at `start`."""
    if start == 0:
        return 0.0
    last = atoms[start - 1].rstrip(_CLOSERS)[-1:]
    if last in {".", "!", "?", "…", ";"}:
        return _AFTER_SENTENCE
    if last in {",", ":", "–", "—", "-"}:
        return _AFTER_CLAUSE
    return _BEFORE_LINKING if atoms[start].casefold() in LINKING else _INSIDE


def _laid_out(atoms: list[str], begins: list[int]) -> tuple[str, ...]:
    pieces: list[str] = []
    end = len(atoms)
    while end:
        pieces.append(" ".join(atoms[begins[end] : end]))
        end = begins[end]
    return tuple(reversed(pieces))

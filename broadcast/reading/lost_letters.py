"""What a hole may have held: every vowel is tried, and the text itself and everyday words choose."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from broadcast.reading.lexicon.common_words import PAIRS, SYLLABLES
from broadcast.reading.scene import Scene
from broadcast.reading.syllables import VOWELS, is_syllable

_BEFORE = re.compile(r"([^\W\d_]{1,8})[ ]*$")
_AFTER = re.compile(r" ?([^\W\d_]{1,8})")
_SHOWN = 3
_LONGEST = 8
"""Letters of the longest syllable that may be repaired (nghiêng has seven)."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Where a letter is missing: the words beside it, and the vowels that occur nowhere in the text."""

    before: str
    after: str
    absent: frozenset[str]


def hole(scene: Scene, at: int, end: int) -> Hole:
    """The hole at `[at, end)` with its neighbours."""
    leading = _BEFORE.search(scene.text[max(0, at - 12) : at])
    following = _AFTER.match(scene.text, end)
    return Hole(
        leading[1].lower() if leading else "", following[1].lower() if following else "", scene.absent
    )


@lru_cache(maxsize=4096)
def between(head: str, rest: str, place: Hole) -> tuple[str, ...]:
    """Words for two fragments with one vowel lost between them ("kh i"), the likeliest first."""
    words = [(head + vowel + rest, vowel) for vowel in VOWELS]
    if is_syllable(rest):
        words += [(head + vowel, vowel) for vowel in VOWELS]
    return _ranked(words, place)


@lru_cache(maxsize=4096)
def completed(head: str, rest: str, place: Hole) -> tuple[str, ...]:
    """Words for a syllable and the consonant that a lost vowel cut off it ("huy n")."""
    return _ranked([(head + vowel + rest, vowel) for vowel in VOWELS], place)


@lru_cache(maxsize=4096)
def repaired(word: str, place: Hole) -> tuple[str, ...]:
    """Words that differ from an impossible one by one vowel put in or changed."""
    if len(word) > _LONGEST:
        return ()
    put_in = [(word[:at] + vowel + word[at:], vowel) for at in range(len(word) + 1) for vowel in VOWELS]
    vowels = [at for at, letter in enumerate(word) if letter in VOWELS]
    changed = [(word[:at] + vowel + word[at + 1 :], vowel) for at in vowels for vowel in VOWELS]
    return _ranked(put_in + changed, place)


def _ranked(words: Iterable[tuple[str, str]], place: Hole) -> tuple[str, ...]:
    """Everyday pairs with a neighbour weigh most, then vowels that the text has lost everywhere."""

    def weight(pair: tuple[str, str]) -> int:
        word, vowel = pair
        known = 8 * (f"{place.before} {word}" in PAIRS) + 8 * (f"{word} {place.after}" in PAIRS)
        return known + 3 * (word in SYLLABLES) + 4 * (vowel in place.absent)

    best = sorted((pair for pair in words if is_syllable(pair[0])), key=weight, reverse=True)
    return tuple(dict.fromkeys(word for word, _ in best))[:_SHOWN]

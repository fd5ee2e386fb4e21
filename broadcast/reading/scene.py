"""What a rule is given and what it answers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from broadcast.reading.reading import Doubt, Policy
from broadcast.reading.rule import Rule


@dataclass(frozen=True, slots=True)
class Scene:
    """The text that is read (mended, single blanks) and what a rule may know of it.

    `defined` holds the abbreviations that the text explains itself, `absent` the vowels that it never has.
    """

    text: str
    policy: Policy
    document: bool
    defined: Mapping[str, str]
    absent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A rule's answer: everything up to `end` is said as `spoken`."""

    end: int
    spoken: str
    rule: Rule
    doubt: Doubt | None = None


ReadingRule = Callable[[Scene, int], Said | None]
"""A rule looks at the text at a position and answers, or leaves it to the next rule."""


def before(text: str, at: int, width: int = 40) -> str:
    """The text just before `at`, in lower case."""
    return text[max(0, at - width) : at].lower()


def behind(text: str, at: int, width: int = 40) -> str:
    """The text from `at` on, in lower case."""
    return text[at : at + width].lower()


def either(words: str) -> str:
    """A list of words, divided by commas, as alternatives of a pattern, the longest first."""
    listed = sorted((" ".join(word.split()) for word in words.split(",")), key=len, reverse=True)
    return "|".join(re.escape(word) for word in listed if word)

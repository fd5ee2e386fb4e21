"""Khác nhau: what changed from one text to another, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\S+[^\S\n]*|\s")


class Kind(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


def changes(before: str, after: str) -> Iterator[Change]:
    """From `before` to `after`: what went comes before what came in its place."""
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(
        None, old, new
    )  # words that stand everywhere only lengthen a match: fast enough
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Change(Kind.SAME, "".join(old[old_from:old_to]))
            continue
        if old_from < old_to:
            yield Change(Kind.OUT, "".join(old[old_from:old_to]))
        if new_from < new_to:
            yield Change(Kind.IN, "".join(new[new_from:new_to]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)

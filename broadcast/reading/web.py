"""Web and mail addresses, cut into the words they are glued from."""

import re
from functools import lru_cache

from broadcast.reading.lexicon.foreign import FOREIGN
from broadcast.reading.lexicon.web_words import DOMAINS, ENDINGS, MARKS, NAMES
from broadcast.reading.numbers import one_by_one
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene
from broadcast.reading.spelling import spell
from broadcast.reading.syllables import is_bare_syllable

_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62})"
_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?|ftp)://)?"
    r"(?:(?P<user>[A-Za-z0-9][A-Za-z0-9._%+-]{0,63})@)?"
    rf"(?P<host>{_LABEL}(?:\.{_LABEL}){{1,8}})(?::\d{{1,5}})?(?P<path>/[A-Za-z0-9._~/?#&=%+:@-]*)?"
)
_START = re.compile(r"[A-Za-z0-9][A-Za-z0-9_%+-]{0,63}(?=[.@:])")
_SPLIT = re.compile(r"\d+|[^\W\d_]+|[^\w]|_")
_LONGEST = 24
_SPELT = 6
"""What a letter costs that stands in no word and is said by its name."""
_SILENT_SCHEMES = ("https://", "http://", "ftp://")


def web_address(scene: Scene, at: int) -> Said | None:
    """A web or mail address; the scheme and www are not spoken."""
    if not _START.match(scene.text, at):
        return None
    match = _ADDRESS.match(scene.text, at)
    if match is None or not _is_address(match):
        return None
    written = match[0].rstrip(".,;:?!-")
    return Said(at + len(written), _said(written), Rule.WEB)


def _is_address(match: re.Match[str]) -> bool:
    """With a scheme, an at sign or www it is one; a bare name must end as addresses end."""
    if match["scheme"] or match["user"]:
        return True
    labels = match["host"].lower().rstrip("-_").split(".")
    return labels[0] == "www" or (labels[-1] in DOMAINS and not labels[0].isdecimal() and len(labels[0]) > 1)


def _said(written: str) -> str:
    for scheme in _SILENT_SCHEMES:
        written = written.removeprefix(scheme)
    written = written.removeprefix("www.").removesuffix("/")
    words: list[str] = []
    for part in _SPLIT.findall(written):
        words.append(_part(part, after_dot=bool(words) and words[-1] == "chấm"))
    return " ".join(word for word in words if word)


def _part(part: str, *, after_dot: bool) -> str:
    if part.isdecimal():
        return one_by_one(part)
    if not part[0].isalpha():
        return MARKS.get(part, "")
    low = part.lower()
    return ENDINGS[low] if after_dot and low in ENDINGS else _glued(low)


@lru_cache(maxsize=4096)
def _glued(word: str) -> str:
    """A run of letters as words: a whole name, else the cheapest cut into words and syllables, else spelt."""
    if word in NAMES:
        return NAMES[word]
    if word in FOREIGN:
        return FOREIGN[word]
    if len(word) < 3 or len(word) > 200:
        return spell(word)
    cut = _fewest(word)
    return " ".join(cut) if cut else spell(word)


def _fewest(word: str) -> tuple[str, ...]:
    """The cut with the least cost: a name costs less than a syllable, a syllable less than a foreign word."""
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ())] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            found = _known(word[start:end])
            if before is None or found is None:
                continue
            cost = before[0] + found[0]
            held = best[end]
            if held is None or cost < held[0]:
                best[end] = (cost, (*before[1], found[1]))
    last = best[-1]
    return last[1] if last else ()


def _known(part: str) -> tuple[int, str] | None:
    if len(part) > 2 and part in NAMES:
        return 2, NAMES[part]
    if len(part) > 1 and is_bare_syllable(part):
        return 3, part
    if len(part) > 3 and part in FOREIGN:
        return 3, FOREIGN[part]
    if part in {"a", "y", "e", "o", "u", "i"}:
        return 5, part
    return (_SPELT * len(part), spell(part)) if len(part) == 1 else None

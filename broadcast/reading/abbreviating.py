"""Abbreviations: by the station's lexicon, by the text's own definitions, by context, by the table."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from broadcast.reading.lexicon.abbreviations import ABBREVIATIONS, DOTTED
from broadcast.reading.lexicon.contextual import CONTEXTUAL, Contextual
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene
from broadcast.reading.spelling import letter
from broadcast.reading.syllables import bare, is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"\w+|\S")
_EXPLAINED = re.compile(r"\(([A-ZĐƯÔ][A-ZĐƯÔa-z&-]{1,9})\)")
_DOTTED_INITIALS = re.compile(
    r"(?:[A-ZĐ]\. ?){1,4}[A-ZĐ](?:\.(?=[,;. )]|$))?(?![^\W_])|[A-ZĐ]\.(?:[A-ZĐ]\.)+"
)


@cache
def _compounds() -> re.Pattern[str]:
    keys = sorted((key for key in ABBREVIATIONS if not key.isalpha()), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, keys))})(?![^\W_])")


@cache
def _contexts() -> Mapping[str, tuple[tuple[Contextual, re.Pattern[str], re.Pattern[str]], ...]]:
    rows: dict[str, list[tuple[Contextual, re.Pattern[str], re.Pattern[str]]]] = {}
    for row in CONTEXTUAL:
        rows.setdefault(row.written, []).append((row, re.compile(row.before), re.compile(row.after)))
    return {written: tuple(found) for written, found in rows.items()}


@lru_cache(maxsize=64)
def lexicon_openings(lexicon: tuple[tuple[str, str], ...]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The station's words by their first word in lower case, the longest first."""
    openings: dict[str, list[tuple[str, str]]] = {}
    for written, spoken in sorted(lexicon, key=lambda pair: -len(pair[0])):
        opening = re.match(r"\w+|\S", written)
        if opening is not None:
            openings.setdefault(opening[0].lower(), []).append((written, spoken))
    return {opening: tuple(pairs) for opening, pairs in openings.items()}


def station_word(scene: Scene, at: int) -> Said | None:
    """A word of the station's own lexicon: it wins over every rule."""
    if not scene.policy.lexicon or (at and scene.text[at - 1].isalnum()):
        return None
    opening = _OPENING.match(scene.text, at)
    openings = lexicon_openings(scene.policy.lexicon)
    for written, spoken in openings.get(opening[0].lower(), ()) if opening else ():
        end = at + len(written)
        found = scene.text[at:end]
        same = found == written or (written.islower() and found.lower() == written)
        if same and not (scene.text[end : end + 1].isalnum() and written[-1].isalnum()):
            return Said(end, spoken, Rule.LEXICON)
    return None


def definitions(text: str) -> dict[str, str]:
    """Abbreviations that the text explains: "Ban quản lý chợ (BQLC)" gives BQLC."""
    found: dict[str, str] = {}
    for match in _EXPLAINED.finditer(text):
        words = _explained_by(text, match)
        if words and match[1] not in ABBREVIATIONS:
            found.setdefault(match[1], words)
    return found


def explained(scene: Scene, at: int) -> Said | None:
    """(TTHC) right behind its own words: it was said, so it stays silent."""
    match = _EXPLAINED.match(scene.text, at)
    if match is None or not _explained_by(scene.text, match):
        return None
    return Said(match.end(), "", Rule.REPEATED)


def _explained_by(text: str, match: re.Match[str]) -> str:
    """The words before the bracket, when their initials are the abbreviation."""
    letters = [bare(char) for char in match[1] if char.isalpha()]
    words = _WORD.findall(text[max(0, match.start() - 9 * len(letters) - 20) : match.start()])
    full = ABBREVIATIONS.get(match[1], "")
    if full and text[max(0, match.start() - len(full) - 2) : match.start()].rstrip().lower().endswith(
        full.lower()
    ):
        return full
    for skipped in range(3):
        tail = words[-(len(letters) + skipped) :]
        kept = [word for word in tail if word.lower() not in {"và", "của", "các"}] if skipped else tail
        if len(kept) == len(letters) and all(
            bare(word[0]) == char for word, char in zip(kept, letters, strict=True)
        ):
            return " ".join(tail).lower()
    return ""


def abbreviation(scene: Scene, at: int) -> Said | None:
    """An abbreviation of the tables, or one that this text defined."""
    text = scene.text
    if at and (text[at - 1].isalnum()):
        return None
    compound = _compounds().match(text, at)
    if compound is not None:
        return Said(_dot(text, compound.end(), compound[0]), ABBREVIATIONS[compound[0]], Rule.ABBREVIATION)
    word = _WORD.match(text, at)
    if word is None:
        return None
    written, end = word[0], word.end()
    if text[end : end + 1].isdigit() and written not in {"Q", "P"}:
        return None
    spoken = scene.defined.get(written) or _by_context(scene, at, written, end) or ABBREVIATIONS.get(written)
    if not spoken or (is_syllable(written.lower()) and in_capitals(text, at, end)):
        return None
    return Said(_dot(text, end, written), spoken, Rule.ABBREVIATION)


def _by_context(scene: Scene, at: int, written: str, end: int) -> str:
    for row, leading, following in _contexts().get(written, ()):
        if leading.search(scene.text[max(0, at - 32) : at]) and following.match(scene.text, end):
            return row.spoken
    return ""


def _dot(text: str, end: int, written: str) -> int:
    """The end behind the abbreviation's own dot."""
    if text[end : end + 1] != "." or written not in DOTTED:
        return end
    following = text[end + 1 : end + 3].lstrip()
    return end + 1 if following[:1].isalnum() else end


def in_capitals(text: str, at: int, end: int) -> bool:
    """Whether a neighbour is a plain word in capitals, so that this one is a word too."""
    neighbours = (
        re.search(r"([^\W\d_]+)[ ,]*$", text[max(0, at - 16) : at]),
        re.match(r"[ ,]*([^\W\d_]+)", text[end : end + 16]),
    )
    return any(
        match is not None
        and len(match[1]) > 1
        and match[1].isupper()
        and match[1] not in ABBREVIATIONS
        and is_syllable(match[1].lower())
        for match in neighbours
    )


def initials(scene: Scene, at: int) -> Said | None:
    """N.T.H: a person's initials, by the names of the letters."""
    match = _DOTTED_INITIALS.match(scene.text, at)
    if match is None or (at and scene.text[at - 1].isalnum()):
        return None
    names = [letter(char) for char in match[0] if char.isalpha()]
    return Said(match.end(), " ".join(names), Rule.LETTERS)

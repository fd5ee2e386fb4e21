"""Địa bàn trong một lệnh: the places that a typed line names, among those there are on its days.

A name counts with its kind (`xã Long Kiến`), in a list that a kind began (`các xã Long Điền A, Long Điền B`),
after `ở`, or alone between two commas. What two places are called is left to whoever typed it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from unicodedata import normalize

from broadcast.errors import Fault, Where
from broadcast.language import Text
from broadcast.schedule.places import Place
from broadcast.schedule.span import Span

EVERYWHERE = ("toàn huyện", "toàn địa bàn", "cả huyện", "các xã, thị trấn", "mọi đài", "tất cả các đài")

_KINDS = ("xã", "phường", "thị trấn", "thị xã", "thành phố", "huyện", "quận", "đặc khu", "tỉnh", "ấp", "khóm")
"""How people call places whether or not there are any on file: what follows is meant as one."""


_NOTHING = Text("", "")


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a line names from `start` to `end`, and what it can be; `but`: it is excepted."""

    start: int
    end: int
    words: str
    meant: tuple[Place, ...]
    but: bool = False


def read_places(
    line: str, places: Sequence[Place], window: Span
) -> tuple[tuple[str, ...] | None, str, tuple[Fault, ...]]:
    """The ids of what is named (empty: everywhere, None: nothing), the rest, and what is not clear."""
    everywhere = _everywhere(line)
    rest = line if everywhere is None else f"{line[: everywhere.start()]},{line[everywhere.end() :]}"
    named = list(_named(rest, places))
    chosen, doubts, taken = list[str](), list[Fault](), list[Named]()
    for each in named:
        alive = [place for place in each.meant if place.span.meets(window)]
        if len(alive) == 1 and not each.but and everywhere is None:
            chosen.append(alive[0].id)
            taken.append(each)
        else:
            doubts.append(_doubt(each, alive, everywhere))
    strange = _strange(_cut(rest, named), places, window)
    doubts.extend(strange)
    if everywhere is not None:
        return (None if doubts else ()), rest, tuple(doubts)
    return (tuple(sorted(set(chosen))) or None), _cut(rest, taken), tuple(doubts)


def _everywhere(line: str) -> re.Match[str] | None:
    form = "|".join(re.escape(words) for words in EVERYWHERE)
    return re.search(rf"\b(?:{form})\b", line, re.IGNORECASE)


def _named(line: str, places: Sequence[Place]) -> Iterator[Named]:
    """Every place that is named, in the order of the line; a kind carries on over a list, so does `trừ`."""
    if not places:
        return
    folded = _folded(line)
    kind, but, before = "", False, -1
    for found in _form(places).finditer(folded):
        listed = before >= 0 and _LISTED.fullmatch(folded, before, found.start())
        if not listed:
            kind, but = "", False
        own, but = found["kind"], but or bool(found["but"])
        if not (own or listed or found["at"] or but or _alone(folded, found)):
            before = -1
            continue
        kind = (own or kind).casefold()
        same = [each for each in places if _folded(each.name).casefold() == found["name"].casefold()]
        of_kind = [each for each in same if each.kind.casefold() == kind]
        meant = of_kind if own or of_kind else same
        yield Named(found.start(), found.end(), line[found.start() : found.end()], tuple(meant), but)
        before = found.end()


def _form(places: Iterable[Place]) -> re.Pattern[str]:
    kinds = _any_of({place.kind for place in places})
    names = _any_of({_folded(place.name) for place in places})
    return re.compile(
        rf"(?:\b(?P<but>(?:ngoại\s+)?trừ)\s+)?(?:\b(?P<at>cho|ở|tại)\s+)?"
        rf"(?:\b(?:các|những|hai|ba|bốn|\d{{1,2}})\s+(?={kinds}\s))?"
        rf"(?:\b(?P<kind>{kinds})\s+)?\b(?P<name>{names})\b",
        re.IGNORECASE,
    )


def _any_of(words: Iterable[str]) -> str:
    """The longest first."""
    ordered = sorted(words, key=lambda each: (-len(each), each))
    return "(?:" + "|".join(r"\s+".join(map(re.escape, each.split())) for each in ordered) + ")"


def _alone(line: str, found: re.Match[str]) -> bool:
    """Whether it stands between two commas, or before another of a list."""
    before, after = line[: found.start()].rstrip(), line[found.end() :].lstrip()
    return before[-1:] in ("", ",", ";") and (
        after[:1] in ("", ",", ";", "&", ".") or after.startswith("và ")
    )


def _folded(words: str) -> str:
    """With the tone on the first of two vowels: hoà and hòa are one, as long as they were."""
    return re.sub(r"([oOuU])([àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])", _first_vowel, words)


def _first_vowel(found: re.Match[str]) -> str:
    marked = normalize("NFD", found[2])
    return normalize("NFC", found[1] + marked[1]) + marked[0]


def _cut(line: str, named: Iterable[Named]) -> str:
    for each in sorted(named, key=lambda each: -each.start):
        line = f"{line[: each.start]},{line[each.end :]}"
    return line


def _doubt(named: Named, alive: Sequence[Place], everywhere: re.Match[str] | None) -> Fault:
    words = named.words.strip()
    if everywhere is not None:
        return _at_places(
            f"vừa ghi «{everywhere[0]}» vừa ghi «{words}»",
            f"«{everywhere[0]}» and «{words}» both stand there",
        )
    if not named.but and len(alive) > 1:
        return _at_places(f"có {len(alive)} nơi tên «{words}»", f"{len(alive)} places are called «{words}»")
    if named.but or not named.meant:
        return _at_places(f"chưa hiểu «{words}»", f"«{words}» is not understood")
    place = named.meant[0]
    told, heir = place.span.told, place.successor
    now, became = (f", nay là {heir}", f", now {heir}") if heir else ("", "")
    return _at_places(f"«{words}» chỉ có {told.vi}{now}", f"«{words}» is there only {told.en}{became}")


def _strange(rest: str, places: Sequence[Place], window: Span) -> Iterator[Fault]:
    """What is meant as a place and is none on file."""
    kinds = _any_of({*_KINDS, *(place.kind for place in places)})
    begins = rf"(?:^|[,;])\s*(?:(?:cho|ở|tại|và|trừ|các)\s+)*{kinds}\s+(?!hội\b|viên\b)\w[^,;]*"
    whole = rf"(?:^|[,;])\s*(?:toàn|cả)\s+{kinds}\b[^,;]*"
    within = rf"\b(?i:{kinds})\s+(?!(?i:hội)\b)[{_CAPITALS}][^,;]*"
    known = [f"{each.kind} {each.name}" for each in places if each.span.meets(window)]
    for found in re.finditer(rf"(?i:{begins}|{whole})|{within}", rest):
        words = found[0].strip(" ,;")
        near = next(iter(get_close_matches(words, known, n=1)), "")
        vi, en = (f"có phải {near}? ", f"is it {near}? ") if near else ("", "")
        yield _at_places(f"chưa hiểu «{words}»", f"«{words}» is not understood", Text(vi, en))


def _at_places(vi: str, en: str, first: Text = _NOTHING) -> Fault:
    remedy = Text(
        f"{first.vi}đánh dấu đúng nơi trong ô Địa bàn", f"{first.en}tick the right ones among the places"
    )
    return Fault(Text(vi, en), remedy, Where("places"))


_LISTED = re.compile(r"\s*(?:[,;&]|[,;]?\s*\bvà\b)?\s*", re.IGNORECASE)
_CAPITALS = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"

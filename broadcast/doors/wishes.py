"""What a client wishes for in its headers: a media type, a language (RFC 9110, 12.5)."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from broadcast.language import Language

Choice = TypeVar("Choice")

_WISH = re.compile(r"\s*([^\s;,]+)\s*((?:;[^;,]*)*)\s*")
_QUALITY = re.compile(r"(?:^|;)\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def wished_form(accept: str | None, offers: Mapping[Choice, Sequence[str]]) -> Choice | None:
    """The offer that the client likes best, the first among equals; None when it likes none.

    The most specific range counts: `audio/*;q=0.2, audio/mpegurl` likes audio/mpegurl wholly. Ranges are
    matched with the first media type of an offer; its other names count when they are asked for by name.
    """
    wishes = _wishes(accept or "*/*")
    liked = {offer: _liking(kinds, wishes) for offer, kinds in offers.items()}
    best = max(liked, key=lambda offer: liked[offer])
    return best if liked[best] > 0 else None


def wished_language(accept_language: str | None) -> Language:
    """English when the client likes it better than Vietnamese, otherwise Vietnamese."""
    wishes = _wishes(accept_language or "*")
    vietnamese, english = (_language_quality(language, wishes) for language in Language)
    return Language.EN if english > vietnamese else Language.VI


def language_of(query: Mapping[str, str], headers: Mapping[str, str]) -> Language:
    """`?lang=` where it names a language, else what the browser asks for."""
    named = query.get("lang")
    return Language(named) if named in set(Language) else wished_language(headers.get("accept-language"))


def _wishes(header: str) -> dict[str, float]:
    """Ranges in lower case with their quality, 1 when none is given; what cannot be read is passed over."""
    found: dict[str, float] = {}
    for part in header.split(","):
        match = _WISH.fullmatch(part)
        if match:
            found[match.group(1).lower()] = _quality(match.group(2))
    return found


def _quality(parameters: str) -> float:
    match = _QUALITY.search(parameters)
    return float(match.group(1)) if match else 1.0


def _liking(kinds: Sequence[str], wishes: Mapping[str, float]) -> float:
    first, *others = kinds
    ranges = (first, f"{first.partition('/')[0]}/*", "*/*")
    quality = next((wishes[each] for each in ranges if each in wishes), 0.0)
    return max(quality, *(wishes.get(each, 0.0) for each in others), 0.0)


def _language_quality(language: Language, wishes: Mapping[str, float]) -> float:
    regional = [quality for tag, quality in wishes.items() if tag.partition("-")[0] == language.value]
    return max(regional) if regional else wishes.get("*", 0.0)

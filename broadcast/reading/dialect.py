"""Words for numbers as a region says them."""

import re

from broadcast.reading.reading import Region
from broadcast.reading.rule import Rule

SOUTHERN: dict[str, str] = {"nghìn": "ngàn", "linh": "lẻ", "mùng": "mồng"}
"""Northern words and what the South says; northern ones are what the rules write."""

_OF_NUMBERS = frozenset(Rule) - {
    Rule.COPIED,
    Rule.FOREIGN,
    Rule.ABBREVIATION,
    Rule.WEB,
    Rule.LEXICON,
    Rule.UNKNOWN,
}
_WORD = re.compile(rf"\b({'|'.join(SOUTHERN)})\b")


def in_dialect(spoken: str, rule: Rule, region: Region) -> str:
    """`spoken` as `region` says numbers; words that were copied stay."""
    if region is Region.NORTH or rule not in _OF_NUMBERS:
        return spoken
    return _WORD.sub(lambda match: SOUTHERN[match[0]], spoken)

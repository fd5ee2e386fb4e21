"""What two ways of saying the same have in common: words folded until only the meaning differs.

Taste is folded away: case, marks, the place of a tone mark, i for y, a region's words for numbers, the
names of letters, and words that an announcer may leave out (the "phút" of 7 giờ 30, the "ngày" before mùng).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from broadcast.reading.dialect import SOUTHERN
from broadcast.reading.lexicon.letters import LETTERS

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_I_FOR_Y = re.compile(r"(?:(?<=[bcdghklmnprstvx])|(?<=qu))y$")


def _bare(word: str) -> str:
    """Letters and digits in lower case, the tone behind the syllable, y for i at its end: ủy, uỷ are one."""
    apart = unicodedata.normalize("NFD", word.lower())
    tones = "".join(letter for letter in apart if letter in _TONES)
    letters = unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in _TONES))
    return _I_FOR_Y.sub("i", "".join(filter(str.isalnum, letters))) + tones


_ALIKE = {
    "lẽ": "linh", "bẩy": "bảy", "nhăm": "lăm", "tới": "đến", "cờ": "c", "đờ": "d", "gờ": "g", "hắt": "h",
    "pờ": "p", "phê": "p", "qui": "q", "sờ": "s", "tờ": "t", "vờ": "v", "xờ": "x", "di": "j",
    "nờ": "n", "en": "n", "đ": "d",
}  # fmt: skip
"""Further words for what the rules and their tables say otherwise."""

_SAME = {
    **{_bare(name): letter for letter, name in LETTERS.items() if " " not in name},
    "đê": "d",
    **{_bare(south): _bare(north) for north, south in SOUTHERN.items()},
    **{_bare(other): _bare(one) for other, one in _ALIKE.items()},
}
_NUMBERS = frozenset(
    _bare(word)
    for word in (
        "không", "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "tám", "chín", "mười",
        "mươi", "trăm", "nghìn", "triệu", "tỷ", "linh",
    )
)  # fmt: skip
"""The words that numbers are made of, northern."""
_PAIRS = {
    (_bare(first), _bare(last)): one
    for (first, last), one in {
        ("vê", "kép"): "w", ("đắp", "liu"): "w", ("ích", "xì"): "x", ("ét", "sì"): "s", ("ép", "phờ"): "f",
        ("cô", "vít"): "covid",
    }.items()
}  # fmt: skip
_SAME_AFTER = {
    **{(_bare(before), _bare("tư")): _bare("bốn") for before in ("mươi", "phần", "linh", "tháng")},
    (_bare("mươi"), _bare("một")): _bare("mốt"),
}
"""What a word is the same as behind another one."""

_POINT, _COMMA, _HOUR, _MINUTE, _NOUGHT = map(_bare, ("chấm", "phẩy", "giờ", "phút", "không"))
_OPTIONAL_BEFORE_NUMBER = frozenset(map(_bare, ("mùng", "ngày")))
_WITHIN_AN_HOUR = 4
"""Words from "giờ" to the "phút" that may be left out: giờ bốn mươi lăm phút."""


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and that it stands for the said words `[start, end)`."""

    folded: str
    start: int
    end: int


def folded(said: Sequence[str]) -> tuple[Word, ...]:
    """The words that carry meaning; those of taste are gone or made one."""
    words = list(_paired([Word(_bare(word), at, at + 1) for at, word in enumerate(said)]))
    texts = [word.folded for word in words]
    kept: list[Word] = []
    for at, word in enumerate(words):
        meant = _in_place(texts, at)
        if meant:
            kept.append(replace(word, folded=meant))
        elif word.folded == _MINUTE:
            kept[-1] = replace(kept[-1], end=word.end)
    return tuple(kept)


def _paired(words: Sequence[Word]) -> Iterator[Word]:
    """Two words that name one thing as that, and every other word by the table; marks are left out."""
    kept = [word for word in words if word.folded]
    at = 0
    while at < len(kept):
        first, last = kept[at], kept[min(at + 1, len(kept) - 1)]
        pair = _PAIRS.get((first.folded, last.folded))
        if pair:
            yield Word(pair, first.start, last.end)
        else:
            yield replace(first, folded=_SAME.get(first.folded, first.folded))
        at += 2 if pair else 1


def _in_place(texts: Sequence[str], at: int) -> str:
    """The word as its neighbours make it; empty where it may be left out."""
    text = texts[at]
    before = texts[at - 1] if at else ""
    after = texts[at + 1] if at + 1 < len(texts) else ""
    number_next = after in _NUMBERS or after in _OPTIONAL_BEFORE_NUMBER
    if text == _POINT and before in _NUMBERS and number_next:
        return _COMMA
    left_out = (
        (text in _OPTIONAL_BEFORE_NUMBER and number_next)
        or (before, text, after) == (_HOUR, _NOUGHT, _MINUTE)
        or (text == _MINUTE and before in _NUMBERS and _HOUR in texts[max(0, at - _WITHIN_AN_HOUR) : at])
    )
    return "" if left_out else _SAME_AFTER.get((before, text), text)

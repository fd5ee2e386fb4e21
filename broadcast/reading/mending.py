"""Single characters mended before reading: accents joined, hidden ones dropped, look-alikes replaced."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from broadcast.language import Text
from broadcast.reading.aligned import Aligned, Edit
from broadcast.reading.lexicon.symbols import NUMERALS
from broadcast.reading.reading import Doubt, Severity
from broadcast.reading.transcoding import transcoded

_CYRILLIC = dict(zip("АВЕКМНОРСТУХаеорсухіІјЅѕԁһ", "ABEKMHOPCTYXaeopcyxiIjSsdh", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True))
_TWINS = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", **_CYRILLIC, **_GREEK}
_DASHES = "‐‑‒–—―−﹣－"
_HIDDEN = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_BLANKS = r" \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\r\f\v\x85\u2028\u2029"
_CONTROLS = r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd"
_ODD = re.compile(
    rf"[^\W\d_]?[\u0300-\u036f]+|[{_HIDDEN}]+|[{_DASHES}]|[{_BLANKS}]{{2,}}|(?! )[{_BLANKS}]"
    rf"|[{''.join(_TWINS)}]|[\uff01-\uff5e\ufb00-\ufb06]|[{_CONTROLS}]"
)
_PLAIN = re.compile(r"[\n -~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ“”‘’…°%‰•]*")
_OLD_CAPITALS = re.compile(r"[a-zđ][ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ]")


@dataclass(frozen=True, slots=True)
class Mended:
    """A text fit to read, and the doubts about it, each with its place in the source."""

    aligned: Aligned
    doubts: tuple[tuple[int, Doubt], ...] = ()

    @property
    def edited(self) -> bool:
        """Whether anything was changed."""
        return self.aligned.before is not None


def mend(source: str) -> Mended:
    """Decode what legacy fonts left, then mend single characters."""
    if "  " not in source and _PLAIN.fullmatch(source) and not _OLD_CAPITALS.search(source):
        return Mended(Aligned(source))
    decoded = transcoded(source)
    aligned = Aligned(source).edited([edit for edit, _ in decoded])
    edits = tuple(_edits(aligned.text, _numerals(aligned.text)))
    doubts = [(edit.start, doubt) for edit, doubt in decoded]
    doubts += [
        (aligned.source(edit.start), doubt) for edit in edits for doubt in _lookalike(aligned.text, edit)
    ]
    return Mended(aligned.edited(edits), tuple(sorted(doubts, key=lambda place: place[0])))


def _numerals(text: str) -> str:
    """Figures that are no common digits and no letters: ½, ², ①, Ⅳ."""
    return "".join(
        sorted(char for char in set(text) if not char.isascii() and char.isnumeric() and not char.isalpha())
    )


def _edits(text: str, numerals: str) -> Iterator[Edit]:
    odd = re.compile(f"{_ODD.pattern}|[{re.escape(numerals)}]") if numerals else _ODD
    for match in odd.finditer(text):
        new = _replacement(text, match)
        if new != match[0]:
            yield Edit(match.start(), match.end(), new)


def _replacement(text: str, match: re.Match[str]) -> str:
    found = match[0]
    if "\u0300" <= found[-1] <= "\u036f":
        return _composed(found)
    if found in _TWINS:
        return _TWINS[found] if found in "ÐƉðɖ" or _among_latin(text, match) else found
    if found.isspace():
        return _blank(text, match)
    return _numeral(text, match) if found.isnumeric() else _single(found)


def _single(found: str) -> str:
    """Hidden and control characters go, dashes become one, wide letters common ones."""
    if found[0] in _HIDDEN or unicodedata.category(found[0]) == "Cc" or found == "\ufffd":
        return ""
    return "-" if found in _DASHES else unicodedata.normalize("NFKC", found)


def _numeral(text: str, match: re.Match[str]) -> str:
    """A power of a metre stays with its unit; other powers and parts are words, other figures digits."""
    found = match[0]
    if found in "²³" and text[max(0, match.start() - 1) : match.start()] == "m":
        return unicodedata.normalize("NFKC", found)
    if found in NUMERALS:
        return f" {NUMERALS[found]} "
    if found.isdecimal():
        return str(unicodedata.decimal(found))
    plain = unicodedata.normalize("NFKC", found)
    return plain if plain.isascii() else ""


def _blank(text: str, match: re.Match[str]) -> str:
    """One blank; none at the ends of lines."""
    at_start = match.start() == 0 or text[match.start() - 1] == "\n"
    at_end = match.end() == len(text) or text[match.end()] == "\n"
    return "" if at_start or at_end else " "


def _composed(found: str) -> str:
    """Accents joined; those that join nothing are dropped, for no engine can say them."""
    joined = unicodedata.normalize(
        "NFC", unicodedata.normalize("NFD", found.translate({0x340: 0x300, 0x341: 0x301}))
    )
    return "".join(char for char in joined if not unicodedata.combining(char))


def _among_latin(text: str, match: re.Match[str]) -> bool:
    near = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return (
        any(
            (char.isalpha() and char not in _TWINS and char < "\u0370") or "Ạ" <= char <= "ỹ" for char in near
        )
        or not near.strip()
    )


def _lookalike(text: str, edit: Edit) -> Iterator[Doubt]:
    """A letter of another alphabet that was replaced is shown: somebody may have meant to deceive."""
    if text[edit.start] in _CYRILLIC or text[edit.start] in _GREEK:
        yield Doubt(
            Text(
                f"chữ của bảng chữ cái khác trông giống {edit.text}",
                f"a letter of another alphabet that looks like {edit.text}",
            ),
            (edit.text,),
            Severity.WARN,
        )

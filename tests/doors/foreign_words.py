"""Finds English in what Vietnamese people read.

A word of ASCII letters that no Vietnamese syllable can be is foreign, unless it is one of those that people
here read every day. Names of files, addresses, ids and codes are no words, nor is what is quoted «so».
"""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from broadcast.reading.syllables import is_syllable

_DAILY = """
    word pdf excel zalo viber facebook google gmail bluezone ncovi covid mp3 wav ogg flac doc docx txt csv
    json html wma amr mp4 avi m4a https http www com gov vn usb wifi internet web email app qr totp
    authenticator microsoft api xml xlsx utf unicode get head lufs lra dbtp db hz khz kb mb gb kbit sms fm am
    ipv id ok cd url svg png espeak piper gtts fpt wyoming chromium linux windows android iphone caddy nginx
    kgvx ubnd evn ubmttq md pls xspf khmer aegis caps lock enter esc tab javascript
    broadcast make run data user reset
"""
"""Kinds of files, names of things, units; at the end commands that somebody is told to type."""

ALLOWED = frozenset(_DAILY.split())

ENGLISH = frozenset({"the", "that", "then", "on", "not", "and", "for", "are", "no", "yes", "off"})
"""English words that a Vietnamese syllable could look like."""

_WORD = re.compile(r"[A-Za-z]{2,}")
_NO_WORDS = re.compile(
    r"""«[^»]*» | https?://\S+ | www\.\S+ | \S+@\S+ | [\w.-]*/[\w./{}-]+ | \b\w+([-_.]\w+)+\b
    | \b(?=\w*\d)(?=\w*[a-z])\w+\b""",
    re.VERBOSE | re.IGNORECASE,
)
_READ = ("title", "alt", "aria-label", "placeholder", "data-label", "data-of", "aria-description")
_SILENT = {"script", "style", "code", "pre", "kbd", "samp", "template"}
_VOID = {
    *("input", "img", "br", "hr", "meta", "link", "source"),
    *("path", "rect", "line", "polyline", "use", "circle"),
}


def foreign(text: str, names: Iterable[str] = ()) -> set[str]:
    """The words of `text` that are no Vietnamese; `names` are those of people and things."""
    known = ALLOWED | {word.lower() for name in names for word in _WORD.findall(name)}
    words = set(_WORD.findall(_NO_WORDS.sub(" ", _joined(text))))
    return {word for word in words if word.lower() not in known and _is_foreign(word)}


def _joined(text: str) -> str:
    """Words with a Vietnamese letter in them are Vietnamese as a whole: none of their parts is looked at."""
    return re.sub(r"\w*[^\W\d_A-Za-z]\w*", " ", text)


def _is_foreign(word: str) -> bool:
    return word.lower() in ENGLISH or not (is_syllable(word.lower()) or (word.isupper() and len(word) <= 3))


class Reader(HTMLParser):
    """Collects what people read or hear of a page: text, titles, labels, what stands on buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._within: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        english = given.get("lang") == "en"
        if not english and not self._silent:
            self.said += [str(given[name]) for name in _READ if given.get(name)]
            if tag == "input" and given.get("type") in {"submit", "button"}:
                self.said.append(str(given.get("value") or ""))
        if tag not in _VOID:
            self._within.append((tag, english or tag in _SILENT))

    def handle_endtag(self, tag: str) -> None:
        while self._within:
            if self._within.pop()[0] == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)

    @property
    def _silent(self) -> bool:
        return any(silent for _, silent in self._within)


def said(html: str) -> Iterator[str]:
    """Everything that a page says."""
    reader = Reader()
    reader.feed(html)
    yield from (each.strip() for each in reader.said if each.strip())


def english_of(html: str, names: Iterable[str] = ()) -> Iterator[str]:
    """What on a page is not Vietnamese, each with the sentence around it."""
    for sentence in said(html):
        found = foreign(sentence, names)
        if found:
            yield f"{', '.join(sorted(found))}: {' '.join(sentence.split())[:160]}"

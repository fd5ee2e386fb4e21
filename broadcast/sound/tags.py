"""ID3v2.3: title, station, date and chapters in front of the sound (id3.org: id3v2.3.0, chapters 1.0).

2.3 and not 2.4, because Windows before 10 shows no 2.4. Standard library only.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_UTF16 = b"\x01"
_LANGUAGES = {"vi": "vie", "en": "eng", "km": "khm"}
"""ISO 639-2 as the tag wants it; Khmer is spoken by stations of An Giang."""

_MOST_CHAPTERS = 255
"""The table of contents counts its entries in one byte."""

_NO_BYTE_OFFSET = b"\xff" * 8
_TOP_LEVEL_ORDERED = 0b11


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part that a player can jump to; seconds from the file's start."""

    title: str
    starts_s: float
    ends_s: float


@dataclass(frozen=True, slots=True)
class Tags:
    """What a player shows: `artist` is the station, `album` the programme's name, `language` ISO 639-1."""

    title: str = ""
    artist: str = ""
    album: str = ""
    date: dt.date | None = None
    language: str = "vi"
    chapters: tuple[Chapter, ...] = ()


def id3(tags: Tags, duration_s: float) -> bytes:
    """The whole tag of a file of `duration_s` seconds; chapters after the 255th are left out."""
    body = b"".join(_frames(tags, duration_s))
    return b"ID3\x03\x00\x00" + _syncsafe(len(body)) + body


def _frames(tags: Tags, duration_s: float) -> Iterator[bytes]:
    yield from _texts({"TIT2": tags.title, "TPE1": tags.artist, "TALB": tags.album})
    if tags.date is not None:
        yield from _texts({"TYER": f"{tags.date:%Y}", "TDAT": f"{tags.date:%d%m}"})
    yield from _texts({"TLAN": _LANGUAGES.get(tags.language, ""), "TLEN": str(round(duration_s * 1_000))})
    chapters = tags.chapters[:_MOST_CHAPTERS]
    if chapters:
        yield _contents(chapters)
    for number, chapter in enumerate(chapters):
        yield _chapter(number, chapter)


def _contents(chapters: Sequence[Chapter]) -> bytes:
    names = b"".join(_name(number) for number in range(len(chapters)))
    return _frame("CTOC", b"toc\x00" + bytes((_TOP_LEVEL_ORDERED, len(chapters))) + names)


def _chapter(number: int, chapter: Chapter) -> bytes:
    times = b"".join(round(at_s * 1_000).to_bytes(4, "big") for at_s in (chapter.starts_s, chapter.ends_s))
    title = b"".join(_texts({"TIT2": chapter.title}))
    return _frame("CHAP", _name(number) + times + _NO_BYTE_OFFSET + title)


def _name(number: int) -> bytes:
    return f"c{number}".encode() + b"\x00"


def _texts(texts: dict[str, str]) -> Iterator[bytes]:
    for kind, text in texts.items():
        if text:
            yield _frame(kind, _UTF16 + b"\xff\xfe" + text.replace("\0", " ").encode("utf-16-le", "replace"))


def _frame(kind: str, body: bytes) -> bytes:
    return kind.encode() + len(body).to_bytes(4, "big") + bytes(2) + body


def _syncsafe(size: int) -> bytes:
    """28 bits in four bytes whose highest bit is never set."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))

"""Chapters and tags as ffmpeg's own text form (ffmetadata): what a file holds, and what a new one shall hold.

One form for all containers: ID3 `CHAP`, the chapter track of MP4, the `CHAPTERxxx` comments of Ogg.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from broadcast.sound.container import PLAYLIST, UNKNOWN, kind_of
from broadcast.sound.ffmpeg import FfmpegFailed, metadata
from broadcast.sound.tags import Chapter, Tags

_SPECIAL = re.compile(r"([=;#\\\n])")
_LINE_ENDS = re.compile(r"(?<!\\)(?:\\\\)*\n")
_PART = re.compile(r"((?:[^\\=]|\\.)*)=(.*)", re.DOTALL)
_UNESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MOST_COMMENTS = 1_000
"""Ogg's chapters are counted with three digits."""

_NANOSECONDS = Fraction(1, 1_000_000_000)


def chapters_of(path: Path) -> tuple[Chapter, ...]:
    """The chapters of a sound file, in order; none where it has none or cannot be asked."""
    try:
        kind = kind_of(path)
        return () if kind in {PLAYLIST, UNKNOWN} else read_chapters(metadata(path, kind))
    except (OSError, FfmpegFailed):
        return ()


def read_chapters(text: str) -> tuple[Chapter, ...]:
    """The chapters in an ffmetadata text; what makes no sense is left out."""
    sections = re.split(r"^\[(\w+)\]\n", text, flags=re.MULTILINE)
    bodies = [body for kind, body in zip(sections[1::2], sections[2::2], strict=True) if kind == "CHAPTER"]
    found = [chapter for chapter in map(_chapter, bodies) if chapter is not None]
    return tuple(sorted(found, key=lambda chapter: chapter.starts_s))


def written(tags: Tags, *, as_comments: bool = False) -> str:
    """`tags` as ffmetadata; `as_comments` writes the chapters as Ogg's comments.

    ffmpeg could make these of chapters, but rounds: 27.5 s becomes 28.5 s (seen in version 9).
    """
    chapters = _comments(tags.chapters[:_MOST_COMMENTS]) if as_comments else _sections(tags.chapters)
    return "".join(f"{line}\n" for line in (*_lines(tags), *chapters))


def _lines(tags: Tags) -> Iterator[str]:
    yield ";FFMETADATA1"
    texts = {"title": tags.title, "artist": tags.artist, "album": tags.album}
    if tags.date is not None:
        texts["date"] = tags.date.isoformat()
    for name, text in texts.items():
        if text:
            yield f"{name}={_escaped(text)}"


def _sections(chapters: Sequence[Chapter]) -> Iterator[str]:
    for chapter in chapters:
        yield "[CHAPTER]"
        yield "TIMEBASE=1/1000"
        yield f"START={round(chapter.starts_s * 1_000)}"
        yield f"END={round(chapter.ends_s * 1_000)}"
        yield f"title={_escaped(chapter.title)}"


def _comments(chapters: Sequence[Chapter]) -> Iterator[str]:
    """Xiph's chapter extension: a beginning and a name, no end."""
    for number, chapter in enumerate(chapters):
        seconds, thousandths = divmod(round(chapter.starts_s * 1_000), 1_000)
        minutes, second = divmod(seconds, 60)
        yield f"CHAPTER{number:03d}={minutes // 60:02d}:{minutes % 60:02d}:{second:02d}.{thousandths:03d}"
        yield f"CHAPTER{number:03d}NAME={_escaped(chapter.title)}"


def _escaped(text: str) -> str:
    plain = "".join(" " if ord(character) < 32 else character for character in text)
    plain = plain.rstrip("\\")  # ffmpeg takes the line end behind one for a part of the text
    return _SPECIAL.sub(r"\\\1", plain.encode("utf-8", "replace").decode())


def _chapter(body: str) -> Chapter | None:
    fields = dict(_fields(body))
    try:
        unit = Fraction(fields["TIMEBASE"]) if "TIMEBASE" in fields else _NANOSECONDS
        starts_s, ends_s = (float(int(fields[name]) * unit) for name in ("START", "END"))
    except (KeyError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return Chapter(fields.get("title", ""), starts_s, ends_s) if 0 <= starts_s <= ends_s else None


def _fields(body: str) -> Iterator[tuple[str, str]]:
    at = 0
    for end in [*(match.end() for match in _LINE_ENDS.finditer(body)), len(body)]:
        if part := _PART.fullmatch(body[at:end].removesuffix("\n")):
            yield _UNESCAPED.sub(r"\1", part[1]), _UNESCAPED.sub(r"\1", part[2])
        at = end

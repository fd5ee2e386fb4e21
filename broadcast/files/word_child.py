"""The program of one process that takes the words out of a Word file: bytes in, UTF-8 out, and it ends.

    python -I word_child.py BYTES PARENT

BYTES is the length of the file, which comes by stdin. A stranger made it, so this process may do little: it
writes no file, and has little memory and CPU. A small file can hold a parser for a minute and gigabytes.
"""

import ctypes
import io
import os
import resource
import sys
import zipfile
from typing import Any

CUT, NOT_WORD, TOO_LARGE, MACRO, ENTITIES, BROKEN, TOO_LONG = 3, 4, 5, 6, 7, 8, 9
"""Exit statuses; BROKEN and everything else that a signal or a limit brings: it cannot be read."""

MEMORY_BYTES = 448 << 20
CPU_S = 2
MOST_XML = 8 << 20
"""Bytes of XML, unpacked. Twenty pages of a real document have less than one megabyte."""

MOST_BYTES, MOST_PARTS, MOST_PARAGRAPHS, MOST_LETTERS = 64 << 20, 1_000, 5_000, 60_000
"""Bytes unpacked in all; parts (pictures, styles, settings); paragraphs; letters of text."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TEXT = f"{_W}p", f"{_W}t"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9


def main(length: str, parent: str) -> int:
    """Do the one job; the exit status."""
    _fence(int(parent))
    content = sys.stdin.buffer.read()
    if len(content) != int(length):
        return CUT
    try:
        refused = _refused(content)
        if refused:
            return refused
        lines = _paragraphs(content)
    except (MemoryError, RecursionError):
        return TOO_LARGE
    except Exception:  # noqa: BLE001 - whatever a hostile file makes a parser raise, the answer is the same
        return BROKEN
    text = "\n".join(lines).strip()
    if len(text) > MOST_LETTERS or len(lines) > MOST_PARAGRAPHS:
        return TOO_LONG
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


def _refused(content: bytes) -> int:
    """Why it is not even opened: by its directory, and by what no Word document holds."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError):
        return BROKEN
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        return NOT_WORD
    xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        return TOO_LARGE
    if sum(part.file_size for part in xml) > MOST_XML:
        return TOO_LARGE
    if any("vbaproject" in name.lower() for name in names):
        return MACRO
    return _refused_inside(archive, xml)


def _refused_inside(archive: zipfile.ZipFile, xml: list[zipfile.ZipInfo]) -> int:
    for part in xml:
        words = archive.read(part).replace(b"\x00", b"")  # UTF-16 is seen through
        if b"<!DOCTYPE" in words or b"<!ENTITY" in words:
            return ENTITIES
        if part.filename == "[Content_Types].xml" and b"macroenabled" in words.lower():
            return MACRO
    return 0


def _paragraphs(content: bytes) -> list[str]:
    """Every paragraph in the order of the page: tables and text boxes too, without what was struck out."""
    import docx

    body = docx.Document(io.BytesIO(content)).element.body
    lines: list[str] = []
    _walk(body, [], lines)
    return lines


def _walk(element: Any, line: list[str], lines: list[str]) -> None:  # noqa: ANN401 - an element of lxml
    for child in element:
        if child.tag == _PARAGRAPH:
            inner: list[str] = []
            _walk(child, inner, lines)
            lines.append("".join(inner).rstrip())
        elif child.tag == _TEXT:
            line.append(child.text or "")
        elif child.tag in _BREAKS:
            line.append(_BREAKS[child.tag])
        elif child.tag not in _SKIPPED:
            _walk(child, line, lines)


def _fence(parent: int) -> None:
    limits = [(resource.RLIMIT_CPU, CPU_S), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)]
    if sys.platform == "linux":
        limits.append((resource.RLIMIT_AS, MEMORY_BYTES))
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, ctypes.c_ulong(_SIGKILL), 0, 0, 0)
    for limit, value in limits:
        resource.setrlimit(limit, (value, value))
    if os.getppid() != parent:  # it died before it could be watched
        sys.exit(CUT)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""The program of one process that takes the words out of a Word file (see fenced.py)."""

import io
import sys
import zipfile
from typing import Any

from broadcast.files.fenced import BROKEN, TOO_LARGE, TOO_LONG, WRONG_KIND, run

MACRO, ENTITIES = 6, 7
"""Exit statuses of its own."""

MOST_XML = 8 << 20
"""Bytes of XML, unpacked. Twenty pages of a real document have less than one megabyte."""

MOST_BYTES, MOST_PARTS, MOST_PARAGRAPHS = 64 << 20, 1_000, 5_000
"""Bytes unpacked in all; parts (pictures, styles, settings); paragraphs."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TEXT = f"{_W}p", f"{_W}t"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def words_of(content: bytes) -> str | int:
    """The paragraphs, a line each, or why not."""
    refused = _refused(content)
    if refused:
        return refused
    lines = _paragraphs(content)
    return TOO_LONG if len(lines) > MOST_PARAGRAPHS else "\n".join(lines).strip()


def _refused(content: bytes) -> int:
    """Why it is not even opened: by its directory, and by what no Word document holds."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError):
        return BROKEN
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        return WRONG_KIND
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


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], words_of))

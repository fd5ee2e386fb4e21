"""The program of one process that takes the words out of a PDF (see fenced.py)."""

import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

from broadcast.files.fenced import MOST_LETTERS, TOO_LONG, run

LOCKED, SCANNED = 6, 7
"""Exit statuses of its own: it asks for a password; there are pages, but not one letter on them."""

MOST_PAGES = 60
"""Twenty pages are a long plan; one script is two."""

_HYPHENS = {"\x02": "-", "\ufffe": "-"}
"""How PDFium writes a hyphen at the end of a line, which it takes away: `Covid-` / `19` is Covid-19."""


def words_of(content: bytes) -> str | int:
    """The lines of all pages, or why not."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "security" in str(error):
            return LOCKED
        raise
    if len(document) > MOST_PAGES:
        return TOO_LONG
    lines: list[str] = []
    for page in document:
        lines += _lines(page)
        if sum(map(len, lines)) > MOST_LETTERS:
            return TOO_LONG
    return "\n".join(lines).strip() if any(map(str.isalpha, "".join(lines))) else SCANNED


def _lines(page: Any) -> Iterator[str]:  # noqa: ANN401 - a page of pypdfium2
    """The lines of a page; a number alone at its top or foot is the page's."""
    text = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\r", "\n")
    lines = ["".join(map(_clean, line)).strip() for line in text.split("\n")]
    told = [at for at, line in enumerate(lines) if line]
    numbers = {at for at in (*told[:1], *told[-1:]) if lines[at].strip(" -–").isdecimal()}
    yield from (line for at, line in enumerate(lines) if at not in numbers)


def _clean(letter: str) -> str:
    """A letter that the font has no name for leaves a hole, which the reading then finds."""
    if letter in _HYPHENS:
        return _HYPHENS[letter]
    return " " if unicodedata.category(letter) in {"Cc", "Co", "Cn"} or letter == "\ufffd" else letter


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], words_of))

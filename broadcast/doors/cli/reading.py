"""`broadcast read`: the words that will be spoken, doubts on stderr."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from broadcast.errors import Fault, NotFound, Where
from broadcast.language import Language, Text
from broadcast.reading import Reading, decode, read_document, read_lines


def read_out(file: Path, *, lines: bool, as_json: bool, language: Language) -> None:
    """Print the reading of `file` (`-`: standard input) as a document, or line by line.

    Raises:
        NotFound: there is no such file.
        Invalid: it is not text.
    """
    text = decode(_bytes(file))
    readings = read_lines(text) if lines else (read_document(text),)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    for reading in readings:
        sys.stdout.write(_json(reading, language) if as_json else reading.spoken)
        sys.stdout.write("\n")
    sys.stdout.flush()
    _tell_doubts(file, text, readings, by_line=lines, language=language)


def _bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise no_file(file) from error


def no_file(file: Path) -> NotFound:
    """There is no such file to read."""
    return NotFound(
        Fault(
            Text("không có tệp này", "there is no such file"),
            Text("kiểm tra đường dẫn", "check the path"),
            Where(str(file)),
        )
    )


def _json(reading: Reading, language: Language) -> str:
    return json.dumps([piece.as_json(language) for piece in reading.pieces], ensure_ascii=False)


def _tell_doubts(
    file: Path, text: str, readings: Iterable[Reading], *, by_line: bool, language: Language
) -> None:
    for number, reading in enumerate(readings, start=1):
        for piece in reading.doubts:
            line = number if by_line else text.count("\n", 0, piece.start) + 1
            sys.stderr.write(f"{file}:{line}: {doubt_line(piece.written, piece.doubt, language)}\n")


def doubt_line(written: str, doubt: object, language: Language) -> str:
    """A doubt in one line: what stands there, why it is doubted, what is proposed."""
    proposals = ", ".join(f"«{proposal}»" for proposal in doubt.proposals)  # type: ignore[attr-defined]
    why = doubt.why.said(language)  # type: ignore[attr-defined]
    either = Text("có phải là", "is it").said(language)
    return f"«{written}»: {why}" + (f"; {either} {proposals}?" if proposals else "")

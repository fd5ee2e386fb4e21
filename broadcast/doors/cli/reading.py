"""`broadcast read`: the words that will be spoken, doubts on stderr."""

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from broadcast.doors.cli.opening import Opening
from broadcast.errors import Fault, NotFound, Where
from broadcast.language import Language, Text
from broadcast.reading import (
    Difference,
    Doubt,
    NotText,
    Opinion,
    Piece,
    Policy,
    Reading,
    Rule,
    decode,
    differences,
    read_document,
    read_lines,
)

MOST_SHOWN = 60
"""Letters of a doubtful place that a message repeats."""

_NO_OPINION = Text(
    "không có ý kiến thứ hai: chưa cài sea-g2p (pip install sea-g2p)",
    "no second opinion: sea-g2p is not installed (pip install sea-g2p)",
)
_SILENT = Text("(không đọc)", "(silent)")

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def station_policy(opening: Opening, station: str | None) -> Policy:
    """How `station` of the house reads today, or on the day asked for; without one the reader's own way.

    Raises:
        Invalid: schedules.yaml is wrong.
        UnknownStation: no station has this id.
    """
    if station is None:
        return Policy()
    from broadcast.files.schedules import load_schedule
    from broadcast.schedule import VIETNAM

    day = opening.day or datetime.now(VIETNAM).date()
    return load_schedule(opening.house / "schedules.yaml").reading_at(station, day)


def read_out(
    file: Path, *, lines: bool, as_json: bool, language: Language, policy: Policy
) -> tuple[Reading, ...]:
    """Print the reading of `file` (`-`: standard input) by `policy`, as a document or line by line.

    Gives what was printed: one reading, or with `lines` one for each line.

    Raises:
        NotFound: there is no such file.
        Invalid: it is not text.
    """
    text = _decoded(file)
    readings = read_lines(text, policy) if lines else (_document(text, policy),)
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    for reading in readings:
        sys.stdout.write(_json(reading, language) if as_json else reading.spoken)
        sys.stdout.write("\n")
    sys.stdout.flush()
    _tell_doubts(file, text, readings, by_line=lines, language=language)
    return readings


def _document(text: str, policy: Policy) -> Reading:
    """A document's reading; the fields above the text of a script are one silent piece."""
    front = _FRONT.match(text)
    if front is None:
        return read_document(text, policy)
    below = read_document(text[front.end() :], policy)
    moved = (
        replace(piece, start=piece.start + front.end(), end=piece.end + front.end()) for piece in below.pieces
    )
    return replace(
        below, source=text, pieces=(Piece(front[0], 0, front.end(), "", Rule.HEADER, None), *moved)
    )


def _decoded(file: Path) -> str:
    data = _bytes(file)
    try:
        return decode(data)
    except NotText as error:
        raise NotText(*(replace(fault, where=Where(str(file))) for fault in error.faults)) from error


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
            if piece.doubt is not None:
                sys.stderr.write(f"{file}:{line}: {_told(_short(piece.written), piece.doubt, language)}\n")


def tell_differences(
    file: Path, readings: Iterable[Reading], opinion: Opinion | None, language: Language
) -> None:
    """Where `opinion` says other words, each on a line of stderr; without one, what to install."""
    if opinion is None:
        sys.stderr.write(f"{_NO_OPINION.said(language)}\n")
        return
    for number, reading in enumerate(readings):
        for difference in differences(reading, opinion):
            line = number + reading.source.count("\n", 0, difference.start) + 1
            sys.stderr.write(f"{file}:{line}: {_otherwise(difference).said(language)}\n")


def _otherwise(difference: Difference) -> Text:
    """A difference in one line: what stands there, and both ways of saying it."""
    written = _short(difference.written)
    ours, theirs = (
        Text(f"«{words}»", f"«{words}»") if words else _SILENT
        for words in (difference.ours, difference.theirs)
    )
    return Text(
        f"«{written}»: đọc là {ours.vi}, ý kiến thứ hai: {theirs.vi}",
        f"«{written}»: read as {ours.en}, second opinion: {theirs.en}",
    )


def _short(written: str) -> str:
    """As much of it as helps to find it, in one line."""
    line = " ".join(written.split())
    return line if len(line) <= MOST_SHOWN else f"{line[:MOST_SHOWN]}..."


def _told(written: str, doubt: Doubt, language: Language) -> str:
    """A doubt in one line: what stands there, why it is doubted, what is proposed."""
    proposals = ", ".join(f"«{proposal}»" for proposal in doubt.proposals)
    either = Text("có phải là", "is it").said(language)
    return f"«{written}»: {doubt.why.said(language)}" + (f"; {either} {proposals}?" if proposals else "")

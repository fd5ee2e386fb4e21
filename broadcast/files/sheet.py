"""A sheet: a text file with fields between two lines of dashes, and the text below them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from broadcast.errors import Fault, Invalid, Where
from broadcast.language import Text

LARGEST = 200_000
"""Bytes. Ours: a script of this size would speak for hours, so it is something else saved under this name."""

FENCE = "---"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands in a sheet; lines count from 1.

    `front` is the YAML from line 2 on, in NFC (None: there is none); `closes` is the line of the fence below.
    `text` begins on `text_line` with its first letter and ends with its last; its lines end in LF alone.
    """

    front: str | None
    closes: int
    text: str
    text_line: int


def content_of(path: Path, shown: str) -> str:
    """The letters of the file at `path`, line ends and all; `shown` is its name in faults.

    Raises:
        Invalid: it cannot be opened, is larger than `LARGEST`, or is not UTF-8.
    """
    try:
        if not path.is_file():
            raise Invalid(Fault(_NO_FILE, _SEE_NAME, Where(shown)))
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        what = Text(f"không mở được tệp ({error.strerror})", f"the file does not open ({error.strerror})")
        raise Invalid(Fault(what, _SEE_RIGHTS, Where(shown))) from error
    if len(raw) > LARGEST:
        raise Invalid(Fault(_TOO_LARGE, _TEXT_ONLY, Where(shown)))
    return _decoded(raw, shown)


def laid_open(content: str, shown: str) -> tuple[Sheet, tuple[Fault, ...]]:
    """The parts of a sheet, and what is wrong with its form.

    Control characters are faults and are left out of the parts, so that what else is wrong is found as well.
    """
    lines = [line.removesuffix("\r") for line in content.removeprefix("\ufeff").split("\n")]
    faults = tuple(_controls(lines, shown))
    lines = [_CONTROL.sub("", line) for line in lines]
    if lines[0].rstrip() != FENCE:
        return Sheet(None, 0, *_text(lines, 0)), (Fault(_NO_FRONT, _OPEN_FRONT, Where(shown, 1)), *faults)
    closes = next((number for number, line in enumerate(lines) if number and line.rstrip() == FENCE), None)
    if closes is None:
        return Sheet(None, 0, *_text(lines, 1)), (Fault(_NOT_CLOSED, _CLOSE_FRONT, Where(shown, 1)), *faults)
    front = unicodedata.normalize("NFC", "\n".join(lines[1:closes]))
    return Sheet(front, closes + 1, *_text(lines, closes + 1)), faults


def _decoded(raw: bytes, shown: str) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        at = error.start + 1
        what = Text(f"tệp không phải UTF-8, sai từ byte thứ {at}", f"this is not UTF-8, from byte {at} on")
        raise Invalid(Fault(what, _SAVE_AS_UTF8, Where(shown, line))) from error


def _text(lines: Sequence[str], begins: int) -> tuple[str, int]:
    """The text from line index `begins` on, without blank lines around it, and the line it begins on."""
    first = next((at for at in range(begins, len(lines)) if lines[at].strip()), min(begins, len(lines) - 1))
    return "\n".join(lines[first:]).strip(), first + 1


def _controls(lines: Sequence[str], shown: str) -> Iterator[Fault]:
    for number, line in enumerate(lines, 1):
        if found := _CONTROL.search(line):
            code = f"U+{ord(found[0]):04X}"
            what = Text(f"có ký tự điều khiển {code}", f"a control character stands here ({code})")
            yield Fault(what, _RETYPE, Where(shown, number))


_NO_FILE = Text("không có tệp này", "there is no such file")
_SEE_NAME = Text("xem lại tên và thư mục", "look at its name and folder again")
_SEE_RIGHTS = Text("xem lại quyền đọc tệp", "see whether it may be read")
_TOO_LARGE = Text(f"tệp lớn hơn {LARGEST // 1000} kB", f"the file is larger than {LARGEST // 1000} kB")
_TEXT_ONLY = Text(
    "chỉ lưu chữ của một bài trong một tệp, không lưu ảnh hay tệp Word",
    "keep the words of one script in one file, no pictures, no Word document",
)
_SAVE_AS_UTF8 = Text("lưu lại bằng UTF-8", "save it again as UTF-8")
_RETYPE = Text("xoá ký tự đó, gõ lại dòng này", "delete it and type the line again")
_NO_FRONT = Text("thiếu phần đầu bài", "the fields at the head are missing")
_OPEN_FRONT = Text(
    "để dòng đầu tiên là «---», ghi các mục, rồi một dòng «---» nữa, xem docs/scripts.md",
    "begin with a line «---», then the fields, then another line «---», see docs/scripts.md",
)
_NOT_CLOSED = Text("phần đầu bài chưa đóng", "the fields at the head do not end")
_CLOSE_FRONT = Text(
    "thêm một dòng «---» ngay sau mục cuối cùng", "put a line «---» right after the last field"
)

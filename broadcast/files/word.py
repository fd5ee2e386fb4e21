"""Words out of a Word file (.docx), which a stranger may have made: read in a child with little room."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from broadcast.errors import Fault, Invalid, Where
from broadcast.files import word_child
from broadcast.language import Text

DEADLINE_S = 1.8
"""By the wall clock: an answer within 2 s, whatever the file. A real document takes about 0.3 s."""


class BadDocument(Invalid):
    """This file is no document that we read."""


def words_of(content: bytes, shown: str) -> str:
    """The paragraphs of the Word file `content`, a line each; `shown` is its name in faults.

    Raises:
        BadDocument: it is broken, too large, holds macros or entities, or is no Word file.
    """
    command = [sys.executable, "-I", str(Path(word_child.__file__)), str(len(content)), str(os.getpid())]
    try:
        child = subprocess.run(  # noqa: S603 - our own program; the stranger's file goes in by stdin
            command,
            input=content,
            capture_output=True,
            timeout=DEADLINE_S,
            check=False,
            env={},
            cwd="/",
        )
    except subprocess.TimeoutExpired as error:
        raise BadDocument(Fault(_TOO_LARGE, _PASTE, Where(shown))) from error
    if child.returncode != 0:
        what, remedy = _WHY.get(child.returncode, (_BROKEN, _SAVE_AGAIN))
        raise BadDocument(Fault(what, remedy, Where(shown)))
    return child.stdout.decode()


_PASTE = Text(
    "chép lời bài trong Word rồi dán vào ô soạn", "copy the words in Word and paste them into the text box"
)
_SAVE_AGAIN = Text(
    "mở bằng Word, lưu lại thành .docx rồi gửi lại; hoặc chép lời bài và dán vào ô soạn",
    "open it in Word, save it as .docx and send it again, or copy the words and paste them",
)
_BROKEN = Text("tệp Word bị hỏng hoặc chưa tải hết", "the Word file is damaged or cut short")
_TOO_LARGE = Text(
    "tệp Word quá lớn hoặc quá rắc rối để đọc an toàn", "the Word file is too large or too intricate"
)
_WHY: Mapping[int, tuple[Text, Text]] = {
    word_child.NOT_WORD: (Text("đây không phải tệp Word", "this is no Word file"), _SAVE_AGAIN),
    word_child.TOO_LARGE: (_TOO_LARGE, _PASTE),
    word_child.MACRO: (
        Text("tệp Word có macro, hệ thống không nhận", "the Word file holds macros, which are not taken"),
        Text("lưu lại thành .docx không có macro", "save it as .docx without macros"),
    ),
    word_child.ENTITIES: (
        Text("tệp Word có phần khai báo lạ, không an toàn", "the Word file declares entities: not safe"),
        _PASTE,
    ),
    word_child.TOO_LONG: (
        Text("tệp Word dài quá, không phải một bài phát thanh", "the Word file is longer than any script"),
        Text("chỉ giữ lại lời của một bài", "keep the words of one script"),
    ),
    word_child.BROKEN: (_BROKEN, _SAVE_AGAIN),
}

"""A stranger's file may cost so much CPU; what a busy machine costs is not the file's fault."""

from pathlib import Path
from types import ModuleType

import pytest

from broadcast.files import fenced
from broadcast.files.parsing import BadDocument, HeldUp, parsed
from broadcast.language import Text

WHY = {
    fenced.TOO_LARGE: (Text("tệp quá lớn", "too large"), Text("gửi tệp nhỏ hơn", "send a smaller one")),
    fenced.BROKEN: (Text("tệp hỏng", "broken"), Text("lưu lại", "save it again")),
}


def child(folder: Path, work: str) -> ModuleType:
    """A program that does `work` with the file `content`."""
    program = folder / "some_child.py"
    program.write_text(
        "import sys, time\n"
        "from broadcast.files.fenced import run\n"
        f"def words(content):\n    {work}\n    return content.decode()\n"
        "sys.exit(run(sys.argv[1:], words))\n",
        encoding="utf-8",
    )
    module = ModuleType("some_child")
    module.__file__ = str(program)
    return module


def test_its_words_come_out(tmp_path: Path) -> None:
    assert parsed(child(tmp_path, "pass"), "Kính gửi".encode(), "a.docx", WHY) == "Kính gửi"


def test_a_file_that_takes_too_much_cpu_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="tệp quá lớn"):
        parsed(child(tmp_path, "while True: pass"), b"x", "a.docx", WHY, 60)


def test_a_file_that_takes_too_much_memory_is_too_large(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="tệp quá lớn"):
        parsed(child(tmp_path, "b'x' * (1 << 30)"), b"x", "a.docx", WHY, 60)


def test_a_parser_that_crashes_is_a_broken_file(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match="tệp hỏng"):
        parsed(child(tmp_path, "1 / 0"), b"x", "a.docx", WHY, 60)


def test_whoever_gets_no_cpu_is_not_blamed(tmp_path: Path) -> None:
    with pytest.raises(HeldUp, match=r"a\.docx: máy chủ đang quá bận"):
        parsed(child(tmp_path, "time.sleep(60)"), b"x", "a.docx", WHY, 1.5)

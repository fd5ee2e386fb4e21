"""What `broadcast read --second-opinion` says on stderr."""

from pathlib import Path

import pytest

from broadcast.doors.cli.reading import tell_differences
from broadcast.language import Language
from broadcast.reading import read_document, read_lines

FILE = Path("bai.txt")


def test_where_the_package_is_missing_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    tell_differences(FILE, read_lines("Gọi 115."), None, Language.VI)
    told = capsys.readouterr()
    assert (told.out, told.err) == (
        "", "không có ý kiến thứ hai: chưa cài sea-g2p (pip install sea-g2p)\n"
    )  # fmt: skip


@pytest.mark.parametrize("by_line", [True, False])
def test_each_difference_stands_on_a_line_of_its_own_with_its_place(
    capsys: pytest.CaptureFixture[str],
    by_line: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    text = "Xin chào.\n\nGọi 115.\n"
    readings = read_lines(text) if by_line else (read_document(text),)
    tell_differences(FILE, readings, lambda line: line.replace("115", ""), Language.EN)
    assert capsys.readouterr().err == (
        "bai.txt:3: «115»: read as «một một năm», second opinion: (silent)\n"
    )  # fmt: skip

"""Charts as SVG: the same bytes for the same figures, letters as outlines, Vietnamese ones among them."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest

from broadcast.language import Language, Text
from broadcast.paper.drawing import Easel
from broadcast.report import Picture, Series, Shape

NAMES = ("Đài Truyền thanh xã Hội An", "Ẽ Ặ Ộ Ữ ế ậ ỡ", "$x_1$ và 50 %")


def picture(
    shape: Shape = Shape.ROWS, names: tuple[str, ...] = NAMES, **changes: tuple[float, ...]
) -> Picture:
    figures = {"planned": (6.0, 12.0, 1234.5), "aired": (6.0, 0.0, 1000.0), "least": (2.0, 2.0, 2.0)}
    kinds = {Series(name): values[: len(names)] for name, values in {**figures, **changes}.items()}
    said = Text("Một câu.", "A sentence.")
    return Picture(shape, said, said, tuple(Text(name, name) for name in names), tuple(kinds.items()))


STEPS = Picture(
    Shape.STEPS,
    Text("Lượt", "Plays"),
    Text("Một câu.", "A sentence."),
    (Text("trước", "before"), Text("nay", "now")),
    ((Series.BASELINE, (1.0,)), (Series.AIRED, (2.9,))),
)


@pytest.mark.parametrize(
    "drawn", [picture(), picture(Shape.COLUMNS), STEPS], ids=lambda each: each.shape.value
)
@pytest.mark.parametrize("narrow", [False, True])
def test_the_same_figures_are_the_same_bytes(drawn: Picture, *, narrow: bool) -> None:
    one, other = (Easel().svg(drawn, Language.VI, narrow=narrow) for _ in range(2))
    assert one == other
    assert one.startswith(b"<?xml")
    assert b"<text" not in one  # outlines: no machine is asked for a font
    assert b"<script" not in one
    assert b"dc:date" not in one
    assert not re.search(rb'(?:href|src)="(?!#)', one)


def test_letters_that_the_font_lacks_are_no_trouble() -> None:
    """A warning fails here: matplotlib warns of every glyph that is missing."""
    foreign = picture(names=("ពាក់ម៉ាស់", "\U0001f600 Rửa tay", "Ẽ Ặ Ộ"))
    marked = picture(names=("?" * 9, "? Rửa tay", "Ẽ Ặ Ộ"))
    drawn = [Easel().svg(each, Language.VI, narrow=False) for each in (foreign, marked)]
    assert drawn[0] == drawn[1]


def test_the_library_is_not_loaded_before_a_chart_is_asked_for() -> None:
    script = "import sys; import broadcast.doors.api; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_chart_of_nothing_yet_is_drawn_as_well() -> None:
    empty = picture(Shape.COLUMNS, ("06/08",), planned=(0.0,), aired=(0.0,), least=(0.0,))
    assert b"</svg>" in Easel().svg(empty, Language.VI, narrow=False)


def test_no_letter_of_a_name_is_missing_in_the_font() -> None:
    """A glyph that a font lacks is a warning of the library's, and warnings are errors here."""
    letters = "".join(
        chr(code) for first, last in ((0xC0, 0x1B0), (0x1EA0, 0x1EF9)) for code in range(first, last + 1)
    )
    vietnamese = [each for each in letters if each in _VIETNAMESE]
    names = tuple("".join(vietnamese[at : at + 17]) for at in range(0, len(vietnamese), 17))
    figures = tuple(float(number) for number in range(len(names)))
    drawn = picture(Shape.ROWS, names, planned=figures, aired=figures, least=figures)
    outlines = set(
        re.findall(
            rb'id="SourceSans3?(?:Pro)?-Regular-([0-9a-f]+)"', Easel().svg(drawn, Language.VI, narrow=False)
        )
    )
    assert len(outlines) >= len(set(vietnamese))
    assert files("font_source_sans_pro").joinpath("files", "SourceSansPro-Regular.ttf").is_file()


_VIETNAMESE = (
    "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
    "ẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ"
)


def test_several_threads_draw_the_same() -> None:
    easel = Easel()
    with ThreadPoolExecutor(4) as pool:
        wanted = [(picture(planned=(float(number),) * 3), number % 2 == 0) for number in range(8)]
        drawn = list(pool.map(lambda each: easel.svg(each[0], Language.VI, narrow=each[1]), wanted))
    again = [Easel().svg(each, Language.VI, narrow=narrow) for each, narrow in wanted]
    assert drawn == again


def test_figures_are_written_as_the_reader_writes_them() -> None:
    vietnamese, english = (Easel().svg(picture(), language, narrow=False) for language in Language)
    assert b"1.234,5" in vietnamese
    assert b"1,234.5" in english

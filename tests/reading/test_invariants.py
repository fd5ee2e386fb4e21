"""What holds for every text, tried with texts that nobody thought of."""

import calendar
import re
import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadcast.reading import Policy, Reading, Rule, read_document, read_line, read_lines
from broadcast.reading.numbers import DIGITS, cardinal
from tests.reading.spoken import number

SILENT = {
    Rule.REPEATED,
    Rule.FOOTNOTE,
    Rule.MARK,
    Rule.BULLET,
    Rule.HEADER,
    Rule.RECIPIENTS,
    Rule.SIGNATURE,
    Rule.LINKS,
}
"""The rules that docs/reading.md shows with an empty set."""

PIECES = st.sampled_from(
    [
        "UBND",
        "30/2020/NĐ-CP",
        "04/8/2020",
        "15-20/8",
        "7h30",
        "-",
        "11h30",
        "24/7",
        "0296.3883.123",
        "12,5%",
        "1.250",
        "ha",
        "đ/c",
        "TT.",
        "Chợ",
        "Mới",
        "kh",
        "i",
        "nhà",
        "http://ncovi.vn",
        "a@b.vn",
        "Covid-19",
        "F0",
        "(F1,",
        "F2…)",
        "./.",
        "…",
        "“",
        "”",
        "(",
        ")",
        "[",
        "]",
        "/",
        "-",
        "+",
        "&",
        "%",
        "°",
        "m²",
        "IV",
        "II.",
        "A/H5N1",
        "67A-123.45",
        "2/3",
        "số",
        "$",
        "100k",
        "-2",
        "~",
        "5",
        "=",
        "10",
        "≥",
        "15",
        "№",
        "năm",
        "năm",
        "Сhợ",
        "ê´",
        "Ủy",
        "ban",
        "1OO%",
        "cac",
        "v.v...",
        "QL91",
        "🙂",
        "Ω",
        "ß",
        "ş",
        "東",
        "๒",
        "x2",
        "1:",
        ":1",
        "''",
        "\u200b",
        "\ufeff",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.text(alphabet="0123456789/-.,:+ hgđm%", max_size=60),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("\n".join),
    st.lists(PIECES, max_size=8).map("".join),
)
SYLLABLES = [
    "bà",
    "con",
    "năm",
    "ngày",
    "tháng",
    "giờ",
    "ai",
    "cũng",
    "mùng",
    "mười",
    "hai",
    "ba",
    "tư",
    "lăm",
    "xin",
    "mời",
    "đến",
    "họp",
    "nhà",
    "văn",
    "hóa",
    "ấp",
    "một",
    "lúc",
    "về",
    "pin",
]


def tiles(reading: Reading, source: str) -> bool:
    ends = [0, *(piece.end for piece in reading.pieces)]
    exact = all(source[piece.start : piece.end] == piece.written for piece in reading.pieces)
    return (
        exact
        and ends[-1] == len(source)
        and all(piece.start == end for piece, end in zip(reading.pieces, ends, strict=False))
    )


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_pieces_tile_the_source(text: str) -> None:
    assert tiles(read_line(text), text)
    assert tiles(read_document(text), text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_no_digit_and_no_sign_is_left(text: str) -> None:
    for reading in (read_line(text), read_document(text)):
        assert all(char.isalpha() or char in " ,.?" for char in reading.spoken)
        assert all(
            char.isalpha() or char in " ,.?" for sentence in reading.sentences for char in sentence.words
        )


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_nothing_vanishes_unless_its_rule_is_silent(text: str) -> None:
    for reading in (read_line(text), read_document(text)):
        for piece in reading.pieces:
            told = any(
                (char.isascii() and char.isalnum()) or char in "ĂÂĐÊÔƠƯăâđêôơư" for char in piece.written
            )
            assert piece.spoken.strip(" ,.?") or not told or piece.rule in SILENT, piece


@pytest.mark.parametrize(
    "unit", ["a", "/", "7", "0", ".", "-", "xã ", "1/", "(", "A1", "a.", "7 ", "IV ", "*1", "[1]"]
)
def test_the_cost_of_a_long_line_grows_with_its_length_only(unit: str) -> None:
    short, long = (unit * (size // len(unit)) for size in (4_000, 32_000))
    read_line(short)
    each = [min(_cost(text) for _ in range(3)) / len(text) for text in (short, long)]
    assert each[1] < 3 * each[0]  # a square would cost eight times as much


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=10).map(" ".join))
def test_a_reading_reads_as_itself(text: str) -> None:
    spoken = read_line(text).spoken
    assert read_line(spoken).spoken == spoken


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=30))
def test_plain_prose_is_copied_word_for_word(words: list[str]) -> None:
    text = " ".join(words)
    reading = read_line(text)
    assert reading.spoken == text
    assert reading.doubts == ()


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 10**15 - 1))
@example(180_000_000)
@example(19_001_234)
def test_every_whole_number_reads_back_to_itself(value: int) -> None:
    assert number(cardinal(value)) == value
    assert number(read_line(f"{value} người").spoken.removesuffix(" người")) == value
    grouped = f"{value:,}".replace(",", ".")
    assert number(read_line(f"{grouped} người").spoken.removesuffix(" người")) == value


def test_every_small_number_reads_back_to_itself() -> None:
    assert [number(cardinal(value)) for value in range(20_000)] == list(range(20_000))


def test_every_date_from_1900_to_2100_reads_back_to_itself() -> None:
    forms = ("ngày {0.day}/{0.month}/{0.year}", "ngày {0:%d-%m-%Y}", "ngày {0:%d.%m.%Y}", "ngày {0:%d/%m/%Y}")
    for ordinal in range(date(1900, 1, 1).toordinal(), date(2101, 1, 1).toordinal()):
        day = date.fromordinal(ordinal)
        written = forms[ordinal % len(forms)].format(day)
        assert _day(read_line(written).spoken) == day, written


@given(st.integers(1, 12), st.integers(1900, 2100), st.integers(29, 31))
def test_a_day_that_no_month_has_blocks_approval(month: int, year: int, day: int) -> None:
    reading = read_line(f"ngày {day}/{month}/{year}")
    assert reading.blocked == (day > calendar.monthrange(year, month)[1])


@given(
    st.from_regex(r"0[35789][0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{3}", fullmatch=True),
    st.sampled_from(["", "gọi ", "ĐT: ", "liên hệ "]),
)
def test_every_digit_of_a_phone_number_is_said_in_order(phone: str, lead: str) -> None:
    said = [word for word in re.findall(r"\w+", read_line(lead + phone).spoken) if word in DIGITS]
    assert "".join(str(DIGITS.index(word)) for word in said) == re.sub(r"\D", "", phone)


@given(st.integers(1, 60), st.sampled_from(["độ", "°C", "%"]))
def test_a_sign_is_never_lost(value: int, unit: str) -> None:
    assert "âm" in read_line(f"còn -{value} {unit}").spoken.split()
    assert "âm" not in read_line(f"còn {value} {unit}").spoken.split()


@given(st.lists(st.text(alphabet="abc 12\r\x0b\u2028", max_size=8), max_size=6), st.booleans())
def test_there_is_one_reading_for_each_line(lines: list[str], ended: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    text = "\n".join(lines) + ("\n" if ended and lines else "")
    wanted = text.count("\n") + bool(text and not text.endswith("\n"))
    assert [reading.source for reading in read_lines(text)] == text.split("\n")[:wanted]


@settings(deadline=None)
@given(st.lists(PIECES, max_size=10).map(" ".join), st.sampled_from(["bà con", "UBND", "F0"]))
def test_the_station_lexicon_wins(text: str, written: str) -> None:
    policy = Policy(lexicon=((written, "lời riêng"),))
    assert "lời riêng" in read_line(f"{written} {text}", policy).spoken


def _cost(text: str) -> float:
    """Seconds of this process, not of the clock: other work on the machine does not count."""
    started = time.process_time()
    assert read_line(text).pieces
    return time.process_time() - started


def _day(spoken: str) -> date:
    match = re.fullmatch(r"ngày (.+?) tháng (.+?) năm (.+)", spoken)
    assert match is not None, spoken
    day, month, year = match.groups()
    return date(number(year), number(month), number(day))

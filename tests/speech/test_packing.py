"""Words made fit for an engine: nothing lost, nothing cut inside a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.speech import EngineFailed, packed, spoken_line, syllables

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệ"
TOKENS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.builds(
        lambda word, mark: word + mark, st.text(LETTERS, min_size=1, max_size=9), st.sampled_from(".,;:!?")
    ),
    st.sampled_from(["–", "...", "và", "hoặc", "nhưng"]),
)


@given(st.lists(TOKENS, min_size=1, max_size=60).map(" ".join).filter(syllables), st.integers(40, 120))
def test_pieces_put_together_are_the_line_and_each_can_be_spoken(words: str, limit: int) -> None:
    try:
        pieces = packed(words, limit)
    except EngineFailed:  # a word with very many lone dashes beside it
        assert max(words.count("–"), words.count("...")) >= 4
        return
    assert " ".join(pieces) == spoken_line(words)
    assert all(len(piece) <= limit and syllables(piece) for piece in pieces)


@given(st.text(max_size=200))
def test_a_spoken_line_is_stable_and_can_be_sent(words: str) -> None:
    try:
        line = spoken_line(words)
    except EngineFailed:
        return
    assert spoken_line(line) == line
    assert "\0" not in line.encode().decode()


@pytest.mark.parametrize(
    ("words", "limit", "pieces"),
    [
        ("Xin chào bà con.", 100, ["Xin chào bà con."]),
        ("Xin chào bà con. Hôm nay trời đẹp.", 20, ["Xin chào bà con.", "Hôm nay trời đẹp."]),
        ("Đeo khẩu trang, rửa tay, giữ khoảng cách.", 25, ["Đeo khẩu trang, rửa tay,", "giữ khoảng cách."]),
        ("Bà con đeo khẩu trang và rửa tay", 25, ["Bà con đeo khẩu trang", "và rửa tay"]),
        ("một hai ba bốn năm sáu", 20, ["một hai ba", "bốn năm sáu"]),
        ("xã Hòa An – huyện Chợ Mới", 14, ["xã Hòa An –", "huyện Chợ Mới"]),
        ("“Xin chào.” Ông nói.", 12, ["“Xin chào.”", "Ông nói."]),
    ],
)
def test_cuts_fall_where_a_reader_would_breathe(words: str, limit: int, pieces: list[str]) -> None:
    assert list(packed(words, limit)) == pieces


def test_two_cuts_after_clauses_are_better_than_one_inside_a_clause() -> None:
    words = "Từ sáng mai, toàn bộ bà con trong xã cần đến nhà văn hóa ấp, kể cả người già"
    assert [piece[-1] for piece in packed(words, 50)] == [",", ",", "à"]


def test_a_word_longer_than_the_limit_is_refused_not_cut() -> None:
    with pytest.raises(EngineFailed, match="dài hơn 10 ký tự"):
        packed("xem https://vi.du/trang", 10)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("Xin chào bà con.", 4),
        ("nghiêng", 1),
        ("khu-vực", 2),
        ("Bluezone", 2),
        ("2020", 4),
        ("– ... !", 0),
        ("", 0),
    ],
)
def test_syllables_are_counted(words: str, count: int) -> None:
    assert syllables(words) == count

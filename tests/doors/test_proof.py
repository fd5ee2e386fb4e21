import pytest

from broadcast.doors.pages.proof import KINDS, PLAIN, Kind, followed, proof
from broadcast.reading import Rule, read_document


def said(text: str) -> list[tuple[str, str]]:
    """Each line as it was written and as it is spoken, marked parts in brackets."""

    def laid(parts: object) -> str:
        return "".join(f"[{part.kind}:{part.text}]" if part.kind else part.text for part in parts)

    return [(laid(line.written), laid(line.spoken)) for line in proof(read_document(text)).lines]


def test_every_rule_is_plain_or_has_a_kind() -> None:
    assert set(KINDS) | PLAIN == set(Rule)
    assert not set(KINDS) & PLAIN
    assert {kind.gloss.vi for kind in Kind} == {kind.gloss.vi for kind in set(KINDS.values())}


def test_what_is_said_otherwise_than_written_is_marked_on_both_sides() -> None:
    assert said("Ngày 06/8/2020, UBND xã họp.") == [
        (
            "Ngày [time:06/8/2020], [short:UBND] xã họp.",
            "Ngày [time:sáu tháng tám năm hai nghìn không trăm hai mươi], [short:ủy ban nhân dân] xã họp.",
        )
    ]


def test_each_line_stands_beside_its_words() -> None:
    lines = said("Thông báo\n\nHọp dân lúc 19 giờ.\n")
    assert [written for written, _ in lines] == ["Thông báo", "Họp dân lúc [time:19 giờ]."]


def test_a_hole_in_the_text_is_a_doubt() -> None:
    found = proof(read_document("Đeo khẩu trang khi ra kh i nhà."))
    assert found.kinds == (Kind.DOUBT,)
    assert [piece.written for piece in found.doubts] == ["kh i"]


def test_spoken_words_are_those_that_the_engine_is_given() -> None:
    text = "Gọi 1900 9095; hoặc vào https://ncovi.vn – miễn phí 100%!\n- Bluezone 24/7"
    reading = read_document(text)
    words = " ".join("".join(part.text for part in line.spoken) for line in proof(reading).lines)
    assert [w.strip(",.?") for w in words.split()] == [w.strip(",.?") for w in reading.spoken.split()]


def test_an_empty_text_has_no_lines() -> None:
    assert proof(read_document("")).lines == ()


@pytest.mark.parametrize(
    "text",
    [
        "Mời bà con họp lúc 19 giờ. Xin cảm ơn.\nGọi 1900 9095 khi ho, sốt?",
        "THÔNG BÁO\n\n- Cắt điện từ 7h30. Từ 16h có lại!\n- UBND xã",
        "Xem www.bluezone.gov.vn. Tải về.\n\nNgày 06/8/2020.",
        "* * *",
    ],
)
def test_each_sentence_is_numbered_where_it_is_spoken_and_nowhere_else(text: str) -> None:
    """On the page the letters of each number are those of the sentence that the engine is given."""
    reading = read_document(text)
    letters = ["" for _ in reading.sentences]
    lines = followed(reading).lines
    for part in (part for line in lines for part in line.spoken):
        if part.sentence is not None:
            letters[part.sentence] += "".join(filter(str.isalnum, part.text))
    assert letters == ["".join(filter(str.isalnum, each.words)) for each in reading.sentences]
    written = "".join(part.text for line in lines for part in line.written)
    assert written == "".join(part.text for line in proof(reading).lines for part in line.written)


def test_the_written_sentence_is_cut_where_the_spoken_one_is() -> None:
    (line,) = followed(read_document("Họp lúc 19 giờ. Xin cảm ơn.")).lines
    parts = [("".join(part.text for part in line.written if part.sentence == number)) for number in (0, 1)]
    assert parts == ["Họp lúc 19 giờ. ", "Xin cảm ơn."]

"""Each sentence knows which part of the text it is read from."""

import pytest

from broadcast.reading import read_document, spans, unwrapped


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Mời bà con. Họp lúc 7 giờ 30.", ["Mời bà con.", "Họp lúc 7 giờ 30."]),
        ("THÔNG BÁO\nCắt điện ngày 08/8/2020.", ["THÔNG BÁO", "Cắt điện ngày 08/8/2020."]),
        ("- Rửa tay;\n- Đeo khẩu trang.", ["Rửa tay", "Đeo khẩu trang."]),
        ("", []),
    ],
)
def test_a_sentence_is_found_in_the_text(text: str, parts: list[str]) -> None:
    reading = read_document(text)
    found = [text[start:end] for start, end in spans(reading)]
    assert len(found) == len(reading.sentences)
    assert [each.strip("-;. \n") for each in found] == [each.strip("-;. \n") for each in parts]


def test_every_sentence_of_a_long_text_has_its_part_in_order() -> None:
    reading = read_document("Bà con gọi 1900 9095, hoặc tới UBND xã. Nhớ 5K! " * 40)
    found = spans(reading)
    assert len(found) == len(reading.sentences) >= 80
    assert all(start < end for start, end in found)
    assert list(found) == sorted(found)


def test_lines_out_of_a_pdf_are_joined_as_they_would_be_read() -> None:
    wrapped = (
        "Ủy ban nhân dân huyện thông báo bà con đeo khẩu trang khi\nra khỏi nhà và rửa tay.\n\nXin cảm ơn."
    )
    assert unwrapped(wrapped) == (
        "Ủy ban nhân dân huyện thông báo bà con đeo khẩu trang khi ra khỏi nhà và rửa tay.\nXin cảm ơn."
    )

import pytest

from broadcast.language import folded


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("Khẩu trang", "khau trang"),
        ("ĐẶNG Thị  Ộ\n", "dang thi o"),
        ("Hòa Ấp".encode().decode(), "hoa ap"),
        ("ho\u0300a", "hoa"),
        ("5K", "5k"),
        ("", ""),
    ],
)
def test_marks_and_capitals_do_not_count_when_searching(written: str, searched: str) -> None:
    assert folded(written) == searched

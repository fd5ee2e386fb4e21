"""Lệnh: one line as a head of station types it."""

from datetime import date

import pytest

from broadcast.schedule.campaign import Target
from broadcast.schedule.order import Order, read_order

TODAY = date(2020, 8, 3)
PLACES = {"my-an": "xã Mỹ An", "kien-an": "xã Kiến An", "hoa-an": "xã Hòa An", "hoa-an-2": "xã Hòa An"}
AUGUST = {"first": date(2020, 8, 5), "last": date(2020, 8, 31)}


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("Bluezone, 3-5 lần/ngày, 05-31/8, toàn huyện", Order("Bluezone", Target(3, 5), **AUGUST, places=())),
        (
            "Cài đặt Bluezone ít nhất 2 lượt mỗi ngày đến hết 31/8/2020",
            Order("Cài đặt Bluezone", Target(2), last=date(2020, 8, 31)),
        ),
        (
            "Phòng dịch, 30/45 phút mỗi buổi, từ ngày 05/8 đến 31/8",
            Order("Phòng dịch", Target(share=0.6667), **AUGUST),
        ),
        ("Phòng dịch, 60% thời lượng mỗi buổi", Order("Phòng dịch", Target(share=0.6))),
        (
            "Sốt xuất huyết; 20-40 phút/ngày",
            Order("Sốt xuất huyết", Target(seconds_min=1200, seconds_max=2400)),
        ),
        (
            "Tắt bếp, 4 lần một ngày, xã Mỹ An, xã Kiến An",
            Order("Tắt bếp", Target(4, 4), places=("kien-an", "my-an")),
        ),
        ("Tắt bếp ở xã Hòa An", Order("Tắt bếp ở xã Hòa An")),
        ("Tết, 20/12-10/01, 2 lần", Order("Tết", Target(2, 2), date(2020, 12, 20), date(2021, 1, 10))),
        ("Nước sạch 28-02/9", Order("Nước sạch 28-02/9")),
        ("Nước sạch 25-31/7", Order("Nước sạch", None, date(2021, 7, 25), date(2021, 7, 31))),
        ("31/02 đến 30/02", Order("31/02 đến 30/02")),
        ("", Order("")),
        ("3-5", Order("3-5")),
        ("số 1677/KH-UBND", Order("số 1677/KH-UBND")),
    ],
)
def test_a_line_is_taken_apart_and_what_is_not_understood_stays_in_sight(line: str, order: Order) -> None:
    assert read_order(line, TODAY, PLACES) == order

from pathlib import Path

import pytest

from broadcast.desk.house import open_house
from broadcast.desk.station_words import StationWords, spoken_words
from broadcast.reading import Policy
from broadcast.speech import Speaker


@pytest.mark.parametrize(
    "title",
    ["???.", "សូមលាងដៃ.", "Ra kh i nhà phải đeo khẩu trang."],
    ids=["no-word", "khmer", "letters-lost"],
)
def test_a_title_that_cannot_be_read_is_no_headline_and_takes_nothing_else_with_it(
    small_house: Path, title: str
) -> None:
    house = open_house(small_house)
    one, other = sorted(house.scripts)[:2]
    words = StationWords(
        call="Đây là Đài Truyền thanh xã Kiến An.",
        greeting="Kính chào quý thính giả.",
        closing="Xin kính chào.",
        headlined="Chương trình có những nội dung sau.",
        headlines={one: title, other: "Vì sao phải đeo khẩu trang?"},
        features={},
    )
    said = spoken_words(house, iter([words]), Policy(), (Speaker.WOMAN,))
    assert said.keys() == {line for line, _ in words.in_turn} | {"Vì sao phải đeo khẩu trang?"}
    assert all(delivery.lines for delivery in said.values())

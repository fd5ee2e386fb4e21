"""Where another reader says other words; the other reader here is a table of sentences."""

from collections.abc import Callable, Mapping

import pytest

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.reading import NoOpinion, Policy, Region, differences, read_document, read_line

NORTHERN = Policy()
NOTHING = NoOpinion(Fault(Text("không biết", "no idea"), Text("thôi", "never mind")))


def who_says(said: Mapping[str, str]) -> Callable[[str], str]:
    """A reader who knows these sentences and no other."""

    def opinion(written: str) -> str:
        if written not in said:
            raise NOTHING
        return said[written]

    return opinion


def told(text: str, theirs: str, policy: Policy = NORTHERN) -> list[tuple[str, str, str]]:
    """What differs where the other reader says `theirs` for all of `text`."""
    reading = read_line(text, policy)
    found = differences(reading, who_says({text: theirs}))
    assert all(reading.source[each.start : each.end] == each.written for each in found)
    return [(each.written, each.ours, each.theirs) for each in found]


def test_a_difference_names_what_was_written_and_both_ways_of_saying_it() -> None:
    assert told("Báo ngay 115 khi có cháy.", "báo ngay một trăm mười lăm khi có cháy.") == [
        ("115", "một một năm", "một trăm mười lăm")
    ]


def test_a_difference_in_a_number_shows_all_of_the_number() -> None:
    assert told("Có 1.250 hộ dân.", "có một nghìn hai trăm năm mươi lăm hộ dân.") == [
        ("1.250", "một nghìn hai trăm năm mươi", "một nghìn hai trăm năm mươi lăm")
    ]


def test_thirty_years_are_not_thirty_five() -> None:
    assert told("Sau 30 năm.", "sau ba mươi lăm.") == [("năm", "năm", "lăm")]


@pytest.mark.parametrize(
    ("written", "theirs"),
    [
        ("Ủy ban xã Hòa Bình, kỷ niệm.", "uỷ ban xã hoà bình kỉ niệm"),
        ("Có 2.004 hộ.", "có hai ngàn không trăm lẻ tư hộ"),
        ("Giá 24 đồng.", "giá hai mươi bốn đồng"),
        ("Lúc 7h35 sáng.", "lúc bảy giờ ba mươi lăm sáng"),
        ("Lúc 8h00, theo quy định.", "lúc tám giờ không phút theo qui định"),
        ("Họp 5/8 nhé.", "họp ngày mùng năm tháng tám nhé"),
        ("Cao 1,5 mét.", "cao một chấm năm mét"),
        ("Lớp KGXV học.", "lớp ca gờ xờ vê học"),
        ("Dịch COVID-19 lan.", "dịch covid mười chín lan"),
    ],
)
def test_taste_is_no_difference(written: str, theirs: str) -> None:
    assert told(written, theirs) == []


def test_a_word_left_out_and_a_word_put_in_are_told() -> None:
    assert told("Giảm 5% giá.", "giảm năm giá.") == [("5%", "năm phần trăm", "năm")]
    assert told("Giảm 5% giá.", "giảm âm năm phần trăm giá.") == [("5%", "năm phần trăm", "âm năm phần trăm")]


def test_two_places_of_one_sentence_are_told_apart() -> None:
    found = told("Từ 7h đến 9h, gọi 115.", "từ bảy đến chín giờ gọi một trăm mười lăm")
    assert [written for written, _, _ in found] == ["7h", "115"]


def test_a_word_of_the_stations_lexicon_is_its_own() -> None:
    policy = Policy(lexicon=(("KDC", "khu dân cư"),))
    assert told("Khu KDC mới.", "khu ca đê xê mới.", policy) == []
    assert told("Khu KDC mới.", "khu khác mới.", policy) == []


def test_a_region_is_taste() -> None:
    assert told("Có 2.005 hộ.", "có hai nghìn không trăm linh năm hộ", Policy(region=Region.SOUTH)) == []


def test_a_foreign_word_left_to_another_voice_is_no_opinion() -> None:
    assert told("Cài Bluezone nhé.", "cài bluezone nhé") == []
    assert told("Cài Bluezone nhé.", "cài bê lờ u e nhé") == [("Bluezone", "Bờ lu dôn", "bê lờ u e")]


def test_sentences_are_asked_one_by_one_and_only_those_with_an_opinion_are_compared() -> None:
    reading = read_document("Gọi 113 ngay. Gọi 114 ngay.\n\nGọi 115 ngay.")
    opinion = who_says({"Gọi 114 ngay.": "gọi một trăm mười bốn ngay", "Gọi 115 ngay.": "gọi một trăm ngay"})
    assert [(each.written, each.theirs) for each in differences(reading, opinion)] == [
        ("114", "một trăm mười bốn"),
        ("115", "một trăm"),
    ]


def test_a_phone_said_again_is_no_difference() -> None:
    reading = read_document("Gọi 0296.3883.123 nhé.")
    assert "xin nhắc lại" in reading.spoken
    same = "gọi không hai chín sáu ba tám tám ba một hai ba nhé"
    assert differences(reading, who_says({"Gọi 0296.3883.123 nhé.": same})) == ()


def test_what_is_silent_on_purpose_is_not_asked() -> None:
    asked: list[str] = []

    def opinion(written: str) -> str:
        asked.append(written)
        return written

    differences(read_document("- Đeo khẩu trang [1].\n+ Rửa tay.\n"), opinion)
    assert asked == ["Đeo khẩu trang .", "Rửa tay."]


def test_a_reader_of_nothing_and_a_text_of_nothing() -> None:
    assert told("Gọi 115.", "") == [("Gọi 115", "Gọi một một năm", "")]
    assert differences(read_document(""), who_says({})) == ()


def test_an_endless_sentence_is_not_compared() -> None:
    asked: list[str] = []

    def opinion(written: str) -> str:
        asked.append(written)
        return ""

    differences(read_line("xã " * 5_000), opinion)
    assert asked == []

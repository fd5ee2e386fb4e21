"""The build of a document: what is joined, what is silent, where the voice rests."""

from broadcast.reading import Policy, Rule, Severity, decode, read_document, read_line, read_lines
from broadcast.reading.breath import LINE_PAUSE_S, SENTENCE_PAUSE_S

NOTICE = """ỦY BAN NHÂN DÂN
XÃ LONG ĐIỀN B
Số: 12/TB-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Long Điền B, ngày 05 tháng 8 năm 2020

THÔNG BÁO
Về việc cắt điện

Ủy ban nhân dân xã thông báo đến toàn thể bà con trong xã được biết lịch cắt điện
để sửa chữa đường dây như sau:
- Thời gian: từ 8h đến 16h ngày 12/8/2020.
- Địa điểm: ấp Thị 1, ấp Thị 2.
Bà con cần biết thêm xin gọi 0296.3883.123.

Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
(Đã ký)
Trần Văn An
"""


def test_a_notice_is_read_without_its_frame() -> None:
    spoken = read_document(NOTICE).spoken
    assert spoken.startswith("thông báo. Về việc cắt điện. Ủy ban nhân dân xã thông báo")
    assert "lịch cắt điện để sửa chữa" in spoken
    number = "không hai chín sáu, ba tám tám ba, một hai ba"
    assert spoken.endswith(f"xin gọi {number}, xin nhắc lại, {number}.")


def test_every_silent_part_says_why() -> None:
    rules = [
        piece.rule
        for piece in read_document(NOTICE).pieces
        if piece.rule in {Rule.HEADER, Rule.RECIPIENTS, Rule.SIGNATURE}
    ]
    assert rules == [Rule.HEADER, Rule.RECIPIENTS, Rule.SIGNATURE]


def test_a_line_alone_loses_nothing() -> None:
    assert read_line("Độc lập - Tự do - Hạnh phúc").spoken == "Độc lập Tự do Hạnh phúc"
    assert read_line("TM. ỦY BAN NHÂN DÂN").spoken == "thay mặt ủy ban nhân dân"
    assert read_line("Nơi nhận: VT").spoken == "Nơi nhận, văn thư"


def test_a_document_of_nothing_but_a_frame_is_still_read() -> None:
    assert read_document("Độc lập - Tự do - Hạnh phúc").spoken == "Độc lập Tự do Hạnh phúc"


def test_phones_are_said_as_often_as_the_station_wants() -> None:
    text = "Gọi 0912.345.678."
    assert read_document(text, Policy(phones=1)).spoken.count("sáu bảy tám") == 1
    assert read_document(text, Policy(phones=2)).spoken.count("sáu bảy tám") == 2
    assert read_line(text).spoken.count("sáu bảy tám") == 1


def test_a_phone_that_the_writer_repeats_is_not_repeated_again() -> None:
    text = "Số điện thoại 0296.3883.123, xin nhắc lại: 0296.3883.123."
    assert read_document(text).spoken.count("ba tám tám ba") == 2


def test_sentences_rest_and_lines_rest_longer() -> None:
    pauses = [
        (sentence.words, sentence.pause_s)
        for sentence in read_document("Xin chào. Mời họp\nTrân trọng").sentences
    ]
    assert pauses == [
        ("Xin chào.", SENTENCE_PAUSE_S),
        ("Mời họp.", LINE_PAUSE_S),
        ("Trân trọng", LINE_PAUSE_S),
    ]


def test_the_fingerprint_is_of_what_is_heard() -> None:
    assert read_line("ngày  5/6").fingerprint == read_line("ngày 05/06").fingerprint
    assert read_line("ngày 5/6").fingerprint != read_line("ngày 6/5").fingerprint


def test_empty_text_has_no_pieces() -> None:
    assert read_document("").pieces == ()
    assert [reading.spoken for reading in read_lines("một\n\nhai")] == ["một", "", "hai"]


def test_bytes_are_decoded_with_or_without_marks() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode("Đài\r\nChợ Mới".encode(encoding)) == "Đài\r\nChợ Mới"
    assert decode("\ufeffĐài".encode("utf-16-le")) == "Đài"
    assert decode("Đài Truyền thanh a b c d e".encode("utf-16-le")) == "Đài Truyền thanh a b c d e"


def test_forty_words_without_a_breath_are_shown() -> None:
    long = " ".join(["bà con"] * 21)
    assert [piece.doubt.severity for piece in read_document(long).doubts if piece.doubt] == [Severity.WARN]
    assert read_document(long.replace("con bà", "con, bà", 12)).doubts == ()
    assert read_line(long).doubts == ()

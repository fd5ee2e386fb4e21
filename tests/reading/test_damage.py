"""Damaged text: what is mended in silence, what is shown, what blocks approval."""

import unicodedata

import pytest

from broadcast.reading import Reading, Rule, Severity, read_document, read_line


def worst(reading: Reading) -> Severity | None:
    found = {piece.doubt.severity for piece in reading.pieces if piece.doubt}
    return next(
        (severity for severity in (Severity.ERROR, Severity.WARN, Severity.INFO) if severity in found), None
    )


def proposed(reading: Reading) -> list[str]:
    return [proposal for piece in reading.doubts if piece.doubt for proposal in piece.doubt.proposals]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        (unicodedata.normalize("NFD", "Ủy ban nhân dân huyện"), "Ủy ban nhân dân huyện"),
        ("thông\u00a0báo\u200b số", "thông báo số"),
        ("tru\u00adyền thanh", "truyền thanh"),
        ("Ðài Truyền thanh", "Đài Truyền thanh"),
        ("dịch Covid-\n19.", "dịch cô vít mười chín."),
        ("ngày1/5/2021", "ngày một tháng năm năm hai nghìn không trăm hai mươi mốt"),
        ("liên hệ(số 5)để", "liên hệ, số năm, để"),
        ("nơi công cộng…nhằm", "nơi công cộng, nhằm"),
        ("- 100% cán bộ", "một trăm phần trăm cán bộ"),
        ("+ NCOVI: tại địa chỉ", "en cô vi, tại địa chỉ"),
        ("khai báo sức khoẻ, hoà bình", "khai báo sức khoẻ, hoà bình"),
    ],
)
def test_what_is_certain_is_mended_without_a_doubt(written: str, spoken: str) -> None:
    reading = read_line(written)
    assert (reading.spoken, worst(reading)) == (spoken, None)


def test_mended_words_are_listed_as_such() -> None:
    assert [piece.rule for piece in read_line(unicodedata.normalize("NFD", "Ủy ban")).pieces] == [Rule.MENDED]


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Сhợ Mới", "Chợ Mới"),
        ("1OO% cán bộ", "một trăm phần trăm cán bộ"),
        ("xã-\nthị trấn", "xã thị trấn"),
        ("theo KGXV mới", "theo ca giê ích vê mới"),
        ("thứ 2, ngày 18/8/2020", "thứ hai, ngày mười tám tháng tám năm hai nghìn không trăm hai mươi"),
        ("gọi 0296.388.312", "gọi không hai chín sáu, ba tám tám, ba một hai"),
    ],
)
def test_what_may_be_wrong_is_shown(written: str, spoken: str) -> None:
    reading = read_line(written)
    assert (reading.spoken, worst(reading)) == (spoken, Severity.WARN)
    assert not reading.blocked


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("tình trạng sức kh e cá nhân", "khỏe"),
        ("khi ra kh i nhà", "khỏi"),
        ("huy n Chợ Mới", "huyện"),
        ("Ủy ban nh n dân", "nhân"),
        ("cac hộp", "các"),
        ("lop học", "lóp"),
        ("ngày 31/4/2021", "30/4"),
        ("trưòng học", "trường"),
        ("§µi TruyÒn thanh huyÖn Chî Míi", "Đài Truyền thanh huyện Chợ Mới"),
        ("BiÓu sè, QuyÕt ®Þnh", "Biểu số, Quyết định"),
        ("Vai troø cuûa ngöôøi phoùng vieân", "Vai trò của người phóng viên"),
        ("truyền h\u0301nh", "truyền hình"),
        ("H\u0309A XĂ HỘI", "HÒA XÃ HỘI"),
        ("Äáº¡i hÃ¡Â»â„¢i", "Đại hội"),
    ],
)
def test_what_must_be_decided_blocks_and_proposes(written: str, proposal: str) -> None:
    reading = read_line(written)
    assert reading.blocked
    assert proposal in proposed(reading)


def test_clean_lines_beside_an_old_font_stay_as_they_are() -> None:
    reading = read_document("Đài Truyền thanh huyện\nQuyÕt ®Þnh vÒ viÖc tæ chøc")
    assert reading.spoken == "Đài Truyền thanh huyện. Quyết định về việc tổ chức"


@pytest.mark.parametrize(
    "written",
    [
        "Nguyễn Thị Quỳnh Uyên, Đoàn Khuê, Huỳnh Quyết",
        "xe rơ moóc chở xi măng, quần soóc, đèn tuýp",
        "khúc khuỷu, ngoằn ngoèo, khuỷu tay, nghiêng nghiêng, huênh hoang",
        "giếng nước, gìn giữ, giặt giũ, giúp đỡ, giụi mắt, giết",
        "yêu, yếm, yến, ý kiến, ỷ lại, ủy ban, uống, oằn, uể oải",
        "Facebook, Covid-19, UBND, thẻ BHYT, ĐT.942, QR, F0",
        "điểm c khoản 1, khóm Long Thị C, lớp 5d, gan B",
        "bảo hiểm, quả quýt, quốc gia, quằn quại, quặc",
    ],
)
def test_no_false_alarm(written: str) -> None:
    assert [piece.written for piece in read_line(written).doubts] == []

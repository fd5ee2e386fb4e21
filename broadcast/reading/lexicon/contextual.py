"""Abbreviations whose meaning hangs on their neighbours: the first row whose patterns fit wins.

`before` must match the end of the text before the abbreviation, `after` the beginning of the text behind it.
"""

from typing import NamedTuple

from broadcast.reading.syllables import CAPITALS, SMALL


class Contextual(NamedTuple):
    """One meaning of an abbreviation in one context."""

    written: str
    spoken: str
    before: str = ""
    after: str = ""


_NAME = rf" ?[{CAPITALS}][{SMALL}]"
_NUMBER = r" ?\d"
_SURNAME = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương"
    r"|Lý|Lâm|Trương|Đinh|Mai|Cao|Tạ|Hà)\b"
)
_SIGNER = (
    r" ?(?:CHỦ|BAN|ỦY|UỶ|BỘ|THỦ|CHÍNH|HỘI|TRƯỞNG|PHÓ|GIÁM|CHÁNH|THƯỜNG|BÍ|CỤC|TỔNG|HIỆU"
    r"|UBND|HĐND|BCH|BCĐ|BTV|BTC)"
)
_CENTRES = (
    r"\.? (?:Y tế|Văn|VH|Dịch|DV|Giáo|GD|Hành|Phục|Hội nghị|Học|Kiểm|KS|Phát|Khuyến|Truyền|Bảo|Anh|Tin|Giống"
    r"|Nước|Thương|Công|Dạy|Lưu|Y )"
)

CONTEXTUAL: tuple[Contextual, ...] = (
    Contextual("TT", "thường trực", after=r"\.? ?(?:HU|TU|ĐU|QU|Huyện ủy|Tỉnh ủy|Đảng ủy|Thành ủy)\b"),
    Contextual("TT", "thường trực", after=r"\.? ?(?:HĐND|UBND|UBMTTQ|Hội đồng)\b"),
    Contextual("TT", "thông tư", after=r" ?(?:số )?\d{1,3}/"),
    Contextual("TT", "thông tư", before=r"(?i:theo|căn cứ|thực hiện) $", after=r" ?(?:số )?\d"),
    Contextual("TT", "thông tin và truyền thông", before=r"(?i:sở|bộ) $"),
    Contextual("TT", "thông tin", before=r"(?i:phòng vh|văn hóa|vh) ?[-&,]? ?$"),
    Contextual("TT", "trung tâm", after=_CENTRES),
    Contextual("TT", "thị trấn", after=r"\.?" + _NAME),
    Contextual("TT", "thứ tự", before=r"(?i:số) $"),
    Contextual("TT", "trung tâm"),
    Contextual("Tt", "thị trấn"),
    Contextual("KT", "ký thay", after=r"\." + _SIGNER),
    Contextual("KT", "kinh tế", after=r" ?- ?XH"),
    Contextual("KT", "kỹ thuật", before=r"(?i:khoa học|kh|hạ tầng|chuyển giao|y tế) ?-? ?$"),
    Contextual("KT", "kỹ thuật", after=r" (?:trồng|nuôi|canh tác|chăn nuôi|chăm sóc|viên|bón|phòng trừ)"),
    Contextual("KT", "kinh tế"),
    Contextual("XH", "xã hội"),
    Contextual("TM", "thay mặt", after=r"\.? ?" + _SIGNER),
    Contextual("TM", "thay mặt", after=r"\. "),
    Contextual("TM", "thương mại"),
    Contextual("TL", "thừa lệnh", after=r"\." + _SIGNER),
    Contextual("TL", "tỉnh lộ", after=r"\.?" + _NUMBER),
    Contextual("TUQ", "thừa ủy quyền"),
    Contextual("TUN", "thừa ủy nhiệm"),
    Contextual("Q", "quyền", after=r"\. ?(?:CHỦ|GIÁM|TRƯỞNG|CHÁNH|HIỆU|Chủ tịch|Giám|Trưởng)"),
    Contextual("Q", "quận", after=r"\.(?:" + _NAME + "|" + _NUMBER + ")"),
    Contextual("Q", "quận", after=r"\d{1,2}\b"),
    Contextual(
        "P",
        "phòng",
        after=r"\.? ?(?:VHTT|VH|TC|GD|LĐ|TN|NN|KT|Tư pháp|Y tế|Nội vụ|Kinh tế|Giáo dục|Văn hóa|Tài)",
    ),
    Contextual("P", "phòng", before=r"(?i:tại|lầu \d+,?|tầng \d+,?|họp) $", after=r"\.? ?\d{3}"),
    Contextual("P", "phường", after=r"\.(?:" + _NAME + "|" + _NUMBER + ")"),
    Contextual("P", "phường", after=r"\d{1,2}\b"),
    Contextual("Ô", "ông", after=r"\. ?" + _SURNAME),
    Contextual("B", "bà", after=r"\. ?" + _SURNAME),
    Contextual("Ô/B", "ông bà", after=r"\.? ?" + _NAME),
    Contextual("X", "xã", after=r"\." + _NAME),
    Contextual("H", "huyện", after=r"\." + _NAME),
    Contextual("T", "tỉnh", before=r", $", after=r"\." + _NAME),
    Contextual("Đ", "đường", after=r"\." + _NAME),
    Contextual("đ", "đường", after=r"\. ?(?:" + _NAME + "|" + _NUMBER + ")"),
    Contextual("p", "phường", after=r"\. ?(?:" + _NAME + "|" + _NUMBER + ")"),
    Contextual("q", "quận", after=r"\. ?(?:" + _NAME + "|" + _NUMBER + ")"),
    Contextual("x", "xã", after=r"\." + _NAME),
    Contextual("h", "huyện", after=r"\." + _NAME),
    Contextual("t", "tỉnh", before=r", $", after=r"\." + _NAME),
    Contextual("tt", "thị trấn", after=r"\." + _NAME),
    Contextual("tx", "thị xã", after=r"\." + _NAME),
    Contextual("S", "sông", after=r"\." + _NAME),
    Contextual("tr", "trang", after=r"\.? ?\d"),
    Contextual("TX", "thị xã"),
    Contextual("TH", "truyền hình", before=r"(?i:đài|phát thanh|pt) ?(?:và|-|&)? ?$"),
    Contextual("TH", "tiểu học"),
    Contextual("GS", "giám sát", before=r"(?i:đoàn|hội đồng|kiểm tra,?) $"),
    Contextual("BT", "bình thường", before=r"(?i:hoạt động|trạng thái) $"),
    Contextual("CT", "chương trình", before=r"(?i:thực hiện|các|triển khai|theo|phát|kết thúc) $"),
    Contextual("CT", "chỉ thị", after=r" ?(?:số )?\d"),
    Contextual("CT", "chủ tịch"),
    Contextual("CC", "chung cư", before=r"(?i:khu|nhà|ban quản trị|tại) $"),
    Contextual("TC", "tài chính", before=r"(?i:phòng|sở|bộ) $"),
    Contextual("TN", "thanh niên", before=r"(?i:đoàn|đoàn viên,?|lực lượng|hội lh) $"),
    Contextual("TN", "tài nguyên", before=r"(?i:phòng|sở|bộ) $"),
    Contextual("TN", "tự nhiên", before=r"(?i:dân số|khoa học|kh|thiên nhiên) $"),
    Contextual("BC", "báo cáo"),
    Contextual(
        "CN",
        "chủ nhật",
        before=r"(?i:thứ bảy|thứ 7|t7|ngày|sáng|chiều|tối|,|và|đến|-) ?$",
        after=r"(?! ?(?:[A-ZĐ]))",
    ),
    Contextual("CN", "chi nhánh", after=r" (?:Ngân|NH|Văn|Công|An|Điện|[A-ZĐ])"),
    Contextual("ĐX", "đông xuân", before=r"(?i:vụ|lúa|niên vụ) $"),
    Contextual("HT", "hè thu", before=r"(?i:vụ|lúa) $"),
    Contextual("TĐ", "thu đông", before=r"(?i:vụ|lúa) $"),
    Contextual("BV", "bảo vệ", before=r"\d $"),
    Contextual("CP", "cổ phần", before=r"(?i:công ty|cty|ngân hàng|nhtm|góp vốn|tập đoàn) $"),
    Contextual("ĐB", "đặc biệt", before=r"(?i:giải|loại|chế độ) $"),
    Contextual("QK", "quốc khánh", after=r" ?0?2/0?9"),
    Contextual("gđ", "giai đoạn", after=r" ?\d"),
    Contextual("gđ", "gia đình"),
    Contextual("P", "phòng", after=r"\. ?(?:KD|HC|TC|KH|KT|CSKH|TN|NV)\b"),
    Contextual(
        "CN", "chi nhánh", before=r"(?i:ngân hàng|bank|agribank|vietinbank|nhcsxh|công ty)(?: \w+)? $"
    ),
    Contextual("CN", "công nguyên", before=r"(?i:trước|sau) $"),
    Contextual("TCN", "trước công nguyên", before=r"(?:\d|[IVX]) $"),
    Contextual("SCN", "sau công nguyên", before=r"(?:\d|[IVX]) $"),
    Contextual("CN", "công nghiệp"),
    Contextual("SN", "sinh năm", after=r":? ?(?:19|20)\d\d"),
    Contextual("SN", "số nhà", after=r":? ?\d"),
    Contextual("TK", "thế kỷ", after=r" ?[XVI]"),
    Contextual("SĐ", "sửa đổi", after=r"(?:,| và)? ?(?:BS|bổ sung|\d{4}|năm)"),
    Contextual("BS", "bổ sung", before=r"(?i:sửa đổi|sđ)(?:,| và)? ?$"),
    Contextual(
        "BCH",
        "ban chỉ huy",
        after=r" ?(?:PCTT|PCLB|PCCC|PCD|TKCN|quân sự|QS|thống nhất|công trường|phòng chống|phòng, chống)",
    ),
    Contextual("BS", "biển số", before=r"(?i:xe|mô tô|ô tô|mang) ?$"),
    Contextual("BKS", "biển kiểm soát", before=r"(?i:xe|mô tô|ô tô|mang|máy|hiệu|tải|khách) $"),
    Contextual("BKS", "biển kiểm soát", after=r":? ?\d\d"),
    Contextual("ĐH", "đại hội", after=r" (?:Đảng|đảng|Chi|chi|Đoàn|đoàn|ĐB|đại biểu)"),
    Contextual("ĐH", "đường huyện", after=r"[. ]?\d"),
    Contextual("ĐT", "đường tỉnh", after=r"[. ]?\d{3}[a-zA-Z]?\b(?![ .]\d)"),
    Contextual("ĐT", "đào tạo", before=r"(?i:gd ?&|giáo dục và|gd|dạy nghề,?) ?$"),
    Contextual("ĐT", "đầu tư", before=r"(?i:kh ?&|kế hoạch và|dự án|chủ) ?$"),
    Contextual("HD", "hải dương", before=r"tỉnh $"),
    Contextual("NN", "nhà nước", before=r"(?i:quản lý|cơ quan|ngân hàng|cơ quan hành chính) $"),
    Contextual("GD", "giao dịch", before=r"(?i:phòng|điểm|ngày|quầy) $", after=r" (?!và|&)"),
    Contextual("ND", "nhân dân"),
    Contextual("SYT", "sở y tế"),
    Contextual("VT", "văn thư"),
    Contextual("NT", "nông thôn"),
    Contextual("CĐ", "công đoàn", before=r"(?i:đoàn viên|chủ tịch|tổ|ban chấp hành|bch) $"),
    Contextual("TB", "trung bình", before=r"(?i:điểm|mức|loại|giá|tuổi|bình quân|đạt) $"),
    Contextual("TB", "thương binh", before=r"(?i:ông|bà|các|gia đình) $"),
    Contextual("HS", "hồ sơ", before=r"(?i:nộp|bộ|nhận|làm|giải quyết|số) $"),
    Contextual("DS", "dân số", before=r"(?i:công tác|cán bộ|chi cục|trung tâm|tt) $"),
    Contextual("CB", "cảnh báo", before=r"(?i:bản tin) $"),
    Contextual("MT", "môi trường", before=r"(?i:tài nguyên|tn|bảo vệ|vệ sinh|ô nhiễm)(?: và| &|&)? ?$"),
    Contextual("MT", "mặt trận"),
    Contextual("VH", "văn hóa"),
    Contextual("DL", "du lịch", before=r"[,&] ?$|(?i:và) $"),
    Contextual("DL", "dương lịch", before=r"[\d)] ?\(?$"),
    Contextual("ÂL", "âm lịch"),
    Contextual("AL", "âm lịch", before=r"\d ?\(?$"),
    Contextual("NV", "nhân viên"),
    Contextual("NQ", "nghị quyết"),
    Contextual("BM", "biểu mẫu"),
    Contextual("TCCP", "tiêu chuẩn cho phép"),
    Contextual("BVTE", "bảo vệ trẻ em"),
)

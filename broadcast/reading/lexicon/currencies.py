"""Money: signs and codes, before or behind the amount."""

BEHIND: dict[str, str] = {
    "VNĐ": "đồng", "VND": "đồng", "vnđ": "đồng", "vnd": "đồng", "Vnđ": "đồng", "đ": "đồng", "Đ": "đồng",
    "₫": "đồng", "đồng": "đồng", "USD": "đô la Mỹ", "usd": "đô la Mỹ", "US$": "đô la Mỹ", "$": "đô la",
    "EUR": "ơ rô", "Euro": "ơ rô", "euro": "ơ rô", "€": "ơ rô", "GBP": "bảng Anh", "£": "bảng Anh",
    "JPY": "yên Nhật", "¥": "yên", "CNY": "nhân dân tệ", "NDT": "nhân dân tệ", "RMB": "nhân dân tệ",
    "KRW": "uôn", "THB": "bạt Thái", "SGD": "đô la Xinh ga po", "AUD": "đô la Úc", "CAD": "đô la Ca na đa",
    "HKD": "đô la Hồng Công", "CHF": "phờ răng Thụy Sĩ", "₩": "uôn", "฿": "bạt", "RUB": "rúp",
    "INR": "ru pi", "TWD": "đô la Đài Loan", "LAK": "kíp Lào", "KHR": "ri en",
}  # fmt: skip

BEFORE: dict[str, str] = {
    "US$": "đô la Mỹ", "USD": "đô la Mỹ", "$": "đô la", "€": "ơ rô", "EUR": "ơ rô", "£": "bảng Anh",
    "¥": "yên", "₫": "đồng", "VND": "đồng", "VNĐ": "đồng", "₩": "uôn", "฿": "bạt", "GBP": "bảng Anh",
    "JPY": "yên Nhật",
}  # fmt: skip

# Short sums as people write them: 50k, 5tr, 1,2 tỷ, 3B.
MAGNITUDES: dict[str, str] = {
    "k": "nghìn", "K": "nghìn", "tr": "triệu", "Tr": "triệu", "TR": "triệu", "triệu": "triệu", "tỷ": "tỷ",
    "tỉ": "tỷ", "nghìn": "nghìn", "ngàn": "ngàn", "trăm": "trăm", "chục": "chục", "vạn": "vạn",
}  # fmt: skip

"""Set phrases of figures and signs. To change how 24/7 is read, edit here."""

PHRASES: dict[str, str] = {
    "C++": "xê cộng cộng",
    "C#": "xê sáp",
    "CMT8": "cách mạng tháng tám",
    "5K": "năm ca",
    "2K": "hai ca",
    "2K+": "hai ca cộng",
    "24/7": "hai mươi bốn trên bảy",
    "24/24": "hai mươi bốn trên hai mươi bốn",
    "24h/24": "hai mươi bốn trên hai mươi bốn giờ",
    "24/24h": "hai mươi bốn trên hai mươi bốn giờ",
    "24h/24h": "hai mươi bốn giờ trên hai mươi bốn giờ",
    "24h/7": "hai mươi bốn giờ trên bảy ngày",
    "7/7": "bảy trên bảy",
    "50/50": "năm mươi năm mươi",
    "v.v": "vân vân",
    "V.v": "vân vân",
    "vv": "vân vân",
    "v.v.v": "vân vân",
    "và/hoặc": "và hoặc",
}

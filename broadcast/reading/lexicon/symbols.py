"""Single symbols: what is said for them where no rule took them. An empty word is silent."""

SYMBOLS: dict[str, str] = {
    "&": "và", "%": "phần trăm", "‰": "phần nghìn", "+": "cộng", "=": "bằng", "×": "nhân", "÷": "chia",
    "±": "cộng trừ", "<": "nhỏ hơn", ">": "lớn hơn", "≤": "nhỏ hơn hoặc bằng", "≥": "lớn hơn hoặc bằng",
    "^": "mũ", "≠": "khác", "≈": "xấp xỉ", "~": "khoảng", "∞": "vô cùng", "√": "căn bậc hai của", "∑": "tổng",
    "@": "a còng", "#": "thăng", "$": "đô la", "€": "ơ rô", "£": "bảng Anh", "¥": "yên", "₫": "đồng",
    "°": "độ", "º": "độ", "˚": "độ",
    "§": "mục", "→": "đến",
    "⇒": "suy ra", "∈": "thuộc", "∆": "đen ta", "℃": "độ xê", "℉": "độ ép", "№": "số", "™": "", "®": "",
    "©": "", "/": "trên",
}  # fmt: skip

# Marks that are never words: brackets, quotes, rules, bullets. What is given is the breath they leave.
BREATHS: dict[str, str] = {
    ",": ",", ";": ",", ":": ",", ".": ".", "…": ",", "!": ".", "?": "?", "(": ",", ")": ",", "[": ",",
    "]": ",", "{": ",", "}": ",", "|": ",", "¿": "", "¡": "",
}  # fmt: skip

# Powers and parts of a whole that are one character.
NUMERALS: dict[str, str] = {
    "²": "bình phương", "³": "lập phương", "½": "một phần hai", "¼": "một phần tư", "¾": "ba phần tư",
    "⅓": "một phần ba", "⅔": "hai phần ba", "⅕": "một phần năm", "⅛": "một phần tám",
}  # fmt: skip

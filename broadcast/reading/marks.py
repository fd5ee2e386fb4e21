"""Marks and symbols: bullets, dashes, brackets, quotes, and the symbols that are words."""

import re

from broadcast.reading.doubts import broken_hyphen
from broadcast.reading.lexicon.currencies import BEHIND
from broadcast.reading.lexicon.symbols import BREATHS, SYMBOLS
from broadcast.reading.lexicon.units import PER, UNITS
from broadcast.reading.numbers import one_by_one, roman_value, whole
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene

_BULLET = re.compile(
    r"(?:[-+*•●○▪■□◦‣⁃➢➤✓✔✦★☆❖►▶·o](?= )|[•●○▪■□◦‣⁃➢➤✓✔✦★☆❖►▶·]"
    r"|-(?=[^\W\d_])|[-+](?=0\d|\d[^.\n]{0,6} [^\W\d_])|[-+*]$) ?"
)
_NUMBERING = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}[.)/-](?= (?![-–]))")
_END_OF_TEXT = re.compile(r"\.?[/.](?:[./]){1,2}(?=\s|$|[\"”)])|\./-|\.,|,\.{2,}|\.{2,},?|…+\.*,?|\.+…")
_DEGREE = re.compile(r"-\d+(?:[.,]\d+)? ?(?:độ|°|º|o?C\b)")
_DAYS_BEFORE = re.compile(r"(?:\bthứ \w+|\bt[2-7]) ?$")
_DAYS_BEHIND = re.compile(r" ?(?:thứ \w|t[2-7]\b|cn\b|chủ nhật)")
_UNIT = re.compile(r"[^\W\d_]{1,12}[23²³]?(?![^\W_])")
_COUNTED = re.compile(r"\d(?: (?:nghìn|triệu|tỷ))? ?[^\W\d_]{1,8}(?:/[^\W\d_]{1,8})?$")
_KIND = r"([^\W\d_]{1,8}?)[ .]?(\d{1,6}(?:\+\d{3})?|[IVX]{1,5})"
_KIND_BEFORE = re.compile(rf"(?<![^\W_]){_KIND} ?$")
_KIND_BEHIND = re.compile(rf" ?{_KIND}(?![^\W_])")
_ROMAN_BEFORE = re.compile(r"(?<![^\W_])([IVX]{1,5}) ?$")
_ROMAN_BEHIND = re.compile(r" ?([IVX]{1,5})(?![^\W_])")
_DAY_BEHIND = re.compile(r" ?(?:hết )?(?:ngày|tháng|năm|mùng) \d")
_FOOTNOTE = re.compile(r"\[\d{1,3}\](?![^\W_])")
_KEYED = re.compile(r"[*#]{1,2}\d{1,16}(?:[*#]\d{1,16}){0,4}#")
_CURRENCIES = re.compile(r"\b[A-Z]{3}/(?:VND|VNĐ|USD|EUR)\b|\bUSD/[A-Z]{3}\b")
_SUM = re.compile(r"\d ?(?:đ|đồng|vnđ|VNĐ|VND|k|tr)$|(?<![^\W_])đồng$")
_HOUR_BEFORE = re.compile(r"\d ?(?:h|g|giờ) ?\d{0,2} ?(?:sáng|trưa|chiều|tối|khuya) ?$")
_HOUR_BEHIND = re.compile(r" ?\d{1,2} ?(?:h|g|giờ|:\d\d)")
_RULED = re.compile(r"[-_=*~.]{3,}|[-_]{2,}|([^\w\s.])\1{2,4000}")


def bullet(scene: Scene, at: int) -> Said | None:
    """A mark that opens a line: silent. A minus of degrees stays a minus."""
    if not _opens_line(scene.text, at):
        return None
    match = _BULLET.match(scene.text, at)
    if match is None or _DEGREE.match(scene.text, at):
        return None
    return Said(match.end(), "", Rule.BULLET)


def numbering(scene: Scene, at: int) -> Said | None:
    """1. or 2.1) at the head of a line: the number, then a breath."""
    if not _opens_line(scene.text, at):
        return None
    match = _NUMBERING.match(scene.text, at)
    if match is None:
        return None
    number = " chấm ".join(whole(part) for part in re.findall(r"\d+", match[0]))
    return Said(match.end(), f"{number},", Rule.NUMBER)


def _opens_line(text: str, at: int) -> bool:
    line = text.rfind("\n", max(0, at - 5), at) + 1
    return not (line == 0 and at > 4) and not text[line:at].strip(' -+*•"“(')


def layout(scene: Scene, at: int) -> Said | None:
    """./. and rows of dots, lines of dashes: the end of a text, or a breath."""
    match = _END_OF_TEXT.match(scene.text, at)
    if match is not None:
        return Said(match.end(), "." if "/" in match[0] else ",", Rule.MARK)
    ruled = _RULED.match(scene.text, at)
    return Said(ruled.end(), {"?": "?", ",": ","}.get(ruled[0][0], ""), Rule.MARK) if ruled else None


def dash(scene: Scene, at: int) -> Said | None:
    """A dash: between words it is silent, a breath where it stands apart between small letters."""
    text = scene.text
    if text[at] not in "-_\\":
        return None
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    doubt = (
        broken_hyphen(text, at)
        if left.isalpha() and right == " " and text[at + 2 : at + 3].isalpha()
        else None
    )
    if _DAYS_BEFORE.search(text[max(0, at - 12) : at].lower()) and _DAYS_BEHIND.match(
        text[at + 1 : at + 12].lower()
    ):
        return Said(at + 1, "đến", Rule.RANGE)
    if _between_kin(text, at):
        return Said(at + 1, "đến", Rule.RANGE)
    apart = left == " " == right
    breath = apart and (text[at + 2 : at + 3].islower() or text[at + 2 : at + 3].isdigit())
    return Said(at + 1, "," if breath else "", Rule.MARK, doubt)


def _between_kin(text: str, at: int) -> bool:
    """Whether the dash stands between two of a kind: Km12+300 - Km15, tổ 1 - tổ 5, XIX - XX."""
    ahead, behind = text[max(0, at - 28) : at], text[at + 1 : at + 20]
    if _HOUR_BEFORE.search(ahead.lower()) and _HOUR_BEHIND.match(behind.lower()):
        return True
    one, two = _ROMAN_BEFORE.search(ahead), _ROMAN_BEHIND.match(behind)
    if one is not None and two is not None:
        return roman_value(one[1]) < roman_value(two[1])
    first, second = _KIND_BEFORE.search(ahead), _KIND_BEHIND.match(behind)
    if first is not None and second is not None:
        same = first[1].lower() == second[1].lower()
        return same and _rank(first[2]) < _rank(second[2])
    return ahead.rstrip()[-1:].isdigit() and _DAY_BEHIND.match(behind.lower()) is not None


def _rank(written: str) -> float:
    return float(written.replace("+", ".")) if written[0].isdigit() else roman_value(written)


def slash(scene: Scene, at: int) -> Said | None:
    """Between words a slash is a breath, between figures "trên"; behind a sum of money it is "một"."""
    text = scene.text
    if text[at] != "/":
        return None
    left, right = text[at - 1 : at], text[at + 1 : at + 2]
    if left == "/" or right == "/" or not (left and right) or left == " " == right:
        return Said(at + 1, "", Rule.MARK)
    if _CURRENCIES.search(text[max(0, at - 4) : at + 5]):
        return Said(at + 1, "trên", Rule.SYMBOL)
    if _SUM.search(text[max(0, at - 12) : at]):
        return Said(at + 1, "một", Rule.SYMBOL)
    if left.isalpha() and right.strip().isalpha():
        return _per(text, at) or Said(at + 1, ",", Rule.MARK)
    return Said(at + 1, "trên", Rule.SYMBOL)


def _per(text: str, at: int) -> Said | None:
    """2 lần/năm, 6,5 tấn/ha: behind a number and its word a slash counts."""
    unit = _UNIT.match(text, at + 1)
    if unit is None or not _COUNTED.search(text[max(0, at - 30) : at]):
        return None
    name = PER.get(unit[0]) or UNITS.get(unit[0]) or BEHIND.get(unit[0])
    return Said(unit.end(), f"một {name}", Rule.MEASURE) if name else None


def comparison(scene: Scene, at: int) -> Said | None:
    """<, >, = and their kin in pairs of signs: <=, >=, ->, ==."""
    pair = {"<=": "nhỏ hơn hoặc bằng", ">=": "lớn hơn hoặc bằng", "->": "", "=>": "", "==": "", "<-": ""}.get(
        scene.text[at : at + 2]
    )
    return None if pair is None else Said(at + 2, pair, Rule.SYMBOL)


def footnote(scene: Scene, at: int) -> Said | None:
    """[1] behind a word: the number of a note, silent."""
    match = _FOOTNOTE.match(scene.text, at)
    if match is None or not re.search(r"[^\W_][.,;:)”\"]? ?$", scene.text[max(0, at - 4) : at]):
        return None
    return Said(match.end(), "", Rule.FOOTNOTE)


def dialled_code(scene: Scene, at: int) -> Said | None:
    """*101#, *098*123#: what is keyed in on a phone, key by key."""
    match = _KEYED.match(scene.text, at)
    if match is None:
        return None
    names = {"*": "sao", "#": "thăng"}
    keys = re.findall(r"\d+|[*#]", match[0])
    return Said(match.end(), " ".join(names.get(key) or one_by_one(key) for key in keys), Rule.PHONE)


def symbol(scene: Scene, at: int) -> Said:
    """Any other sign: its word, its breath, or silence."""
    char = scene.text[at]
    if char in BREATHS:
        return Said(at + 1, BREATHS[char], Rule.COPIED)
    if char in SYMBOLS:
        return Said(at + 1, _placed(scene, at, char), Rule.SYMBOL)
    return Said(at + 1, "", Rule.MARK)


def _placed(scene: Scene, at: int, char: str) -> str:
    """A plus, an equals sign and their like are words only between something; a hash only before a number."""
    left, right = scene.text[max(0, at - 3) : at].strip(), scene.text[at + 1 : at + 4].strip()
    if char in "+=×÷>~→^" and not (left and right):
        return ""
    if char == "#":
        return "" if not right[:1].isdigit() else "số"
    return SYMBOLS[char]

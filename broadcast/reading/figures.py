"""Numbers by their place: thứ 2, tháng 4, số 12/5A, 2/3 số đại biểu, Km15+300, (02) hai."""

import re

from broadcast.reading.doubts import letter_among_digits
from broadcast.reading.lexicon import cues
from broadcast.reading.lexicon.phrases import PHRASES
from broadcast.reading.numbers import cardinal, figure, month, one_by_one, ordinal, whole
from broadcast.reading.quantities import FIGURE, unit_behind
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene, before, either
from broadcast.reading.spelling import spell

_PHRASE = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, PHRASES), key=len, reverse=True))})(?![^\W_]|/\d)")
_HOUSE = re.compile(r"\d+[A-Za-zĐđ]{0,2}(?:/\d+[A-Za-zĐđ]{0,2})+(?![^\W_])")
_SUFFIXED = re.compile(r"(\d+)([A-Za-zĐđ]{1,2})(\d{0,3})(?![^\W_])")
_RATIO = re.compile(rf"({FIGURE}) ?([/:]) ?({FIGURE})(?![/\d])")
_DOTTED = re.compile(r"\d+(?:\.\d+){2,}(?!\d)")
_CHAIN = re.compile(r"\d{1,6}(?:-\d{1,6}){2,}(?![^\W_]|[/.,]\d)")
_ROAD = re.compile(r"(\d+) ?\+ ?(\d{3})(?!\d)")
_OCR = re.compile(r"\d[\dOoO]*[Oo][\dOo]*(?![^\W\d_])")
_TOLD = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|bản đồ|theo) $")
_FIGURE = re.compile(FIGURE)
_INTEGER = re.compile(r"\d+")
_IN_ADDRESS = re.compile(rf"(?:{either(cues.ADDRESS)})(?: số)? ?:? ?$")
_KEPT_ZERO = re.compile(r"(?:số|mẫu|mã|tờ|thửa|biểu|giờ|phẩy|lô|phụ lục)(?: số)?:? ?$")
_LISTED = re.compile(r"\d{1,3}(?:,\d{1,3}){1,8}(?![\d/%]|[.,]\d| ?(?:m2?|km|ha|kg|tấn|triệu|tỷ|nghìn)\b)")
_LISTED_BEFORE = re.compile(
    r"\b(?:tổ|cụm|loa|khối|lớp|điều|khoản|ấp|khóm|đội|thửa|tờ|mũi|đợt|trạm|các|khu phố|chi bộ|tháng|quý)"
    r"(?: số)? $"
)
_OPERATORS = {
    "+": "cộng",
    "-": "trừ",
    "x": "nhân",
    "×": "nhân",
    "*": "nhân",
    ":": "chia",
    "÷": "chia",
    "=": "bằng",
}
_FORMULA = re.compile(rf"(?:{FIGURE}) ?(?:[-+x×*:÷] ?(?:{FIGURE}) ?){{1,6}}= ?(?:{FIGURE})(?![^\W_])")
_NUMBER_WORD = re.compile(r" ?\((?:không|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín|mười)(?: \w+)*\)")


def formula(scene: Scene, at: int) -> Said | None:
    """2 + 3 - 1 = 4: a sum with its signs; without an equals sign a dash is none of them."""
    match = _FORMULA.match(scene.text, at)
    if match is None or (at and scene.text[at - 1].isalnum()):
        return None
    parts = re.findall(rf"{FIGURE}|[-+x×*:÷=]", match[0])
    return Said(match.end(), " ".join(_OPERATORS.get(part) or figure(part) for part in parts), Rule.NUMBER)


def listed(scene: Scene, at: int) -> Said | None:
    """tổ 3,4; điều 10,11 và 12: whole numbers in a row behind what they count, no decimals."""
    match = _LISTED.match(scene.text, at)
    if match is None or not _LISTED_BEFORE.search(before(scene.text, at)):
        return None
    numbers = match[0].split(",")
    if [*map(int, numbers)] != sorted({*map(int, numbers)}):
        return None
    return Said(match.end(), ", ".join(map(whole, numbers)), Rule.NUMBER)


def set_phrase(scene: Scene, at: int) -> Said | None:
    """Figures and letters with one fixed reading (lexicon/phrases.py)."""
    match = _PHRASE.match(scene.text, at)
    if match is None or (at and scene.text[at - 1].isalnum()):
        return None
    return Said(match.end(), PHRASES[match[0]], Rule.PHRASE)


def said_twice(scene: Scene, at: int) -> Said | None:
    """02 (hai) bản: the words in brackets repeat the figure and stay silent."""
    match = _FIGURE.match(scene.text, at)
    words = _NUMBER_WORD.match(scene.text, match.end()) if match else None
    if match is None or words is None:
        return None
    spoken = figure(match[0])
    inside = words[0].strip(" ()").lower()
    if inside.split()[0] != spoken.split()[0] and inside != spoken:
        return None
    rest = inside.removeprefix(spoken).strip() if inside.startswith(spoken) else ""
    return Said(words.end(), f"{spoken} {rest}".strip(), Rule.REPEATED)


def house_number(scene: Scene, at: int) -> Said | None:
    """12/5A, 123/4/5: numbers of houses and lanes."""
    match = _HOUSE.match(scene.text, at)
    if match is None:
        return None
    lettered = re.search(r"[A-Za-zĐđ]", match[0]) is not None
    if not lettered and match[0].count("/") < 2 and not _IN_ADDRESS.search(before(scene.text, at)):
        return None
    if re.search(r"\d(?:[kMG]?V|[kM]W|[km]g|[kcm]m|ml|ha)(?:/|$)", match[0]):
        return None
    if not lettered and re.search(r"đường $", before(scene.text, at)):
        return None
    return Said(match.end(), " trên ".join(_house(part) for part in match[0].split("/")), Rule.ADDRESS)


def _house(part: str) -> str:
    digits = re.match(r"\d+", part)
    head = digits[0] if digits else ""
    return f"{whole(head)} {spell(part[len(head) :])}".strip()


def chained(scene: Scene, at: int) -> Said | None:
    """20-20-15: numbers in a row, each for itself."""
    match = _CHAIN.match(scene.text, at)
    if match is None:
        return None
    return Said(match.end(), ", ".join(whole(part) for part in match[0].split("-")), Rule.NUMBER)


def road_mark(scene: Scene, at: int) -> Said | None:
    """15+300 behind Km: kilometre stones."""
    match = _ROAD.match(scene.text, at)
    if match is None or not re.search(r"(?:km|lý trình|cọc h) ?$", before(scene.text, at)):
        return None
    return Said(match.end(), f"{whole(match[1])} cộng {figure(match[2])}", Rule.ADDRESS)


def ratio(scene: Scene, at: int) -> Said | None:
    """2/3 hai phần ba, 15/18 mười lăm trên mười tám, 1:1.000."""
    match = _RATIO.match(scene.text, at)
    if match is None or scene.text[match.end() : match.end() + 2].strip()[:1] == ":":
        return None
    top, mark, bottom = match.groups()
    told = _TOLD.search(before(scene.text, at)) is not None
    if mark == ":" and not told:
        if ": " in match[0]:
            return None
        link = "trên" if len(bottom) > 2 else ","
        return Said(match.end(), f"{figure(top)} {link} {figure(bottom)}".replace(" ,", ","), Rule.RATIO)
    part = mark == "/" and _is_part(top, bottom) and not before(scene.text, at).endswith("trang ")
    end, unit, rule = unit_behind(scene, match.end(), bottom)
    words = f"{figure(top)} {'phần' if part else 'trên'} {_below(bottom, part=part)}{unit}"
    return Said(end, words, rule or Rule.RATIO)


def _is_part(top: str, bottom: str) -> bool:
    return top.isdecimal() and bottom.isdecimal() and int(top) < int(bottom) <= 10 and not top.startswith("0")


def _below(bottom: str, *, part: bool) -> str:
    return "tư" if part and int(bottom) == 4 else figure(bottom)


def dotted(scene: Scene, at: int) -> Said | None:
    """1.2.3: numbers of headings and versions."""
    match = _DOTTED.match(scene.text, at)
    if match is None or re.fullmatch(r"\d{1,3}(?:\.\d{3})+", match[0]):
        return None
    return Said(match.end(), " chấm ".join(whole(part) for part in match[0].split(".")), Rule.NUMBER)


def suffixed(scene: Scene, at: int) -> Said | None:
    """5A, 12B, 2A1: a number with a letter behind it."""
    match = _SUFFIXED.match(scene.text, at)
    if match is None or (match[2].islower() and len(match[2]) > 1):
        return None
    head = one_by_one(match[1]) if match[1].startswith("0") and len(match[1]) > 1 else whole(match[1])
    tail = whole(match[3]) if match[3] else ""
    return Said(match.end(), " ".join(part for part in (head, spell(match[2]), tail) if part), Rule.CODE)


def mistyped(scene: Scene, at: int) -> Said | None:
    """1OO: the letter O among digits."""
    match = _OCR.match(scene.text, at)
    if match is None:
        return None
    digits = re.sub("[Oo]", "0", match[0])
    return Said(match.end(), whole(digits), Rule.MENDED, letter_among_digits(match[0], digits))


def plain_number(scene: Scene, at: int) -> Said:
    """Any other whole number, by the word before it."""
    match = _INTEGER.match(scene.text, at)
    assert match is not None  # noqa: S101 - the scanner comes here on a digit only
    return Said(match.end(), _by_place(scene, at, match[0]), Rule.NUMBER)


def _by_place(scene: Scene, at: int, digits: str) -> str:
    context = before(scene.text, at, 24)
    if context.endswith("thứ ") and len(digits) < 3:
        return ordinal(digits)
    if context.endswith("tháng ") and digits in {"4", "04"}:
        return month(digits)
    if digits.startswith("0") and len(digits) > 1:
        return (
            one_by_one(digits)
            if len(digits) > 3 or digits.startswith("00") or _KEPT_ZERO.search(context)
            else cardinal(int(digits))
        )
    return whole(digits)

"""Numbers with what stands around them: ranges, percentages, units, money, fractions."""

import re
from functools import cache

from broadcast.reading.lexicon import cues
from broadcast.reading.lexicon.currencies import BEFORE, BEHIND, MAGNITUDES
from broadcast.reading.lexicon.units import PER, UNITS
from broadcast.reading.numbers import figure
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene, before, either

FIGURE = (
    r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?|\d{1,3}(?:,\d{3})+\.\d+"
    r"|\d{1,3}(?: \d{3}){2,}(?! ?\d)(?:,\d+)?|\d{1,3} (?:000|\d{3}(?= ?(?:đồng|VN[DĐ]|đ\b|USD|hộ|người|tấn|ha"
    r"|m2|lượt|con|cây|liều|suất|căn|kg|học sinh|phần|trường hợp)))(?! ?\d)"
    r"|\d+(?:[.,]\d+)?)(?!\d)"
)
"""A written number, with its thousands and decimals."""

_WORD_END = r"(?![^\W_])"
_SIGNED = re.compile(rf"([-+](?=\d)|[±~≈≥≤<>](?= ?\d)|) ?({FIGURE})")
_MASONS = re.compile(
    r"(\d{1,3})(m|tr|k|tỷ) ?(\d{2}|(?<=tr)\d{3}|(?<=m)[14-9]|(?<!m)\d)(?![\d²³]|[.,]\d|[^\W_])"
)
"""A part said behind its whole: 1m65, 2tr5."""
_TO = re.compile(r" ?(?:-|–|÷|~|→) ?")
_TIMES = re.compile(r" ?[xX×*] ?(?=\d)")
_MAGNITUDE = re.compile(
    rf" ?({'|'.join(sorted(map(re.escape, MAGNITUDES), key=len, reverse=True))})"
    rf"{_WORD_END}(?!/\d)(?:\.(?=đ))?"  # tr.đ
)
_LONE = re.compile(
    r"(?:km[23²³]?|cm[23²³]?|mm|m[23²³]|kg|ml|mg|kWh|kW|kV|MW|mmHg|GB|MB|Kg|KG|Km|dm[23²³]?)(?![^\W_])"
)
_FACTORS = 4
"""Numbers of a product behind the first: a box has three sides."""
_WHOLES = {"m": "mét", "tr": "triệu", "k": "nghìn", "tỷ": "tỷ"}
_RATE = re.compile(r"(km|m|kg|mg|g|ml|l|tấn|lít)/(h|s|giờ|ha|l|dl|lít|m2|m3|m²|m³|kg|ngày)(?![^\W_])")
_SIGNS = {
    "-": "âm",
    "+": "cộng",
    "±": "cộng trừ",
    "~": "khoảng",
    "≈": "khoảng",
    "≥": "lớn hơn hoặc bằng",
    "≤": "nhỏ hơn hoặc bằng",
    "<": "nhỏ hơn",
    ">": "lớn hơn",
    "": "",
}
_SCORE = re.compile(rf"(?:{either(cues.SCORE)})(?: \w+){{0,3}} $")
_AGED = re.compile(r"\b(?:trẻ|em|cháu|bé|người|tuổi|học sinh)\b[^.;]*$")
_CLASSES = re.compile(r"\b(?:lớp|khối|phòng|nhà|lô|tổ|số|tầng|đội|tuyến) $")
_CAREFUL_BEFORE = re.compile(rf"(?:{either(cues.CLASS)}) $")


@cache
def _tail_pattern() -> re.Pattern[str]:
    """Percent, a unit or a currency behind a number, longest first, then what it is counted per."""
    names = sorted({*UNITS, *BEHIND} - {"ngày", "ng"}, key=len, reverse=True)
    per = sorted({*PER, *UNITS, *BEHIND}, key=len, reverse=True)
    unit = "|".join(map(re.escape, names))
    pers = "|".join(map(re.escape, per))
    return re.compile(
        rf" ?(?:(%|‰|phần trăm\b)|({unit})(?![^\W_]|[.]\w))"
        rf"(?:/ ?(?:({FIGURE}) ?)?({pers}){_WORD_END})?(?:/ ?({pers}){_WORD_END})?"
    )


@cache
def _lead_pattern() -> re.Pattern[str]:
    signs = "|".join(map(re.escape, sorted(BEFORE, key=len, reverse=True)))
    return re.compile(rf"({signs}) ?({FIGURE})")


def quantity(scene: Scene, at: int) -> Said | None:
    """A number, or a range or product of numbers, with its sign, size, unit and what it is per."""
    height = _MASONS.match(scene.text, at)
    if height is not None:
        return Said(
            height.end(), f"{figure(height[1])} {_WHOLES[height[2]]} {figure(height[3])}", Rule.MEASURE
        )
    first = _number(scene, at)
    if first is None:
        return None
    end, words, rule = first
    chain = _chain(scene, end, words, rule, scene.text[at:end])
    bare = chain[0] == first[0] and scene.text[at:end].isdecimal()
    return None if bare else Said(*chain)


def lone_unit(scene: Scene, at: int) -> Said | None:
    """A unit without a number: "tính theo kg"."""
    rate = _RATE.match(scene.text, at)
    if rate is not None and not scene.text[max(0, at - 1) : at].isalnum():
        names = (UNITS.get(rate[1], rate[1]), PER.get(rate[2]) or UNITS[rate[2]])
        return Said(rate.end(), " trên ".join(names), Rule.MEASURE)
    match = _LONE.match(scene.text, at)
    if match is None or (at and scene.text[at - 1].isalnum()):
        return None
    return Said(match.end(), UNITS[match[0]], Rule.MEASURE)


def sum_of_money(scene: Scene, at: int) -> Said | None:
    """A currency before its amount: $100, USD 5 triệu."""
    match = _lead_pattern().match(scene.text, at)
    if match is None:
        return None
    end, size = _size(scene.text, match.end())
    amount = " ".join(part for part in (figure(match[2]), size, BEFORE[match[1]]) if part)
    return Said(end, amount, Rule.MONEY)


def _number(scene: Scene, at: int) -> tuple[int, str, Rule] | None:
    match = _SIGNED.match(scene.text, at)
    if match is None or (match[1] in {"-", "+"} and scene.text[max(0, at - 1) : at].isalnum()):
        return None
    words = " ".join(part for part in (_SIGNS[match[1]], figure(match[2])) if part)
    return match.end(), words, Rule.NUMBER


def _chain(scene: Scene, end: int, words: str, rule: Rule, written: str) -> tuple[int, str, Rule]:
    """What follows the first number: its unit, then perhaps "-" and a second number with a unit."""
    text = scene.text
    end, tail, tail_rule = unit_behind(scene, end, written)
    words, rule = f"{words}{tail}", tail_rule or rule
    for _ in range(_FACTORS):
        times = _TIMES.match(text, end)
        following = _number(scene, times.end()) if times else None
        if following is None:
            break
        end, tail, tail_rule = unit_behind(scene, following[0], "")
        words, rule = f"{words} nhân {following[1]}{tail}", tail_rule or rule
    return _ranged(scene, end, words, rule, written)


def _ranged(scene: Scene, end: int, words: str, rule: Rule, written: str) -> tuple[int, str, Rule]:
    joint = _TO.match(scene.text, end)
    following = _SIGNED.match(scene.text, joint.end()) if joint else None
    if (
        joint is None
        or following is None
        or following[1] not in {"", "-"}
        or not _is_range(scene, written, following)
    ):
        return end, words, rule
    second = " ".join(part for part in (_SIGNS[following[1]], figure(following[2])) if part)
    falling = " " not in joint[0] and _falls(written, following[2])
    if falling or _SCORE.search(before(scene.text, end - len(written))):
        end, tail, tail_rule = unit_behind(scene, following.end(), "")
        return end, f"{words} {second}{tail}", tail_rule or Rule.RATIO
    end, tail, tail_rule = unit_behind(scene, following.end(), "")
    return end, f"{words} đến {second}{tail}", tail_rule or Rule.RANGE


def _falls(first: str, second: str) -> bool:
    """2-0, 747-400: no range leads downwards."""
    return first.isdecimal() and second.isdecimal() and int(first[:15]) > int(second[:15])


def _is_range(scene: Scene, written: str, following: re.Match[str]) -> bool:
    """Two numbers and no third: 5-10, but not the 1-2-3 of a code; codes begin with 0 or end in letters."""
    text, end = scene.text, following.end()
    if re.match(r"[-/]\d|[^\W\d_](?<![hmglđkKMWVAoO°])(?=[\d-])", text[end : end + 2]):
        return False
    return not (written.startswith("0") and len(written) > 2 and "," not in written and "." not in written)


def unit_behind(scene: Scene, end: int, written: str) -> tuple[int, str, Rule | None]:
    """Size and unit behind a number: " phần trăm", " triệu đồng một hộ"."""
    start = end
    end, size = _size(scene.text, end)
    match = _tail_pattern().match(scene.text, end)
    if match is None or (not size and not _is_unit(scene, match, start - len(written))):
        rule = Rule.MONEY if size and _money_like(scene.text, start, end) else None
        return end, f" {size}" if size else "", rule
    percent, unit, times, per, per2 = match.groups()
    if percent:
        spoken, rule = ("phần nghìn" if percent == "‰" else "phần trăm"), Rule.PERCENT
    elif unit == "đ" and not (size or per) and _is_mark(written):
        spoken, rule = "điểm", Rule.MEASURE
    elif unit in BEHIND and unit not in UNITS:
        spoken, rule = BEHIND[unit], Rule.MONEY
    else:
        spoken = _aged(scene, start) if unit == "t" else UNITS[unit]
        rule = Rule.TIME if spoken in {"giờ", "phút", "giây"} else Rule.MEASURE
    words = [size, spoken, *_per(rule, unit or "", times, per, per2)]
    return match.end(), " " + " ".join(word for word in words if word), rule


def _aged(scene: Scene, at: int) -> str:
    """6t of children are years, 6t of a load are tonnes."""
    return "tuổi" if _AGED.search(before(scene.text, at, 30)) else "tấn"


def _is_mark(written: str) -> bool:
    """8,25đ, 9đ: marks of a pupil; no sum of money is that small."""
    return re.fullmatch(r"\d{1,2}(?:[.,]\d{1,2})?", written) is not None and not written.endswith("0")


def _per(rule: Rule, unit: str, times: str | None, per: str | None, per2: str | None) -> list[str]:
    """The words after the slashes; money is counted "một" hộ, measures "trên" giờ."""
    if per is None:
        return []
    link = (
        "một"
        if rule in {Rule.MONEY, Rule.PERCENT, Rule.TIME} or unit.startswith(("tr", "Tr", "tỷ"))
        else "trên"
    )
    names = [PER.get(name) or UNITS.get(name) or BEHIND[name] for name in (per, per2) if name]
    first = [figure(times.strip())] if times else []
    said: list[str] = []
    for name in names:
        said += ["trên" if first else link, *first, name]
        first = []
    return said


def _size(text: str, at: int) -> tuple[int, str]:
    """Words or letters of size behind a number: triệu, k, tr."""
    words: list[str] = []
    while len(words) < 2 and (match := _MAGNITUDE.match(text, at)) is not None:
        if match[1] in {"k", "K"} and match[0].startswith(" "):
            break
        words.append(MAGNITUDES[match[1]])
        at = match.end()
    return at, " ".join(words)


def _money_like(text: str, start: int, end: int) -> bool:
    return text[start:end].strip().lower() in {"k", "tr"}


def _is_unit(scene: Scene, match: re.Match[str], at: int) -> bool:
    """Single letters are units only where they touch the number and no name or class stands before it."""
    unit = match[2]
    if unit is None or len(unit) > 1 or unit in "°º˚$€£¥₫₩฿Ω%":
        return unit not in {"in", "bar", "ca", "min"} or re.match(r"\s?(?:in|bar|min)", match[0]) is not None
    spaced = match[0].startswith(" ")
    context = before(scene.text, at)
    if unit in "đĐ":
        return not (spaced and unit == "Đ") and not _CAREFUL_BEFORE.search(context)
    if unit in "mlg":
        return not _CAREFUL_BEFORE.search(context)
    if unit in "Tt":
        return not spaced and not _CLASSES.search(context)
    if unit in "WVAKMNJLhsv":
        return (not spaced or unit in "WV") and unit not in "KMNJA" and not _CAREFUL_BEFORE.search(context)
    return True

"""Codes of letters and digits: QL91, F0, A/H5N1, OM5451, 67A-123.45, PM2.5, SARS-CoV-2, T2."""

import re

from broadcast.reading.lexicon.abbreviations import ABBREVIATIONS, NUMBERED
from broadcast.reading.lexicon.foreign import FOREIGN
from broadcast.reading.lexicon.issuers import ISSUERS
from broadcast.reading.numbers import coded, one_by_one, ordinal, roman_value, whole
from broadcast.reading.numbers import month as month_words
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene, before, behind
from broadcast.reading.spelling import letter, spell
from broadcast.reading.syllables import is_syllable

_CODE = re.compile(r"[A-Za-zĐđ0-9]{1,24}(?:[-/.][A-Za-zĐđ0-9]{1,24}){0,6}(?![^\W_])")
_MIXED = re.compile(r"[^\d]*\d")
_PLATE = re.compile(r"(\d{2}[A-ZĐ]{1,2}\d?)(?:[- .]{1,3})(\d{3}[. ]?\d{2}|\d{4})(?!\d)")
_GRADED = ("BĐ", "KV", "HK", "QK", "GĐ")
"""Letters that a Roman numeral may follow: BĐII, HK I."""
_NUMBERED = re.compile(
    rf"({'|'.join(sorted(NUMBERED, key=len, reverse=True))})(\. ?| |-)?"
    rf"(\d+|(?:{'|'.join(rf'(?<={each})|(?<={each} )' for each in _GRADED)})[IVX]{{1,4}})"
    r"([A-Za-z])?(?![^\W_]|[.,]\d)"
)
_VARIETY = re.compile(r"([A-Z]{2,3}) ?(\d{1,6})(?![^\W_]|[.,/]\d)")
_VARIETY_BEFORE = re.compile(
    r"\b(?:giống|lúa|nếp|tươi|khô|gạo|bắp|đậu|mía|phân|thuốc|vắc xin|máy|xe|loại|mẫu|dòng"
    r"|kg,|và|số|seri|sêri)"
    r" ?(?:lúa |tươi |mới |nếp )?$"
)
_STANDARDS = {
    "TCVN": "tiêu chuẩn Việt Nam",
    "QCVN": "quy chuẩn Việt Nam",
    "ISO": "i sô",
    "TCCS": "tiêu chuẩn cơ sở",
}
_STANDARD = re.compile(
    r"(TCVN|QCVN|ISO|TCCS) ?(\d{1,6}(?:-(?:\d{1,3}|[A-Z]{1,4}))?):((?:19|20)\d\d)(/[A-ZĐ]{2,10})?(?![^\W_])"
)
_MONTHS = re.compile(r"T(\d{1,2})(?: ?[-–] ?T?(\d{1,2}))?/((?:19|20)\d\d)(?![\d/])")
_WEEKDAY = re.compile(r"T([2-7])(?![^\W_])")
_MULTIPLE = re.compile(r"x ?(?=\d)")
_GRADES = frozenset({"I", "II", "III", "IV", "V", "VI", "VII"})
_SPAN = re.compile(r"(\d{0,2}[A-ZĐ]{1,2})(\d{1,3})-(\1(\d{1,3}))")
"""A1-A3, 10A1-10A5: from one of a row to another."""
_PARTS = re.compile(r"\d+|[^\W\d_]+|[-/.&]")
_PRONOUNCED = re.compile(r"[A-Z][a-z]{2,}")


def variety(scene: Scene, at: int) -> Said | None:
    """OM 18, IR 50404, ST 25: two or three capitals and a number, as breeds and models are named."""
    match = _VARIETY.match(scene.text, at)
    if match is None or match[1] in ABBREVIATIONS or (at and scene.text[at - 1].isalnum()):
        return None
    if not _VARIETY_BEFORE.search(before(scene.text, at)):
        return None
    return Said(match.end(), f"{spell(match[1])} {coded(match[2])}", Rule.CODE)


def plate(scene: Scene, at: int) -> Said | None:
    """67A-123.45: a vehicle's plate, sign by sign."""
    match = _PLATE.match(scene.text, at)
    if match is None:
        return None
    if match[1][2] in "HG" and scene.text[match.end(1)] == " ":
        return None
    head = spell(match[1])
    return Said(match.end(), f"{head}, {one_by_one(match[2])}", Rule.CODE)


def numbered(scene: Scene, at: int) -> Said | None:
    """QL91, ĐT.942, P.5, KP3: what the letters mean, then the number."""
    match = _NUMBERED.match(scene.text, at)
    if match is None or (at and scene.text[at - 1].isalnum()):
        return None
    prefix, joint, digits, suffix = match.groups()
    context = before(scene.text, at)
    if not _is_numbered(prefix, joint or "", digits, context):
        return None
    if prefix == "QK" and scene.text[match.end() : match.end() + 1] == "/":
        return None
    name = NUMBERED[prefix]
    if not digits.isdecimal():
        return Said(match.end(), f"{NUMBERED[prefix]} {whole(str(roman_value(digits)))}", Rule.CODE)
    number = one_by_one(digits) if prefix in {"ĐT", "TL", "HL", "ĐH"} and len(digits) > 2 else whole(digits)
    words = [_unsaid(name, context.rstrip(" .:")), number, letter(suffix) if suffix else ""]
    return Said(match.end(), " ".join(word for word in words if word), Rule.CODE)


def _unsaid(name: str, context: str) -> str:
    """What of a name was not said just before: "đường ĐT.942" gives "tỉnh"."""
    if context.endswith(name):
        return ""
    first, _, rest = name.partition(" ")
    return rest if rest and re.search(rf"(?<![^\W_]){first}$", context) else name


def _is_numbered(prefix: str, joint: str, digits: str, context: str) -> bool:
    """A blank alone binds only the roads; a phone behind ĐT is no road."""
    if prefix in {"ĐT", "ĐH", "CT"} and (len(digits) > 4 or context.endswith(("sđt ", "số "))):
        return False
    if prefix in {"ĐT", "ĐH", "TL", "HL"} and joint in {"", ".", ". ", " "}:
        return prefix != "ĐT" or len(digits) == 3
    if prefix == "CT":
        return joint in {"", "."} and len(digits) < 3
    if joint in {" ", "-"}:
        return prefix in {"BĐ", "HK", "GĐ", "QK", "QL", "Km", "KM", "TCVN", "QCVN", "KP", "TDP", "km"}
    return prefix not in {"Q", "P"} or len(digits) <= 2


def standard(scene: Scene, at: int) -> Said | None:
    """TCVN 5712:1993, QCVN 26:2010/BTNMT, ISO 9001:2015: a standard, its number, its year, its issuer."""
    match = _STANDARD.match(scene.text, at)
    if match is None:
        return None
    name, number, year, issuer = match.groups()
    words = [
        _STANDARDS[name],
        " ".join(_standard_part(part) for part in number.split("-")),
        whole(year),
    ]
    words += [ISSUERS.get(issuer[1:]) or spell(issuer)] if issuer else []
    return Said(match.end(), ", ".join(words), Rule.CODE)


def _standard_part(part: str) -> str:
    if not part.isdecimal():
        return spell(part)
    return one_by_one(part) if part.startswith("0") else whole(part)


def month(scene: Scene, at: int) -> Said | None:
    """T8/2020, T4-T6/2020: months of a year."""
    match = _MONTHS.match(scene.text, at)
    if match is None or (at and scene.text[at - 1].isalnum()):
        return None
    first, last, year = match.groups()
    if not all(1 <= int(each) <= 12 for each in (first, last or first)):
        return None
    span = f" đến tháng {month_words(last)}" if last else ""
    lead = "" if before(scene.text, at).endswith("tháng ") else "tháng "
    return Said(match.end(), f"{lead}{month_words(first)}{span} năm {whole(year)}", Rule.DATE)


def weekday(scene: Scene, at: int) -> Said | None:
    """T2, T7: days of the week in timetables."""
    match = _WEEKDAY.match(scene.text, at)
    near = before(scene.text, at, 16) + "|" + behind(scene.text, match.end() if match else at, 16)
    if match is None or (at and scene.text[at - 1].isalnum()):
        return None
    if not re.search(
        r"\bt[2-7]\b|\bcn\b|chủ nhật|sáng|chiều|tối|ngày|từ|\dh\d{0,2},? |giờ,? |hằng|hàng tuần|các", near
    ):
        return None
    return Said(match.end(), f"thứ {ordinal(match[1])}", Rule.DATE)


def multiple(scene: Scene, at: int) -> Said | None:
    """x1,5: so many times."""
    match = _MULTIPLE.match(scene.text, at)
    if match is None or (at and scene.text[at - 1].isalnum()):
        return None
    return Said(match.end(), "nhân", Rule.NUMBER)


def code(scene: Scene, at: int) -> Said | None:
    """Any other mixture of letters and digits."""
    match = _CODE.match(scene.text, at)
    if match is None or (at and scene.text[at - 1].isalnum()):
        return None
    written = match[0]
    if not _MIXED.match(written):
        return None
    whole_word = FOREIGN.get(written.lower())
    if whole_word:
        return Said(match.end(), whole_word, Rule.FOREIGN)
    if written[0].isdigit() and not re.search(r"[A-Za-zĐđ]", written):
        return None
    head = re.match(r"[^\W\d_]+", written)
    if (
        head is not None
        and is_syllable(head[0].lower())
        and len(head[0]) > 1
        and not head[0].isupper()
        and "-" not in written
    ):
        return None
    return Said(match.end(), _said(written), Rule.CODE)


def _said(written: str) -> str:
    span = _SPAN.fullmatch(written)
    if span is not None and int(span[2]) < int(span[4]):
        return f"{_said(span[1] + span[2])} đến {_said(span[3])}"
    words: list[str] = []
    parts = _PARTS.findall(written)
    for at, part in enumerate(parts):
        if at > 1 and parts[at - 1] == "-" and parts[at - 2].isdecimal() and part in _GRADES:
            words.append(whole(str(roman_value(part))))
        elif part.isdecimal():
            words.append(coded(part))
        elif part[0].isalpha():
            words.append(_letters(part))
        elif (
            part == "."
            and at
            and parts[at - 1].isdecimal()
            and parts[at + 1 : at + 2]
            and parts[at + 1].isdecimal()
        ):
            words.append("chấm")
    return " ".join(words)


def _letters(part: str) -> str:
    if part.lower() in FOREIGN and (len(part) > 3 or not part.isupper()):
        return FOREIGN[part.lower()]
    if part in ABBREVIATIONS and len(part) > 2:
        return ABBREVIATIONS[part]
    if len(part) > 2 and (part.islower() or _PRONOUNCED.fullmatch(part)):
        return part
    return spell(part)

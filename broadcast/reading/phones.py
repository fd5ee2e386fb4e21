"""Phone numbers, digit by digit in the groups that were written; identity and account numbers as well."""

import re

from broadcast.language import Text
from broadcast.reading.lexicon import cues
from broadcast.reading.numbers import one_by_one
from broadcast.reading.reading import Doubt, Severity
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene, before, either

_GROUPS = re.compile(
    r"(?:\(?\+ ?\(?84\)?(?: ?\(0\))?|\(84\)|\(0\d{1,3}\)|0\d{1,3}|1[89]00)"
    r"(?:[ .-]{0,2}\d{1,9}(?![\d,/]|\.\d{3}\.\d{3},)){1,5}"
)
_FOREIGN = re.compile(r"\+\d{1,3}(?:[ .-]{0,2}\(?\d{1,4}\)?){2,5}(?!\d)")
_ANY = re.compile(r"\(?\d(?:[ .-]?\(?\d\)?){1,13}(?![\d%]|[.,]\d|/\d)")
_CUE = re.compile(
    rf"(?:{either(cues.PHONE)})(?: (?:{either(cues.PHONE_BETWEEN)})){{0,4}}(?: ?[:.(])? ?"
    r"(?:\d[\d .-]{1,15}\d(?: ?\([^()]{0,30}\))?(?:,| hoặc| và| -|/|;) ?){0,4}\(?$"
)
_STANDING = re.compile(
    r" ?(?:$|[,.;:)!?\n/]|-|hoặc\b|và\b|để\b|khi\b|nếu\b|của\b|cứu\b|công an\b|cấp cứu\b|gặp\b|\()"
)
_EMERGENCY = frozenset({"111", "112", "113", "114", "115", "116", "117", "119", "1022", "1800", "1900"})
_HELP = re.compile(
    r"11[1-5](?![\d%]|[.,:/-]\d)(?! ?(?:ha|m|m2|km|kg|tấn|mm|cm|năm|ngày|tỷ|triệu|nghìn|ngàn)\b)"
)
_SERVICE = re.compile(
    r"\b(?:công an|cảnh sát|cứu hỏa|cứu hoả|chữa cháy|cấp cứu|cứu nạn|cứu hộ|cứu thương)(?: số)? ?$"
)
_CALLED = re.compile(
    r"\b(?:gọi|báo (?:ngay|tin|cho)|đường dây nóng|tổng đài|điện thoại|nơi nhận tin)\b[^.!?;\n]*$"
)
_NUMBERED = re.compile(
    r"\b(?:thông báo|quyết định|chỉ thị|công văn|nghị quyết|kế hoạch|nhà|thửa|tờ|mẫu"
    r"|điều|lô|hộ|bài|trang|đường)"
    r"(?: đất)? số $"
)
_COUNTED = re.compile(r" (?:người|hộ|lượt|cuộc|xe|trường hợp|em|cháu|bà con|đồng)\b")
_SENT_TO = re.compile(r"(?:gửi(?: (?:đến|tới|về))?|nhắn(?: tin)? (?:đến|tới|về)|đầu số)(?: số)? $")
_SHORT = re.compile(r"\d{3,5}(?= ?(?:$|[,.;)(!?\n]|để|hoặc|và))(?![.,]\d)")
_IDENTITY = re.compile(
    rf"(?:{either(cues.IDENTITY)})(?: (?:{either(cues.IDENTITY_BETWEEN)})){{0,3}} ?[:.]? ?$"
)
_ID = re.compile(r"\d(?:[ .-]?\d){2,24}(?![\d,])")
_CODE_BEFORE = re.compile(r"\b(?:mã|mã số|mã pin|otp|bưu chính|mã đề)(?: là)?:? ?$")
_NEAR = 200
"""Characters around a phone number in which a second mention counts as its repetition."""


def phone_number(scene: Scene, at: int) -> Said | None:
    """A phone number by its shape, or by the words before it."""
    match = _GROUPS.match(scene.text, at)
    end = _whole_number(match) if match else None
    if end is not None and not (scene.text[at] == "1" and _COUNTED.match(scene.text, end)):
        return _said(scene, at, end)
    foreign = _FOREIGN.match(scene.text, at)
    if foreign is not None and sum(map(str.isdecimal, foreign[0])) >= 8:
        return _said(scene, at, foreign.end())
    return _by_context(scene, at)


def identity_number(scene: Scene, at: int) -> Said | None:
    """Numbers of cards, accounts and codes: digit by digit."""
    if not _IDENTITY.search(before(scene.text, at, 60)):
        return None
    match = _ID.match(scene.text, at)
    if match is None or _grouped_sum(match[0]):
        return None
    if len(match[0]) < 6 and not _CODE_BEFORE.search(before(scene.text, at)):
        return None
    return Said(match.end(), one_by_one_in_groups(match[0]), Rule.DIGITS)


def _whole_number(match: re.Match[str]) -> int | None:
    """The longest run of whole groups that has the length of a phone number."""
    text = match[0]
    for end in range(len(text), 0, -1):
        if end < len(text) and text[end].isdecimal():
            continue
        if not text[end - 1].isdecimal():
            continue
        if sum(map(str.isdecimal, text[:end])) in _lengths(text):
            return match.start() + end
    return None


def _lengths(text: str) -> frozenset[int] | range:
    if text.startswith(("1900", "1800")):
        return frozenset({8, 10})
    return range(10, 14) if "+" in text or text.startswith("(84") else frozenset({10, 11})


def _by_context(scene: Scene, at: int) -> Said | None:
    if _calls_for_help(scene, at):
        return _said(scene, at, at + 3)
    short = _SHORT.match(scene.text, at)
    if short is not None and _SENT_TO.search(before(scene.text, at, 24)):
        return _said(scene, at, short.end())
    match = _ANY.match(scene.text, at)
    if match is None or not _CUE.search(before(scene.text, at, 110)):
        return None
    digits = [char for char in match[0] if char.isdecimal()]
    if len(digits) < 3 or not _dialled(scene, match, len(digits)):
        return None
    if _grouped_sum(match[0]) and len(digits) < 8:
        return None
    return _said(scene, at, match.end())


def _calls_for_help(scene: Scene, at: int) -> bool:
    """113, 114, 115 where somebody calls or is called, in the same sentence; not `Chỉ thị số 113`."""
    if not _HELP.match(scene.text, at) or _COUNTED.match(scene.text, at + 3):
        return False
    ahead = before(scene.text, at, 160)
    return bool(_SERVICE.search(ahead) or (_CALLED.search(ahead) and not _NUMBERED.search(ahead)))


def _dialled(scene: Scene, match: re.Match[str], digits: int) -> bool:
    """Short numbers are dialled where nothing is counted by them; those of emergencies almost always."""
    if digits >= 7 or _STANDING.match(scene.text, match.end()):
        return True
    return match[0] in _EMERGENCY and not _COUNTED.match(scene.text, match.end())


def _grouped_sum(written: str) -> bool:
    """2.000.000 is a sum of money, not a number to dial."""
    return re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", written) is not None


def _said(scene: Scene, at: int, end: int) -> Said:
    written = scene.text[at:end]
    words = one_by_one_in_groups(written)
    if _say_again(scene, at, end):
        words = ", xin nhắc lại, ".join([words] * scene.policy.phones)
    return Said(end, words, Rule.PHONE, _doubt(written))


def _say_again(scene: Scene, at: int, end: int) -> bool:
    """By the station's policy, unless the writer says it again nearby."""
    if not scene.document or scene.policy.phones < 2 or end - at < 7:
        return False
    near = scene.text[max(0, at - _NEAR) : end + _NEAR]
    return near.count(scene.text[at:end]) == 1 and "nhắc lại" not in near.lower()


def one_by_one_in_groups(written: str) -> str:
    """Digits in the groups that are written; a solid block is cut as people dial it: four, three, three."""
    lead = "cộng " if "+" in written else ""
    groups = re.findall(r"\d+", written)
    if len(groups) == 1 and len(groups[0]) > 6:
        groups = _cut(groups[0])
    return lead + ", ".join(one_by_one(group) for group in groups)


def _cut(digits: str) -> list[str]:
    """Threes where they come out even, else four before them; what is left over stays with the last group."""
    if len(digits) == 8:
        return [digits[:4], digits[4:]]
    if len(digits) % 3 == 0:
        return re.findall(r"\d{3}", digits)
    last = 4 if len(digits) % 3 == 2 else 3
    head, tail = digits[4:-last], digits[-last:]
    return [digits[:4], *re.findall(r"\d{1,3}", head), tail]


def _doubt(written: str) -> Doubt | None:
    """Since 2018 a landline (02...) has eleven digits, a mobile ten (Quyết định 2036/QĐ-BTTTT, 2017)."""
    digits = "".join(re.findall(r"\d+", written))
    wanted = 11 if digits.startswith("02") else 10
    if "+" in written or not digits.startswith("0") or len(digits) == wanted:
        return None
    return Doubt(
        Text(
            f"số điện thoại có {len(digits)} chữ số, phải là {wanted}",
            f"a phone number of {len(digits)} digits, not {wanted}",
        ),
        (),
        Severity.WARN,
    )

"""Dates: 04/8/2020, 15-20/8, 8/2020, 2021-2025; checked against the calendar."""

import calendar
import re
from datetime import date

from broadcast.language import Text
from broadcast.reading.lexicon import cues
from broadcast.reading.lexicon.feasts import FRACTIONS, HOLIDAYS
from broadcast.reading.numbers import month as month_words
from broadcast.reading.numbers import whole
from broadcast.reading.numbers import year as year_words
from broadcast.reading.reading import Doubt, Severity
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene, before, behind, either

_END = r"(?![\d/]|[.,-]\d|[^\W\d_])"
_YEAR = r"(?:1[0-9]|20|21)\d\d"
_FULL = re.compile(rf"(\d{{1,2}})( ?[/.-] ?)(\d{{1,2}})\2({_YEAR}){_END}")
_ISO = re.compile(rf"({_YEAR})-(\d{{2}})-(\d{{2}}){_END}")
_DAYS = re.compile(rf"(\d{{1,2}}) ?(?:-|–|đến) ?(\d{{1,2}})[/.](\d{{1,2}})(?:[/.]({_YEAR}))?{_END}")
_SPAN = re.compile(
    rf"(\d{{1,2}})([/.-])(\d{{1,2}})(?:\2({_YEAR}))?( ?- ?|-)(\d{{1,2}})\2(\d{{1,2}})(?:\2({_YEAR}))?{_END}"
)
_LIST = re.compile(rf"(\d{{1,2}}(?:[,;+&] ?\d{{1,2}}){{1,6}})/(\d{{1,2}})(?:/({_YEAR}))?{_END}")
_DOTTED_DAY = re.compile(rf"(\d{{1,2}})\.(\d{{1,2}}){_END}")
_MONTH = re.compile(rf"(\d{{1,2}}) ?[/-] ?({_YEAR}){_END}")
_MONTHS = re.compile(rf"(\d{{1,2}})(?:/({_YEAR}))? ?- ?(\d{{1,2}})/({_YEAR}){_END}")
_DAY = re.compile(rf"(\d{{1,2}})( ?[/-] ?)(\d{{1,2}}){_END}")
_SHORT = re.compile(rf"(\d{{1,2}})[/](\d{{1,2}})/(\d{{2}}){_END}")
_YEARS = re.compile(rf"({_YEAR}) ?[-–] ?({_YEAR}){_END}")

_QUARTER = re.compile(rf"Q([1-4])[/-]({_YEAR}){_END}")

_DAY_BEFORE = re.compile(
    rf"(?:\b(?:{either(cues.DAY_BEFORE)}|thứ \w+|tháng \d+|(?:ngày|mùng)(?: \d{{1,2}},?){{1,6}})"
    r"|\d/\d{1,2}(?:/\d{4})?(?:,| và| -| hoặc| đến)?)[,:(]? ?\(?$"
)
_DAY_BEHIND = re.compile(
    r" ?(?:âm lịch|dương lịch|\(?(?:âl|al|dl|âm|nhằm)|hằng năm|hàng năm|năm \d{4}|tới|vừa qua"
    r"|đến (?:hết )?(?:ngày )?\d{1,2}/\d)"
)
_PART_BEHIND = re.compile(rf" ?(?:{either(cues.PART_BEHIND)})\b")
_NO_DAY_BEFORE = re.compile(rf"(?:{either(cues.NO_DAY_BEFORE)}) $")
_SAID_DAY = re.compile(r"(?:ngày|mùng|mồng|rằm|đường|khánh|hôm)[:]? ?\(?$")
_DOTTED_BEFORE = re.compile(r"(?:ngày|mùng|mồng|(?:ngày \d{1,2}\.\d{1,2}(?:,| và| đến| -)?)) ?\(?$")
_NAMED_DAY = re.compile(r"\b[Nn]gày [A-ZĐ][^,.;:!?\n\d]{3,60} \(?$")
_FEAST = re.compile(
    r"(?:thiếu nhi|trẻ em|phụ nữ|việt nam|lao động|lễ|khánh|kỷ niệm|liệt sĩ|nhà giáo|miền nam) \(?$"
)
_COUNTED = re.compile(r" ?(?:tuổi|tháng|ngày|người|em|%|lần|phần)")
_MONTHLY = re.compile(r" ?(?:hằng|hàng|mỗi|của)? ?tháng")
_ORDERED = re.compile(r"\b(quý|đợt|kỳ|kì|khóa|khoá|vòng|lần|tập|tuần|giai đoạn|học kỳ|vụ|phiên|lượt|hk|gđ) $")
_WEEKDAYS = {
    "hai": 0,
    "2": 0,
    "ba": 1,
    "3": 1,
    "tư": 2,
    "4": 2,
    "năm": 3,
    "5": 3,
    "sáu": 4,
    "6": 4,
    "bảy": 5,
    "7": 5,
}
_WEEKDAY = re.compile(r"(?:thứ (\w+)|(chủ nhật)),? ?(?:\(?ngày )?\(?$")
_NAMES = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")


def calendar_date(scene: Scene, at: int) -> Said | None:
    """Any written date that begins at `at`."""
    for reader in (_iso, _span, _full, _days, _listed, _months, _month, _years, _short, _day, _dotted_day):
        said = reader(scene, at)
        if said is not None:
            return said
    return None


def quarter(scene: Scene, at: int) -> Said | None:
    """Q3/2020: a quarter of a year."""
    match = _QUARTER.match(scene.text, at)
    if match is None:
        return None
    return Said(match.end(), f"quý {whole(match[1])} năm {year_words(match[2])}", Rule.DATE)


def _words(day: str, month: str, year: str | None = None) -> str:
    tail = f" năm {year_words(year)}" if year else ""
    return f"{whole(day)} tháng {month_words(month)}{tail}"


def _possible(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _led(scene: Scene, at: int, words: str) -> str:
    """The word ngày, where it is not written."""
    context = before(scene.text, at)
    return words if _SAID_DAY.search(context) or context.endswith(("từ ", "đến ")) else f"ngày {words}"


def _full(scene: Scene, at: int) -> Said | None:
    match = _FULL.match(scene.text, at)
    if match is None or not _possible(match[1], match[3]):
        return None
    words = _led(scene, at, _words(match[1], match[3], match[4]))
    return Said(match.end(), words, Rule.DATE, _checked(scene, at, match[1], match[3], match[4]))


def _iso(scene: Scene, at: int) -> Said | None:
    match = _ISO.match(scene.text, at)
    if match is None or not _possible(match[3], match[2]):
        return None
    words = _led(scene, at, _words(match[3], match[2], match[1]))
    return Said(match.end(), words, Rule.DATE, _checked(scene, at, match[3], match[2], match[1]))


def _span(scene: Scene, at: int) -> Said | None:
    match = _SPAN.match(scene.text, at)
    if match is None:
        return None
    day, mark, month, year, joint, day2, month2, year2 = match.groups()
    if not (_possible(day, month) and _possible(day2, month2)) or (
        mark != "/" and not (year2 and joint[0] == " ")
    ):
        return None
    doubt = _checked(scene, at, day, month, year) if year else _impossible((int(day), int(month)))
    doubt = doubt or (_checked(scene, match.end(), day2, month2, year2) if year2 else None)
    first, second = _words(day, month, year), _words(day2, month2, year2)
    words = f"{_led(scene, at, first)} đến ngày {second}" if year else f"{first} đến {second}"
    return Said(match.end(), words, Rule.DATE, doubt)


def _listed(scene: Scene, at: int) -> Said | None:
    """20,21/7; 5, 6, 7/3/2023: several days of one month, behind the word for days."""
    match = _LIST.match(scene.text, at)
    if match is None or not _SAID_DAY.search(before(scene.text, at)):
        return None
    days = re.findall(r"\d+", match[1])
    if not all(_possible(day, match[2]) for day in days) or [*map(int, days)] != sorted({*map(int, days)}):
        return None
    words = f"{', '.join(map(whole, days[:-1]))}, {_words(days[-1], match[2], match[3])}"
    return Said(match.end(), words, Rule.DATE, _impossible((int(days[-1]), int(match[2]))))


def _dotted_day(scene: Scene, at: int) -> Said | None:
    """20.11 behind the word for a day."""
    match = _DOTTED_DAY.match(scene.text, at)
    if (
        match is None
        or not _possible(match[1], match[2])
        or not _DOTTED_BEFORE.search(before(scene.text, at))
    ):
        return None
    return Said(
        match.end(), _words(match[1], match[2]), Rule.DATE, _impossible((int(match[1]), int(match[2])))
    )


def _days(scene: Scene, at: int) -> Said | None:
    match = _DAYS.match(scene.text, at)
    if match is None or before(scene.text, at).endswith("thứ "):
        return None
    if not (_possible(match[2], match[3]) and 1 <= int(match[1]) <= 31):
        return None
    if int(match[1]) >= int(match[2]) and not _DAY_BEFORE.search(before(scene.text, at)):
        return None
    words = f"{whole(match[1])} đến {_words(match[2], match[3], match[4])}"
    return Said(match.end(), _led(scene, at, words), Rule.DATE)


def _months(scene: Scene, at: int) -> Said | None:
    match = _MONTHS.match(scene.text, at)
    if match is None or not (1 <= int(match[1]) <= 12 and 1 <= int(match[3]) <= 12):
        return None
    head = f"{month_words(match[1])}{f' năm {year_words(match[2])}' if match[2] else ''}"
    lead = "" if before(scene.text, at).endswith("tháng ") else "tháng "
    return Said(
        match.end(), f"{lead}{head} đến tháng {month_words(match[3])} năm {year_words(match[4])}", Rule.DATE
    )


def _month(scene: Scene, at: int) -> Said | None:
    match = _MONTH.match(scene.text, at)
    context = before(scene.text, at)
    if match is None or context.endswith("số "):
        return None
    ordered = _ORDERED.search(context) is not None
    if not ordered and not 1 <= int(match[1]) <= 12:
        return None
    if ordered:
        return Said(match.end(), f"{whole(match[1])} năm {year_words(match[2])}", Rule.DATE)
    lead = "" if context.endswith("tháng ") else "tháng "
    return Said(match.end(), f"{lead}{month_words(match[1])} năm {year_words(match[2])}", Rule.DATE)


def _years(scene: Scene, at: int) -> Said | None:
    match = _YEARS.match(scene.text, at)
    if match is None or int(match[1]) >= int(match[2]):
        return None
    return Said(match.end(), f"{year_words(match[1])} đến {year_words(match[2])}", Rule.DATE)


def _short(scene: Scene, at: int) -> Said | None:
    match = _SHORT.match(scene.text, at)
    if (
        match is None
        or not _possible(match[1], match[2])
        or re.search(r"(?:số|nhà|hẻm|ngõ|kiệt)(?: nhà)? $", before(scene.text, at))
    ):
        return None
    return Said(
        match.end(), _led(scene, at, f"{_words(match[1], match[2])} năm {whole(match[3])}"), Rule.DATE
    )


def _day(scene: Scene, at: int) -> Said | None:
    match = _DAY.match(scene.text, at)
    if match is None or not _possible(match[1], match[3]):
        return None
    pair, context = (int(match[1]), int(match[3])), before(scene.text, at)
    led = _DAY_BEFORE.search(context) is not None
    if "-" in match[2] and not _dashed_day(scene, match, pair):
        return None
    if not _is_day(scene, match, pair, led=led):
        return None
    words = _words(match[1], match[3])
    quiet = led or pair in HOLIDAYS
    return Said(match.end(), words if quiet else _led(scene, at, words), Rule.DATE, _impossible(pair))


def _dashed_day(scene: Scene, match: re.Match[str], pair: tuple[int, int]) -> bool:
    """27-7 behind the word for a day, 1-6 behind the name of its feast; elsewhere a range."""
    context, following = before(scene.text, match.start()), behind(scene.text, match.end())
    if _SAID_DAY.search(context):
        return not _MONTHLY.match(following)
    feast = pair in HOLIDAYS and " " not in match[2] and _FEAST.search(context) is not None
    return feast and not _COUNTED.match(following)


def _is_day(scene: Scene, match: re.Match[str], pair: tuple[int, int], *, led: bool) -> bool:
    """A day of the year, not a part of a whole: the words around decide, then the numbers themselves."""
    following = behind(scene.text, match.end())
    if _DAY_BEHIND.match(following):
        return True
    if _NO_DAY_BEFORE.search(before(scene.text, match.start())):
        return False
    if _PART_BEHIND.match(following) and not re.search(
        r"(?:ngày|mùng|mồng) $", before(scene.text, match.start())
    ):
        return False
    if "0" in {match[1][0], match[3][0]} or _NAMED_DAY.search(
        scene.text[max(0, match.start() - 70) : match.start()]
    ):
        return True
    return led or pair in HOLIDAYS or pair not in FRACTIONS


def _checked(scene: Scene, at: int, day: str, month: str, year: str) -> Doubt | None:
    """The day must exist, and a weekday named before it must be its own."""
    if not _exists(int(day), int(month), int(year)):
        return _impossible((int(day), int(month)), int(year))
    named = _WEEKDAY.search(before(scene.text, at))
    if named is None:
        return None
    wanted = 6 if named[2] else _WEEKDAYS.get(named[1])
    real = date(int(year), int(month), int(day)).weekday()
    if wanted is None or wanted == real:
        return None
    return Doubt(
        Text(
            f"ngày {int(day)}/{int(month)}/{year} là {_NAMES[real]}",
            f"{int(day)}/{int(month)}/{year} is a {calendar.day_name[real]}",
        ),
        (_NAMES[real],),
        Severity.WARN,
    )


def _exists(day: int, month: int, year: int) -> bool:
    return day <= calendar.monthrange(year, month)[1]


def _impossible(pair: tuple[int, int], year: int = 2000) -> Doubt | None:
    day, month = pair
    if _exists(day, month, year):
        return None
    last = calendar.monthrange(year, month)[1]
    return Doubt(
        Text(f"tháng {month} không có ngày {day}", f"month {month} has no day {day}"),
        (f"{last}/{month}",),
        Severity.ERROR,
    )

"""Ngày âm lịch như người ta ghi: `rằm`, `mùng 1`, `10/3`, `15/4 nhuận`, `30/12/2021`, `tết`, `giao thừa`."""

import re
from unicodedata import normalize

from broadcast.calendar.lunar import LONGEST_MONTH, LunarDate, NoSuchLunarDate, month_of, solar
from broadcast.calendar.lunar_years import FIRST_YEAR, LAST_YEAR
from broadcast.calendar.rules import Lunar
from broadcast.errors import Fault
from broadcast.language import Text

_NAMED = {
    "tết": (Lunar(1, 1), Lunar(2, 1), Lunar(3, 1)),
    "giao thừa": (Lunar(30, 12),),
}
_DAYS = {"rằm": "15", "một": "1"}
_MONTHS = {"giêng": "1", "chạp": "12"}
_FORM = re.compile(r"(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}))?)?( ?nhuận)?")


def lunar_days(written: str) -> tuple[Lunar, ...]:
    """The lunar days that people mean by `written`.

    Raises:
        NoSuchLunarDate: it is no lunar date, or one that does not exist; it says what to write.
    """
    plain = " ".join(normalize("NFC", written).lower().split())
    if plain in _NAMED:
        return _NAMED[plain]
    found = _FORM.fullmatch(_figures(plain))
    if found is None:
        raise NoSuchLunarDate(_no(written, _HOW))
    day, month, year = (None if part is None else int(part) for part in found.group(1, 2, 3))
    rule = Lunar(day or 0, month, year, leap=found.group(4) is not None)
    _refuse_what_never_is(rule, written)
    return (rule,)


def _figures(plain: str) -> str:
    """`rằm tháng bảy` is not understood, `rằm/7`, `rằm tháng 7` and `mùng 1` are."""
    plain = re.sub(r"^(?:mùng|mồng|ngày) ", "", plain)
    day, slash, rest = plain.replace(" tháng ", "/").partition("/")
    return _DAYS.get(day, day) + slash + _MONTHS.get(rest, rest)


_HOW = Text(
    "ghi «15» (rằm mỗi tháng), «10/3» (mỗi năm), «15/4 nhuận», «tết» hoặc «giao thừa»",
    "write «15» (every month), «10/3» (every year), «15/4 nhuận» (leap month), «tết» or «giao thừa»",
)


def _no(written: str, remedy: Text) -> Fault:
    what = Text(f"âm lịch không có ngày «{written}»", f"there is no lunar date «{written}»")
    return Fault(what, remedy)


def _refuse_what_never_is(rule: Lunar, written: str) -> None:
    if not 1 <= rule.day <= LONGEST_MONTH:
        most = Text("tháng âm lịch có 29 hoặc 30 ngày", "a lunar month has 29 or 30 days")
        raise NoSuchLunarDate(_no(written, Text(f"{most.vi}: ghi từ 1 đến 30", f"{most.en}: write 1 to 30")))
    if rule.month is not None and not 1 <= rule.month <= 12:
        raise NoSuchLunarDate(
            _no(
                written,
                Text("ghi tháng từ 1 đến 12, tháng nhuận ghi «15/4 nhuận»", "write a month from 1 to 12"),
            )
        )
    if rule.leap and rule.month is None:
        raise NoSuchLunarDate(_no(written, _HOW))
    if rule.year is not None and rule.month is not None:
        solar(LunarDate(rule.year, rule.month, rule.day, rule.leap))
    elif rule.leap and rule.month is not None and not _ever_repeated(rule.month):
        years = f"{FIRST_YEAR}-{LAST_YEAR}"
        raise NoSuchLunarDate(
            _no(
                written,
                Text(f"từ {years} không năm nào nhuận tháng ấy", f"that month is never repeated in {years}"),
            )
        )


def _ever_repeated(month: int) -> bool:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        try:
            month_of(year, month, leap=True)
        except NoSuchLunarDate:
            continue
        return True
    return False

"""The fields of what stations send: each reader takes a JSON value and gives ours, or says what it wants."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TypeVar

from broadcast.asrun.line import Outcome, Reason
from broadcast.language import Text

Value = TypeVar("Value")
Reader = Callable[[object], Value]

LONGEST_NAME = 200
"""Characters of an id. Ours."""

LONGEST_TEXT = 500
"""Characters of a reason or of an agent's name. Ours."""

LARGEST_COUNT = 2**31 - 1
"""What an integer column holds."""

LARGEST_BYTES = 2**63 - 1
"""What a big integer column holds."""

DAY_S = 86_400

# The first letter keeps an id from being a formula where somebody opens the report in a spreadsheet.
_NAME = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._:~@/-]{{0,{LONGEST_NAME - 1}}}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_YEARS = range(1970, 9999)  # a clock without a battery begins in 1970; the ends of the calendar have no UTC


class WrongField(ValueError):
    """A value is not what its field takes; `wanted` says what it takes."""

    def __init__(self, wanted: Text) -> None:
        super().__init__(wanted.en)
        self.wanted = wanted


def name(value: object) -> str:
    """An id."""
    if isinstance(value, str) and _NAME.fullmatch(value):
        return value
    raise WrongField(
        Text(
            f"cần một mã gồm chữ không dấu, số và . _ : ~ @ / -, dài nhất {LONGEST_NAME} ký tự",
            f"an id of ASCII letters, digits and . _ : ~ @ / - is needed, {LONGEST_NAME} characters at most",
        )
    )


def words(value: object) -> str:
    """One line for people."""
    if isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT and not any(map(_control, value)):
        return value
    raise WrongField(
        Text(
            f"cần một dòng chữ, dài nhất {LONGEST_TEXT} ký tự",
            f"a line of text is needed, {LONGEST_TEXT} characters at most",
        )
    )


def _control(character: str) -> bool:
    """Whether a database or a page would stumble over it: a control character, half a surrogate pair."""
    return unicodedata.category(character) in {"Cc", "Cs"}


def day(value: object) -> date:
    """A day, written as 2020-08-06."""
    read = _calendar(date.fromisoformat, value, _DAY)
    if read.isoformat() != value:  # 20200806 and 2020-W32-4 are ISO as well
        raise WrongField(_DAY)
    return read


def moment(value: object) -> datetime:
    """An aware moment, ISO 8601 with its offset."""
    read = _calendar(datetime.fromisoformat, value, _MOMENT)
    if read.tzinfo is None:
        raise WrongField(_MOMENT)
    return read


Day = TypeVar("Day", bound=date)


def _calendar(read: Callable[[str], Day], value: object, wanted: Text) -> Day:
    """A day or moment within the years that every zone has."""
    try:
        found = read(value if isinstance(value, str) else "")
    except ValueError as error:
        raise WrongField(wanted) from error
    if found.year not in _YEARS:
        raise WrongField(_YEAR)
    return found


def whole_number(least: int, most: int) -> Reader[int]:
    """A reader of whole numbers from `least` to `most`."""

    def read(value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        raise WrongField(
            Text(
                f"cần một số nguyên từ {least} đến {most}", f"a whole number from {least} to {most} is needed"
            )
        )

    return read


def seconds(value: object) -> float:
    """Seconds, at most a day of them. NaN is in no range."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= DAY_S:
        return float(value)
    raise WrongField(
        Text(f"cần số giây từ 0 đến {DAY_S}", f"a number of seconds from 0 to {DAY_S} is needed")
    )


def outcome(value: object) -> Outcome:
    """What became of an airing."""
    if isinstance(value, str) and value in set(Outcome):
        return Outcome(value)
    raise WrongField(Text("ghi PLAYED, LATE, CUT hoặc MISSED", "write PLAYED, LATE, CUT or MISSED"))


def sha256(value: object) -> str:
    """A SHA-256 in hex."""
    if isinstance(value, str) and _SHA256.fullmatch(value):
        return value
    raise WrongField(Text("cần mã SHA-256, 64 chữ số hệ 16", "a SHA-256 of 64 hexadecimal digits is needed"))


def reason(value: object) -> Reason:
    """A code and its sentence in both languages."""
    if isinstance(value, Mapping):
        return Reason(name(value.get("code")), Text(words(value.get("vi")), words(value.get("en"))))
    raise WrongField(Text("cần {code, vi, en} hoặc null", "{code, vi, en} or null is needed"))


def versions(value: object) -> Mapping[date, int]:
    """Playlist versions by day."""
    if isinstance(value, Mapping) and len(value) <= _MOST_DAYS:
        return {day(written): version(number) for written, number in sorted(value.items())}
    raise WrongField(
        Text(
            f"cần các ngày với số bản, nhiều nhất {_MOST_DAYS} ngày",
            f"days with their versions are needed, {_MOST_DAYS} at most",
        )
    )


def optional(read: Reader[Value]) -> Reader[Value | None]:
    """A reader that takes null as well."""
    return lambda value: None if value is None else read(value)


version = whole_number(1, LARGEST_COUNT)

_MOST_DAYS = 100
_DAY = Text("cần một ngày như 2020-08-06", "a day like 2020-08-06 is needed")
_MOMENT = Text(
    "cần giờ ISO 8601 có múi giờ, như 2020-08-06T05:00:00+07:00",
    "an ISO 8601 time with its offset is needed, like 2020-08-06T05:00:00+07:00",
)
_YEAR = Text(
    f"cần năm từ {_YEARS.start} đến {_YEARS.stop - 1}",
    f"a year from {_YEARS.start} to {_YEARS.stop - 1} is needed",
)

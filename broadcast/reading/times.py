"""Times of day and spans: 5h30, 7h30-11h30, 07:15, 48h, 10', 5 giờ 05."""

import re

from broadcast.reading.lexicon import cues
from broadcast.reading.numbers import DIGITS, whole
from broadcast.reading.rule import Rule
from broadcast.reading.scene import Said, Scene, before, either

_MINUTE = r"(?: ?([0-5]?\d)(?![\d/%:]|[.,]\d|[^\W_]{4}) ?(phút|ph\b|p\b|['’′](?!['’′]))?)"
_CLOCK = re.compile(
    rf"(\d{{1,3}}) ?(h|H|g|giờ)(?:{_MINUTE}(?: ?([0-5]?\d) ?(?:giây|s\b|\"|''|”|″))?)?(?![^\W_])"
)
_COLON = re.compile(
    r"(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?:[.,]\d+)?"
    r"(?: ?(AM|PM|am|pm|SA|CH|a\.m\.?|p\.m\.?|h|H|giờ)(?![^\W_]))?(?![\d:]|[^\W_])"
)
_MINUTES = re.compile(
    r"(\d{1,3}) ?(?:['’′](?!['’′])|p(?![^\W_])|ph(?![^\W_]))(?: ?([0-5]?\d) ?(?:''|\"|”|″|s(?![^\W_])))?"
)
_SECONDS = re.compile(r"(\d{1,3}) ?(?:''|″|s(?![^\W_]))")
_TO = re.compile(r" ?[-–] ?")
_TIMELY = re.compile(rf"(?:{either(cues.TIME)}|,) ?$")
_OPENS = re.compile(r"(?:^|[;:(\n]) ?$")
_SPAN_OF_HOURS = re.compile(r" ?[-–] ?\d{1,2}g")
_RATIO = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|câu|đoạn|pha|theo) $")
_HALVES = {"am": "sáng", "sa": "sáng", "pm": "chiều", "ch": "chiều"}


def clock_time(scene: Scene, at: int) -> Said | None:
    """A time, or a span of two."""
    first = _one(scene, at)
    if first is None:
        return None
    joint = _TO.match(scene.text, first.end)
    second = _one(scene, joint.end(), spanned=True) if joint else None
    if second is None:
        return first
    return Said(second.end, f"{first.spoken} đến {second.spoken}", Rule.TIME)


def _one(scene: Scene, at: int, *, spanned: bool = False) -> Said | None:
    return _hours(scene, at, spanned=spanned) or _colon(scene, at) or _minutes(scene, at)


def _hours(scene: Scene, at: int, *, spanned: bool) -> Said | None:
    match = _CLOCK.match(scene.text, at)
    if match is None:
        return None
    hour, mark, minute, mark2, second = match.groups()
    if mark == "g" and minute is None and not (spanned or _timely(scene, at, match.end())):
        return None
    if minute is None or (mark == "giờ" and mark2 is None) or int(hour) > 24:
        return _bare_hour(match, hour, mark, minute)
    return Said(match.end(), _spoken(hour, minute, second), Rule.TIME)


def _timely(scene: Scene, at: int, end: int) -> bool:
    """Whether 7g is an hour and no weight: by the word before it, or at the head of a span of hours."""
    context = before(scene.text, at)
    if _TIMELY.search(context):
        return True
    return _OPENS.search(context) is not None and _SPAN_OF_HOURS.match(scene.text, end) is not None


def _bare_hour(match: re.Match[str], hour: str, mark: str, minute: str | None) -> Said:
    """An hour alone; after a written "giờ" the minutes follow as they are written."""
    end = match.end()
    if minute is not None and mark == "giờ" and int(minute):
        words = f"{whole(hour)} giờ {_padded(minute)}"
        return Said(end, words, Rule.TIME)
    if minute is not None and mark != "giờ":
        return Said(match.end(2), f"{whole(hour)} giờ", Rule.TIME)
    return Said(end, f"{whole(hour)} giờ", Rule.TIME)


def _colon(scene: Scene, at: int) -> Said | None:
    match = _COLON.match(scene.text, at)
    if match is None or int(match[1]) > 24 or _RATIO.search(before(scene.text, at)):
        return None
    half = (match[4] or "").lower().replace(".", "")
    words = _spoken(match[1], match[2], match[3])
    return Said(match.end(), f"{words} {_half(half, int(match[1]))}".rstrip(), Rule.TIME)


def _half(half: str, hour: int) -> str:
    if _HALVES.get(half) == "chiều" and (hour >= 6 and hour != 12):
        return "tối"
    if half == "pm" and hour == 12:
        return "trưa"
    return _HALVES.get(half, "")


def _minutes(scene: Scene, at: int) -> Said | None:
    match = _MINUTES.match(scene.text, at)
    if match is not None:
        tail = f" {_padded(match[2])} giây" if match[2] else ""
        return Said(match.end(), f"{whole(match[1])} phút{tail}", Rule.TIME)
    seconds = _SECONDS.match(scene.text, at)
    return Said(seconds.end(), f"{whole(seconds[1])} giây", Rule.TIME) if seconds else None


def _spoken(hour: str, minute: str, second: str | None) -> str:
    words = f"{whole(hour)} giờ"
    if int(minute) or (second and int(second)):
        words += f" {_padded(minute)} phút"
    return f"{words} {_padded(second)} giây" if second and int(second) else words


def _padded(digits: str) -> str:
    """Minutes below ten keep the nought that was written: 05 không năm."""
    if len(digits) == 2 and digits[0] == "0":
        return f"không {DIGITS[int(digits)]}"
    return whole(digits)

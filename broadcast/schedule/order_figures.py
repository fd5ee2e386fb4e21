"""Mức trong một lệnh: plays, minutes and shares of a typed line.

A figure is taken only where all that is said of it is understood: `3 lần/tuần` is no figure of a day, and two
of one kind (`sáng 2 lần, chiều 1 lần`) are left to whoever typed them.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from broadcast.schedule.campaign import Target
from broadcast.schedule.unit import MINUTES, PER_CENT

Found = re.Match[str]


@dataclass(frozen=True, slots=True)
class Amount:
    """At least and at most so many (plays or minutes; no most: 0) a day, or in each session of it."""

    least: float = 0
    most: float = 0
    a_session: bool = False

    def times(self, often: int) -> "Amount":
        """So many in so many sessions."""
        return Amount(self.least * often, self.most * often)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a line asks for; `per_session` are the words that need the number of sessions of a day."""

    plays: Amount = Amount()
    minutes: Amount = Amount()
    share: float = 0.0
    per_session: tuple[str, ...] = ()

    def a_day(self, sessions: int | None) -> tuple[Target | None, tuple[str, ...]]:
        """The target of a day, and the words that say nothing of it while nobody knows its `sessions`."""
        plays, minutes = (_a_day(each, sessions) for each in (self.plays, self.minutes))
        target = Target(
            plays_min=round(plays.least),
            plays_max=round(plays.most),
            seconds_min=MINUTES.of(minutes.least),
            seconds_max=MINUTES.of(minutes.most),
            share=self.share,
        )
        return (None if target == Target() else target), (() if sessions else self.per_session)


def _a_day(amount: Amount, sessions: int | None) -> Amount:
    if not amount.a_session:
        return amount
    return amount.times(sessions) if sessions else Amount()


def read_figures(line: str) -> tuple[Figures, str]:
    """The figures of `line`, and the line without what was understood."""
    figures = Figures()
    share = next((found for found in _SHARE.finditer(line) if _share(found)), None)
    if share is not None:
        figures, line = replace(figures, share=_share(share)), without(line, share)
    elif _SHARE.search(line):
        return figures, line
    product, line = _only(_PRODUCT, line, _product)
    minutes, line = (product, line) if product else _only(_MINUTES, line, _amount)
    plays, line = _only(_PLAYS, line, _amount)
    taken = [each for each in (plays, minutes) if each is not None]
    return (
        replace(
            figures,
            plays=plays[0] if plays else Amount(),
            minutes=minutes[0] if minutes else Amount(),
            per_session=tuple(words for amount, words in taken if amount.a_session),
        ),
        line,
    )


def _only(
    form: re.Pattern[str], line: str, amount: Callable[[Found], Amount | None]
) -> tuple[tuple[Amount, str] | None, str]:
    """The one amount of that form with its words, and the line without it; none where there are several."""
    all_ = [(found, given) for found in form.finditer(line) if (given := amount(found)) is not None]
    if len(all_) != 1:
        return None, line
    found, given = all_[0]
    return (given, found[0].strip()), without(line, found)


def _share(found: Found) -> float:
    """0 where it is none."""
    if found["percent"]:
        share = PER_CENT.read(found["percent"])
    else:
        part, whole = (_number(found[name]) for name in ("part", "whole"))
        share = round(part / whole, 4) if whole else 0.0
    return share if share <= 1 else 0.0


def _amount(found: Found) -> Amount | None:
    """None where it is of a week, or of nothing."""
    per = {each.casefold() for each in (found["before"], found["after"]) if each} or {"ngày"}
    amount = _between(found["bound"] or "", _number(found["low"]), _number(found["high"] or ""))
    if len(per) > 1 or not per <= {"ngày", "buổi"} or not amount.most + amount.least:
        return None
    return replace(amount, a_session="buổi" in per)


def _product(found: Found) -> Amount | None:
    """`2 lần x 30 phút`, either way round: sixty minutes a day."""
    often = int(found["often"] or found["times"])
    length = _number(found["length"] or found["each"])
    return Amount(often * length, often * length) if often * length else None


def _between(bound: str, low: float, high: float) -> Amount:
    """`3 lần` is three, not more."""
    if high:
        return Amount(min(low, high), max(low, high))
    if bound.casefold() in _AT_MOST:
        return Amount(0, low)
    return Amount(low, 0 if bound else low)


def _number(written: str) -> float:
    return float(written.replace(",", ".")) if written else 0.0


def without(line: str, found: Found) -> str:
    """`line` with a comma where `found` stood."""
    return f"{line[: found.start()]},{line[found.end() :]}"


def plain_dashes(line: str) -> str:
    """Every dash between two figures as `-`, however it was typed."""
    return re.sub(r"(?<=\d)\s*[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]\s*(?=\d)", "-", line)


def doubtful_figures(parts: Iterable[str]) -> Iterator[str]:
    """Of what was not understood, the parts that seem to say how much."""
    return (part for part in parts if _SEEMS_A_FIGURE.search(part))


_AT_LEAST, _AT_MOST = ("ít nhất", "tối thiểu"), ("nhiều nhất", "tối đa", "không quá")
_ALONE = r"(?<!\d[^\w\s])(?<!\d\s[~+*]\s)(?<![\d/])"
"""A number that is not the end of another one, or of a range or date that is written otherwise."""

_COUNTED = r"\d{1,3}(?![\d.,]*\d)"
_DECIMAL = r"\d{1,4}(?:,\d{1,5}|\.\d{1,2})?(?![\d.,]*\d)"
_TO = r"\s*(?:-|đến|tới)\s*"
_BOUND = rf"(?:(?P<bound>{'|'.join((*_AT_LEAST, *_AT_MOST))})\s+)?"
_BEFORE = r"(?:(?:\b(?:mỗi|một)\s+)?\b(?P<before>ngày|buổi|lần|lượt|tuần|tháng|năm|giờ)\s+)?"
_AFTER = (
    r"(?:\s*(?:/|mỗi\b)\s*đài\b)?"
    r"(?:\s*(?:/|\b(?:mỗi|một|trong)\b)\s*(?:(?:1|một|mỗi)\s*)?(?P<after>ngày|buổi)\b)?"
    r"(?!\s*(?:[/*×]|(?:x|mỗi|một|trong)\b|x\s*\d))"
)
_PLAYS = re.compile(
    rf"{_BEFORE}{_BOUND}{_ALONE}(?P<low>{_COUNTED})(?:{_TO}(?P<high>{_COUNTED}))?\s*(?:lần|lượt)\b{_AFTER}",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    rf"(?<![x×*])(?<![x×*] ){_BEFORE}{_BOUND}{_ALONE}"
    rf"(?P<low>{_DECIMAL})(?:{_TO}(?P<high>{_DECIMAL}))?\s*phút\b{_AFTER}",
    re.IGNORECASE,
)
_TIMES = r"\s*(?:x|×|\*)\s*"
_A_DAY = r"(?:\s*(?:/|\b(?:mỗi|một|trong)\b)\s*(?:(?:1|một)\s*)?ngày\b)?(?!\s*(?:/|(?:mỗi|một|trong)\b))"
_PRODUCT = re.compile(
    rf"{_ALONE}(?P<often>\d{{1,2}})\s*(?:(?:lần|lượt|buổi){_A_DAY})?{_TIMES}(?P<length>{_DECIMAL})\s*phút\b{_A_DAY}"
    rf"|{_ALONE}(?P<each>{_DECIMAL})\s*phút{_TIMES}(?P<times>\d{{1,2}})\s*(?:lần|lượt|buổi)\b{_A_DAY}",
    re.IGNORECASE,
)
_OF_A_SESSION = r"(?:(?:của|trong|/)?\s*(?:thời lượng|chương trình|(?:mỗi|một|từng|/)?\s*buổi))"
_SHARE = re.compile(
    rf"(?:(?:{'|'.join(_AT_LEAST)})\s+)?{_ALONE}(?:"
    rf"(?P<part>{_DECIMAL})(?:\s*phút)?\s*(?:/|\btrong\b|\btrên\b)\s*(?P<whole>{_DECIMAL})\s*phút"
    r"(?:\s*(?:mỗi|một|từng|của|/)\s*buổi\b)?(?!\s*(?:/|(?:mỗi|một|trong)\b))"
    rf"|(?<!tối đa )(?<!nhiều nhất )(?<!không quá )(?P<percent>{_DECIMAL})\s*%"
    rf"(?:(?:\s*{_OF_A_SESSION}){{1,2}}|(?=\s*(?:[,;]|$))))",
    re.IGNORECASE,
)
_SEEMS_A_FIGURE = re.compile(
    r"\d[\d.,]*\s*(?:phút|giây|giờ|lần|lượt|buổi)\b|\d\s*%\s*(?:$|thời lượng|.*\bbuổi)"
    r"|/\s*(?:buổi|tuần)\b|tăng dần",
    re.IGNORECASE,
)

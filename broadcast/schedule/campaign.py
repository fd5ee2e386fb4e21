"""Chiến dịch tuyên truyền: what has to be told more often, from when to when, and how often."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import inf

from broadcast.language import Text
from broadcast.schedule.hours import minutes
from broadcast.schedule.unit import MINUTES, ONE, PER_CENT, Unit


@dataclass(frozen=True, slots=True)
class Topic:
    """Chủ đề: airtime of a campaign is counted by topic."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """Chỉ tiêu of a day at one station; where a figure is 0 nothing is said of it.

    Plays (one rundown item that carries the campaign is one play), airtime of these items in seconds, and the
    share of every session that is theirs (up to 1).
    """

    plays_min: int = 0
    plays_max: int = 0
    seconds_min: float = 0.0
    seconds_max: float = 0.0
    share: float = 0.0

    @property
    def most_plays(self) -> float:
        """Plays that are never exceeded; infinite where nothing is said."""
        return self.plays_max or inf

    @property
    def most_s(self) -> float:
        """Seconds that are never exceeded; infinite where nothing is said."""
        return self.seconds_max or inf

    @property
    def said(self) -> Text:
        """As reasons and reports name it: `3-5 lượt một ngày`."""
        return _whole(self)


@lru_cache(maxsize=1024)
def _whole(target: Target) -> Text:
    """It stands in nearly every reason of a day."""
    parts = list(_said(target)) or [Text("không đặt mức", "none")]
    return Text(", ".join(each.vi for each in parts), ", ".join(each.en for each in parts))


def _said(target: Target) -> Iterator[Text]:
    if target.plays_min or target.plays_max:
        plays = _range(ONE, target.plays_min, target.plays_max)
        yield Text(f"{plays.vi} lượt một ngày", f"{plays.en} plays a day")
    if target.seconds_min or target.seconds_max:
        length = _range(MINUTES, target.seconds_min, target.seconds_max)
        yield Text(f"{length.vi} phút một ngày", f"{length.en} min a day")
    if target.share:
        percent = PER_CENT.written(target.share)
        yield Text(f"{percent.vi}% thời lượng mỗi buổi", f"{percent.en} % of every session")


def _range(unit: Unit, at_least: float, at_most: float) -> Text:
    least, most = unit.written(at_least), unit.written(at_most)
    if not at_most:
        return Text(f"ít nhất {least.vi}", f"at least {least.en}")
    if not at_least:
        return Text(f"nhiều nhất {most.vi}", f"at most {most.en}")
    return least if least == most else Text(f"{least.vi}-{most.vi}", f"{least.en}-{most.en}")


@dataclass(frozen=True, slots=True)
class Stage:
    """Bước tăng: from the day `starts` (included) on, `target` holds instead of the one before."""

    starts: date
    target: Target


@dataclass(frozen=True, slots=True)
class Campaign:
    """Chiến dịch: runs in `places` and below, from `valid_from` to `valid_until` (included; None: open).

    `baseline_plays` and `baseline_s` are what aired a day before it began. Without a `target` it is a
    standing one, which fills what others leave. `ramp` raises the target by and by, in the order of its days.
    `languages` are those in which it has to be told (empty: any). `report_every_days` is how often whoever
    ordered it wants a report (0: at its end). `assumed` marks what no document says, `note` what that is.
    """

    id: str
    name: str
    topics: tuple[Topic, ...]
    places: tuple[str, ...]
    valid_from: date | None = None
    valid_until: date | None = None
    baseline_plays: int = 0
    target: Target | None = None
    legal: str | None = None
    assumed: bool = False
    note: str = ""
    baseline_s: float = 0.0
    ramp: tuple[Stage, ...] = ()
    languages: tuple[str, ...] = ()
    report_every_days: int = 0

    def runs_on(self, day: date) -> bool:
        """Whether `day` lies in its window."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def runs_throughout(self, first: date, last: date) -> bool:
        """Whether all days from `first` to `last` lie in its window."""
        return self.runs_on(first) and self.runs_on(last)

    def next_report(self, day: date) -> date | None:
        """The first day from `day` on that a report is due: every so many days, and the day after its end.

        None: nothing says when it ends, and nobody asked for reports meanwhile.
        """
        final = None if self.valid_until is None else self.valid_until + timedelta(days=1)
        due = final
        if self.report_every_days and self.valid_from is not None:
            every = timedelta(days=self.report_every_days)
            periods = max(1, -((self.valid_from - day) // every))
            due = min(self.valid_from + periods * every, final or date.max)
        return None if due is None or due < day else due

    def target_on(self, day: date) -> Target | None:
        """What is aimed at on `day`: the newest stage that has begun, else the target it starts with."""
        begun = [stage.target for stage in self.ramp if stage.starts <= day]
        return begun[-1] if begun else self.target


def lacking(plays: int, seconds: float) -> Text:
    """How much is missing: `2 lượt`, `6,5 phút`, or both."""
    parts = []
    if plays > 0:
        parts.append(Text(f"{plays} lượt", f"{plays} plays"))
    if seconds > 0:
        parts.append(minutes(seconds))
    return Text(" và ".join(each.vi for each in parts), " and ".join(each.en for each in parts))

"""Giờ: stretches of Vietnamese wall clock, which may run over midnight."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from math import ceil
from zoneinfo import ZoneInfo

from broadcast.language import Text

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""Hours of broadcasting are Vietnamese wall clock."""

DAY_S = 86_400.0


def second_of_day(at: time) -> float:
    """Seconds since midnight."""
    return at.hour * 3600.0 + at.minute * 60.0 + at.second


def clock(second: float) -> str:
    """`17:05` for a second of the day; past midnight it goes on from 00:00."""
    minutes = int(second // 60) % 1440
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def written(day: date) -> Text:
    """A date as official letters write it: `06/8/2020`, `06/01/2020`."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return Text(f"{day.day:02d}/{month}/{day.year}", day.isoformat())


def minutes(seconds: float) -> Text:
    """A length of time for people, in minutes, rounded up to a tenth."""
    tenths = ceil(round(seconds / 6, 6))
    figure = f"{tenths / 10:g}"
    return Text(f"{figure.replace('.', ',')} phút", f"{figure} min")


def stretch(seconds: float) -> str:
    """A length of time as announcers write it down, rounded up to a second: `3:20`."""
    whole = ceil(round(seconds, 6))
    return f"{whole // 60}:{whole % 60:02d}"


@dataclass(frozen=True, slots=True)
class Hours:
    """From `starts` (included) to `ends` (not included); an end before the start lies on the next day."""

    starts: time
    ends: time

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"

    def meets(self, from_s: float, until_s: float) -> bool:
        """Whether any second of the stretch `from_s` to `until_s` of a day (seconds) lies in these hours."""
        return any(from_s < end and start < until_s for start, end in self._stretches())

    def _stretches(self) -> Iterator[tuple[float, float]]:
        start, end = second_of_day(self.starts), second_of_day(self.ends)
        if start < end:
            yield start, end
            yield start + DAY_S, end + DAY_S
        else:
            yield 0.0, end
            yield start, end + DAY_S

"""Chiến dịch tuyên truyền: what has to be told more often, from when to when, and how often."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Topic:
    """Chủ đề: airtime of a campaign is counted by topic."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Target:
    """Plays a day and station: one rundown item that carries the campaign is one play."""

    plays_min: int
    plays_max: int


@dataclass(frozen=True, slots=True)
class Campaign:
    """Chiến dịch: runs in `places` and below, from `valid_from` to `valid_until` (included; None: open).

    `baseline_plays` is what aired a day before it began. Without a `target` it is a standing one, which fills
    what others leave. `assumed` marks what no document says, `note` says what that is.
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

    def runs_on(self, day: date) -> bool:
        """Whether `day` lies in its window."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )

    def runs_throughout(self, first: date, last: date) -> bool:
        """Whether all days from `first` to `last` lie in its window."""
        return self.runs_on(first) and self.runs_on(last)

"""Khoảng ngày: from a day to a day, as orders and units of administration hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from broadcast.language import Text
from broadcast.schedule.hours import written

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From `first` to `last`, both included; None: open at that end."""

    first: date | None = None
    last: date | None = None

    @property
    def earliest(self) -> date:
        """Its first day, the first there is where it is open."""
        return self.first or date.min

    @property
    def latest(self) -> date:
        """Its last day, the last there is where it is open."""
        return self.last or date.max

    @property
    def told(self) -> Text:
        """As people read it: `từ 01/7/2025 đến 31/12/2025`; `mọi ngày` where it is open."""
        ends = (Text("từ ", "from "), self.first), (Text("đến ", "until "), self.last)
        told = [(word, written(day)) for word, day in ends if day is not None]
        vi = " ".join(word.vi + day.vi for word, day in told)
        en = " ".join(word.en + day.en for word, day in told)
        return Text(vi or "mọi ngày", en or "every day")

    def holds_on(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.earliest <= day <= self.latest

    def ended_by(self, day: date) -> bool:
        """Whether it is over on `day`."""
        return self.latest < day

    def meets(self, other: "Span") -> bool:
        """Whether they share a day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def inside(self, other: "Span") -> bool:
        """Whether it lies wholly in `other` and is shorter."""
        return self != other and other.earliest <= self.earliest and self.latest <= other.latest

    def nearest(self, day: date) -> date:
        """The day of it that is nearest to `day`."""
        return min(max(day, self.earliest), self.latest)

    def turns(self) -> Iterator[date]:
        """The days from which something else holds: its first, and the one after its last."""
        if self.first is not None:
            yield self.first
        if self.last is not None and self.last < date.max:
            yield self.last + DAY


def stretches(spans: Iterable[Span]) -> tuple[date, ...]:
    """A day of every stretch in which the same of `spans` hold, in order."""
    turns = sorted({turn for span in spans for turn in span.turns()})
    before = turns[0] - DAY if turns and turns[0] > date.min else date.min
    return (before, *turns)

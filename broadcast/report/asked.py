"""What a report is asked about: which days, which campaign, which place, by the tree of which day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.schedule import Schedule, counted_in

LONGEST = timedelta(days=366)
"""The longest period of one report. Ours: a year."""


class WrongPeriod(Invalid):
    """The days of a report are none, or too many."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is asked about: the days from `first` to `last`, both included.

    `campaign` (None: everything that aired) and `place` with all below it (None: everywhere) are ids. Places
    are those of then, or with `as_of` what those are on that day; of days after it, those of then.

    Raises:
        WrongPeriod: it ends before it begins, or is longer than `LONGEST`.
    """

    first: date
    last: date
    campaign: str | None = None
    place: str | None = None
    as_of: date | None = None

    def __post_init__(self) -> None:
        if not timedelta() <= self.last - self.first < LONGEST:
            raise WrongPeriod(_wrong_period(self.first, self.last))

    @property
    def days(self) -> Iterator[date]:
        """Every day of it."""
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose days a report is about: of each day those stations; None: all, also those not on file."""

    asked: Asked
    days: Mapping[date, frozenset[str]] | None

    @property
    def stations(self) -> Sequence[str] | None:
        """Those that count on some day, by id; None: all there are."""
        return None if self.days is None else sorted(frozenset().union(*self.days.values()))

    def holds(self, station: str, day: date) -> bool:
        """Whether `station` counts on `day`."""
        within = self.asked.first <= day <= self.asked.last
        return within and (self.days is None or station in self.days[day])

    def days_of(self, station: str) -> Iterator[date]:
        """The days on which `station` counts."""
        return (day for day in self.asked.days if self.holds(station, day))


def scope_of(schedule: Schedule, asked: Asked) -> Scope:
    """The stations and days that are asked about: a station that moved counts where it stood.

    Raises:
        UnknownPlace, UnknownCampaign: the schedule has no such place or campaign.
    """
    if asked.campaign is not None:
        schedule.campaign(asked.campaign)
    place = asked.place
    days = None if place is None else counted_in(schedule, place, asked.first, asked.last, asked.as_of)
    return Scope(asked, days)


def _wrong_period(first: date, last: date) -> Fault:
    return Fault(
        Text(f"không lập được báo cáo từ {first} đến {last}", f"there is no report from {first} to {last}"),
        Text(
            f"chọn ngày cuối không trước ngày đầu, nhiều nhất {LONGEST.days} ngày",
            f"the last day must not be before the first, and {LONGEST.days} days is the most",
        ),
    )

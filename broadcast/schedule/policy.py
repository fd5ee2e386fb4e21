"""Khung giờ và mức trần: when a place may air, how long and how loud; inherited down the tree of places.

There is no national timetable, so everything here is data with its legal reference or marked as assumed.
QCVN 26:2010 (noise) counts 21:00-06:00 as night; sessions at 05:00 are customary, so by default 21:00-05:00
is closed and 05:00-06:00 is quieter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import combinations

from broadcast.calendar import ALWAYS, When
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.schedule.hours import DAY_S, VIETNAM, Hours, clock, second_of_day

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Slot:
    """Khung giờ: a session that starts at `starts`, lasts at most `longest_s` and is filled up to `aim_s`.

    `name` is the daypart as it is said (sáng, trưa, chiều). `days` are weekdays, Monday is 0, from which
    `when` takes days away. `exactly`: it lasts `longest_s` to the second (before a relay, on FM), as far as
    music may be drawn out.
    """

    id: str
    name: str
    starts: time
    longest_s: float
    aim_s: float
    form: str
    days: tuple[int, ...] = EVERY_DAY
    exactly: bool = False
    when: When = ALWAYS

    def falls_on(self, day: date) -> bool:
        """Whether it airs on `day`."""
        return day.weekday() in self.days and self.when.falls_on(day)

    @property
    def exactly_s(self) -> float | None:
        """How long it shall last to the second, in seconds; None: as long as it comes out."""
        return self.longest_s if self.exactly else None

    @property
    def starts_s(self) -> float:
        """Start, in seconds since midnight."""
        return second_of_day(self.starts)

    @property
    def ends_s(self) -> float:
        """The latest end, in seconds since midnight."""
        return self.starts_s + self.longest_s

    def starts_on(self, day: date) -> datetime:
        """The moment at which the session of `day` begins."""
        return datetime.combine(day, self.starts, VIETNAM)

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}"


@dataclass(frozen=True, slots=True)
class Quieter:
    """Hours in which the loudspeakers play `gain_db` (negative, dB) lower."""

    hours: Hours
    gain_db: float


QUIET = Hours(time(21), time(5))
QUIETER = Quieter(Hours(time(5), time(6)), -6.0)


@dataclass(frozen=True, slots=True)
class LocalPolicy:
    """What one place lays down; None: as the place above it.

    `legal` is the document that says so; `assumed` marks what no document says.
    """

    place: str
    slots: tuple[Slot, ...] | None = None
    daily_cap_s: float | None = None
    quiet: Hours | None = None
    quieter: Quieter | None = None
    legal: str | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds at a place: `quiet` is a hard gate, `daily_cap_s` counts whole programmes, in seconds."""

    slots: tuple[Slot, ...] = ()
    daily_cap_s: float = 0.0
    quiet: Hours = QUIET
    quieter: Quieter = QUIETER
    legal: str | None = None
    assumed: bool = False

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """The sessions of `day`, in order."""
        return tuple(sorted((s for s in self.slots if s.falls_on(day)), key=lambda s: s.starts))

    def gain_db(self, slot: Slot) -> float:
        """How much lower (dB) the session in `slot` plays: all of it, when it touches the quieter hours."""
        return self.quieter.gain_db if self.quieter.hours.meets(slot.starts_s, slot.ends_s) else 0.0


def inherited(policies: Sequence[LocalPolicy]) -> Policy:
    """What holds where `policies` apply, the nearest place first: each says only what differs."""
    given = {
        name: next((value for local in policies if (value := getattr(local, name)) is not None), None)
        for name in ("slots", "daily_cap_s", "quiet", "quieter", "legal")
    }
    assumed = any(local.assumed for local in policies)
    return Policy(assumed=assumed, **{name: value for name, value in given.items() if value is not None})


def hour_faults(policy: Policy, slot: Slot) -> Iterator[Fault]:
    """Why `slot` may not air at its hour: a closed hour, a session past the closing hour or over midnight."""
    if policy.quiet.meets(slot.starts_s, slot.starts_s + 1):
        yield Fault(
            Text(
                f"{slot} là giờ cấm phát ({policy.quiet})",
                f"{slot} is an hour in which nothing may air ({policy.quiet})",
            ),
            Text(
                f"chọn giờ từ {policy.quiet.ends:%H:%M} đến trước {policy.quiet.starts:%H:%M}",
                f"choose an hour from {policy.quiet.ends:%H:%M} and before {policy.quiet.starts:%H:%M}",
            ),
        )
    elif slot.ends_s > DAY_S:
        yield Fault(
            Text(f"khung {slot} kéo qua nửa đêm", f"the session of {slot} runs past midnight"),
            Text("cho phát sớm hơn hoặc ngắn lại", "start earlier or make it shorter"),
        )
    elif policy.quiet.meets(slot.starts_s, slot.ends_s):
        end = clock(slot.ends_s)
        yield Fault(
            Text(
                f"khung {slot} có thể phát tới {end}, vào giờ cấm phát ({policy.quiet})",
                f"the session of {slot} may last until {end}, when nothing may air ({policy.quiet})",
            ),
            Text("cho phát sớm hơn hoặc giảm longest_min", "start earlier or lower longest_min"),
        )


def overlaps(slots: Sequence[Slot]) -> Iterator[tuple[Slot, Slot]]:
    """Pairs of sessions that may sound at once on some weekday, the later one second."""
    for first, second in combinations(sorted(slots, key=lambda slot: slot.starts), 2):
        if set(first.days) & set(second.days) and second.starts_s < first.ends_s:
            yield first, second


def over_cap(policy: Policy) -> Iterator[tuple[Slot, Fault]]:
    """The longest session, when it alone may be longer than the daily cap."""
    slot = max(policy.slots, key=lambda slot: slot.longest_s, default=None)
    if slot is not None and slot.longest_s > policy.daily_cap_s:
        cap, longest = f"{policy.daily_cap_s / 60:g}", f"{slot.longest_s / 60:g}"
        what = Text(
            f"mức một ngày {cap} phút nhỏ hơn khung {slot} dài {longest} phút",
            f"the daily cap of {cap} minutes is less than the session of {slot}, {longest} minutes",
        )
        remedy = Text("tăng daily_cap_min hoặc giảm longest_min", "raise daily_cap_min or lower longest_min")
        yield slot, Fault(what, remedy)

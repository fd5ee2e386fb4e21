"""Khung giờ và mức trần: when a place may air, how long and how loud; dated, inherited down the tree.

There is no national timetable, so everything here is data with its legal reference or marked as assumed.
QCVN 26:2010 (noise) counts 21:00-06:00 as night; sessions at 05:00 are customary, so by default 21:00-05:00
is closed and 05:00-06:00 is quieter.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import combinations

from broadcast.calendar import ALWAYS, When
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.schedule.hours import DAY_S, VIETNAM, Hours, clock, second_of_day
from broadcast.schedule.span import Span

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
    """Hours in which the loudspeakers play `gain_db` (negative, dB) lower; `near`: only near such a place.

    QCVN 26:2010 allows 45 dBA at night near schools and hospitals where it allows 55 elsewhere.
    """

    hours: Hours
    gain_db: float
    near: str | None = None


@dataclass(frozen=True, slots=True)
class GenreCap:
    """Items of one genre last at most `most_s` seconds a day; an emergency airs all the same."""

    genre: str
    most_s: float


QUIET = (Hours(time(21), time(5)),)
QUIETER = (Quieter(Hours(time(5), time(6)), -6.0),)


@dataclass(frozen=True, slots=True)
class LocalPolicy:
    """What one place lays down from `valid_from` to `valid_until` (included; None: open); None: as above it.

    Of two entries of a place, the one that lies inside the days of the other goes before it. One that
    `prevails` goes before what the places below it say themselves: a storm does not ask the commune. `days`
    are the weekdays on which anything airs. `legal` is the document that says so; `assumed` marks what none
    says.
    """

    place: str
    slots: tuple[Slot, ...] | None = None
    daily_cap_s: float | None = None
    quiet: tuple[Hours, ...] | None = None
    quieter: tuple[Quieter, ...] | None = None
    legal: str | None = None
    assumed: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    days: tuple[int, ...] | None = None
    prevails: bool = False
    gap_s: float | None = None
    genre_caps: tuple[GenreCap, ...] | None = None

    @property
    def span(self) -> Span:
        """The days on which it holds."""
        return Span(self.valid_from, self.valid_until)

    @property
    def says(self) -> frozenset[str]:
        """The names of what it lays down."""
        return frozenset(name for name in LAID_DOWN if getattr(self, name) is not None)


LAID_DOWN = ("slots", "days", "daily_cap_s", "quiet", "quieter", "gap_s", "genre_caps")


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds at a place: `quiet` is a hard gate, `daily_cap_s` counts whole programmes, in seconds.

    `gap_s` lies between two plays of one script, however late the first may end: from the latest end of its
    session to the start of the other's (see `apart_s`). 0: only never twice in a row.
    """

    slots: tuple[Slot, ...] = ()
    daily_cap_s: float = 0.0
    quiet: tuple[Hours, ...] = QUIET
    quieter: tuple[Quieter, ...] = QUIETER
    legal: str | None = None
    assumed: bool = False
    days: tuple[int, ...] = EVERY_DAY
    gap_s: float = 0.0
    genre_caps: tuple[GenreCap, ...] = ()

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        """The sessions of `day`, in order."""
        if day.weekday() not in self.days:
            return ()
        return tuple(sorted((s for s in self.slots if s.falls_on(day)), key=lambda s: s.starts))

    @property
    def most_s(self) -> float:
        """More airtime than this no day holds: the cap, or all sessions of the fullest weekday."""
        fullest = (sum(s.longest_s for s in self.slots if day in s.days) for day in self.days)
        return min(self.daily_cap_s, max(fullest, default=0.0))

    def gain_db(self, slot: Slot) -> float:
        """How much lower (dB) the session in `slot` plays: all of it, by the quietest hours it touches."""
        return self.lower_db(slot.starts_s, slot.ends_s)

    def lower_db(self, from_s: float, until_s: float) -> float:
        """The same of any stretch of a day, in seconds since midnight."""
        met = (each.gain_db for each in self.quieter if each.hours.meets(from_s, until_s))
        return min(met, default=0.0)

    def closed(self, from_s: float, until_s: float) -> Hours | None:
        """The quiet hours in which some second of that stretch of a day lies, if any."""
        return next((hours for hours in self.quiet if hours.meets(from_s, until_s)), None)


def apart_s(one: Slot, other: Slot) -> float:
    """Seconds that surely lie between what is heard in two sessions; below 0 in the same one."""
    first, second = sorted((one, other), key=lambda slot: slot.starts)
    return second.starts_s - first.ends_s


def in_force(policies: Sequence[LocalPolicy], day: date) -> list[LocalPolicy]:
    """The entries of one place that hold on `day`, the one inside the days of another before that one."""
    holding = [each for each in policies if each.span.holds_on(day)]
    return sorted(holding, key=lambda each: each.span.latest - each.span.earliest)


def giving(policies: Sequence[LocalPolicy], name: str) -> LocalPolicy | None:
    """The entry that lays `name` down: one that prevails, or that of the nearest place (they come so)."""
    first = sorted(policies, key=lambda local: not local.prevails)
    return next((local for local in first if getattr(local, name) is not None), None)


def inherited(policies: Sequence[LocalPolicy], near: Collection[str] = ()) -> Policy:
    """What holds where `policies` apply, the nearest place first: each says only what differs.

    `near` names what the loudspeakers stand near.
    """
    given = {name: (giving(policies, name), name) for name in (*LAID_DOWN, "legal")}
    assumed = any(local.assumed for local in policies)
    policy = Policy(assumed=assumed, **{name: getattr(*by) for name, by in given.items() if by[0]})
    return replace(policy, quieter=tuple(q for q in policy.quieter if q.near is None or q.near in near))


def strictest(policies: Sequence[Policy]) -> Policy:
    """What holds for loudspeakers that are heard in several places at once.

    The sessions and weekdays of the first; the smallest caps and the longest gap; the quiet and the quieter
    hours of all.
    """
    if len(policies) < 2:
        return next(iter(policies), Policy())
    caps = [each.daily_cap_s for each in policies if each.daily_cap_s > 0]
    return replace(
        policies[0],
        daily_cap_s=min(caps, default=0.0),
        quiet=tuple(dict.fromkeys(hours for each in policies for hours in each.quiet)),
        quieter=tuple(dict.fromkeys(hours for each in policies for hours in each.quieter)),
        assumed=any(each.assumed for each in policies),
        gap_s=max(each.gap_s for each in policies),
        genre_caps=_smallest([cap for each in policies for cap in each.genre_caps]),
    )


def _smallest(caps: Sequence[GenreCap]) -> tuple[GenreCap, ...]:
    """One of each genre."""
    ordered = sorted(caps, key=lambda cap: (cap.genre, -cap.most_s))
    return tuple({cap.genre: cap for cap in ordered}.values())


def hour_faults(policy: Policy, slot: Slot) -> Iterator[Fault]:
    """Why `slot` may not air at its hour: a closed hour, a session past the closing hour or over midnight."""
    if quiet := policy.closed(slot.starts_s, slot.starts_s + 1):
        yield Fault(
            Text(
                f"{slot} là giờ cấm phát ({quiet})", f"{slot} is an hour in which nothing may air ({quiet})"
            ),
            Text(
                f"chọn giờ từ {quiet.ends:%H:%M} đến trước {quiet.starts:%H:%M}",
                f"choose an hour from {quiet.ends:%H:%M} and before {quiet.starts:%H:%M}",
            ),
        )
    elif slot.ends_s > DAY_S:
        yield Fault(
            Text(f"khung {slot} kéo qua nửa đêm", f"the session of {slot} runs past midnight"),
            Text("cho phát sớm hơn hoặc ngắn lại", "start earlier or make it shorter"),
        )
    elif quiet := policy.closed(slot.starts_s, slot.ends_s):
        end = clock(slot.ends_s)
        yield Fault(
            Text(
                f"khung {slot} có thể phát tới {end}, vào giờ cấm phát ({quiet})",
                f"the session of {slot} may last until {end}, when nothing may air ({quiet})",
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

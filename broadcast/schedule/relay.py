"""Tiếp sóng: what a station passes on from another at fixed hours, and how its own sessions make room.

A relay begins and ends by the clock of whoever sends it, so it is fixed and sessions give way: one that
begins before it is shortened to its beginning, one that would begin within it moves behind it. Quiet hours
are a hard gate for relays too: on 05/12/2025 one whose hour was typed wrong woke a commune at 03:15.
Where it cannot be received a file sounds instead, or a programme of the station's own (see `stand_in`).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import combinations
from math import ceil

from broadcast.calendar import ALWAYS, When, objection
from broadcast.errors import Fault, Where
from broadcast.language import Text
from broadcast.schedule.hours import DAY_S, VIETNAM, minutes, second_of_day
from broadcast.schedule.policy import Policy, Slot

LEAST_S = 300.0
"""A session that a relay leaves less than this, in seconds, moves behind it. Ours."""

MOST_MOVED_S = 7200.0
"""How far a session moves at most, in seconds: the morning's greeting shall not be heard at noon. Ours."""


@dataclass(frozen=True, slots=True)
class Relay:
    """Tiếp sóng: `url` (http, https) at every station of `place`, from `starts` to `ends` when it is `when`.

    `fall_back` are scripts and sounds in turn that sound once when it is not received; `sounds` are those of
    them that are files of jingles/. `own`: a programme of the station's own sounds then. `counts`: it counts
    in the daily cap. `where` is the line that says so.
    """

    id: str
    name: str
    place: str
    starts: time
    ends: time
    url: str
    when: When = ALWAYS
    fall_back: tuple[str, ...] = ()
    sounds: frozenset[str] = frozenset()
    own: bool = False
    counts: bool = False
    legal: str | None = None
    assumed: bool = False
    where: Where | None = None

    @property
    def slot(self) -> str:
        """The last part of its item's id, and the slot of what stands in for it; no session is called so."""
        return f"tiep-song-{self.id}"

    @property
    def starts_s(self) -> float:
        """Its beginning, in seconds since midnight."""
        return second_of_day(self.starts)

    @property
    def ends_s(self) -> float:
        """Its fixed end, in seconds since midnight."""
        return second_of_day(self.ends)

    @property
    def duration_s(self) -> float:
        """Its length, in seconds."""
        return self.ends_s - self.starts_s

    def starts_on(self, day: date) -> datetime:
        """The moment at which it begins on `day`."""
        return datetime.combine(day, self.starts, VIETNAM)

    def runs_on(self, day: date) -> bool:
        """Whether `day` lies between its first day and its last, if it has such."""
        return (self.when.first or day) <= day <= (self.when.last or day)

    def meets(self, other: "Relay | Slot") -> bool:
        """Whether both would sound at once."""
        return self.starts_s < other.ends_s and other.starts_s < self.ends_s

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"


@dataclass(frozen=True, slots=True)
class PlannedRelay:
    """A relay of a day: whether it `airs`, why or why not, how much lower it plays (dB, 0 or negative)."""

    relay: Relay
    airs: bool
    reason: Text
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True)
class Laid:
    """A day between its relays: sessions at the hours that are left, those that find none, and the relays.

    `stand_ins` are the hours of the station's own programmes for relays that are not received.
    """

    slots: tuple[Slot, ...]
    shut: tuple[tuple[Slot, Text], ...] = ()
    relays: tuple[PlannedRelay, ...] = ()
    stand_ins: tuple[Slot, ...] = ()

    @property
    def airing(self) -> tuple[Relay, ...]:
        """The relays that air."""
        return tuple(each.relay for each in self.relays if each.airs)

    @property
    def counted_s(self) -> float:
        """What its relays take of the daily cap, in seconds."""
        return sum(map(self.credit_s, (each.slot for each in self.airing)))

    def credit_s(self, slot: str) -> float:
        """What the relay of that slot takes of the daily cap, seconds; what stands in for it may have it."""
        return sum(each.duration_s for each in self.airing if each.counts and each.slot == slot)


def relay_faults(policy: Policy, relay: Relay) -> Iterator[Fault]:
    """Why it may not air at its hours: an end before the start, or a closed hour."""
    if relay.ends_s <= relay.starts_s:
        yield Fault(
            Text(f"tiếp sóng {relay} kéo qua nửa đêm", f"the relay of {relay} runs past midnight"),
            Text("ghi ends sau starts, trong cùng một ngày", "write ends after starts, on the same day"),
        )
    elif quiet := policy.closed(relay.starts_s, relay.ends_s):
        hour = f"{relay.starts:%H:%M}"
        at_once = quiet.meets(relay.starts_s, relay.starts_s + 1)
        yield Fault(
            Text(f"{hour} là giờ cấm phát ({quiet})", f"{hour} is an hour in which nothing may air ({quiet})")
            if at_once
            else Text(
                f"tiếp sóng {relay} kéo vào giờ cấm phát ({quiet})",
                f"the relay of {relay} runs into hours in which nothing may air ({quiet})",
            ),
            Text(
                f"cho tiếp sóng trong khoảng {quiet.ends:%H:%M} đến {quiet.starts:%H:%M}",
                f"relay between {quiet.ends:%H:%M} and {quiet.starts:%H:%M}",
            ),
        )


def lay(policy: Policy, slots: Sequence[Slot], relays: Sequence[Relay]) -> Laid:
    """The day's `slots` between its `relays`; of two relays that meet the one written first airs."""
    planned = tuple(_planned(policy, relays))
    airing = [each.relay for each in planned if each.airs]
    if not airing:
        return Laid(tuple(slots), relays=planned)
    taken = [(each.starts_s, each.ends_s) for each in airing]
    steady = [slot for slot in slots if not any(each.meets(slot) for each in airing)]
    taken += [(slot.starts_s, slot.ends_s) for slot in steady]
    found, shut = list(steady), []
    for slot in sorted(set(slots) - set(steady), key=lambda each: (each.starts, each.id)):
        moved = _moved(slot, sorted(taken))
        if moved is None:
            shut.append((slot, _taken(slot, airing)))
        else:
            found.append(moved)
            taken.append((moved.starts_s, moved.ends_s))
    own = tuple(_stand_in(each, slots) for each in airing if each.own and slots)
    return Laid(tuple(sorted(found, key=lambda each: each.starts)), tuple(shut), planned, own)


def _stand_in(relay: Relay, slots: Sequence[Slot]) -> Slot:
    """The session that the station's own programme is: in form and daypart like the nearest of the day."""
    nearest = min(slots, key=lambda slot: (abs(slot.starts_s - relay.starts_s), slot.id))
    length_s = relay.duration_s
    return Slot(relay.slot, nearest.name, relay.starts, length_s, length_s, nearest.form)


def _planned(policy: Policy, relays: Iterable[Relay]) -> Iterator[PlannedRelay]:
    airing: list[Relay] = []
    for relay in relays:
        fault = next(relay_faults(policy, relay), None)
        other = next((each for each in airing if each.meets(relay)), None)
        if fault is not None:
            yield PlannedRelay(relay, airs=False, reason=fault.what)
        elif other is not None:
            yield PlannedRelay(relay, airs=False, reason=_both(relay, other))
        else:
            airing.append(relay)
            lower_db = policy.lower_db(relay.starts_s, relay.ends_s)
            yield PlannedRelay(relay, airs=True, reason=_relayed(relay), gain_db=lower_db)


def _moved(slot: Slot, taken: Sequence[tuple[float, float]]) -> Slot | None:
    """The slot at the first hour from its own on that is free for long enough; None: there is none."""
    at = slot.starts_s
    while at - slot.starts_s <= MOST_MOVED_S and at < DAY_S:
        ends = [end for start, end in taken if start <= at < end]
        if ends:
            at = float(ceil(max(ends)))
            continue
        following = min((start for start, _ in taken if start > at), default=at + slot.longest_s)
        if following - at >= min(LEAST_S, slot.longest_s):
            longest = min(slot.longest_s, following - at)
            starts = time(int(at) // 3600, int(at) // 60 % 60, int(at) % 60)
            return replace(slot, starts=starts, longest_s=longest, aim_s=min(slot.aim_s, longest))
        at = following
    return None


def _taken(slot: Slot, relays: Sequence[Relay]) -> Text:
    names = ", ".join(f"{each.name} {each}" for each in relays if each.meets(slot))
    return Text(
        f"khung {slot} đã nhường cho tiếp sóng {names}, sau đó không còn chỗ",
        f"the session of {slot} gave way to the relay of {names}, and then there is no room",
    )


def resting(relays: Iterable[Relay], day: date) -> Iterator[PlannedRelay]:
    """Those of `relays` that do not air on `day` by their own days, and why not."""
    for relay in relays:
        why = objection(relay.when, day)
        if why is not None:
            yield PlannedRelay(relay, airs=False, reason=why)


def _relayed(relay: Relay) -> Text:
    length = minutes(relay.duration_s)
    return Text(f"tiếp sóng giờ cố định {relay}, {length.vi}", f"a relay at fixed hours {relay}, {length.en}")


def _both(relay: Relay, other: Relay) -> Text:
    return Text(
        f"tiếp sóng {relay} trùng giờ với {other.name} ({other})",
        f"the relay of {relay} meets that of {other.name} ({other})",
    )


def fall_back_faults(relays: Iterable[Relay], scripts: Collection[str]) -> Iterator[Fault]:
    """What relays fall back on that is neither a script of the house nor a sound of it."""
    for relay in relays:
        for name in relay.fall_back:
            if name not in relay.sounds and name not in scripts:
                yield Fault(
                    Text(
                        f"{relay.name}: không có bài hay nhạc «{name}» để phát thay",
                        f"{relay.name}: no script or sound «{name}» to fall back on",
                    ),
                    Text(
                        "ghi tên tệp trong scripts_vi/ không có .md, hoặc trong jingles/ không có đuôi",
                        "write a file name of scripts_vi/ without .md, or of jingles/ without .flac",
                    ),
                    relay.where,
                )


_SEARCHED = date(2015, 1, 1), date(2044, 12, 31)


def meetings(relays: Sequence[Relay]) -> Iterator[tuple[Relay, Relay]]:
    """Pairs that would sound at once on some day, the later written one second."""
    for first, second in combinations(relays, 2):
        if first.meets(second) and any(map(second.when.falls_on, first.when.days(*_SEARCHED))):
            yield first, second

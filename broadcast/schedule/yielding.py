"""Nhường tiếp sóng: what relays take of a station's own sessions and of its daily cap, in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from broadcast.language import Text
from broadcast.schedule.hours import minutes
from broadcast.schedule.policy import Slot
from broadcast.schedule.relay import Relay


@dataclass(frozen=True, slots=True)
class Yielded:
    """What relays took: of `slots`, by id, where and why; `counted_s` of the daily cap, by `counted`.

    `silencing` are those that left a session no room at all.
    """

    slots: Mapping[str, Text] = field(default_factory=dict)
    counted: tuple[Relay, ...] = ()
    silencing: tuple[Relay, ...] = ()

    @property
    def counted_s(self) -> float:
        """Seconds of the daily cap that relays take."""
        return sum(each.duration_s for each in self.counted)

    def hour(self, slot: Slot) -> Text:
        """The session by its hour, with what a relay took of it."""
        note = self.aside(slot)
        return Text(f"{slot}{note.vi}", f"{slot}{note.en}")

    def aside(self, slot: Slot) -> Text:
        """What a relay took of the session, in brackets behind it; nothing where none did."""
        note = self.slots.get(slot.id)
        return Text(f" ({note.vi})", f" ({note.en})") if note else Text("", "")

    def cap(self, cap_s: float) -> Text:
        """The whole daily cap of which `cap_s` seconds are left to the station's own sessions."""
        cap = minutes(cap_s + self.counted_s)
        told = Text(f"mức {cap.vi} một ngày", f"the daily cap of {cap.en}")
        if not self.counted:
            return told
        names, taken = named(self.counted), minutes(self.counted_s)
        return Text(
            f"{told.vi} (trong đó {names.vi} chiếm {taken.vi})", f"{told.en} ({names.en} takes {taken.en})"
        )


NOTHING_YIELDED = Yielded()


def yielded(
    written: Sequence[Slot], laid: Iterable[Slot], relays: Sequence[Relay], sounded: Collection[str] = ()
) -> Yielded:
    """What `relays`, all of which air, took of the sessions that are `written` for a day to lay them.

    Of those in `sounded` (by slot) the station's own programme sounded: they take nothing of the cap.
    """
    if not relays:
        return NOTHING_YIELDED
    found = {each.id: each for each in laid}
    stay, gone = ([each for each in written if (each.id in found) is kept] for kept in (True, False))
    return Yielded(
        {was.id: _note(was, found[was.id], relays) for was in stay if was != found[was.id]},
        tuple(each for each in relays if each.counts and each.slot not in sounded),
        tuple(each for each in relays if any(map(each.meets, gone))),
    )


def named(relays: Iterable[Relay]) -> Text:
    """`tiếp sóng Đài tỉnh 17:00-17:30`."""
    names = ", ".join(f"{each.name} {each}" for each in relays)
    return Text(f"tiếp sóng {names}", f"the relay of {names}")


def _note(was: Slot, now: Slot, relays: Sequence[Relay]) -> Text:
    """How a session gave way: to which relays, from which hour, how much is left of it."""
    names = named(_in_the_way(was, now, relays))
    moved = Text(f", dời từ {was}", f", moved from {was}") if now.starts != was.starts else Text("", "")
    left = minutes(now.longest_s)
    shorter = Text(f", còn {left.vi}", f", {left.en} left") if now.longest_s < was.longest_s else Text("", "")
    return Text(f"nhường {names.vi}{moved.vi}{shorter.vi}", f"gave way to {names.en}{moved.en}{shorter.en}")


def _in_the_way(was: Slot, now: Slot, relays: Sequence[Relay]) -> Iterator[Relay]:
    for each in relays:
        passed = was.starts_s <= each.starts_s < now.starts_s
        ended_it = now.longest_s < was.longest_s and each.starts_s == now.ends_s
        if each.meets(was) or passed or ended_it:
            yield each

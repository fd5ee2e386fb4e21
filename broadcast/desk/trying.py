"""Thử trước: what would come of a wish for the timetable, by the planner's own rules; nothing is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from broadcast.desk import placing, publishing, traffic
from broadcast.desk.house import House
from broadcast.desk.placing import Decided
from broadcast.desk.publishing import NotPublished
from broadcast.desk.sheets import CannotPlace, Wish
from broadcast.desk.studio import Studio
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.people import Person
from broadcast.schedule import DayPlan, Placed, Placement, Slot, Station, standing
from broadcast.schedule.timetable import TimetableSession


@dataclass(frozen=True, slots=True)
class Tried:
    """One station's day as it would be; `base` is what was decided until then."""

    station: Station
    base: Decided
    plan: DayPlan
    outcome: Placed

    @property
    def note(self) -> Text:
        """Why it was not done, or not as it was wished."""
        return self.outcome.note or Text("không đặt được", "it cannot be placed")


@dataclass(frozen=True, slots=True)
class Trying:
    """What `by` wishes for `day`."""

    studio: Studio
    house: House
    day: date
    by: Person
    wish: Wish

    def at(self, station: Station) -> Tried:
        """What would come of it at `station`."""
        base, wish = placing.decided(self.studio, station.id, self.day), self.wish
        placement = Placement(wish.script, wish.slot, wish.position, wish.moved_from, self.by.full_name)
        by_hand = standing([*base.placements, placement])
        plan = planned(self.studio, self.house, self.day, station, by_hand)
        outcome = next(
            each
            for each in plan.placed
            if (each.placement.script, each.placement.slot) == (wish.script, wish.slot)
        )
        return Tried(station, base, plan, outcome)

    def refusal(self, tried: Sequence[Tried]) -> CannotPlace:
        """No station takes it: why, and where it is one station the nearest session that would."""
        if len(tried) > 1:
            reasons = dict.fromkeys(each.note for each in tried)
            return CannotPlace(*(Fault(reason, _ELSEWHERE) for reason in reasons))
        (only,) = tried
        proposal = self._proposal(only)
        remedy = _ELSEWHERE if proposal is None else _propose(proposal)
        return CannotPlace(Fault(only.note, remedy), proposal=proposal)

    def _proposal(self, tried: Tried) -> TimetableSession | None:
        """The nearest session that would take it: those after it first."""
        for slot in self._others(tried):
            instead = Wish(self.wish.script, slot.id, None, self.wish.moved_from)
            if replace(self, wish=instead).at(tried.station).outcome.honoured:
                starts = slot.starts_on(self.day)
                return TimetableSession(slot.id, slot.name, starts, slot.longest_s, 0.0, ())
        return None

    def _others(self, tried: Tried) -> Iterator[Slot]:
        """The sessions that do not have it, those after the one that was wished for first."""
        if self.wish.slot is None:
            return
        slots = self.house.schedule.slots(tried.station.id, self.day)
        ids = [slot.id for slot in slots]
        at = ids.index(self.wish.slot) if self.wish.slot in ids else -1
        has = {
            each.slot.id
            for each in tried.plan.sessions
            if any(item.clip.script == self.wish.script for item in each.items)
        }
        yield from (slot for slot in (*slots[at + 1 :], *slots[: max(at, 0)]) if slot.id not in has)


def planned(
    studio: Studio, house: House, day: date, station: Station, by_hand: Sequence[Placement]
) -> DayPlan:
    """The plan with what is placed `by_hand`, in the voice of what is published."""
    try:
        published = publishing.published(studio, station.id, day)
    except NotPublished:
        published = None
    return traffic.plan_as_published(studio, house, day, station, published, by_hand)


def _propose(session: TimetableSession) -> Text:
    return Text(
        f"đặt vào buổi {session.name} ({session.starts:%H:%M})",
        f"put it into the session of {session.starts:%H:%M}",
    )


_ELSEWHERE = Text(
    "bỏ bớt một bài trong buổi ấy trước, hoặc chọn buổi khác, ngày khác",
    "take something out of it first, or choose another session or day",
)

"""Chốt: what was published and began, or soon begins, stays as it is; a day is planned around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from broadcast.language import Text
from broadcast.schedule.placement import Placement
from broadcast.schedule.plan import DayPlan, PlannedSession

LOCK = timedelta(minutes=20)
"""A session that begins within this is left alone: stations must have time to fetch what they play. Ours."""

SAME_S = 0.01
"""Two lengths of one sound differ by less: playlists are written to the millisecond."""

AS_PUBLISHED = Text("đã chốt theo danh sách phát đã công bố", "locked: as it was published")
TOO_LATE = Text(
    "đã tới giờ hoặc sắp tới giờ phát mà trước đó chưa công bố gì cho khung này",
    "it has begun or soon begins, and nothing had been published for it",
)


@dataclass(frozen=True, slots=True)
class Locked:
    """What a plan may not touch any more.

    `sessions` were published and air as they are, in order. `until` (aware): whatever begins at this moment
    or before and is not among them stays silent; None: nothing is locked. `freed` are slots that are planned
    anew all the same: a script was recalled from them, and they have not begun.
    """

    until: datetime | None = None
    sessions: tuple[PlannedSession, ...] = ()
    freed: frozenset[str] = frozenset()

    @property
    def lost(self) -> int:
        """How many sessions, from the first on, hold everything that was published and did not sound."""
        silent = (n for n, each in enumerate(self.sessions, 1) if any(item.lost for item in each.items))
        return max(silent, default=0)

    def closes(self, slot: str, starts: datetime, longest_s: float) -> bool:
        """Whether a session that is not among `sessions` may not air then."""
        ends = starts + timedelta(seconds=longest_s)
        late = self.until is not None and starts <= self.until and slot not in self.freed
        return late or any(
            each.starts < ends and starts < each.starts + timedelta(seconds=each.duration_s)
            for each in self.sessions
        )

    def refuses(self, placement: Placement) -> bool:
        """Whether it came too late: a session that is locked was published otherwise."""
        for session in self.sessions:
            row = [item.clip.script for item in session.items]
            here = placement.slot == session.slot.id
            leaves = placement.out or (placement.moved_from == session.slot.id and not here)
            if placement.script in row and leaves:
                return True
            if here and (placement.script not in row or not _stands(row, placement)):
                return True
        return False

    def first(self, number: int) -> "Locked":
        """Only the first `number` sessions; all of them are everything that is locked."""
        if number >= len(self.sessions):
            return self
        sessions = self.sessions[:number]
        return Locked(sessions[-1].starts if sessions else None, sessions, self.freed)

    def agrees(self, plan: DayPlan) -> bool:
        """Whether `plan` says of the locked hours what was published."""
        names = {each.slot.id for each in self.sessions}
        begun = [
            each
            for each in plan.sessions
            if each.slot.id in names
            or (self.until is not None and each.starts <= self.until and each.slot.id not in self.freed)
        ]
        return len(begun) == len(self.sessions) and all(map(_same, begun, self.sessions))

    def reasoned(self, plan: DayPlan) -> "Locked":
        """The same, where an item stands in the same session of `plan`, with the reason that it has there."""
        reasons = {
            (session.slot.id, item.clip.script): item.reason
            for session in plan.sessions
            for item in session.items
        }
        return replace(self, sessions=tuple(_reasoned(each, reasons) for each in self.sessions))


def _stands(row: Sequence[str | None], placement: Placement) -> bool:
    """Whether it stands in `row` where it was wished for."""
    wished = placement.position
    return wished is None or row.index(placement.script) == min(wished, len(row) - 1)


def _reasoned(session: PlannedSession, reasons: Mapping[tuple[str, str | None], Text]) -> PlannedSession:
    items = (
        replace(item, reason=reasons.get((session.slot.id, item.clip.script), item.reason))
        for item in session.items
    )
    return replace(session, items=tuple(items))


def _same(planned: PlannedSession, published: PlannedSession) -> bool:
    """The same scripts with the same sounds at the same moment; words around them may differ."""
    return (
        (planned.slot.id, planned.starts) == (published.slot.id, published.starts)
        and len(planned.items) == len(published.items)
        and all(
            ours.clip.script == theirs.clip.script
            and abs(ours.clip.duration_s - theirs.clip.duration_s) < SAME_S
            for ours, theirs in zip(planned.items, published.items, strict=True)
        )
    )


NOTHING_LOCKED = Locked()

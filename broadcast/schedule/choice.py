"""Xã chọn: what a commune decides itself of what comes from above (Thông tư 39/2020/TT-BTTTT).

Of the normal class the commune chooses whether it airs; where a priority item from above meets the commune's
own, the commune decides the order. Nobody declines an emergency, or a priority item.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from broadcast.language import Text
from broadcast.schedule.plan import Candidate, DayPlan, LeftOut, PlannedSession
from broadcast.schedule.policy import Slot
from broadcast.script import BulletinClass, Script

Pair = tuple[str, str]
"""Two scripts by id: the first goes before the second."""


def own(script: Script, station: str) -> bool:
    """Whether it is the commune's own: meant for this station and no other."""
    return script.places == (station,)


def may_decline(script: Script, station: str) -> bool:
    """Whether the commune may leave it out: it comes from above and is of the normal class."""
    return script.klass is BulletinClass.NORMAL and script.airs_at(station) and not own(script, station)


@dataclass(frozen=True, slots=True)
class Choices:
    """What one commune chose: `declined` normal items, and which priority item goes before which.

    `before` is closed and without a circle; make it by `in_order`.
    """

    declined: frozenset[str] = frozenset()
    before: frozenset[Pair] = frozenset()

    def sift(
        self, candidates: Iterable[Candidate], station: str
    ) -> tuple[tuple[Candidate, ...], tuple[LeftOut, ...]]:
        """Those that the commune lets air, and the others with the reason."""
        kept: list[Candidate] = []
        out: list[LeftOut] = []
        for candidate in candidates:
            script = candidate.script
            if script.id in self.declined and may_decline(script, station):
                out.append(LeftOut(script.id, script.title, DECLINED))
            else:
                kept.append(candidate)
        return tuple(kept), tuple(out)

    def in_turn(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """As they came, except that what goes before another comes before it."""
        row = list(candidates)
        for candidate in candidates:
            behind = [n for n, each in enumerate(row) if (candidate.script.id, each.script.id) in self.before]
            place = row.index(candidate)
            if behind and behind[0] < place:
                row.insert(behind[0], row.pop(place))
        return row

    def allows(self, row: Sequence[str], script: str, position: int) -> bool:
        """Whether `script` may stand at `position` of a session that has the scripts of `row`."""
        return not any((script, other) in self.before for other in row[:position]) and not any(
            (other, script) in self.before for other in row[position:]
        )


NO_CHOICES = Choices()
"""A commune that leaves everything to the planner."""

DECLINED = Text("xã chọn không phát ở đây", "the commune chose not to air it here")


def in_order(decisions: Iterable[Pair]) -> frozenset[Pair]:
    """All pairs that follow from `decisions`, the newest first; an older one against them is dropped."""
    before: frozenset[Pair] = frozenset()
    for first, second in decisions:
        if first != second and (second, first) not in before:
            earlier = {first, *(a for a, b in before if b == first)}
            later = {second, *(b for a, b in before if a == second)}
            before |= {(a, b) for a in earlier for b in later}
    return before


@dataclass(frozen=True, slots=True)
class Clash:
    """Trùng buổi: a priority item from above and the commune's own that want the same session.

    `slot` is where they meet. `first` is the id of the one that goes first as it is planned now; `both`:
    there is room for the two of them, and it is the order alone that is to be decided. `decided`: the commune
    has said so; else it is the planner's own choice.
    """

    slot: Slot
    own: Script
    above: Script
    first: str
    both: bool
    decided: bool


def clashes(plan: DayPlan, scripts: Mapping[str, Script], choices: Choices) -> tuple[Clash, ...]:
    """Where the commune's own priority items meet those from above, in the order of the day."""
    urgent = [
        each
        for each in scripts.values()
        if each.klass is BulletinClass.PRIORITY
        and each.cleared
        and each.valid_on(plan.date)
        and each.airs_at(plan.station)
    ]
    mine = [each for each in urgent if own(each, plan.station)]
    above = [each for each in urgent if not own(each, plan.station)]
    found = (_clash(plan, one, other, choices) for one in mine for other in above)
    return tuple(sorted((each for each in found if each), key=lambda each: each.slot.starts))


def _clash(plan: DayPlan, mine: Script, above: Script, choices: Choices) -> Clash | None:
    rows = [(session, _row(session)) for session in plan.sessions]
    decided = not choices.before.isdisjoint({(mine.id, above.id), (above.id, mine.id)})
    for session, row in rows:
        if mine.id in row and above.id in row:
            first = min(mine.id, above.id, key=row.index)
            return Clash(session.slot, mine, above, first, both=True, decided=decided)
    airs = {name: session.slot for session, row in reversed(rows) for name in row}
    if (mine.id in airs) == (above.id in airs):  # each in a session of its own, or neither
        return None
    first = mine.id if mine.id in airs else above.id
    return Clash(airs[first], mine, above, first, both=False, decided=decided)


def _row(session: PlannedSession) -> list[str]:
    return [item.clip.script or "" for item in session.items]

"""Chỗ đứng: what an item would have around it at each place of a session."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from broadcast.schedule.plan import Candidate

Setting = tuple[float, ...]
"""The smaller the better: like its neighbours, read by the same voice, near another play of its campaign."""


@dataclass(frozen=True, slots=True)
class Row:
    """The items of a session, and what is heard last before it and first after it, if anything."""

    before: Candidate | None
    items: Sequence[Candidate]
    after: Candidate | None

    def apart(self, candidate: Candidate, position: int) -> bool:
        """Whether it would not be heard twice in a row there."""
        return _apart(candidate, self._around()[position : position + 2])

    def settings(
        self, candidate: Candidate, positions: Iterable[int], *, targeted: bool
    ) -> Iterator[tuple[int, Setting]]:
        """Of the positions at which it is apart from itself, each with its setting.

        Only of one with a target it matters how far other plays of its campaign are.
        """
        around, same = self._around(), self._of(candidate.script.campaign) if targeted else []
        for position in positions:
            near = around[position : position + 2]
            if _apart(candidate, near):
                distance = self._distance(same, position) if targeted else 0
                yield position, (_sameness(candidate, near), _same_voices(candidate, near), -distance)

    def _around(self) -> list[Candidate | None]:
        return [self.before, *self.items, self.after]

    def _of(self, campaign: str | None) -> list[int]:
        return [n for n, each in enumerate(self.items) if each.script.campaign == campaign]

    def _distance(self, same: Sequence[int], position: int) -> int:
        """How many items lie between `position` and the nearest of those that are `same`."""
        between = [n - position if n >= position else position - 1 - n for n in same]
        return min(between, default=len(self.items))


def _apart(candidate: Candidate, near: Iterable[Candidate | None]) -> bool:
    own = candidate.script.id
    return own not in [each.script.id for each in near if each]


def _same_voices(candidate: Candidate, near: Iterable[Candidate | None]) -> int:
    """How many neighbours are read by the same voice: a man's and a woman's shall take turns."""
    own = candidate.clip.speaker
    return [each.clip.speaker for each in near if each].count(own) if own else 0


def _sameness(candidate: Candidate, near: Iterable[Candidate | None]) -> int:
    """How much the neighbours are like it: one for the same campaign, one more for the same topic."""
    own = candidate.script
    same = [each.script.topic == own.topic for each in near if each and each.script.campaign == own.campaign]
    return len(same) + sum(same)

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
        near = self._around()[position : position + 2]
        return not any(_likeness(candidate, each)[0] for each in near if each)

    def settings(
        self, candidate: Candidate, positions: Iterable[int], *, targeted: bool
    ) -> Iterator[tuple[int, Setting]]:
        """Of the positions at which it is apart from itself, each with its setting.

        Only of one with a target it matters how far other plays of its campaign are.
        """
        likeness = [_likeness(candidate, each) if each else _UNLIKE for each in self._around()]
        same = self._of(candidate.script.campaign) if targeted else []
        for position in positions:
            (itself, like, voices), (itself_after, like_after, voices_after) = likeness[
                position : position + 2
            ]
            if not itself and not itself_after:
                distance = self._distance(same, position) if targeted else 0
                yield position, (like + like_after, voices + voices_after, -distance)

    def _around(self) -> list[Candidate | None]:
        return [self.before, *self.items, self.after]

    def _of(self, campaign: str | None) -> list[int]:
        return [n for n, each in enumerate(self.items) if each.script.campaign == campaign]

    def _distance(self, same: Sequence[int], position: int) -> int:
        """How many items lie between `position` and the nearest of those that are `same`."""
        between = [n - position if n >= position else position - 1 - n for n in same]
        return min(between, default=len(self.items))


def _likeness(one: Candidate, other: Candidate) -> tuple[bool, int, int]:
    """Whether they are the same; one for the same campaign, one more for its topic; one for the voice.

    A man's and a woman's voice shall take turns.
    """
    own, near = one.script, other.script
    like = (1 + (own.topic == near.topic)) if own.campaign == near.campaign else 0
    return (
        own.id == near.id,
        like,
        int(one.clip.speaker == other.clip.speaker and one.clip.speaker is not None),
    )


_UNLIKE = False, 0, 0

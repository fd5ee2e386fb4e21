"""Đến lượt: where room was made with short scripts, what time is left goes to those whose turn it is.

So no campaign and no script waits for ever because another is shorter: the day has as many plays as before.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from broadcast.schedule import why
from broadcast.schedule.board import ROUNDING_S, Board, Play, Sheet, longest
from broadcast.schedule.plan import Candidate
from broadcast.script import BulletinClass

Key = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Who goes before whom, as the board is: first by `claim`, of its campaign, then by its own `turn`."""

    claim: Callable[[Candidate], Key]
    turn: Callable[[Candidate], Key]

    def __call__(self, candidate: Candidate) -> Key:
        """The smaller, the sooner."""
        return (*self.claim(candidate), *self.turn(candidate))


@dataclass(frozen=True, slots=True)
class InTurn:
    """Puts scripts in the place of others on a full board.

    `least` are the plays that are wanted, by campaign; `own` are the scripts of these campaigns.
    """

    board: Board
    least: Mapping[str, int]
    own: Sequence[Candidate]
    order: Order

    def exchange(self) -> None:
        """Each that does not air yet, in its turn, in the place of the longest that may go for it."""
        plays = self._plays()
        for candidate in sorted(self.own, key=self._key):
            waits = not self.board.scripts[candidate.script.id]
            if waits and any(self._instead(candidate, *each) for each in self._later(candidate, plays)):
                plays = self._plays()

    def _key(self, candidate: Candidate) -> Key:
        """By turn; of campaigns with equal claims another is first every day."""
        lot = crc32(f"{self.board.seed} {candidate.script.campaign}".encode())
        return (*self.order.claim(candidate), lot, *self.order.turn(candidate))

    def _plays(self) -> list[tuple[Sheet, Play, Key]]:
        """What may go, the longest first."""
        normal = [(sheet, play) for sheet in self.board.open for play in sheet.plays if _normal(play)]
        normal.sort(key=lambda each: -each[1].clip.duration_s)
        return [(sheet, play, self._key(play.candidate)) for sheet, play in normal]

    def _later(
        self, candidate: Candidate, plays: Sequence[tuple[Sheet, Play, Key]]
    ) -> Iterator[tuple[Sheet, Play]]:
        """Those that leave enough time, without what is before it by another campaign's claim."""
        key, campaign = self._key(candidate), candidate.script.campaign
        for sheet, play, other in plays:
            longer_s = candidate.clip.duration_s - play.clip.duration_s
            fits = longer_s <= min(self.board.room_s, sheet.longest_s - sheet.length_s) + ROUNDING_S
            if fits and (key < other or play.candidate.script.campaign == campaign):
                yield sheet, play

    def _instead(self, candidate: Candidate, sheet: Sheet, play: Play) -> bool:
        """Whether it took the place of one that is later in turn; else everything is as before."""
        before, broken = self.board.laid(), self.board.faults()
        campaign = candidate.script.campaign or ""
        self.board.remove(sheet, play.candidate.script.id)
        reason = why.in_turn(campaign, self.board.demands[campaign].target)
        lacks = self.board.campaigns[campaign] < self.least[campaign]
        earlier = lacks and self._key(candidate) < self._key(play.candidate)
        if (
            earlier
            and self.board.place(candidate, reason, longest, [sheet])
            and self.board.faults() <= broken
        ):
            return True
        self.board.lay(before)
        return False


def _normal(play: Play) -> bool:
    """Whether it may go: no urgent item, nothing pinned or by hand."""
    return (
        play.candidate.script.klass is BulletinClass.NORMAL and not play.by and play.reason is not why.PINNED
    )

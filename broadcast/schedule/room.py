"""Nhường chỗ: where a day is too short for every minimum, plays make room so that more of them air.

What was laid out fairly stays unless the day then has more of the plays that campaigns lack: some are taken
out, the shortest scripts go in first, and the better day is kept. One is tried before several, so that little
moves. Nothing that is an emergency, pinned, by hand or locked gives way; a priority item only moves.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cached_property
from itertools import accumulate, chain, combinations

from broadcast.language import Text
from broadcast.schedule import why
from broadcast.schedule.board import ROUNDING_S, Board, Play, Sheet, longest
from broadcast.schedule.campaign import Campaign
from broadcast.schedule.plan import Candidate
from broadcast.script import BulletinClass

MOST_MOVES = 800
"""How many plays are taken out at most, one try more or less, in looking for a better day. Ours."""

MUCH = 3
"""Where more plays are lacking, whole sessions are filled anew before single plays are exchanged. Ours."""


class _Filling(Enum):
    """How a day is filled with the shortest scripts."""

    FAIR = "every script airs as often as its writer wished before one airs more often"
    SHORTEST = "the shortest airs again and again"
    TIGHT = "the same, campaigns in turn, and the fullest session is filled first"


Out = Sequence[tuple[Sheet, Play]]
_Step = tuple[Out, Sequence[Sheet]]


class Exchange:
    """Looks for a better day on a board that is full for some campaign."""

    def __init__(
        self,
        board: Board,
        campaigns: Sequence[Campaign],
        own: Sequence[Candidate],
        order: Callable[[Candidate], tuple[float, ...]],
    ) -> None:
        self.board = board
        self.campaigns = campaigns
        self.given = own
        self.order = order
        self.least = {each.id: board.demands[each.id].plays_min for each in campaigns}
        self.left = MOST_MOVES
        self.last = ""  # the campaign that was served last

    @cached_property
    def reasons(self) -> Mapping[str, Text]:
        """Why an item of a campaign airs that found room so."""
        demands = self.board.demands
        return {each.id: why.short_of_room(each, demands[each.id].target) for each in self.campaigns}

    @cached_property
    def own(self) -> Sequence[Candidate]:
        """The shortest first; of equal ones as they stood when room was first needed."""
        return sorted(self.given, key=lambda each: (each.clip.duration_s, self.order(each)))

    def make_room(self) -> None:
        """Exchange plays until every minimum is met or nothing helps."""
        if self._wanted() < sum(self.least.values()):
            most = self._most()
            while self._wanted() < most and self._improved(most):
                pass

    def _improved(self, most: int) -> bool:
        before, wanted, broken = self.board.laid(), self._wanted(), self.board.faults()
        lacked_s = self._lacked_s()
        for out, used, filling in self._tries(most):
            self.left -= 1 + len(out)
            if self.left < 0:
                return False
            better = self._make(out, used, filling) and self._wanted() > wanted
            if better and self.board.faults() <= broken and self._lacked_s() <= lacked_s + ROUNDING_S:
                return True
            self.board.lay(before)
        return False

    def _tries(self, most: int) -> Iterator[tuple[Out, Sequence[Sheet], _Filling]]:
        """What to take out, into which sessions others go, how: a little first, unless much is lacking."""
        sheets = self.board.open
        free = [(sheet, play) for sheet in sheets for play in sheet.plays if _gives_way(play)]
        single: list[_Step] = [((one,), sheets) for one in free]
        whole = list(_cleared(sheets, free))
        steps = [*whole[::-1], *single] if most - self._wanted() > MUCH else [*single, *whole]
        for filling in _Filling:
            yield (), sheets, filling
            yield from ((out, used, filling) for out, used in steps)
        for number in (2, 3):
            yield from ((few, sheets, _Filling.TIGHT) for few in combinations(free, number))

    def _make(self, out: Out, used: Sequence[Sheet], filling: _Filling) -> bool:
        """Take out and fill anew; whether every priority item airs as before."""
        for sheet, play in out:
            self.board.remove(sheet, play.candidate.script.id)
        urgent = [play for _, play in out if play.candidate.script.klass is BulletinClass.PRIORITY]
        for play in urgent:
            if not self.board.scripts[play.candidate.script.id]:
                self.board.place(play.candidate, play.reason, longest, used)
        while (filling is _Filling.FAIR and self._serve(used, filling)) or self._serve(
            used, filling, again=True
        ):
            pass
        return all(self.board.scripts[play.candidate.script.id] for play in urgent)

    def _serve(self, used: Sequence[Sheet], filling: _Filling, *, again: bool = False) -> bool:
        """One more wanted play, of the shortest script that finds a place."""
        groups, own = [used], self.own
        if filling is _Filling.TIGHT:
            groups = [[each] for each in sorted(used, key=lambda each: each.longest_s - each.length_s)]
            own = sorted(own, key=lambda each: each.script.campaign == self.last)
        for each in own:
            name = each.script.campaign or ""
            lacks = self.board.campaigns[name] < self.least[name]
            may = again or self.board.scripts[each.script.id] < each.script.repeat
            reason = self.reasons[name]
            if lacks and may and any(self.board.place(each, reason, longest, group) for group in groups):
                self.last = name
                return True
        return False

    def _wanted(self) -> int:
        """How many of the plays air that campaigns ask for at least."""
        return sum([min(self.board.campaigns[name], least) for name, least in self.least.items()])

    def _lacked_s(self) -> float:
        """Seconds that campaigns lack to their minutes and shares: no play is bought with them."""
        return sum(self.board.missing(name)[1] for name in self.least)

    def _most(self) -> int:
        """No day can have more of them, even if every play were the shortest of its campaign."""
        board, shortest = (
            self.board,
            {each.script.campaign or "": each.clip.duration_s for each in self.own[::-1]},
        )
        plays = sorted(length for name, length in shortest.items() for _ in range(self.least[name]))
        fixed = [play.clip.duration_s for sheet in board.open for play in sheet.plays if not _gives_way(play)]
        cap_s = board.room_s + sum(sheet.length_s for sheet in board.open)
        hours = sorted((sheet.longest_s for sheet in board.open), reverse=True)
        first, next_ = _overheads(board.open)
        most = 0
        for number, hours_s in enumerate(accumulate(hours), 1):
            left_s = min(cap_s, hours_s) - sum(fixed) - number * (first - next_) - len(fixed) * next_
            most = max(most, sum(total <= left_s for total in accumulate(each + next_ for each in plays)))
        return most


def _overheads(sheets: Sequence[Sheet]) -> tuple[float, float]:
    """What the first play of a session costs besides its own length, and what a further one does at least."""
    first = min((sheet.ruler.more_s(0) for sheet in sheets), default=0.0)
    return first, min((sheet.ruler.more_s(n) for sheet in sheets for n in range(1, 9)), default=0.0)


def _cleared(sheets: Sequence[Sheet], free: Out) -> Iterator[_Step]:
    """Every play of some sessions, of which none, one or all are silent then."""
    for some in _some_of(sheets):
        out = [each for each in free if each[0] in some]
        for silent in ((), *((one,) for one in some), some[1:] and some):
            yield out, [each for each in sheets if each not in silent]


def _some_of(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, ...]]:
    """Each one, each two, and so on to all of them."""
    return chain.from_iterable(combinations(sheets, number) for number in range(1, len(sheets) + 1))


def _gives_way(play: Play) -> bool:
    calm = play.candidate.script.klass is not BulletinClass.EMERGENCY
    return calm and not play.by and play.reason is not why.PINNED

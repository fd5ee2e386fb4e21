"""Nhường chỗ: where a day is too short for every minimum, plays make room so that more of them air.

What was laid out fairly stays unless the day then has more of the plays that campaigns lack: some are taken
out, short scripts go in, and the better day is kept. One is tried before several unless much is lacking, so
that little moves; nothing is tried that cannot have more (see `bound`). Nothing that is an emergency, pinned,
by hand or locked gives way; a priority item only moves.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, combinations, cycle, product

from broadcast.language import Text
from broadcast.schedule import why
from broadcast.schedule.board import Board, longest
from broadcast.schedule.bound import Bound, Step
from broadcast.schedule.campaign import Campaign
from broadcast.schedule.in_turn import InTurn, Order
from broadcast.schedule.plan import Candidate
from broadcast.schedule.sheet import ROUNDING_S, Play, Sheet
from broadcast.script import BulletinClass

MOST_MOVES = 1200
"""How many plays are taken out at most, one try more or less, in looking for a better day. Ours."""

LITTLE = 0.03
"""So small a part of the wanted plays is not looked for: one of thirty-four. Ours."""

FEW = (2, 3, 4)
"""So many plays are drawn at once. Ours."""

MUCH = 1
"""Where more plays are lacking, whole sessions are filled anew before single plays are exchanged. Ours."""

MANY = 6
"""Of fewer sessions any are filled anew together: 31 choices, where 16 sessions have 65,535. Ours."""

BLUR = 3.0
"""Where lots are drawn, a script counts for up to so many times its length. Ours."""

AGAIN_S = 15.0
"""And for so much longer, each time that it airs already. Ours."""

Candidates = Sequence[Candidate]
Way = Callable[[Candidates, Sequence[Sheet]], tuple[Candidates, Sequence[Sequence[Sheet]]]]
"""How a day is filled: which of the scripts that campaigns lack goes first, and into which session."""


class Exchange:
    """Looks for a better day on a board that is full for some campaign."""

    def __init__(
        self,
        board: Board,
        campaigns: Sequence[Campaign],
        fit: Candidates,
        order: Order,
    ) -> None:
        self.board = board
        self.campaigns = campaigns
        self.fit = fit
        self.order = order
        self.least = {each.id: board.demands[each.id].plays_min for each in campaigns}
        self.left = MOST_MOVES
        self.last = ""  # the campaign that was served last

    @cached_property
    def short(self) -> Candidates:
        """The shortest first; of equal ones as they stood when room was first needed."""
        return sorted(self.fit, key=lambda each: (each.clip.duration_s, self.order(each)))

    @cached_property
    def own(self) -> Candidates:
        """Those of campaigns with a target."""
        return [each for each in self.short if each.script.campaign in self.least]

    @cached_property
    def reasons(self) -> Mapping[str, Text]:
        """Why an item of a campaign airs that found room so."""
        demands = self.board.demands
        return {each.id: why.short_of_room(each, demands[each.id].target) for each in self.campaigns}

    def make_room(self) -> None:
        """Exchange plays until every minimum is met or nothing helps; then give turns."""
        most = sum(self.least.values())
        if self._wanted() < most:
            while self._wanted() < most and self._improved():
                pass
            InTurn(self.board, self.least, self.own, self.order).exchange()

    def _improved(self) -> bool:
        before, wanted, broken = self.board.laid(), self._wanted(), self.board.faults()
        lacked_s = self._lacked_s()
        for step, way in self._tries(wanted):
            self.left -= 1 + len(step.out)
            if self.left < 0:
                return False
            better = self._make(step, way) and self._wanted() > wanted
            if better and self.board.faults() <= broken and self._lacked_s() <= lacked_s + ROUNDING_S:
                return True
            self.board.lay(before)
        return False

    def _tries(self, wanted: int) -> Iterator[tuple[Step, Way]]:
        """What may have more than is `wanted`, filled in every way; at last again and again, by lot."""
        sheets, bound = self.board.open, Bound(self.board, self.least, self.own)
        free = [(s, n) for s in sheets for n, play in enumerate(s.plays) if _gives_way(play)]
        airing = [sheet for sheet in sheets if sheet.plays]
        worth = wanted * (1 + LITTLE)
        ways = self._fair, self._shortest, self._tight
        whole = bound.hopeful(_cleared(sheets, free), worth)
        much = bound.hopeful(whole[:1], wanted + MUCH)
        if much:
            yield from product(whole, ways)
        yield from product(bound.hopeful([Step((one,), airing) for one in free], worth), ways)
        if not much:
            yield from product(whole, ways)
        yield from self._drawn(whole, free, bound, worth)

    def _drawn(
        self, whole: Sequence[Step], free: Sequence[tuple[Sheet, int]], bound: Bound, worth: float
    ) -> Iterator[tuple[Step, Way]]:
        """Whole sessions by lot, and a few plays that are drawn, in turn."""
        draw = random.Random(self.board.seed)  # noqa: S311 - the same for the same day
        airing = [sheet for sheet in self.board.open if sheet.plays]
        for step in cycle(whole):
            yield step, self._by_lot()
            few = Step(draw.sample(free, min(len(free), draw.choice(FEW))), airing)
            if bound.most(few) > worth:
                yield few, self._tight

    def _make(self, step: Step, way: Way) -> bool:
        """Take out and fill anew; whether every priority item airs as before."""
        gone, plays = set(step.out), [sheet.plays[number] for sheet, number in step.out]
        self.board.lay(
            [
                tuple(play for number, play in enumerate(sheet.plays) if (sheet, number) not in gone)
                for sheet in self.board.sheets
            ]
        )
        urgent = {play.candidate: play.reason for play in plays if _urgent(play)}
        ordered, groups = way(
            [each for each in urgent if not self.board.scripts[each.script.id]], step.airing
        )
        aired = [self._place(each, urgent[each], groups) for each in ordered]
        self._fill(step.airing, way)
        return all(aired)

    def _fill(self, airing: Sequence[Sheet], way: Way) -> None:
        """Plays that campaigns lack, until none finds a place even with something put between."""
        lacking = self.own
        while lacking := self._lacking(lacking):
            if not self._serve(lacking, airing, way):
                parted = self._part(airing) and self._serve(self._lacking(lacking), airing, way)
                if not parted:
                    break

    def _lacking(self, among: Candidates) -> Candidates:
        """Those of campaigns that lack plays, without what is too long."""
        short = {name for name, least in self.least.items() if self.board.campaigns[name] < least}
        too_long = self.board.surely_too_long
        return [each for each in among if each.script.campaign in short and not too_long(each, longest)]

    def _serve(self, lacking: Candidates, airing: Sequence[Sheet], way: Way) -> bool:
        """One more wanted play, of the first script that finds a place."""
        ordered, groups = way(lacking, airing)
        for each in ordered:
            name = each.script.campaign or ""
            if self._place(each, self.reasons[name], groups):
                self.last = name
                return True
        return False

    def _part(self, airing: Sequence[Sheet]) -> bool:
        """Something short between two plays of one script."""
        board = self.board
        return any(
            self._place(each, why.filling_up(board, each), [airing])
            for each in self.short
            if board.scripts[each.script.id] < each.script.repeat and not board.surely_too_long(each, longest)
        )

    def _place(self, candidate: Candidate, reason: Text, groups: Sequence[Sequence[Sheet]]) -> bool:
        if self.board.surely_too_long(candidate, longest) or not self.board.wanted(candidate):
            return False
        return any(self.board.place(candidate, reason, longest, group) for group in groups)

    def _fair(
        self, lacking: Candidates, airing: Sequence[Sheet]
    ) -> tuple[Candidates, Sequence[Sequence[Sheet]]]:
        """What aired least, the shortest first."""
        return sorted(lacking, key=lambda each: self.board.scripts[each.script.id]), [airing]

    def _shortest(
        self, lacking: Candidates, airing: Sequence[Sheet]
    ) -> tuple[Candidates, Sequence[Sequence[Sheet]]]:
        """The shortest, again and again."""
        return lacking, [airing]

    def _tight(
        self, lacking: Candidates, airing: Sequence[Sheet]
    ) -> tuple[Candidates, Sequence[Sequence[Sheet]]]:
        """The shortest, campaigns in turn, and the fullest session first."""
        fullest = sorted(airing, key=lambda each: each.longest_s - each.length_s)
        return sorted(lacking, key=lambda each: each.script.campaign == self.last), [[s] for s in fullest]

    def _by_lot(self) -> Way:
        """Lengths are blurred, they may count longer each time they air, and any session may be first."""
        draw = random.Random(f"{self.board.seed} {self.left}")  # noqa: S311 - the same for the same day
        lengths = {each.script.id: each.clip.duration_s * draw.uniform(1, BLUR) for each in self.short}
        again_s = draw.choice((0.0, AGAIN_S))

        def drawn(candidate: Candidate) -> float:
            name = candidate.script.id
            return lengths[name] + again_s * self.board.scripts[name]

        return lambda lacking, airing: (
            sorted(lacking, key=drawn),
            [[s] for s in draw.sample(airing, len(airing))],
        )

    def _wanted(self) -> int:
        """How many of the plays air that campaigns ask for at least."""
        return sum([min(self.board.campaigns[name], least) for name, least in self.least.items()])

    def _lacked_s(self) -> float:
        """Seconds that campaigns lack to their minutes and shares: no play is bought with them."""
        return sum(self.board.missing(name)[1] for name in self.least)


def _cleared(sheets: Sequence[Sheet], free: Sequence[tuple[Sheet, int]]) -> Iterator[Step]:
    """Every play of some sessions is taken out; of these sessions the longest air, any number of them."""
    for some in _some_of(sheets):
        out = [each for each in free if each[0] in some]
        shortest = sorted(some, key=lambda each: each.longest_s)
        for number in range(len(some) + 1):
            yield Step(out, [each for each in sheets if each not in shortest[:number]])


def _some_of(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, ...]]:
    """Each one, each two, and so on to all of them; of many (a storm) only neighbours."""
    numbers = range(1, len(sheets) + 1)
    if len(sheets) < MANY:
        return chain.from_iterable(combinations(sheets, number) for number in numbers)
    runs = (sheets[first : first + number] for number in numbers for first in range(len(sheets) - number + 1))
    return map(tuple, runs)


def _urgent(play: Play) -> bool:
    return play.candidate.script.klass is BulletinClass.PRIORITY


def _gives_way(play: Play) -> bool:
    calm = play.candidate.script.klass is not BulletinClass.EMERGENCY
    return calm and not play.by and play.reason is not why.PINNED

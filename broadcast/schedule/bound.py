"""Trần: how much better a day can become at all; what cannot is not tried."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from broadcast.schedule.board import ROUNDING_S, Board, Play, Sheet
from broadcast.schedule.plan import Candidate
from broadcast.script import BulletinClass


@dataclass(frozen=True, slots=True)
class Step:
    """What is taken out of a day, and which sessions air then.

    `out` is where each play stands: its session and its number there. A priority item airs again elsewhere.
    """

    out: Sequence[tuple[Sheet, int]]
    airing: Sequence[Sheet]


class Bound:
    """How many wanted plays a day can have after a step, were all that come in the shortest.

    It reckons from the board as it is when it is made. `least` are the plays that are wanted, by campaign;
    `own` are the scripts of campaigns, the shortest first.
    """

    def __init__(self, board: Board, least: Mapping[str, int], own: Sequence[Candidate]) -> None:
        self.board = board
        self.least = least
        self.own = own
        self.has = dict(board.campaigns)
        self.plays = sum([len(sheet.plays) for sheet in board.open])
        self.spoken_s = sum([play.clip.duration_s for sheet in board.open for play in sheet.plays])
        self.cap_s = board.room_s + sum([sheet.length_s for sheet in board.open])

    def most(self, step: Step) -> int:
        """The wanted plays that stay, and those for which there may be time."""
        out = _gone([sheet.plays[number] for sheet, number in step.out])
        gone = Counter(play.candidate.script.campaign or "" for play in out)
        stay = self.plays - len(out)
        hours_s = sum([sheet.longest_s for sheet in step.airing])
        around_s = stay * self._next_s + len(step.airing) * (self._first_s - self._next_s)
        spoken_s = self.spoken_s - sum([play.clip.duration_s for play in out])
        return self._filled(gone, min(self.cap_s, hours_s) - around_s - spoken_s + ROUNDING_S)

    def hopeful(self, steps: Iterable[Step], wanted: float) -> list[Step]:
        """Those after which there may be more than so many, what may have most first."""
        rated = [(most, step) for step in steps if (most := self.most(step)) > wanted]
        return [step for _, step in sorted(rated, key=itemgetter(0), reverse=True)]

    def _filled(self, gone: Mapping[str, int], left_s: float) -> int:
        """How many of the wanted plays there are, filled up with the shortest in what time is left."""
        wanted = 0
        for name, cost_s in self._costs.items():
            has = self.has.get(name, 0) - gone.get(name, 0)
            more = max(0, min(self.least[name] - has, int(left_s // cost_s)))
            left_s -= more * cost_s
            wanted += min(has, self.least[name]) + more
        return wanted

    @cached_property
    def _costs(self) -> Mapping[str, float]:
        """What one play more costs at least, by campaign, the cheapest first."""
        shortest = {
            each.script.campaign or "": each.clip.duration_s + self._next_s for each in self.own[::-1]
        }
        return dict(sorted(shortest.items(), key=lambda each: each[1]))

    @cached_property
    def _first_s(self) -> float:
        return min((first for first, _ in self._around_s), default=0.0)

    @cached_property
    def _next_s(self) -> float:
        return min((next_ for _, next_ in self._around_s), default=0.0)

    @cached_property
    def _around_s(self) -> Sequence[tuple[float, float]]:
        """What the first play of each session costs beside its length, and a further one."""
        aired = (play.clip for sheet in self.board.open for play in sheet.plays)
        calm = not any(clip.urgent for clip in (*aired, *(each.clip for each in self.own)))
        names = [each.script.id for each in self.own] if calm else []
        return [sheet.ruler.least_s(names) for sheet in self.board.open]


def _gone(out: Sequence[Play]) -> list[Play]:
    """Without one play of each priority item."""
    urgent = [play for play in out if play.candidate.script.klass is BulletinClass.PRIORITY]
    moved = {play.candidate.script.id: play for play in urgent}.values()
    return [play for play in out if not any(play is each for each in moved)]

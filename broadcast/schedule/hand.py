"""Bằng tay: placements over a board that was filled by itself. No rule gives way; each is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from broadcast.language import Text
from broadcast.schedule import why, why_not
from broadcast.schedule.board import Board, Laid, Play, Sheet, longest
from broadcast.schedule.placement import Placed, Placement
from broadcast.schedule.plan import Candidate, LeftOut
from broadcast.script import BulletinClass


class Impossible(Exception):
    """A rule forbids it: `why`, and by how many seconds it is too long, where that is the reason."""

    def __init__(self, why: Text, over_s: float = 0.0) -> None:
        super().__init__(why.vi)
        self.why = why
        self.over_s = over_s


@dataclass
class Hand:
    """The placements of a day over its board: first `apply`, then the board is filled up, then `settle`.

    `fit` are the candidates that may air, `refused` the reasons of the others, `closed` those of sessions
    that do not air that day, by slot id.
    """

    board: Board
    fit: Mapping[str, Candidate]
    refused: Mapping[str, Text]
    closed: Mapping[str, Text]
    placements: Sequence[Placement]
    _notes: dict[Placement, Impossible] = field(default_factory=dict)

    def apply(self) -> None:
        """What is taken out first: it may make room for what is put in. Each wholly or not at all."""
        for each in sorted(self.placements, key=lambda placement: not placement.out):
            before, broken = self._snapshot(), self.board.faults()
            try:
                self._take_out(each) if each.out else self._put(each)
                self._part(broken)
            except Impossible as error:
                self._restore(before)
                self._notes[each] = error

    def settle(self) -> None:
        """Everything to the position that was wished for, or as near to it as the rules allow."""
        for each in self.placements:
            if each.slot is not None and each.position is not None and each not in self._notes:
                self._reposition(each, each.position)

    def outcome(self) -> tuple[Placed, ...]:
        """What came of each placement."""
        return tuple(self._placed(each) for each in self.placements)

    def gone(self) -> tuple[LeftOut, ...]:
        """Scripts that somebody took out of the day."""
        return tuple(
            LeftOut(each.script, self.fit[each.script].script.title, why.taken_out(each.by))
            for each in self.placements
            if each.out and each not in self._notes
        )

    def left(self) -> tuple[Candidate, ...]:
        """The candidates that may still fill the day."""
        gone = {each.script for each in self.gone()}
        return tuple(each for name, each in self.fit.items() if name not in gone)

    def _take_out(self, placement: Placement) -> None:
        self._movable(placement)
        for sheet in self.board.sheets:
            while sheet.holds(placement.script):
                self._remove(sheet, placement.script)
        self.board.barred.add((placement.script, None))

    def _put(self, placement: Placement) -> None:
        candidate, sheet = self._movable(placement), self._sheet(placement.slot or "")
        source = self._source(placement)
        if sheet.holds(placement.script):
            if source is not None and source is not sheet:
                raise Impossible(why.TWICE_IN_SESSION)
            self._mark(sheet, placement)
            return
        if sheet.locked is not None:
            raise Impossible(why.LOCKED_SESSION)
        if source is not None:
            self._remove(source, placement.script)
            self.board.barred.add((placement.script, placement.moved_from))
        self._keep_apart(sheet, candidate)
        self._refuse_full(sheet, candidate)
        spot = next(self._spots(sheet, candidate, placement.position), None)
        if spot is None:
            raise Impossible(why.NEXT_TO_ITSELF)
        self.board.insert(sheet, spot, Play(candidate, why.by_hand(placement.by), placement.by))

    def _movable(self, placement: Placement) -> Candidate:
        candidate = self.fit.get(placement.script)
        if candidate is None:
            raise Impossible(self.refused.get(placement.script, why.NO_SUCH_SCRIPT))
        if candidate.script.klass is BulletinClass.EMERGENCY:
            raise Impossible(why.NOT_BY_HAND)
        return candidate

    def _sheet(self, slot: str) -> Sheet:
        sheet = next((each for each in self.board.sheets if each.slot.id == slot), None)
        if sheet is None:
            raise Impossible(self.closed.get(slot, why.NO_SUCH_SESSION))
        return sheet

    def _source(self, placement: Placement) -> Sheet | None:
        """The session that a moved script leaves: the one named, or where it airs by itself by now."""
        if placement.moved_from is None:
            return None
        holding = [each for each in self.board.sheets if each.holds(placement.script)]
        named = [each for each in holding if each.slot.id == placement.moved_from]
        by_itself = [
            each
            for each in holding
            if each.locked is None and not each.plays[each.index(placement.script)].by
        ]
        return next(iter([*named, *by_itself]), None)

    def _remove(self, sheet: Sheet, script: str) -> None:
        if sheet.locked is not None:
            raise Impossible(why.LOCKED_SESSION)
        self.board.remove(sheet, script)

    def _mark(self, sheet: Sheet, placement: Placement) -> None:
        """It stands there by itself: only its position is by hand, and its reason stays."""
        if sheet.locked is None:
            number = sheet.index(placement.script)
            sheet.plays[number] = replace(sheet.plays[number], by=placement.by)

    def _keep_apart(self, sheet: Sheet, candidate: Candidate) -> None:
        """Plays that stand too near by themselves give way."""
        script = candidate.script.id
        while other := self.board.near(candidate, sheet):
            if other.locked is not None or other.plays[other.index(script)].by:
                raise Impossible(why_not.too_near(self.board, sheet, other))
            self.board.remove(other, script)

    def _refuse_full(self, sheet: Sheet, candidate: Candidate) -> None:
        if not self.board.wanted(candidate):
            raise Impossible(why_not.enough(self.board, candidate))
        if not self.board.fits(sheet, candidate, longest):
            raise Impossible(*why_not.full(self.board, sheet, candidate))

    def _part(self, broken: frozenset[tuple[str, str]]) -> None:
        """Where two plays of one script came together, one of them goes; nothing else may be broken anew."""
        for kind, script in sorted(self.board.faults() - broken):
            free = [
                each
                for each in self.board.open
                if each.holds(script) and not each.plays[each.index(script)].by
            ]
            if kind != "twice" or not free or self._movable(Placement(script, None)) is None:
                raise Impossible(why.NEXT_TO_ITSELF if kind == "twice" else why.TOO_LONG_SO)
            self.board.remove(free[-1], script)
        if self.board.faults() - broken:
            raise Impossible(why.NEXT_TO_ITSELF)

    def _spots(self, sheet: Sheet, candidate: Candidate, wished: int | None) -> Iterator[int]:
        """Where it may stand, the nearest to what was wished for first."""
        spots = self.board.best_first(candidate, sheet)
        return iter(spots if wished is None else sorted(spots, key=lambda n: (abs(n - wished), n)))

    def _reposition(self, placement: Placement, wished: int) -> None:
        sheet = self._sheet(placement.slot or "")
        held = sheet.locked is None and sheet.holds(placement.script)
        if not held or sheet.index(placement.script) == wished:
            return
        before, broken = self._snapshot(), self.board.faults()
        play = self.board.remove(sheet, placement.script)
        for spot in self._spots(sheet, play.candidate, wished):
            self.board.insert(sheet, spot, play)
            if self.board.faults() <= broken:
                return
            self.board.remove(sheet, placement.script)
        self._restore(before)

    def _snapshot(self) -> tuple[Laid, set[tuple[str, str | None]]]:
        return self.board.laid(), set(self.board.barred)

    def _restore(self, before: tuple[Laid, set[tuple[str, str | None]]]) -> None:
        laid, self.board.barred = before
        self.board.lay(laid)

    def _placed(self, placement: Placement) -> Placed:
        failed = self._notes.get(placement)
        if failed is not None:
            return Placed(placement, honoured=False, note=failed.why, over_s=failed.over_s)
        if placement.slot is None:
            return Placed(placement, honoured=not self.board.scripts[placement.script])
        sheet = self._sheet(placement.slot)
        if not sheet.holds(placement.script):
            return Placed(placement, honoured=False, note=why.DECIDED_AGAIN)
        if placement.position is None:
            return Placed(placement, honoured=True)
        wished = min(placement.position, len(sheet.plays) - 1)
        elsewhere = sheet.locked is None and sheet.index(placement.script) != wished
        return Placed(placement, honoured=True, note=why.ORDER_OF_CLASSES if elsewhere else None)

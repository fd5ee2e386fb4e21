"""Chương trình thay tiếp sóng: what a station airs of its own where a relay is not received.

Nobody knows beforehand whether it will sound, and a station that is off the net does not say so in time. So
it takes of the daily cap only what the planned day leaves: no rule is broken whether it sounds or not.
"""

from collections.abc import Callable, Iterable, Iterator

from broadcast.schedule.board import Board
from broadcast.schedule.sheet import Sheet

Fill = Callable[[Board, Sheet], None]
"""Put plays into the sheet, and into no other."""


def stand_ins(board: Board, sheets: Iterable[tuple[Sheet, float]], fill: Fill) -> tuple[Sheet, ...]:
    """Those of `sheets` that find something to air, beside the finished day of `board`.

    Each comes with what its relay takes of the daily cap, in seconds, which it may have: one of both sounds.
    """
    return tuple(_filled(board, sheets, fill))


def _filled(board: Board, sheets: Iterable[tuple[Sheet, float]], fill: Fill) -> Iterator[Sheet]:
    day, cap_s = list(board.sheets), board.cap_s
    for sheet, credit_s in sheets:
        together = sorted((*day, sheet), key=lambda each: each.slot.starts)
        beside = Board(together, cap_s + credit_s, board.demands, board.policy)
        beside.choices, beside.seed = board.choices, board.seed
        beside.barred = board.barred | {(script, sheet.slot.id) for script in _next_to(board, sheet)}
        fill(beside, sheet)
        if sheet.plays:
            day.append(sheet)
            cap_s += min(credit_s, sheet.length_s)
            yield sheet


def _next_to(board: Board, sheet: Sheet) -> Iterator[str]:
    """What airs before and after it when no other relay is missed."""
    aired = [each for each in board.sheets if each.plays]
    before = [each for each in aired if each.slot.starts < sheet.slot.starts]
    after = [each for each in aired if each.slot.starts > sheet.slot.starts]
    yield from (each.plays[-1].candidate.script.id for each in before[-1:])
    yield from (each.plays[0].candidate.script.id for each in after[:1])

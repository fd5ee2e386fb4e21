"""Vì sao không: why a script does not air, and why a session has nothing."""

from collections.abc import Callable, Iterator, Sequence

from broadcast.language import Text
from broadcast.schedule import why
from broadcast.schedule.board import Board, filling
from broadcast.schedule.hours import minutes, stretch
from broadcast.schedule.plan import Candidate, LeftOut
from broadcast.schedule.policy import GenreCap, apart_s
from broadcast.schedule.sheet import ROUNDING_S, Sheet
from broadcast.schedule.yielding import named
from broadcast.script import genre

_NO_SESSION = Text("ngày này đài không có khung giờ nào phát được", "the station has no session on that day")
_ALL_LOCKED = Text("các khung giờ trong ngày đã chốt", "every session of the day is locked")
_HEARD_ENOUGH = Text(
    "các bài đã phát đủ số lượt ở khung khác", "all scripts have had their plays in other sessions"
)

LITTLE_S = 60.0
"""When less is left of the daily cap it is used up: hardly any item with its stinger is shorter. Ours."""


def silent(board: Board, sheet: Sheet, fit: Sequence[Candidate]) -> Text:
    """Why a session has nothing."""
    if not fit:
        return Text("không có bài nào đã duyệt còn hiệu lực", "no approved script is valid on that day")
    waiting = [each for each in fit if board.scripts[each.script.id] < each.script.repeat]
    pool = [each for each in waiting if board.wanted(each)] or waiting
    if not pool:
        return _HEARD_ENOUGH
    shortest = min(pool, key=lambda each: each.clip.duration_s)
    needs_s = sheet.with_one_more_s(shortest)
    if needs_s > sheet.longest_s:
        most, needs, hour = minutes(sheet.slot.longest_s), minutes(needs_s), board.yielded.hour(sheet.slot)
        return Text(
            f"khung {hour.vi} dài nhất {most.vi}, bài ngắn nhất cần {needs.vi}",
            f"the session of {hour.en} may last {most.en}, the shortest item needs {needs.en}",
        )
    return _objection(board, sheet, shortest) or _HEARD_ENOUGH


def left_out(board: Board, fit: Sequence[Candidate]) -> Iterator[LeftOut]:
    """Every script that might have aired and did not."""
    all_full, surely = _full(board, board.open), _surely_full(board)
    for candidate in fit:
        if not board.scripts[candidate.script.id]:
            full = surely(candidate) and board.wanted(candidate)
            reason = all_full if full else _not_aired(board, candidate) or all_full
            yield LeftOut(candidate.script.id, candidate.script.title, reason)


def _surely_full(board: Board) -> Callable[[Candidate], bool]:
    """Tells without looking at a session whether the only reason can be that all are full: mostly it is."""
    sheets = board.open
    if not sheets or any(sheet.slot.exactly for sheet in sheets):
        return lambda _: False
    surprise_s = max(sheet.ruler.surprise_s for sheet in sheets)
    alone_s = max(sheet.longest_s - sheet.ruler.more_s(0) for sheet in sheets)
    capped_s = board.room_s - min(sheet.more_s for sheet in sheets)
    free_s = max(filling(sheet) - sheet.length_s - sheet.more_s for sheet in sheets)
    least_s, most_s = free_s + ROUNDING_S, min(alone_s, capped_s) - surprise_s

    def surely(candidate: Candidate) -> bool:
        return not candidate.clip.urgent and least_s < candidate.clip.duration_s <= most_s

    return surely


def no_session(board: Board) -> Text:
    """Why there is no session that anything could still be put into."""
    if board.sheets:
        return _ALL_LOCKED
    if not board.yielded.silencing:
        return _NO_SESSION
    to = named(board.yielded.silencing)
    return Text(f"{_NO_SESSION.vi}, đã nhường hết cho {to.vi}", f"{_NO_SESSION.en}: all gave way to {to.en}")


def enough(board: Board, candidate: Candidate) -> Text:
    """The genre has its most minutes, or the campaign its most plays or minutes."""
    if cap := board.capped(candidate):
        return genre_full(board, candidate, cap)
    campaign = candidate.script.campaign or ""
    target = board.demands[campaign].target
    if board.campaigns[campaign] >= target.most_plays:
        return Text(
            f"chiến dịch {campaign} đã đủ {target.plays_max} lượt trong ngày",
            f"campaign {campaign} has its {target.plays_max} plays of the day",
        )
    most = minutes(target.seconds_max)
    over = stretch(board.seconds.get(campaign, 0.0) + candidate.clip.duration_s - target.seconds_max)
    return Text(
        f"chiến dịch {campaign} chỉ được {most.vi} một ngày, thêm bài này quá {over}",
        f"campaign {campaign} may have {most.en} a day; with this one it is over by {over}",
    )


def genre_full(board: Board, candidate: Candidate, cap: GenreCap) -> Text:
    """The genre of `candidate` has not enough minutes left for it."""
    name, most = genre(cap.genre), minutes(cap.most_s)
    over = stretch(board.genres.get(cap.genre, 0.0) + candidate.clip.duration_s - cap.most_s)
    return Text(
        f"thể loại {name.vi} chỉ được {most.vi} một ngày, thêm bài này quá {over}",
        f"{name.en} may have {most.en} a day; with this one it is over by {over}",
    )


def too_near(board: Board, sheet: Sheet, other: Sheet) -> Text:
    """Why a script of the session `other` does not air in `sheet` as well."""
    gap = minutes(board.policy.gap_s)
    if sheet is other:
        return Text(
            f"một bài chỉ phát lại sau {gap.vi}, không hai lần trong một buổi",
            f"a script airs again only after {gap.en}, not twice in one session",
        )
    apart = minutes(max(0.0, apart_s(sheet.slot, other.slot)))
    return Text(
        f"một bài chỉ phát lại sau {gap.vi}; khung {other.slot} và {sheet.slot} cách nhau {apart.vi}",
        f"a script airs again only after {gap.en}; {other.slot} and {sheet.slot} are {apart.en} apart",
    )


def full(board: Board, sheet: Sheet, candidate: Candidate) -> tuple[Text, float]:
    """Why `candidate` does not fit into the session any more, and by how many seconds."""
    needs_s = sheet.with_one_more_s(candidate)
    over_s = needs_s - sheet.longest_s
    if over_s <= 0:
        return _cap_reached(board, needs_s - sheet.length_s), needs_s - sheet.length_s - board.room_s
    name, over, note = sheet.slot.name, stretch(over_s), board.yielded.aside(sheet.slot)
    return Text(
        f"buổi {name} đã đầy: thiếu {over}{note.vi}",
        f"the session of {sheet.slot} is full: {over} short{note.en}",
    ), over_s


def pinned(board: Board, sheets: Sequence[Sheet], candidate: Candidate) -> Text:
    """Why a pin did not put `candidate` into its session, the only one of `sheets` if it airs that day."""
    reason = _not_put(board, sheets, candidate)
    return Text(f"ghim không được: {reason.vi}", f"not where it is pinned: {reason.en}")


def _not_put(board: Board, sheets: Sequence[Sheet], candidate: Candidate) -> Text:
    sheet = next(iter(sheets), None)
    if sheet is None:
        return why.NO_SUCH_SESSION
    if sheet.locked is not None:
        return why.LOCKED_SESSION
    if sheet.with_one_more_s(candidate) > sheet.longest_s:
        return full(board, sheet, candidate)[0]
    return _objection(board, sheet, candidate) or _NO_PLACE


def _not_aired(board: Board, candidate: Candidate) -> Text | None:
    """None: every session is full."""
    if not board.open:
        return no_session(board)
    if not board.wanted(candidate):
        return enough(board, candidate)
    if all(_alone_s(sheet, candidate) > sheet.longest_s for sheet in board.open):
        return _too_long(board, candidate)
    if not any(board.within(sheet, candidate, sheet.length_s + board.room_s) for sheet in board.open):
        return _cap_reached(board, min(s.with_one_more_s(candidate) - s.length_s for s in board.open))
    return _found_no_place(board, candidate)


def _found_no_place(board: Board, candidate: Candidate) -> Text | None:
    """Some sessions are full, the others have the time and take it not; None: every session is full."""
    roomy = [sheet for sheet in board.open if board.within(sheet, candidate, filling(sheet))]
    if not roomy:
        return None
    others = [sheet for sheet in board.open if sheet not in roomy]
    objection = _objection(board, roomy[0], candidate) or _NO_PLACE
    if not others:
        return objection
    full = _full(board, others)
    return Text(f"{full.vi}; {objection.vi}", f"{full.en}; {objection.en}")


def _objection(board: Board, sheet: Sheet, candidate: Candidate) -> Text | None:
    """Why it does not air in a session that has the time for it."""
    needs_s = sheet.with_one_more_s(candidate) - sheet.length_s
    if not board.wanted(candidate):
        return enough(board, candidate)
    if other := board.near(candidate, sheet):
        return too_near(board, sheet, other)
    if needs_s > board.room_s + ROUNDING_S:
        return _cap_reached(board, needs_s)
    return None if board.best_first(candidate, sheet) else why.NEXT_TO_ITSELF


_NO_PLACE = Text("không còn chỗ hợp với thứ tự đã định", "no place is left in the order that was decided")


def _too_long(board: Board, candidate: Candidate) -> Text:
    needs_s = min(_alone_s(sheet, candidate) for sheet in board.open)
    longest = max(board.open, key=lambda sheet: sheet.longest_s)
    over, alone = stretch(needs_s - longest.longest_s), minutes(needs_s)
    note = board.yielded.aside(longest.slot)
    return Text(
        f"bài quá dài: riêng bài này cần {alone.vi}, quá {over} so với khung dài nhất{note.vi}",
        f"too long: it needs {alone.en} by itself, over by {over} in the longest session{note.en}",
    )


def _full(board: Board, sheets: Sequence[Sheet]) -> Text:
    hours = [board.yielded.hour(sheet.slot) for sheet in sheets]
    vi, en = ", ".join(each.vi for each in hours), ", ".join(each.en for each in hours)
    return Text(f"khung {vi} đã đầy", f"the sessions of {en} are full")


def _alone_s(sheet: Sheet, candidate: Candidate) -> float:
    return sheet.ruler.laid_s([candidate.clip])


def _cap_reached(board: Board, needs_s: float) -> Text:
    cap = board.yielded.cap(board.cap_s)
    if board.room_s < LITTLE_S:
        return Text(f"đã hết {cap.vi}", f"{cap.en} is used up")
    left, needs = minutes(board.room_s), minutes(needs_s)
    return Text(
        f"{cap.vi} còn {left.vi}, bài này cần {needs.vi}", f"{cap.en}: {left.en} left, it needs {needs.en}"
    )

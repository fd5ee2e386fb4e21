"""Vì sao: the reasons of a plan, as a station would give them to its listeners."""

from collections.abc import Iterator, Sequence
from math import ceil

from broadcast.language import Text
from broadcast.schedule.board import SMALL_S, Board, Sheet, filling, longest
from broadcast.schedule.campaign import Campaign, Target, lacking
from broadcast.schedule.demand import Demand
from broadcast.schedule.hours import minutes, stretch
from broadcast.schedule.plan import Candidate, LeftOut, PlannedSession, TargetOutcome
from broadcast.schedule.policy import GenreCap, apart_s
from broadcast.schedule.yielding import named
from broadcast.script import genre

EMERGENCY = Text("tin khẩn cấp phát trước hết", "an emergency airs first")
PINNED = Text("được ghim vào khung này", "pinned to this session")
PRIORITY = Text("tin ưu tiên được xếp trước tin thường", "a priority item goes before normal ones")
STANDING = Text("bài thường xuyên lấp chỗ", "a standing item fills the hour")
STANDING_IN = Text("phát thay khi không bắt được tiếp sóng", "airs where the relay is not received")
_NO_SESSION = Text("ngày này đài không có khung giờ nào phát được", "the station has no session on that day")
_ALL_LOCKED = Text("các khung giờ trong ngày đã chốt", "every session of the day is locked")

NO_SUCH_SCRIPT = Text("không còn bài này", "there is no such script any more")
NO_SUCH_SESSION = Text("đài không có buổi này trong ngày", "the station has no such session on that day")
LOCKED_SESSION = Text(
    "buổi này đã phát hoặc sắp phát trong 20 phút, không đổi được nữa",
    "it has begun or begins within twenty minutes: it stays as it is",
)
NOT_BY_HAND = Text(
    "tin khẩn cấp không dời bằng tay; muốn ngừng thì rút bài",
    "an emergency is not moved by hand; withdraw it to stop it",
)
TOO_LONG_SO = Text("buổi phát sẽ dài quá mức", "the session would become too long")
DECIDED_AGAIN = Text("đã được xếp lại sau đó", "it was decided otherwise later")
TWICE_IN_SESSION = Text("buổi này đã có bài ấy", "the session has it already")
NEXT_TO_ITSELF = Text("bài sẽ phát hai lần liền nhau", "it would air twice in a row")
ORDER_OF_CLASSES = Text(
    "tin ưu tiên đứng trước tin thường và không bài nào phát hai lần liền, nên đặt ở chỗ gần nhất",
    "priority goes before normal and nothing airs twice in a row: it stands at the nearest place",
)


def by_hand(name: str) -> Text:
    """Why an item airs that somebody put there."""
    return Text(f"{name} đặt vào buổi này", f"put into this session by {name}")


def taken_out(name: str) -> Text:
    """Why an item does not air that somebody took out."""
    return Text(f"{name} cho nghỉ phát ngày này ở đài này", f"taken out of this day here by {name}")


def missing(board: Board, campaign: Campaign) -> Text:
    """Why an item of a campaign airs that has not reached its minimum."""
    lacks, target = lacking(*board.missing(campaign.id)), board.demands[campaign.id].target.said
    owed = _owed(board.demands[campaign.id])
    return Text(
        f"chiến dịch {campaign.id} còn thiếu {lacks.vi} (mức {target.vi}{owed.vi})",
        f"campaign {campaign.id} lacks {lacks.en} (target {target.en}{owed.en})",
    )


def _owed(demand: Demand) -> Text:
    """What is made up for, to be written behind the target."""
    if not demand.owed_plays and demand.owed_s < SMALL_S:
        return Text("", "")
    owed = lacking(demand.owed_plays, demand.owed_s if demand.owed_s >= SMALL_S else 0.0)
    return Text(f", bù {owed.vi} mấy ngày trước chưa phát", f", making up for {owed.en} of the days before")


def missing_again(board: Board, campaign: Campaign) -> Text:
    """The same, for a script that has aired as often as its writer wished."""
    reason = missing(board, campaign)
    return Text(f"{reason.vi}; ít bài nên phát lại", f"{reason.en}; too few scripts, so it airs again")


def short_of_room(campaign: Campaign, target: Target) -> Text:
    """Why an item of a campaign airs on a day that is too short for every target."""
    return Text(
        f"chiến dịch {campaign.id} chưa đủ mức {target.said.vi}; ít chỗ nên chọn bài ngắn",
        f"campaign {campaign.id} lacks plays (target {target.said.en}); little room, so a short one",
    )


def more(campaign: str, target: Target) -> Text:
    """Why an item of a campaign airs that has reached its minimum."""
    return Text(
        f"chiến dịch {campaign} phát thêm, trong mức {target.said.vi}",
        f"campaign {campaign} airs more, within its target of {target.said.en}",
    )


def silent(board: Board, sheet: Sheet, fit: Sequence[Candidate]) -> Text:
    """Why a session has nothing."""
    if not fit:
        return Text("không có bài nào đã duyệt còn hiệu lực", "no approved script is valid on that day")
    shortest = min(fit, key=lambda each: each.clip.duration_s)
    if sheet.with_one_more_s(shortest) > sheet.longest_s:
        most, needs = minutes(sheet.slot.longest_s), minutes(sheet.with_one_more_s(shortest))
        hour = board.yielded.hour(sheet.slot)
        return Text(
            f"khung {hour.vi} dài nhất {most.vi}, bài ngắn nhất cần {needs.vi}",
            f"the session of {hour.en} may last {most.en}, the shortest item needs {needs.en}",
        )
    if sheet.with_one_more_s(shortest) > board.room_s:
        return _cap_reached(board)
    return Text(
        "các bài đã phát đủ số lượt ở khung khác", "all scripts have had their plays in other sessions"
    )


def short_of(session: PlannedSession) -> Text | None:
    """What a session lacks that shall last to the second, None: nothing."""
    lacks_s, whole = session.rundown.short_s, minutes(session.slot.longest_s)
    if not lacks_s:
        return None
    return Text(
        f"còn thiếu {stretch(lacks_s)} mới đủ đúng {whole.vi}: cần thêm bài hoặc rút ngắn khung",
        f"{stretch(lacks_s)} short of exactly {whole.en}: more items are needed, or a shorter session",
    )


def left_out(board: Board, fit: Sequence[Candidate]) -> Iterator[LeftOut]:
    """Every script that might have aired and did not."""
    for candidate in fit:
        if not board.scripts[candidate.script.id]:
            yield LeftOut(candidate.script.id, candidate.script.title, _not_aired(board, candidate))


def _not_aired(board: Board, candidate: Candidate) -> Text:
    if not board.open:
        return _ALL_LOCKED if board.sheets else _no_session(board)
    if not board.wanted(candidate):
        return enough(board, candidate)
    if all(_alone_s(sheet, candidate) > sheet.longest_s for sheet in board.open):
        needs = min(_alone_s(sheet, candidate) for sheet in board.open)
        longest_ = max(board.open, key=lambda sheet: sheet.longest_s)
        over, note = stretch(needs - longest_.longest_s), board.yielded.aside(longest_.slot)
        alone = minutes(needs)
        return Text(
            f"bài quá dài: riêng bài này cần {alone.vi}, quá {over} so với khung dài nhất{note.vi}",
            f"too long: it needs {alone.en} by itself, over by {over} in the longest session{note.en}",
        )
    if not any(sheet.with_one_more_s(candidate) - sheet.length_s <= board.room_s for sheet in board.open):
        return _cap_reached(board)
    return _sessions_full(board, candidate)


def _no_session(board: Board) -> Text:
    if not board.yielded.silencing:
        return _NO_SESSION
    to = named(board.yielded.silencing)
    return Text(f"{_NO_SESSION.vi}, đã nhường hết cho {to.vi}", f"{_NO_SESSION.en}: all gave way to {to.en}")


def enough(board: Board, candidate: Candidate) -> Text:
    """The genre has its most minutes, or the campaign its most plays or minutes."""
    if cap := board.capped(candidate):
        return _genre_full(board, candidate, cap)
    campaign = candidate.script.campaign or ""
    target = board.demands[campaign].target
    if board.campaigns[campaign] >= target.most_plays:
        most = Text(f"{target.plays_max} lượt", f"{target.plays_max} plays")
    else:
        most = minutes(target.seconds_max)
    return Text(
        f"chiến dịch {campaign} đã đủ {most.vi} trong ngày",
        f"campaign {campaign} has its {most.en} of the day",
    )


def _genre_full(board: Board, candidate: Candidate, cap: GenreCap) -> Text:
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
        return _cap_reached(board), needs_s - sheet.length_s - board.room_s
    name, over, note = sheet.slot.name, stretch(over_s), board.yielded.aside(sheet.slot)
    return Text(
        f"buổi {name} đã đầy: thiếu {over}{note.vi}",
        f"the session of {sheet.slot} is full: {over} short{note.en}",
    ), over_s


def _sessions_full(board: Board, candidate: Candidate) -> Text:
    full = [sheet.slot for sheet in board.open if not board.fits(sheet, candidate, filling)]
    hours = [board.yielded.hour(slot) for slot in full]
    vi, en = ", ".join(each.vi for each in hours), ", ".join(each.en for each in hours)
    return Text(f"khung {vi} đã đầy", f"the sessions of {en} are full")


def _alone_s(sheet: Sheet, candidate: Candidate) -> float:
    return sheet.ruler.laid_s([candidate.clip])


def _cap_reached(board: Board) -> Text:
    cap = board.yielded.cap(board.cap_s)
    return Text(f"đã hết {cap.vi}", f"{cap.en} is used up")


def outcome(board: Board, campaign: Campaign, fit: Sequence[Candidate]) -> TargetOutcome:
    """What the campaign got and, where that is too little, what would make the rest possible."""
    demand, planned = board.demands[campaign.id], board.campaigns[campaign.id]
    own = [each for each in fit if each.script.campaign == campaign.id]
    plays, seconds = board.missing(campaign.id, Demand(demand.target))  # what is owed: if there is room
    met = not plays and not seconds
    topics = [topic.id for topic in campaign.topics]
    topics += sorted({each.script.topic or "" for each in own} - set(topics))
    return TargetOutcome(
        campaign=campaign.id,
        planned=planned,
        target=demand.target,
        met=met,
        reason=_met(board, campaign.id) if met else _not_met(board, own, plays, seconds),
        topics=tuple((topic, board.topics[campaign.id, topic or None]) for topic in topics),
        planned_s=board.seconds.get(campaign.id, 0.0),
        owed=demand.owed_plays,
        owed_s=demand.owed_s,
    )


def _met(board: Board, campaign: str) -> Text:
    target = board.demands[campaign].target
    planned = Text(f"{board.campaigns[campaign]} lượt", f"{board.campaigns[campaign]} plays")
    if target.seconds_min or target.seconds_max or target.share:
        length = minutes(board.seconds.get(campaign, 0.0))
        planned = Text(f"{planned.vi}, {length.vi}", f"{planned.en}, {length.en}")
    said = target.said
    return Text(f"đạt: {planned.vi} (mức {said.vi})", f"met: {planned.en} (target {said.en})")


def _not_met(board: Board, own: Sequence[Candidate], plays: int, seconds: float) -> Text:
    lacks = lacking(plays, seconds)
    need = _need(board, max(plays, _plays_of(own, seconds)), own)
    return Text(f"thiếu {lacks.vi}: {need.vi}", f"{lacks.en} short: {need.en}")


def _plays_of(own: Sequence[Candidate], seconds: float) -> int:
    """How many of the longest scripts make so many seconds."""
    longest_s = max((each.clip.duration_s for each in own), default=0.0)
    return ceil(seconds / longest_s) if longest_s > 0 else 0


def _need(board: Board, lacks: int, own: Sequence[Candidate]) -> Text:
    if not board.open:
        return _ALL_LOCKED if board.sheets else _no_session(board)
    if not own:
        return Text("cần ít nhất một bài đã duyệt còn hiệu lực", "an approved, valid script is needed")
    return _room_needed(board, lacks, own)


def _room_needed(board: Board, lacks: int, own: Sequence[Candidate]) -> Text:
    shortest = min(own, key=lambda each: each.clip.duration_s)
    if genre_cap := board.capped(shortest):
        return _genre_full(board, shortest, genre_cap)
    if any(board.fits(sheet, shortest, longest) for sheet in board.open):
        return _more_scripts(board, len(own))
    more = _next_best(board, own, lacks)
    roomy = [sheet for sheet in board.open if sheet.with_one_more_s(shortest) <= sheet.longest_s]
    if roomy:
        cost = min(sheet.with_more_s(more) - sheet.length_s for sheet in roomy)
        cap, short = board.yielded.cap(board.cap_s), minutes(cost - board.room_s)
        return Text(f"{cap.vi} cần thêm {short.vi}", f"{cap.en} needs {short.en} more")
    widest = min(board.open, key=lambda sheet: sheet.with_more_s(more) - sheet.longest_s)
    short, hour = minutes(widest.with_more_s(more) - widest.longest_s), board.yielded.hour(widest.slot)
    return Text(f"khung {hour.vi} cần dài thêm {short.vi}", f"the session of {hour.en} needs {short.en} more")


def _more_scripts(board: Board, number: int) -> Text:
    """There is room, and what may fill it has been heard just before, or too short a time ago."""
    if not board.policy.gap_s:
        return Text(
            f"chỉ có {number} bài nên sẽ nghe lặp lại; cần thêm bài khác xen giữa",
            f"with only {number} scripts the same would be heard again; other items are needed in between",
        )
    gap = minutes(board.policy.gap_s)
    return Text(
        f"chỉ có {number} bài, mà một bài chỉ phát lại sau {gap.vi}; cần thêm bài khác hoặc giảm gap_min",
        f"only {number} scripts, and each airs again only after {gap.en}; more scripts, or a lower gap_min",
    )


def _next_best(board: Board, own: Sequence[Candidate], lacks: int) -> list[Candidate]:
    """The shortest scripts that have not aired, and the shortest of all again where they are too few."""
    waiting = [each for each in own if not board.scripts[each.script.id]]
    shortest = sorted(waiting, key=lambda each: each.clip.duration_s)[:lacks]
    again = min(own, key=lambda each: each.clip.duration_s)
    return [*shortest, *[again] * (lacks - len(shortest))]

"""Vì sao: why items air, and what came of what people decided by hand, as a station would say it."""

from broadcast.language import Text
from broadcast.schedule.board import SMALL_S, Board
from broadcast.schedule.campaign import Campaign, Target, lacking
from broadcast.schedule.demand import Demand
from broadcast.schedule.hours import minutes, stretch
from broadcast.schedule.plan import Candidate, PlannedSession
from broadcast.script import BulletinClass

EMERGENCY = Text("tin khẩn cấp phát trước hết", "an emergency airs first")
PINNED = Text("được ghim vào khung này", "pinned to this session")
PRIORITY = Text("tin ưu tiên được xếp trước tin thường", "a priority item goes before normal ones")
STANDING = Text("bài thường xuyên lấp chỗ", "a standing item fills the hour")
STANDING_IN = Text("phát thay khi không bắt được tiếp sóng", "airs where the relay is not received")

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


def in_turn(campaign: str, target: Target) -> Text:
    """Why an item of a campaign airs on such a day though others are shorter."""
    return Text(
        f"chiến dịch {campaign} chưa đủ mức {target.said.vi}; đến lượt bài này",
        f"campaign {campaign} lacks plays (target {target.said.en}); it is the turn of this one",
    )


def more(campaign: str, target: Target) -> Text:
    """Why an item of a campaign airs that has reached its minimum."""
    return Text(
        f"chiến dịch {campaign} phát thêm, trong mức {target.said.vi}",
        f"campaign {campaign} airs more, within its target of {target.said.en}",
    )


def filling_up(board: Board, candidate: Candidate) -> Text:
    """Why an item airs where there is room; an emergency does so once others are between."""
    campaign = candidate.script.campaign or ""
    if campaign in board.demands:
        return more(campaign, board.demands[campaign].target)
    return EMERGENCY if candidate.script.klass is BulletinClass.EMERGENCY else STANDING


def short_of(session: PlannedSession) -> Text | None:
    """What a session lacks that shall last to the second, None: nothing."""
    lacks_s, whole = session.rundown.short_s, minutes(session.slot.longest_s)
    if not lacks_s:
        return None
    return Text(
        f"còn thiếu {stretch(lacks_s)} mới đủ đúng {whole.vi}: cần thêm bài hoặc rút ngắn khung",
        f"{stretch(lacks_s)} short of exactly {whole.en}: more items are needed, or a shorter session",
    )

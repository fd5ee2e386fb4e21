"""Con số của trang đầu: who holds the list that matters now, what is on air and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from broadcast.asrun import Holding
from broadcast.doors.studio import Delivered, Delivery, StationToday
from broadcast.language import Text
from broadcast.schedule import VIETNAM


@dataclass(frozen=True, slots=True)
class Number:
    """The one number that matters: how it looks, the figure, what it counts, and a word about the rest."""

    looks: str
    figure: str
    words: Text
    rest: Text | None


@dataclass(frozen=True, slots=True)
class OnAir:
    """Stations that should be on air now: those that say so, those that do not, those without a player."""

    confirmed: tuple[StationToday, ...]
    expected: tuple[StationToday, ...]
    unheard: tuple[StationToday, ...]


@dataclass(frozen=True, slots=True)
class Next:
    """The sessions that begin next, at one moment: what the first is, at how many stations."""

    at: datetime
    title: str
    stations: int


def number(delivery: Delivery, today: date) -> Number:
    """What the front page says of `delivery`: a fault is red, only a whole district is green."""
    day = _day(delivery.day, today)
    lacking, every, never = len(delivery.lacking), len(delivery.stations), len(delivery.without_player)
    rest = _never(never) if never else None
    if lacking:
        noun = "commune has" if lacking == 1 else "communes have"
        words = Text(f"xã chưa nhận lịch {day.vi}", f"{noun} not received the list of {day.en}")
        return Number("bad", str(lacking), words, rest)
    words = Text(f"xã đã nhận lịch {day.vi}", f"communes have received the list of {day.en}")
    return Number("plain" if never else "good", f"{delivery.holding}/{every}", words, rest)


def on_air(boards: Sequence[StationToday]) -> OnAir:
    """Who airs something now."""
    airing = [board for board in boards if board.on_air is not None]
    return OnAir(
        tuple(board for board in airing if board.confirmed),
        tuple(board for board in airing if not board.confirmed and board.seen is not None),
        tuple(board for board in airing if board.seen is None),
    )


def coming(boards: Sequence[StationToday]) -> Next | None:
    """What begins next today, if anything does."""
    items = [board.next for board in boards if board.next is not None]
    if not items:
        return None
    first = min(items, key=lambda item: item.starts_at)
    return Next(first.starts_at, first.title, sum(item.starts_at == first.starts_at for item in items))


def until(at: datetime, now: datetime) -> Text:
    """`còn 2 giờ 5 phút`."""
    hours, minutes = divmod(max(0, -(-(at - now) // timedelta(minutes=1))), 60)
    vi = [f"{hours} giờ"] * (hours > 0) + [f"{minutes} phút"] * (minutes > 0 or hours == 0)
    en = [f"{hours} h"] * (hours > 0) + [f"{minutes} min"] * (minutes > 0 or hours == 0)
    return Text(f"còn {' '.join(vi)}", f"in {' '.join(en)}")


def state_of(each: Delivered) -> tuple[str, Text]:
    """The look and the words of what one station holds."""
    if each.holding is Holding.OLDER:
        return "wait", Text(
            f"còn giữ bản {each.held}, bản mới là {each.wanted}",
            f"holds version {each.held}, the newest is {each.wanted}",
        )
    return _STATES[each.holding]


def remedy(each: Delivered) -> Text:
    """What to do about one station."""
    if each.holding is Holding.NOT_MADE:
        return _NOT_MADE
    if each.holding is Holding.NO_PLAYER or each.seen is None:
        return _NO_PLAYER
    if each.seen.away:
        return _AWAY
    return _OLDER if each.holding is Holding.OLDER else _HERE


def _day(day: date, today: date) -> Text:
    if day == today:
        return Text("hôm nay", "today")
    if day == today + timedelta(days=1):
        return Text("ngày mai", "tomorrow")
    return Text(f"ngày {day:%d/%m}", f"{day}")


def day_of(at: datetime) -> date:
    """The Vietnamese day of that moment."""
    return at.astimezone(VIETNAM).date()


def _never(number: int) -> Text:
    noun = "commune was" if number == 1 else "communes were"
    return Text(f"{number} xã chưa từng báo về", f"{number} {noun} never heard of")


_STATES: Mapping[Holding, tuple[str, Text]] = {
    Holding.HOLDS: ("good", Text("đã nhận lịch mới nhất", "holds the newest list")),
    Holding.LACKS: ("bad", Text("chưa nhận lịch", "has not received the list")),
    Holding.NOT_MADE: ("bad", Text("chưa làm xong lịch", "its list is not made")),
    Holding.NO_PLAYER: ("plain-state", Text("chưa từng báo về", "never heard of")),
}
_NOT_MADE = Text(
    "Lỗi ở máy chủ, không phải ở xã. Xem mục Cần xem lại trên trang Hôm nay; quá 10 phút chưa hết thì gọi "
    "người phụ trách máy.",
    "The fault is here, not at the commune. See what needs attention on the front page; call whoever looks "
    "after the machine when it stays for ten minutes.",
)
_NO_PLAYER = Text(
    "Xã chưa nối máy phát. Nhờ người phụ trách máy cài máy phát theo hướng dẫn.",
    "No player is connected. Have one set up as the guide says.",
)
_AWAY = Text(
    "Gọi cán bộ trực đài: xem điện, đường mạng, máy phát. Có mạng lại thì máy tự nhận lịch.",
    "Call the commune: power, line, player. Once the line is back, the player fetches the list by itself.",
)
_HERE = Text(
    "Máy phát đang liên lạc mà chưa nhận. Chờ 10 phút; chưa được thì nhờ cán bộ trực đài tắt máy phát rồi "
    "bật lại.",
    "The player is in contact and has not fetched it. Wait ten minutes, then have it switched off and on.",
)
_OLDER = Text(
    "Tới giờ vẫn phát được, nhưng theo bản cũ. Chờ 10 phút; chưa được thì nhờ cán bộ trực đài tắt máy phát "
    "rồi bật lại.",
    "It will air, but the older version. Wait ten minutes, then have the player switched off and on.",
)

"""Đến bao giờ: when a pause ends that somebody asked for in words, and a volume that holds until a day."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from broadcast.desk.logbook import StationToday
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.playlist import PlaylistItem
from broadcast.schedule import VIETNAM


class NoEnd(Invalid):
    """The pause was asked for until something that does not come, or until no hour at all."""


class Until(StrEnum):
    """Until when a pause lasts, as people say it."""

    HOUR = "hour"
    SESSION = "session"
    TODAY = "today"
    TIME = "time"


def session_of(board: StationToday) -> PlaylistItem | None:
    """Buổi này: what is on the air, or else what comes next today."""
    return board.on_air or board.next


def ends(until: Until, now: datetime, board: StationToday, at: time | None = None) -> datetime:
    """When the pause ends (aware), asked for at `now`; `at` is the next such hour by Vietnam's clock.

    Raises:
        NoEnd: there is no session today any more, or no hour was given.
    """
    if until is Until.HOUR:
        return now + timedelta(hours=1)
    if until is Until.TODAY:
        return midnight(now.astimezone(VIETNAM).date())
    if until is Until.SESSION:
        session = session_of(board)
        if session is None:
            raise NoEnd(Fault(_NO_SESSION, _OTHER))
        return session.ends_at
    if at is None:
        raise NoEnd(Fault(_NO_HOUR, _WRITE_HOUR))
    today = datetime.combine(now.astimezone(VIETNAM).date(), at, VIETNAM)
    return today if today > now else today + timedelta(days=1)


def midnight(day: date) -> datetime:
    """The end of `day` in Vietnam; the calendar's last day ends a day early."""
    return datetime.combine(min(day, date.max - timedelta(days=1)) + timedelta(days=1), time(), VIETNAM)


_NO_SESSION = Text("hôm nay không còn buổi phát nào", "there is no session today any more")
_OTHER = Text("chọn «1 giờ» hoặc một giờ khác", "choose an hour, or another time")
_NO_HOUR = Text("chưa ghi giờ kết thúc tạm dừng", "the hour at which the pause ends is missing")
_WRITE_HOUR = Text("ghi giờ, như 17:30", "write it, like 17:30")

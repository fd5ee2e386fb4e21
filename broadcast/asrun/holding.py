"""Đã nhận lịch chưa: whether a station holds the newest playlist of a day, by its own heartbeat."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from broadcast.asrun.line import Heartbeat

NOON = time(12)
"""From then on the front page asks about tomorrow. Ours: there is half a day left to telephone."""


class Holding(StrEnum):
    """What a station has of a day's list."""

    HOLDS = "holds"
    OLDER = "older"
    LACKS = "lacks"
    NOT_MADE = "not_made"
    NO_PLAYER = "no_player"


def holding(wanted: int | None, beat: Heartbeat | None, day: date) -> Holding:
    """What the station of `beat` (None: it was never heard of) has of `day`.

    `wanted` is the version that it should have by now, None where nothing was published for it.
    """
    if wanted is None:
        return Holding.NOT_MADE
    if beat is None:
        return Holding.NO_PLAYER
    held = beat.playlists.get(day)
    if held is None:
        return Holding.LACKS
    return Holding.HOLDS if held >= wanted else Holding.OLDER


def wanted_version(
    published: Iterable[tuple[int, datetime]], now: datetime, patience: timedelta
) -> int | None:
    """The newest version that has been out for as long as `patience`; the first where none has been yet.

    `published` are versions with the moment (aware) they came out: a station asks every few minutes, so what
    came out just now is not missing yet.
    """
    versions = sorted(published)
    out = [version for version, at in versions if at + patience <= now]
    return out[-1] if out else versions[0][0] if versions else None


def day_asked(now: datetime, ends: Iterable[datetime], zone: ZoneInfo) -> date:
    """The day whose list matters at `now` (aware): tomorrow from noon on, or once today is over.

    `ends` are when the sessions of today end, of all stations.
    """
    here = now.astimezone(zone)
    over = max(ends, default=None)
    tomorrow = here.time() >= NOON or (over is not None and over <= now)
    return here.date() + timedelta(days=tomorrow)

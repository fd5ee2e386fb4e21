"""Lời nhắc: what is written to a commune that owes its report, ready to copy."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from broadcast.asrun import Airing, Duty, Standing
from broadcast.language import Text
from broadcast.report.wording import daypart
from broadcast.schedule import VIETNAM, Place

MOST_DAYS = 31
"""Days whose sessions a reminder names, the earliest; of more, the number. Ours: a month."""

NAMED: Mapping[Standing, Text] = {
    Standing.SILENT: Text("Im lặng: còn buổi chưa báo", "Silent: sessions not reported"),
    Standing.LATE: Text("Chậm: có buổi báo quá 1 giờ", "Late: some reports took over an hour"),
    Standing.GREEN: Text("Xanh: báo đủ, đúng hạn", "Green: all reported in time"),
    Standing.NOT_DUE: Text("Chưa đến hạn báo", "Nothing is due yet"),
    Standing.NO_PLAYER: Text("Chưa từng báo về (chưa nối máy phát)", "Never heard of (no player)"),
}
"""The word comes first: nobody needs to see the colour."""

SHORT: Mapping[Standing, Text] = {
    Standing.SILENT: Text("im lặng", "silent"),
    Standing.LATE: Text("chậm", "late"),
    Standing.GREEN: Text("xanh", "green"),
    Standing.NOT_DUE: Text("chưa đến hạn", "not due"),
    Standing.NO_PLAYER: Text("chưa từng báo", "never heard of"),
}

ORDER = tuple(NAMED)
"""Whom to call first stands first."""


def in_order(duties: Sequence[Duty]) -> list[Duty]:
    """The worst first: the silent by how many sessions they owe, the late by how many were late."""
    return sorted(
        duties,
        key=lambda each: (ORDER.index(each.standing), -len(each.missing), -each.late, each.station),
    )


def reminder(duty: Duty, name: str, sender: Place | None, now: datetime) -> Text | None:
    """What to write to the station `name` at `now`; None where there is nothing to remind it of.

    The station of `sender` signs; None: whoever sends it writes its name.
    """
    if duty.standing is Standing.SILENT:
        return _letter(name, sender, _missing(duty.missing, now))
    if duty.standing is Standing.LATE:
        return _letter(name, sender, _late(duty.late, now))
    return None


def missing_sessions(duty: Duty) -> Text:
    """The sessions that were not reported, by name; empty where there are none."""
    return _sessions(duty.missing) if duty.missing else Text("", "")


def _letter(name: str, sender: Place | None, what: Text) -> Text:
    signed = (f"{sender.kind} {sender.name}", sender.name) if sender else (_TO_FILL_IN,) * 2
    return Text(
        f"Kính gửi {name},\n{what.vi}\nTrân trọng.\nĐài Truyền thanh {signed[0]}",
        f"To {name},\n{what.en}\nRegards,\nBroadcasting station of {signed[1]}",
    )


_TO_FILL_IN = "…" * 8


def _missing(missing: Sequence[Airing], now: datetime) -> Text:
    vi, en = _when(now)
    sessions = _sessions(missing)
    return Text(
        f"Đến {vi}, chúng tôi chưa nhận được báo cáo phát sóng {sessions.vi}. Đề nghị đài kiểm tra điện, "
        "đường mạng và máy phát rồi báo lại; buổi nào không phát được, xin ghi rõ lý do.",
        f"By {en} we have not received your report of {sessions.en}. Please check power, line and player, "
        "and report; for a session that did not air, please say why.",
    )


def _late(late: int, now: datetime) -> Text:
    vi, en = _when(now)
    return Text(
        f"Đến {vi}, báo cáo phát sóng {late} buổi của đài về chậm hơn 1 giờ sau khi hết buổi. Đề nghị đài "
        "kiểm tra đường mạng để báo cáo về đúng hạn.",
        f"By {en}, your reports of {late} sessions had come more than an hour after their end. Please check "
        "the line.",
    )


def _sessions(airings: Sequence[Airing]) -> Text:
    """Which they are: one in words, several by day with their hours."""
    if len(airings) == 1:
        return _session(airings[0])
    days = [list(group) for _, group in groupby(airings, key=lambda each: each.date)]
    named = [_day(each) for each in days[:MOST_DAYS]]
    more = sum(map(len, days[MOST_DAYS:]))
    vi = ", ".join(each.vi for each in named) + (f" và {more} buổi khác" if more else "")
    en = ", ".join(each.en for each in named) + (f" and {more} more" if more else "")
    return Text(f"{len(airings)} buổi: {vi}", f"{len(airings)} sessions: {en}")


def _day(airings: Sequence[Airing]) -> Text:
    hours = ", ".join(f"{each.item.starts_at.astimezone(VIETNAM):%H:%M}" for each in airings)
    day = airings[0].date
    return Text(f"ngày {day:%d/%m/%Y} ({hours})", f"{day} ({hours})")


def _session(airing: Airing) -> Text:
    part, at = daypart(airing.item), airing.item.starts_at.astimezone(VIETNAM)
    return Text(
        f"{part.vi.lower()} {at:%H:%M} ngày {at:%d/%m/%Y}",
        f"the {part.en.lower()} {at:%H:%M} of {at:%Y-%m-%d}",
    )


def _when(now: datetime) -> tuple[str, str]:
    here = now.astimezone(VIETNAM)
    return f"{here:%H:%M} ngày {here:%d/%m/%Y}", f"{here:%H:%M} on {here:%Y-%m-%d}"

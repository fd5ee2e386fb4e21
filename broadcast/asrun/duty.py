"""Chấp hành báo cáo: which sessions a station reported in time, late, or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from broadcast.asrun.judging import Airing

IN_TIME = timedelta(hours=1)
"""A report is in time when it came within an hour of the session's end, by our clock. Ours."""


class Standing(StrEnum):
    """How a station reports: as the worst of its sessions."""

    SILENT = "silent"
    LATE = "late"
    GREEN = "green"
    NOT_DUE = "not_due"
    NO_PLAYER = "no_player"


@dataclass(frozen=True, slots=True)
class Duty:
    """What one station owed: sessions reported `in_time`, `late`, and those `missing`, in order of broadcast.

    `since`: the first that was ever heard of it; what was before, it did not owe. None: it has no player.
    """

    station: str
    in_time: int
    late: int
    missing: tuple[Airing, ...]
    since: datetime | None

    @property
    def owed(self) -> int:
        """Every session whose report is due."""
        return self.in_time + self.late + len(self.missing)

    @property
    def standing(self) -> Standing:
        """The worst of its sessions."""
        if self.since is None:
            return Standing.NO_PLAYER
        if self.missing:
            return Standing.SILENT
        if self.late:
            return Standing.LATE
        return Standing.GREEN if self.in_time else Standing.NOT_DUE


def duty_of(
    station: str,
    airings: Iterable[Airing],
    received: Mapping[str, datetime],
    since: datetime | None,
    now: datetime,
) -> Duty:
    """How `station` reported its `airings` by `now`; `received` says when each line came, by the line's id.

    Owed is what the station could air (told before it was over) and what began after it was first heard of.
    A session is missing once its hour of grace is over; a line that says "missed" is a report like any other.
    """
    owed = [each for each in airings if since is not None and each.in_time and each.item.starts_at >= since]
    came = [min((received[line.id] for line in each.lines), default=None) for each in owed]
    due = [each.item.ends_at + IN_TIME for each in owed]
    in_time = sum(at is not None and at <= until for at, until in zip(came, due, strict=True))
    late = sum(at is not None and at > until for at, until in zip(came, due, strict=True))
    missing = (each for each, at, until in zip(owed, came, due, strict=True) if at is None and until <= now)
    ordered = sorted(missing, key=lambda each: each.item.starts_at)
    return Duty(station, in_time, late, tuple(ordered), since)

"""Hôm nay: what the front page says of eighteen stations at once, and of each in a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from broadcast.asrun import Fate, fate
from broadcast.doors.pages.fates import LOOKS, NAMED
from broadcast.doors.pages.wording import ago, anchor, clock_of
from broadcast.doors.studio import LastSeen, StationToday
from broadcast.language import Text
from broadcast.schedule import VIETNAM

TROUBLES = (Fate.MISSED, Fate.CUT, Fate.SILENT, Fate.LATE, Fate.UNREPORTED)
"""What somebody should look into, worst first."""


@dataclass(frozen=True, slots=True)
class Count:
    """Some sessions of one station with the same fate; `anchor` is the first on the station's page."""

    number: int
    named: Text
    looks: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """One kind of trouble over all stations; `station` is the first that has it, `remedy` what to do."""

    words: Text
    looks: str
    station: str
    remedy: Text | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands at the top: how many stations somebody should look at, what is wrong, what went well."""

    stations: int
    troubles: tuple[Trouble, ...]
    aired: int
    silent_so_far: int
    """Stations that were never heard of."""


def summary(rows: Sequence[StationToday], now: datetime) -> Summary:
    """The day of all stations as it stands at `now` (aware)."""
    return Summary(
        stations=sum(any(_troubled(row, now)) or _away(row) for row in rows),
        troubles=tuple(_troubles(rows, now)),
        aired=sum(row.tally.aired for row in rows),
        silent_so_far=sum(row.seen is None for row in rows),
    )


def counts(row: StationToday, now: datetime) -> tuple[Count, ...]:
    """The sessions of a station that somebody should look into, by fate."""
    return tuple(
        Count(len(places), NAMED[kind], LOOKS[kind], places[0])
        for kind, places in _places(row, now).items()
        if places
    )


def seen(last: LastSeen | None, now: datetime) -> tuple[str, Text]:
    """The look and the words of when a station was heard of last."""
    if last is None:
        return "plain-state", Text("chưa từng báo", "never heard of")
    if not last.away:
        when = ago(last.ago)
        return "good", Text(f"báo {when.vi}", f"heard of {when.en}")
    since = clock_of(last.received_at, now.astimezone(VIETNAM).date())
    return "bad", Text(f"mất liên lạc từ {since}", f"no contact since {since}")


def _places(row: StationToday, now: datetime) -> Mapping[Fate, Sequence[str]]:
    """Where on its page the troubled sessions of a station stand, by fate.

    A station that was never heard of has no player yet: that it does not report says nothing new. Nor does it
    of a session that was made when its hour was over.
    """
    owed = [airing for airing in row.airings if airing.lines or (row.seen is not None and airing.in_time)]
    return {kind: [anchor(each.item) for each in owed if fate(each, now) is kind] for kind in TROUBLES}


def _troubled(row: StationToday, now: datetime) -> Iterator[bool]:
    return (bool(places) for places in _places(row, now).values())


def _away(row: StationToday) -> bool:
    return row.seen is not None and row.seen.away


def _troubles(rows: Sequence[StationToday], now: datetime) -> Iterator[Trouble]:
    away = [row.station for row in rows if _away(row)]
    if away:
        yield Trouble(_stations(len(away), _AWAY), "bad", away[0], REMEDIES["away"])
    for kind in TROUBLES:
        struck = [(row.station, len(_places(row, now).get(kind, ()))) for row in rows]
        number = sum(count for _, count in struck)
        if number:
            first = next(station for station, count in struck if count)
            yield Trouble(_sessions(number, kind), LOOKS[kind], first, REMEDIES[kind])
    never = [row.station for row in rows if row.seen is None]
    if never and len(never) < len(rows):
        yield Trouble(_stations(len(never), _NEVER), "plain-state", never[0], None)


def _stations(number: int, what: Text) -> Text:
    return Text(f"{number} đài {what.vi}", f"{number} {'station' if number == 1 else 'stations'} {what.en}")


def _sessions(number: int, kind: Fate) -> Text:
    noun = "session" if number == 1 else "sessions"
    return Text(f"{number} buổi {NAMED[kind].vi}", f"{number} {noun} {NAMED[kind].en}")


_AWAY = Text("mất liên lạc", "without contact")
_NEVER = Text("chưa từng báo", "never heard of")

REMEDIES: Mapping[str, Text] = {
    "away": Text(
        "Gọi cán bộ trực đài: xem điện, đường mạng, máy phát.", "Call the commune: power, line, player."
    ),
    Fate.MISSED: Text(
        "Bấm vào xem lý do; hỏi đài có cần phát bù không.", "See why; ask whether it shall air again."
    ),
    Fate.CUT: Text(
        "Bấm vào xem phát được đến đâu; hỏi đài vì sao ngắt.", "See how far it came; ask the commune why."
    ),
    Fate.SILENT: Text("Nhờ đài cắm lại loa, tăng âm.", "Have loudspeaker and amplifier connected."),
    Fate.LATE: Text("Nhờ đài xem giờ và máy phát.", "Have clock and player looked at."),
    Fate.UNREPORTED: Text(
        "Chưa chắc là không phát: gọi hỏi đài, hoặc gửi lời nhắc ở trang Báo cáo.",
        "It may have aired: call, or send the reminder on the page of reports.",
    ),
}
"""What to do about each trouble, in a sentence."""

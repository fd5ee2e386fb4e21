"""The timetable as the page lays it out: columns by part of the day, what is searched for, what is out."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from broadcast.doors.studio import Move, Sheet, StationRow
from broadcast.language import Text
from broadcast.schedule import NOT_MEANT, Campaign
from broadcast.schedule.timetable import TimetableDay, TimetableItem, TimetableSession
from broadcast.script import BulletinClass

SHORT = 26
"""Letters of a campaign's name in a cell; the whole name stands on the item's own page."""


@dataclass(frozen=True, slots=True)
class Column:
    """A part of the day (sáng, trưa, ...): `hours` at which its sessions begin, from station to station."""

    name: str
    hours: str


@dataclass(frozen=True, slots=True)
class Row:
    """A station: its sessions by column (a station may have two in one part of the day, or none)."""

    row: StationRow
    cells: tuple[tuple[TimetableSession, ...], ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A script that does not air at `stations` stations, and the reasons, the commonest first."""

    script: str
    title: str
    stations: int
    reasons: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for: words of a title or a station, a campaign, one station; all may be empty."""

    words: str = ""
    campaign: str = ""
    station: str = ""
    _folded: str = field(default="", init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_folded", folded(self.words))

    @property
    def by_item(self) -> bool:
        """Whether single items are looked for."""
        return bool(self._folded or self.campaign)

    def hits(self, item: TimetableItem) -> bool:
        """Whether `item` is looked for."""
        words = not self._folded or self._folded in folded(f"{item.title} {item.script}")
        return words and (not self.campaign or item.campaign == self.campaign)

    def names(self, row: StationRow) -> bool:
        """Whether the station itself is."""
        return bool(self._folded) and not self.campaign and self._folded in folded(row.station.name)

    def shows(self, row: StationRow) -> bool:
        """Whether the row stands on the page."""
        if self.station and row.station.id != self.station:
            return False
        return not self.by_item or self.names(row) or any(map(self.hits, _items(row.day)))


def folded(text: str) -> str:
    """Without marks and capitals: `Rửa tay` is found by `rua tay`."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def columns(sheet: Sheet) -> tuple[Column, ...]:
    """Every part of the day that some station has, by the earliest hour."""
    hours: dict[str, set[str]] = {}
    for row in sheet.rows:
        for session in row.day.sessions if row.day else ():
            hours.setdefault(session.name, set()).add(f"{session.starts:%H:%M}")
    told = (Column(name, " · ".join(_ends(sorted(at)))) for name, at in hours.items())
    return tuple(sorted(told, key=lambda column: column.hours))


def _ends(hours: Sequence[str]) -> Sequence[str]:
    return hours if len(hours) < 3 else [f"{hours[0]} – {hours[-1]}"]


def rows(sheet: Sheet, over: Sequence[Column], search: Search) -> tuple[Row, ...]:
    """The stations that are shown."""
    return tuple(Row(row, _cells(row.day, over)) for row in sheet.rows if search.shows(row))


def _cells(day: TimetableDay | None, over: Sequence[Column]) -> tuple[tuple[TimetableSession, ...], ...]:
    sessions = day.sessions if day else ()
    return tuple(tuple(each for each in sessions if each.name == column.name) for column in over)


def _items(day: TimetableDay | None) -> Iterator[TimetableItem]:
    for session in day.sessions if day else ():
        yield from session.items


def missing(shown: Iterable[Row], search: Search) -> tuple[Missing, ...]:
    """What does not air at stations for which it is meant, by title."""
    found: dict[tuple[str, str], Counter[Text]] = {}
    for row in shown:
        for left in row.row.day.left_out if row.row.day else ():
            if left.reason != NOT_MEANT:
                found.setdefault((left.script, left.title), Counter())[left.reason] += 1
    wanted = folded(search.words)
    return tuple(
        Missing(script, title, reasons.total(), tuple(reasons.most_common()))
        for (script, title), reasons in sorted(found.items(), key=lambda each: folded(each[0][1]))
        if not wanted or wanted in folded(f"{title} {script}")
    )


def short_names(campaigns: Iterable[Campaign]) -> Mapping[str, str]:
    """Campaigns as a cell names them, by id."""
    return {each.id: _shortened(each.name) for each in campaigns}


def _shortened(name: str) -> str:
    """Whole words of it."""
    return name if len(name) <= SHORT else f"{name[:SHORT].rpartition(' ')[0].rstrip(' ,')}…"


def facts(item: TimetableItem, names: Mapping[str, str], vi: bool) -> str:  # noqa: FBT001 - a template asks
    """`1:05 · Ưu tiên · Phòng, chống dịch`: what a cell says below a title."""
    said = [_clock(item.duration_s)]
    if item.klass is not BulletinClass.NORMAL:
        said.append(item.klass.named.vi if vi else item.klass.named.en)
    if item.campaign:
        said.append(names.get(item.campaign, item.campaign))
    if item.by:
        said.append("đặt tay" if vi else "by hand")
    return " · ".join(said)


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def filled(session: TimetableSession) -> str:
    """`9:40 / 15:00`: how much of a session is used."""
    return f"{_clock(session.duration_s)} / {_clock(session.longest_s)}"


def told(move: Move, sheet: Sheet) -> Text:
    """What somebody did, in one sentence: `Lan dời «Rửa tay» sang buổi chiều`."""
    where = _where(move, sheet)
    if move.slot is None:
        return Text(
            f"{move.by} cho nghỉ «{move.title}», {where.vi}", f"{move.by} took out «{move.title}», {where.en}"
        )
    name = _session_name(move, sheet)
    if move.moved_from == move.slot:
        return Text(
            f"{move.by} xếp lại «{move.title}» trong buổi {name}, {where.vi}",
            f"{move.by} moved «{move.title}» within {name}, {where.en}",
        )
    verb = Text("dời", "moved") if move.moved_from else Text("đặt", "put")
    return Text(
        f"{move.by} {verb.vi} «{move.title}» vào buổi {name}, {where.vi}",
        f"{move.by} {verb.en} «{move.title}» into {name}, {where.en}",
    )


def _session_name(move: Move, sheet: Sheet) -> str:
    for row in sheet.rows:
        session = row.day.session(move.slot or "") if row.day else None
        if session is not None and row.station.id in move.stations:
            return session.name
    return move.slot or ""


def _where(move: Move, sheet: Sheet) -> Text:
    if len(move.stations) > 1:
        return Text(f"{len(move.stations)} đài", f"{len(move.stations)} stations")
    names = [row.station.name for row in sheet.rows if row.station.id in move.stations]
    name = names[0] if names else "".join(move.stations)
    return Text(name, name)


def around(day: date, days: Sequence[date]) -> tuple[date, ...]:
    """The days to choose from: those that are made, and the one shown."""
    return tuple(sorted({day, *days}))

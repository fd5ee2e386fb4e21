"""Đối chiếu: the log of stations against the snapshots that they were given, not against today's plan."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from broadcast.asrun.line import AsRunLine, Outcome
from broadcast.language import Text
from broadcast.playlist import Playlist, PlaylistItem, RundownEntry
from broadcast.programme import CueKind

SLACK_S = 0.25
"""A cue that lacks less than this at its end sounded to its end, in seconds: players count in blocks."""

NO_LOUDSPEAKER = "no_loudspeaker"
"""The reason's code of a machine that keeps time and has nothing to be heard from: it airs nothing."""

PAUSED = "paused"
"""The reason's code of what the commune did not want to hear: an order, not a fault."""

RELAY_REPLACED = "relay_replaced"
"""The reason's code of a relay that was not received: the file that stands in for it was played."""

StationDay = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Told:
    """A snapshot, and when stations could first have it (aware)."""

    playlist: Playlist
    published_at: datetime

    @property
    def of(self) -> StationDay:
        """Whose day it is."""
        return self.playlist.station.id, self.playlist.date

    def item(self, item: str) -> PlaylistItem | None:
        """The item of that id, if the snapshot has it."""
        return next((each for each in self.playlist.items if each.id == item), None)


@dataclass(frozen=True, slots=True)
class Airing:
    """Một lần phát: one item as the station was told it in `version`, and what the log says of it.

    `in_time`: whether it was told before it was over; a day that is made in the evening has a morning that
    nobody could air. No line: not reported. Several, which a station that lost its own record may send: it
    aired once, and the line that heard the most of it counts.
    """

    station: str
    date: date
    version: int
    item: PlaylistItem
    lines: tuple[AsRunLine, ...] = ()
    in_time: bool = True

    @property
    def line(self) -> AsRunLine | None:
        """The line that counts, if there is any."""
        return max(self.lines, key=_heard_most, default=None)

    @property
    def silent(self) -> bool:
        """Whether it ran where nobody could hear it."""
        return self._because(NO_LOUDSPEAKER)

    @property
    def paused(self) -> bool:
        """Whether it was not to be heard, or not to its end, because the commune paused its loudspeakers."""
        return self._because(PAUSED) and self.line is not None and self.line.outcome in _NOT_WHOLE

    def _because(self, code: str) -> bool:
        return self.line is not None and self.line.reason is not None and self.line.reason.code == code

    @property
    def stood_in(self) -> bool:
        """Whether it is a relay in whose place a file sounded: only then does a line name one."""
        line = self.line
        sounded = line is not None and line.started_at is not None and line.sha256 is not None
        return self.item.relay is not None and sounded

    @property
    def items(self) -> tuple[RundownEntry, ...]:
        """The items that count: of a relay, those of what sounded in its place, as nothing else was asked."""
        if self.item.relay is not None and not self.stood_in:
            return ()
        return tuple(entry for entry in self.item.rundown if entry.kind is CueKind.ITEM)

    @property
    def heard(self) -> tuple[RundownEntry, ...]:
        """The cues that sounded to their end, by `played_s`, whatever the outcome is called."""
        line, relayed = self.line, self.item.relay is not None and not self.stood_in
        if line is None or line.started_at is None or self.silent or relayed:
            return ()
        return tuple(entry for entry in self.item.rundown if entry.ends_s <= line.played_s + SLACK_S)


@dataclass(frozen=True, slots=True)
class Stray:
    """A line that fits nothing that the station was told: kept, but counted for nothing."""

    line: AsRunLine
    why: Text


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every airing that was planned, by station and hour, and the lines that fit none."""

    airings: tuple[Airing, ...]
    strays: tuple[Stray, ...]


def judge(told: Iterable[Told], lines: Iterable[AsRunLine]) -> Judgement:
    """Put the log beside what stations were told, over any stations and days; the order does not matter.

    A line is judged by the version that it names. What has no line was planned as in the snapshot in force
    when it was to begin: a day that is published anew in the afternoon does not change its morning.
    """
    snapshots = {(*each.of, each.playlist.version): each for each in told}
    airings = {_key(airing): airing for airing in _planned(snapshots.values())}
    strays: list[Stray] = []
    for line in sorted(lines, key=_heard_most):
        found = _found(snapshots.get((line.station, line.date, line.version)), line)
        if isinstance(found, Stray):
            strays.append(found)
        else:  # the one that heard the most comes last: its version is the one that counts
            before = airings.get(_key(found))
            airings[_key(found)] = replace(found, lines=(*(before.lines if before else ()), line))
    return Judgement(
        tuple(sorted(airings.values(), key=lambda each: (each.station, each.item.starts_at, each.item.id))),
        tuple(sorted(strays, key=lambda each: (each.line.station, each.line.planned_at, each.line.id))),
    )


def _key(airing: Airing) -> tuple[str, date, str]:
    return airing.station, airing.date, airing.item.id


def _heard_most(line: AsRunLine) -> tuple[bool, float, str]:
    return line.started_at is not None, line.played_s, line.id


def _planned(snapshots: Iterable[Told]) -> Iterator[Airing]:
    for (station, day), versions in _by_day(snapshots).items():
        for told in versions:
            for item in told.playlist.items:
                if _in_force(versions, item.starts_at) is told:
                    in_time = told.published_at < item.ends_at
                    yield Airing(station, day, told.playlist.version, item, in_time=in_time)


def _by_day(snapshots: Iterable[Told]) -> Mapping[StationDay, Sequence[Told]]:
    days: dict[StationDay, list[Told]] = defaultdict(list)
    for told in sorted(snapshots, key=lambda each: each.playlist.version):
        days[told.of].append(told)
    return days


def _in_force(versions: Sequence[Told], at: datetime) -> Told:
    """The newest version that was out by `at`; where none was yet, the newest."""
    return next((told for told in reversed(versions) if told.published_at <= at), versions[-1])


def _found(told: Told | None, line: AsRunLine) -> Airing | Stray:
    if told is None:
        return Stray(line, _NO_SNAPSHOT)
    item = told.item(line.item)
    if item is None:
        return Stray(line, _NO_ITEM)
    if line.started_at and line.sha256 and item.audio and line.sha256 != item.audio.sha256:
        return Stray(line, _OTHER_SOUND)
    return Airing(line.station, line.date, line.version, item)


_NOT_WHOLE = {Outcome.CUT, Outcome.MISSED}

_NO_SNAPSHOT = Text(
    "chưa từng giao cho đài bản danh sách phát này", "the station was never given this version"
)
_NO_ITEM = Text("bản danh sách phát đó không có mục này", "that version has no such item")
_OTHER_SOUND = Text(
    "tệp đã phát không phải tệp trong danh sách phát", "what sounded is not the file of the playlist"
)

"""Sổ trực: what stations report is written down once, and shown as the day goes on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby, zip_longest

from sqlalchemy import Connection

from broadcast.asrun import (
    Airing,
    AsRunLine,
    Heartbeat,
    Judgement,
    Stray,
    Tally,
    Told,
    as_run_lines,
    heartbeats,
    judge,
    tally,
)
from broadcast.desk.studio import Studio
from broadcast.playlist import PlaylistItem, from_json
from broadcast.schedule import VIETNAM, Schedule
from broadcast.store import asrun, orders
from broadcast.store.asrun import Received
from broadcast.store.playlists import Snapshot

AWAY = timedelta(minutes=10)
"""A station not heard of for longer is away. Ours: several beats of an agent may be lost on a poor line."""

KEPT = timedelta(days=2)
"""How long heartbeats are kept; the newest of each station always is."""


GRACE = timedelta(minutes=10)
"""How long after its end an airing may be reported before it counts as not reported. Ours."""


@dataclass(frozen=True, slots=True)
class LastSeen:
    """The newest heartbeat of a station, when it came by our clock, and how long ago that was."""

    beat: Heartbeat
    received_at: datetime
    ago: timedelta

    @property
    def away(self) -> bool:
        """Whether the station has been silent for too long."""
        return self.ago > AWAY


@dataclass(frozen=True, slots=True)
class StationToday:
    """One station's day as far as it has gone. `made`: whether any playlist was published for it.

    `on_air` is what the station says that it plays (`confirmed`), or else what it should play by now.
    """

    station: str
    name: str
    made: bool
    tally: Tally
    airings: tuple[Airing, ...]
    strays: tuple[Stray, ...]
    on_air: PlaylistItem | None
    confirmed: bool
    next: PlaylistItem | None
    seen: LastSeen | None


def record_as_run(
    studio: Studio, schedule: Schedule, station: str, body: Mapping[str, object]
) -> tuple[int, int]:
    """Write down a batch of log lines: how many are new, and how many were known before.

    A line that is known stays as it was first told.

    Raises:
        UnknownStation: there is no such station.
        WrongBatch: something in the batch is wrong; nothing of it was written.
        DatabaseUnavailable: nothing was written; the station shall send it again.
    """
    lines = as_run_lines(schedule.station(station).id, body)
    with studio.database.begin() as connection:
        new = asrun.record(connection, lines, studio.now())
    return new, len(lines) - new


def record_heartbeat(
    studio: Studio, schedule: Schedule, station: str, body: Mapping[str, object]
) -> tuple[int, int]:
    """Write down a batch of heartbeats; answers and raises as `record_as_run`. Old ones are forgotten."""
    beats = heartbeats(schedule.station(station).id, body)
    now = studio.now()
    with studio.database.begin() as connection:
        new = asrun.record_heartbeats(connection, beats, now)
        if new:
            asrun.forget_heartbeats(connection, station, now - KEPT)
        version = orders.control(connection, station).version
        if version in {beat.control for beat in beats}:
            orders.note_obeyed(connection, station, version, now)
    return new, len(beats) - new


def last_seen(studio: Studio, stations: Iterable[str], now: datetime) -> Mapping[str, LastSeen]:
    """When each of `stations` was heard of last, by id; one that never was has no entry."""
    with studio.database.begin() as connection:
        newest = {station: _newest(connection, station) for station in stations}
    return {
        station: LastSeen(received.beat, received.received_at, now - received.received_at)
        for station, received in newest.items()
        if received is not None
    }


def judged(studio: Studio, first: date, last: date, stations: Sequence[str] | None = None) -> Judgement:
    """The log of these days beside what the stations were told (`stations` None: all there are)."""
    with studio.database.begin() as connection:
        lines = tuple(asrun.lines(connection, first, last, stations))
        told = [
            Told(from_json(snapshot.body), snapshot.published_at)
            for snapshot in _in_question(asrun.told(connection, first, last, stations), lines)
        ]
    return judge(told, lines)


def _in_question(snapshots: Iterable[Snapshot], lines: Iterable[AsRunLine]) -> Iterator[Snapshot]:
    """Leave out what need not be read: what was replaced before its day began, unless a line names it.

    `snapshots` come by station, day and version. A day is made a week ahead and anew with every change.
    """
    named = {(line.station, line.date, line.version) for line in lines}
    for _, group in groupby(snapshots, key=lambda each: (each.station, each.date)):
        versions = list(group)
        begins = datetime.combine(versions[0].date, time(), VIETNAM)
        for snapshot, after in zip_longest(versions, versions[1:]):
            key = (snapshot.station, snapshot.date, snapshot.version)
            if after is None or after.published_at > begins or key in named:
                yield snapshot


def unreported(studio: Studio, days: Sequence[date]) -> tuple[Airing, ...]:
    """Sessions of `days` that are over and of which nothing was told, at stations heard of before they began.

    A station that nobody ever heard of has no player yet: it owes no report.
    """
    now = studio.now()
    with studio.database.begin() as connection:
        since = asrun.heard_since(connection)
    if not since:
        return ()
    return tuple(
        airing
        for airing in judged(studio, min(days), max(days), sorted(since)).airings
        if airing.line is None
        and airing.in_time
        and airing.item.ends_at + GRACE <= now
        and since[airing.station] <= airing.item.starts_at
    )


def day_board(
    studio: Studio, schedule: Schedule, day: date, only: str | None = None
) -> tuple[StationToday, ...]:
    """Hôm nay: every station by id (or one), with what it aired, airs and will air on `day`.

    Raises:
        UnknownStation: there is no station `only`.
    """
    now = studio.now()
    ids = sorted(schedule.stations) if only is None else [schedule.station(only).id]
    names = {station: schedule.station(station).name for station in ids}
    return board_of(names, judged(studio, day, day, ids), last_seen(studio, ids, now), now)


def board_of(
    names: Mapping[str, str], judgement: Judgement, seen: Mapping[str, LastSeen], now: datetime
) -> tuple[StationToday, ...]:
    """The board of the stations `names` (by id), from their judged day and when they were seen."""
    airings: dict[str, list[Airing]] = defaultdict(list)
    strays: dict[str, list[Stray]] = defaultdict(list)
    for airing in judgement.airings:
        airings[airing.station].append(airing)
    for stray in judgement.strays:
        strays[stray.line.station].append(stray)
    return tuple(
        _today(station, name, airings[station], strays[station], seen.get(station), now)
        for station, name in names.items()
    )


def _today(
    station: str,
    name: str,
    airings: Sequence[Airing],
    strays: Sequence[Stray],
    seen: LastSeen | None,
    now: datetime,
) -> StationToday:
    open_ = [airing for airing in airings if airing.line is None]  # a line is written when it is over
    said = _said_on_air(open_, seen)
    return StationToday(
        station=station,
        name=name,
        made=bool(airings),
        tally=tally(airings, now),
        airings=tuple(airings),
        strays=tuple(strays),
        on_air=said or _due(open_, now),
        confirmed=said is not None,
        next=next((airing.item for airing in airings if airing.item.starts_at > now), None),
        seen=seen,
    )


def _said_on_air(open_: Sequence[Airing], seen: LastSeen | None) -> PlaylistItem | None:
    if seen is None or seen.away:
        return None
    return next((airing.item for airing in open_ if airing.item.id == seen.beat.playing), None)


def _due(open_: Sequence[Airing], now: datetime) -> PlaylistItem | None:
    items = (airing.item for airing in open_)
    return next((item for item in items if item.starts_at <= now < item.ends_at), None)


def _newest(connection: Connection, station: str) -> Received | None:
    return next(asrun.heartbeats(connection, station), None)

"""Thu hồi: a script leaves every playlist that has not begun, and it is seen which stations know of it.

What sounds now is one file at the station and is not cut: the page says until when, and what can be done.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from broadcast.desk.entries import found, reasoned
from broadcast.desk.house import House
from broadcast.desk.rights import refuse_unless_may, refuse_unless_may_at
from broadcast.desk.studio import Studio
from broadcast.errors import Conflict, Fault
from broadcast.language import Text
from broadcast.people import Act, Deed, Did, Fact, Person, State
from broadcast.playlist import Playlist, PlaylistItem, from_json
from broadcast.schedule import VIETNAM, Schedule
from broadcast.script import BulletinClass
from broadcast.store import asrun, audit, clearances, playlists, recalls, scripts
from broadcast.store.recalls import Recall
from broadcast.store.scripts import Entry

__all__ = ["Recall"]

COMING = 8
"""Days whose playlists stations may hold: today and the week that is made ahead."""


class NotRecalled(Conflict):
    """It is not recalled, so there is nothing to let on the air again."""


@dataclass(frozen=True, slots=True)
class StationKnows:
    """One station and a recall: its new playlist was `made`, and it has it (`received_at`; None: not yet).

    `on_air_until`: a programme that holds the script sounds until then, and is not cut.
    """

    id: str
    name: str
    made: bool
    received_at: datetime | None
    on_air_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a recall has come, station by station; only those that had been told to air the script."""

    recall: Recall
    stations: tuple[StationKnows, ...]

    @property
    def received(self) -> int:
        """How many stations know of it."""
        return sum(each.received_at is not None for each in self.stations)

    @property
    def missing(self) -> tuple[StationKnows, ...]:
        """Those that do not."""
        return tuple(each for each in self.stations if each.received_at is None)

    @property
    def done(self) -> bool:
        """Whether all of them know."""
        return not self.missing

    def as_csv(self) -> str:
        """One line a station, for a spreadsheet."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\r\n")
        rows.writerow(
            ["script", "station", "name", "recalled_at", "made_again", "received_at", "on_air_until"]
        )
        for each in self.stations:
            moments = map(_local, (self.recall.at, each.received_at, each.on_air_until))
            recalled, received, on_air = moments
            made = "yes" if each.made else "no"
            rows.writerow([self.recall.script, each.id, each.name, recalled, made, received, on_air])
        return out.getvalue()


def recall(studio: Studio, house: House, by: Person, script: str, reason: str) -> Recall:
    """Take `script` off the air everywhere, in whatever state it is; the caller has the days made again.

    Raises:
        MayNot, NoReason.
        UnknownEntry: no script has that id.
    """
    by.refuse_unless_may(Act.WITHDRAW)
    why, now = reasoned(reason), studio.now()
    with studio.database.begin() as connection:
        entry = scripts.find(connection, script)
        on_file = house.scripts.get(script)
        if on_file is None:
            found(entry, script)
        for each in (on_file and on_file.script, entry and entry.manuscript):
            if each:
                refuse_unless_may(by, Act.WITHDRAW, each, house.schedule, studio.today())
        text = on_file.script.fingerprint if on_file else entry.manuscript.fingerprint if entry else ""
        told, on_air = _holding(connection, script, now)
        if entry is not None and entry.state is not State.WITHDRAWN:
            scripts.move(connection, entry, State.WITHDRAWN, by.name, why, now)
            clearances.void(connection, script, entry.version)
        said = Recall(0, script, text, why, by.name, now, told=told, on_air=on_air)
        kept = recalls.add(connection, said)
        reach: dict[str, Fact] = {"stations": len(told), "on_air": len(on_air), "recall": kept.id}
        audit.record(connection, Deed(by.name, Did.SCRIPT_RECALLED, script, {"reason": why, **reach}), now)
    return kept


def release(studio: Studio, house: House, by: Person, script: str, reason: str) -> Recall:
    """Cho phát lại: a recalled script on file may air again; one of people comes back by a new approval.

    Raises:
        MayNot, NoReason.
        NotRecalled: it is not, or is a script of people.
    """
    by.refuse_unless_may(Act.APPROVE)
    why, now = reasoned(reason), studio.now()
    with studio.database.begin() as connection:
        last = recalls.newest(connection, script)
        on_file = house.scripts.get(script)
        if on_file:
            refuse_unless_may(by, Act.APPROVE, on_file.script, house.schedule, studio.today())
        else:  # nobody knows any more where it aired
            refuse_unless_may_at(by, Act.APPROVE, (), BulletinClass.EMERGENCY, house.schedule, studio.today())
        if last is None or last.lifts or scripts.find(connection, script) is not None:
            raise NotRecalled(Fault(_NOT_RECALLED, _SEE_SCRIPT))
        kept = recalls.add(connection, Recall(0, script, last.fingerprint, why, by.name, now, lifts=True))
        facts: dict[str, Fact] = {"reason": why, "recall": last.id}
        audit.record(connection, Deed(by.name, Did.SCRIPT_RELEASED, script, facts), now)
    return kept


def lift(connection: Connection, entry: Entry, by: str, now: datetime) -> None:
    """A new approval ends a recall of an earlier version."""
    last = recalls.newest(connection, entry.id)
    if last is not None and not last.lifts:
        text = entry.manuscript.fingerprint
        recalls.add(connection, Recall(0, entry.id, text, "duyệt lại", by, now, lifts=True))


def soonest(connection: Connection, script: str, since: datetime) -> datetime | None:
    """When it begins first, of all that stations were told and that is not over by `since`; None: nowhere."""
    first = since.astimezone(VIETNAM).date()
    days = [first + timedelta(days=number) for number in range(COMING)]
    starts = (
        item.starts_at
        for playlist in _newest(connection, days)
        for item in playlist.items
        if _holds(item, script) and item.ends_at > since
    )
    return min(starts, default=None)


def spread(studio: Studio, schedule: Schedule, script: str) -> Spread | None:
    """How far the last recall of `script` has come; None: it was never recalled, or airs again."""
    with studio.database.begin() as connection:
        last = recalls.newest(connection, script)
        if last is None or last.lifts:
            return None
        known = recalls.receipts(connection, last.id)
        return Spread(last, tuple(_stations(connection, schedule, last, known)))


def note_receipts(studio: Studio, station: str) -> None:
    """After a heartbeat: does `station` still hold a playlist with a script that was recalled?"""
    now = studio.now()
    with studio.database.begin() as connection:
        for each in tuple(recalls.standing(connection)):
            if station not in each.told or station in recalls.receipts(connection, each.id):
                continue
            if _still_held(connection, station, each):
                continue
            recalls.receive(connection, each.id, [station], now)
            facts: dict[str, Fact] = {"recall": each.id, "station": station}
            audit.record(connection, Deed("", Did.RECALL_RECEIVED, each.script, facts), now)


def _still_held(connection: Connection, station: str, recall: Recall) -> bool:
    """Whether what the station says that it holds has the script in a session that had not begun."""
    (beat, *_) = (*asrun.heartbeats(connection, station), None)
    if beat is None or beat.received_at < recall.at:
        return True
    for day in recall.told[station]:
        version = beat.beat.playlists.get(day)
        snapshot = playlists.find(connection, station, day, version) if version else None
        if snapshot and _ahead(from_json(snapshot.body), recall):
            return True
    return False


def _stations(
    connection: Connection, schedule: Schedule, recall: Recall, known: Mapping[str, datetime]
) -> Iterator[StationKnows]:
    for name in sorted({*recall.told, *recall.on_air}):
        days = recall.told.get(name, {})
        made = not any(
            _ahead(from_json(latest.body), recall)
            for day in days
            if (latest := playlists.latest(connection, name, day)) is not None
        )
        station = schedule.stations.get(name)
        received = known.get(name) if days else recall.at
        shown = station.name if station else name
        yield StationKnows(name, shown, made, received, recall.on_air.get(name))


def _holding(
    connection: Connection, script: str, now: datetime
) -> tuple[Mapping[str, Mapping[date, int]], Mapping[str, datetime]]:
    """By station and day the version that holds it in a session not begun; and until when it sounds where."""
    today = now.astimezone(VIETNAM).date()
    told: dict[str, dict[date, int]] = defaultdict(dict)
    on_air: dict[str, datetime] = {}
    for playlist in _newest(connection, [today + timedelta(days=number) for number in range(COMING)]):
        holding = [item for item in playlist.items if _holds(item, script)]
        if any(item.starts_at > now for item in holding):
            told[playlist.station.id][playlist.date] = playlist.version
        for item in holding:
            if item.starts_at <= now < item.ends_at:
                on_air[playlist.station.id] = item.ends_at
    return told, on_air


def _newest(connection: Connection, days: list[date]) -> Iterator[Playlist]:
    for station, day, _ in tuple(playlists.versions(connection, days)):
        latest = playlists.latest(connection, station, day)
        if latest is not None:
            yield from_json(latest.body)


def _ahead(playlist: Playlist, recall: Recall) -> bool:
    """Whether it holds the script in a session that had not begun when it was recalled."""
    return any(_holds(item, recall.script) and item.starts_at > recall.at for item in playlist.items)


def _holds(item: PlaylistItem, script: str) -> bool:
    return any(entry.script == script for entry in item.rundown)


def _local(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(VIETNAM).isoformat(timespec="seconds")


_NOT_RECALLED = Text("bài này không ở tình trạng bị thu hồi", "this script is not recalled")
_SEE_SCRIPT = Text(
    "bài soạn trên trang thì sửa, trình và duyệt lại",
    "a script written here is edited, submitted and approved again",
)

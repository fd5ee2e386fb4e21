"""Trực đài: what a commune does with its own loudspeakers: pause them, turn them down, report a fault."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from broadcast.errors import Fault, Invalid, NotFound
from broadcast.language import Text
from broadcast.people import Act, Deed, Did, Fact, MayNot, Person
from broadcast.playlist import Control, Pause, Volume
from broadcast.schedule import VIETNAM, Schedule, Station
from broadcast.script import BulletinClass
from broadcast.store import accounts, audit, faults, orders
from broadcast.store.alarms import Alarm
from broadcast.store.database import Database
from broadcast.store.faults import Reported
from broadcast.store.orders import Signed

__all__ = ["Broken", "NoSuchFault", "NoWords", "Operating", "Reported", "Standing"]

LONGEST_WORDS = 500

HISTORY = 20
"""Faults that a station's page looks back on."""

ALARM = "station."
"""How the ids of these alarms begin; the station's id follows."""


class NoSuchFault(NotFound):
    """No open fault of this station has this number."""


class NoWords(Invalid):
    """A fault of another kind, or a mended one, is told in words."""


class Broken(StrEnum):
    """What is wrong with a loudspeaker, as the commune sees it."""

    SPEAKER = "speaker"
    SILENT = "silent"
    SOFT = "soft"
    POWER = "power"
    OTHER = "other"

    @property
    def named(self) -> Text:
        """As pages name it."""
        return _NAMED[self]


_NAMED: Mapping[Broken, Text] = {
    Broken.SPEAKER: Text("Loa hỏng", "A loudspeaker is broken"),
    Broken.SILENT: Text("Không có tiếng", "No sound"),
    Broken.SOFT: Text("Tiếng nhỏ hoặc rè", "Soft or distorted"),
    Broken.POWER: Text("Mất điện", "No power"),
    Broken.OTHER: Text("Việc khác", "Something else"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one station: its orders, when it said that it obeys them, its open faults.

    `obeyed_at` None: the station has not said so yet, or nothing was ever ordered.
    """

    control: Control
    obeyed_at: datetime | None
    faults: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class Operating:
    """The loudspeakers of all communes; `schedule` is the one on file now, `now` the clock (aware)."""

    database: Database
    now: Callable[[], datetime]
    schedule: Callable[[], Schedule]

    # ---- to look at

    def control(self, station: str) -> Control:
        """What the station shall obey; raises UnknownStation."""
        known = self.schedule().station(station).id
        with self.database.begin() as connection:
            return orders.control(connection, known)

    def standing(self) -> Mapping[str, Standing]:
        """How it stands with every station, by id."""
        with self.database.begin() as connection:
            broken = tuple(faults.open_(connection))
            controls = orders.controls(connection, sorted(self.schedule().stations))
            obeyed = orders.obedience(connection)
        return {
            name: Standing(
                control,
                obeyed.get((name, control.version)),
                tuple(fault for fault in broken if fault.station == name),
            )
            for name, control in controls.items()
        }

    def history(self, station: str) -> tuple[tuple[Reported, ...], Mapping[str, str]]:
        """The last faults of a station, the newest first; full names by login name; raises UnknownStation."""
        station = self.schedule().station(station).id
        with self.database.begin() as connection:
            return (
                tuple(faults.history(connection, station, HISTORY)),
                accounts.full_names(connection),
            )

    def alarms(self) -> tuple[Alarm, ...]:
        """What somebody should see to: open faults, and pauses that hold emergencies back."""
        stations, now = self.schedule().stations, self.now()
        return tuple(
            alarm
            for name, standing in self.standing().items()
            for alarm in (
                *_silenced(stations[name], standing.control.paused(now)),
                *(_broken(stations[name], fault) for fault in standing.faults),
            )
        )

    def refuse_unless_may(
        self, by: Person, station: str, klass: BulletinClass = BulletinClass.NORMAL
    ) -> None:
        """Raise MayNot unless `by` may operate that station, where it touches bulletins up to `klass`.

        The only place where that is asked.
        """
        schedule = self.schedule()
        today = self.now().astimezone(VIETNAM).date()
        at = schedule.lineages([schedule.station(station).id], today)
        by.refuse_unless_may(Act.OPERATE, at, klass, schedule.place_names)

    def may(self, by: Person, station: str) -> bool:
        """Whether `by` may operate that station, as `refuse_unless_may` asks it."""
        try:
            self.refuse_unless_may(by, station)
        except MayNot:
            return False
        return True

    def own(self, by: Person) -> frozenset[str]:
        """The stations that `by` is bound to, and sees first; none for somebody who may act everywhere."""
        every = self.schedule().stations
        mine = frozenset(name for name in every if self.may(by, name))
        return frozenset() if len(mine) == len(every) else mine

    # ---- to do

    def pause(self, by: Person, station: str, until: datetime, *, emergencies: bool, reason: str) -> Control:
        """Tạm dừng loa until an hour; `emergencies`: those are held back as well.

        Raises:
            MayNot, UnknownStation; MayNot for emergencies beyond what `by` may handle.
            WrongPause: it would not end in time, or holds emergencies back without a reason.
        """
        touched = BulletinClass.EMERGENCY if emergencies else BulletinClass.NORMAL
        known, now = self._operator(by, station, touched), self.now()
        pause = Pause(now, until, emergencies, by.full_name, _line(reason))
        facts: dict[str, Fact] = {"until": _said(until), "emergencies": emergencies, "reason": pause.reason}
        with self.database.begin() as connection:
            orders.pause(connection, known.id, pause, Signed(by.name, by.full_name, now))
            return self._ordered(connection, by, Did.STATION_PAUSED, known, facts)

    def resume(self, by: Person, station: str) -> Control:
        """Phát lại ngay; raises MayNot, UnknownStation."""
        known, now = self._operator(by, station), self.now()
        with self.database.begin() as connection:
            standing = orders.control(connection, known.id)
            if standing.paused(now) is None:
                return standing
            orders.resume(connection, known.id, Signed(by.name, by.full_name, now))
            return self._ordered(connection, by, Did.STATION_RESUMED, known, {})

    def turn(self, by: Person, station: str, gain_db: float, until: datetime | None) -> Control:
        """Âm lượng: how far below the hour's own limit, until a moment (None: from now on).

        Raises:
            MayNot, UnknownStation.
            WrongVolume: there is no such step, or it would be over at once.
        """
        known, now = self._operator(by, station), self.now()
        volume = Volume(gain_db, until)
        volume.refuse_over(now)
        facts: dict[str, Fact] = {"gain_db": gain_db, "until": _said(until) if until else None}
        with self.database.begin() as connection:
            orders.turn(connection, known.id, volume, Signed(by.name, by.full_name, now))
            return self._ordered(connection, by, Did.STATION_TURNED, known, facts)

    def report(self, by: Person, station: str, kind: Broken, words: str) -> int:
        """Báo hỏng: a fault that stands as an alarm until it is mended; its number.

        Raises:
            MayNot, UnknownStation.
            NoWords: it is of another kind and nothing is said of it.
        """
        known, said = self._operator(by, station), _line(words)
        if kind is Broken.OTHER and not any(map(str.isalpha, said)):
            raise NoWords(Fault(_NO_WORDS, _SAY))
        with self.database.begin() as connection:
            number = faults.add(connection, known.id, kind.value, said, by.name, self.now())
            facts: dict[str, Fact] = {"fault": number, "kind": kind.value, "words": said}
            self._note(connection, by, Did.FAULT_REPORTED, known, facts)
        return number

    def mend(self, by: Person, station: str, fault: int, note: str) -> None:
        """Đã sửa, and what was done.

        Raises:
            MayNot, UnknownStation.
            NoWords: nothing is said of what was done.
            NoSuchFault: it was mended before, or there is none.
        """
        known, said = self._operator(by, station), _line(note)
        if not any(map(str.isalpha, said)):
            raise NoWords(Fault(_NO_NOTE, _SAY))
        with self.database.begin() as connection:
            found = faults.find(connection, fault)
            if (
                found is None
                or found.station != known.id
                or not faults.mend(connection, fault, by.name, self.now(), said)
            ):
                raise NoSuchFault(Fault(_NO_FAULT, _LOOK_AGAIN))
            self._note(connection, by, Did.FAULT_MENDED, known, {"fault": fault, "note": said})

    def _operator(self, by: Person, station: str, klass: BulletinClass = BulletinClass.NORMAL) -> Station:
        """The station, if `by` may operate it."""
        known = self.schedule().station(station)
        self.refuse_unless_may(by, known.id, klass)
        return known

    def _ordered(
        self, connection: Connection, by: Person, did: Did, station: Station, facts: Mapping[str, Fact]
    ) -> Control:
        found = orders.control(connection, station.id)
        self._note(connection, by, did, station, {**facts, "version": found.version})
        return found

    def _note(
        self, connection: Connection, by: Person, did: Did, station: Station, facts: Mapping[str, Fact]
    ) -> None:
        audit.record(connection, Deed(by.name, did, station.id, facts), self.now())


def _silenced(station: Station, pause: Pause | None) -> tuple[Alarm, ...]:
    if pause is None or not pause.emergencies:
        return ()
    until = pause.until.astimezone(VIETNAM)
    what = Text(
        f"{station.name} tạm dừng cả tin khẩn cấp đến {until:%H:%M} theo lệnh của {pause.by}: {pause.reason}",
        f"{station.name} holds emergencies back until {until:%H:%M} by order of {pause.by}: {pause.reason}",
    )
    return (Alarm(f"{ALARM}{station.id}.pause", what, pause.since),)


def _broken(station: Station, fault: Reported) -> Alarm:
    named = Broken(fault.kind).named
    words = f" ({fault.words})" if fault.words else ""
    what = Text(
        f"{station.name} báo hỏng: {named.vi.lower()}{words}",
        f"{station.name} reports a fault: {named.en.lower()}{words}",
    )
    return Alarm(f"{ALARM}{station.id}.{fault.id}", what, fault.at)


def _line(words: str) -> str:
    """What somebody typed, as one line that can be printed."""
    shown = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(shown.split())[:LONGEST_WORDS]


def _said(at: datetime) -> str:
    return at.astimezone(VIETNAM).isoformat(timespec="seconds")


_NO_WORDS = Text("chưa ghi hỏng thế nào", "it is not said what is wrong")
_NO_NOTE = Text("chưa ghi đã sửa thế nào", "it is not said what was done")
_SAY = Text("ghi vài chữ cho người sau biết", "write a few words for whoever comes next")
_NO_FAULT = Text("lỗi này đã được báo sửa, hoặc không có", "this fault is mended, or there is none")
_LOOK_AGAIN = Text("mở lại trang của đài", "open the page of the station again")

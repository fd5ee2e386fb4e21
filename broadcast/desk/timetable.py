"""Lịch phát: a day of all stations, and what people change in it by hand.

Each change: the rules first (the planner says what would come of it), then one transaction. What is changed
stands in the timetable at once; the clock makes the programmes anew within seconds (see chores.py).
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from broadcast.desk import placing
from broadcast.desk.house import House
from broadcast.desk.rights import refuse_unless_may_at
from broadcast.desk.sheets import (
    CannotPlace,
    Changed,
    DayClosed,
    Done,
    Move,
    Sheet,
    StationRow,
    UnknownMove,
    Wish,
)
from broadcast.desk.studio import Studio
from broadcast.desk.trying import Tried, Trying, planned
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.people import Act, Deed, Did, Person
from broadcast.people.deed import Fact
from broadcast.schedule import LOCK, DayPlan, Place, Station
from broadcast.schedule.timetable import TimetableDay, from_json
from broadcast.script import BulletinClass
from broadcast.store import accounts, audit, placements
from broadcast.store.placements import DayPlanRow, Decision

MOST_MOVES = 8
"""So many of the latest moves are shown to be undone."""


@dataclass(frozen=True)
class Timetable:
    """The timetable of one house; `days` gives those that are made."""

    studio: Studio
    house: Callable[[], House]
    days: Callable[[], Sequence[date]]

    def sheet(self, day: date, station: str | None = None) -> Sheet:
        """The day of all stations, or of one; raises UnknownStation."""
        house = self.house()
        with self.studio.database.begin() as connection:
            kept = {row.station: row for row in placements.plans(connection, day, station)}
            moves = tuple(_moves(connection, house, day))
        rows = tuple(self._row(each, kept.get(each.id)) for each in house.stations(station))
        return Sheet(day, day in self.days(), rows, moves[:MOST_MOVES])

    def decide(
        self, by: Person, day: date, stations: Sequence[str], wish: Wish, seen: str | None = None
    ) -> Done:
        """Place, move or take out, at each of `stations` where the rules allow it.

        `seen` is the digest of what was looked at, where it is one station.

        Raises:
            MayNot: `by` may not plan there.
            UnknownStation: one of `stations` is none.
            DayClosed, Changed: the day cannot be changed any more, or was changed by somebody else.
            CannotPlace: no station takes it; with a proposed place where it is one station.
        """
        house = self.house()
        where = [house.schedule.station(name) for name in dict.fromkeys(stations)]
        script = house.scripts.get(wish.script)
        klass = script.script.klass if script else BulletinClass.NORMAL
        refuse_unless_may_at(by, Act.PLAN, tuple(each.id for each in where), klass, house.schedule)
        self._refuse_closed(day)
        if not where:
            raise CannotPlace(_NO_STATION)
        if seen is not None and len(where) == 1 and self._digest(day, where[0]) != seen:
            raise Changed(_CHANGED)
        trying = Trying(self.studio, house, day, by, wish)
        tried = [trying.at(each) for each in where]
        possible = [each for each in tried if each.outcome.honoured]
        if not possible:
            raise trying.refusal(tried)
        move = self._write(house, day, by, wish, possible)
        rows = tuple(row for each in possible for row in self.sheet(day, each.station.id).rows)
        refused = {each.station.id: each.note for each in tried if not each.outcome.honoured}
        notes = {each.station.id: each.note for each in possible if each.outcome.note}
        return Done(move, rows, refused, notes)

    def stations_in(self, place: str) -> tuple[str, ...]:
        """The stations that stand in `place` or below it, by id; raises UnknownPlace."""
        house = self.house()
        house.schedule.place(place)
        return tuple(each.id for each in house.stations() if house.schedule.lies_in(each.id, (place,)))

    def wide_places(self) -> tuple[Place, ...]:
        """Places with more than one station, in the order of schedules.yaml."""
        schedule = self.house().schedule
        above = Counter(
            place for each in schedule.stations.values() for place in schedule.lineage(each.place)
        )
        return tuple(place for place in schedule.places.values() if above[place.id] > 1)

    def undo(self, by: Person, day: date, move: str) -> Done:
        """Hoàn tác: as if it had never been decided; what is locked by now stays as it is.

        Raises:
            MayNot: `by` may not plan there.
            DayClosed: the day cannot be changed any more.
            UnknownMove: there is none, or it was undone before.
        """
        house = self.house()
        self._refuse_closed(day)
        with self.studio.database.begin() as connection:
            rows = [row for row in placements.of_day(connection, day) if row.move == move]
        if not rows:
            raise UnknownMove(_UNKNOWN_MOVE)
        stations = house.schedule.stations
        where = [stations[row.station] for row in rows if row.station in stations]
        script = house.scripts.get(rows[0].script)
        klass = script.script.klass if script else BulletinClass.NORMAL
        refuse_unless_may_at(by, Act.PLAN, tuple(row.station for row in rows), klass, house.schedule)
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            if not placements.undo(connection, day, move, by.name, now):
                raise UnknownMove(_UNKNOWN_MOVE)
            facts: dict[str, Fact] = {"day": day.isoformat(), "stations": len(rows), "move": move}
            audit.record(connection, Deed(by.name, Did.ITEM_UNDONE, rows[0].script, facts), now)
        for station in where:  # planned after it was written: what fails here is made good by the clock
            base = placing.decided(self.studio, station.id, day)
            self._keep(house, station, planned(self.studio, house, day, station, base.placements), base.known)
        return Done(move, tuple(row for each in where for row in self.sheet(day, each.id).rows), {}, {})

    # ---- what is written

    def _write(self, house: House, day: date, by: Person, wish: Wish, tried: Sequence[Tried]) -> str:
        move, now = secrets.token_hex(8), self.studio.now()
        rows = [
            Decision(
                each.station.id,
                day,
                wish.script,
                wish.slot,
                wish.position,
                wish.moved_from,
                by.name,
                now,
                move,
            )
            for each in tried
        ]
        with self.studio.database.begin() as connection:
            placements.add(connection, rows)
            for each in tried:
                known = placing.read(connection, each.station.id, day).known
                if known != each.base.known + 1:
                    raise Changed(_CHANGED)
                placing.keep(connection, house, each.station, each.plan, known=known, made=False)
            audit.record(connection, self._deed(by, day, wish, tried, move), now)
        return move

    def _deed(self, by: Person, day: date, wish: Wish, tried: Sequence[Tried], move: str) -> Deed:
        did = Did.ITEM_TAKEN_OUT if wish.slot is None else Did.ITEM_MOVED
        if wish.slot is not None and wish.moved_from is None:
            did = Did.ITEM_PLACED
        facts: dict[str, Fact] = {
            "day": day.isoformat(),
            "station": tried[0].station.id if len(tried) == 1 else None,
            "stations": len(tried),
            "slot": wish.slot,
            "position": wish.position,
            "moved_from": wish.moved_from,
            "move": move,
        }
        return Deed(by.name, did, wish.script, facts)

    def _keep(self, house: House, station: Station, plan: DayPlan, known: int) -> None:
        with self.studio.database.begin() as connection:
            placing.keep(connection, house, station, plan, known=known, made=False)

    # ---- what is read

    def _row(self, station: Station, kept: DayPlanRow | None) -> StationRow:
        if kept is None:
            return StationRow(station, None, "", made=False, locked=frozenset())
        told = from_json(kept.body)
        return StationRow(station, told, kept.digest, kept.made, self._locked(told))

    def _locked(self, told: TimetableDay) -> frozenset[str]:
        """The sessions that began or soon begin, by the clock on the wall."""
        now = self.studio.now()
        if told.date < self.studio.today():
            return frozenset(each.slot for each in told.sessions if told.date not in self.days())
        return frozenset(each.slot for each in told.sessions if each.starts <= now + LOCK)

    def _digest(self, day: date, station: Station) -> str:
        with self.studio.database.begin() as connection:
            return next((row.digest for row in placements.plans(connection, day, station.id)), "")

    def _refuse_closed(self, day: date) -> None:
        if day not in self.days():
            raise DayClosed(_CLOSED)


def _moves(connection: Connection, house: House, day: date) -> Iterator[Move]:
    """The latest first."""
    rows: dict[str, list[Decision]] = {}
    for row in placements.of_day(connection, day):
        rows.setdefault(row.move, []).append(row)
    names = accounts.full_names(connection) if rows else {}
    for move, those in reversed(rows.items()):
        first = those[0]
        on_file = house.scripts.get(first.script)
        yield Move(
            id=move,
            by=names.get(first.by, first.by),
            at=first.at,
            script=first.script,
            title=on_file.script.title if on_file else first.script,
            slot=first.slot,
            moved_from=first.moved_from,
            stations=tuple(each.station for each in those),
        )


_CHANGED = Fault(
    Text("lịch đã đổi sau khi bạn mở trang", "the timetable changed since you opened the page"),
    Text("xem lịch mới rồi làm lại", "look at the new one, then do it again"),
)
_CLOSED = Fault(
    Text("ngày này không xếp lại được nữa, hoặc chưa tới lúc xếp", "this day cannot be changed now"),
    Text("chọn một ngày từ hôm nay đến 7 ngày tới", "choose a day from today to a week from now"),
)
_NO_STATION = Fault(
    Text("nơi này chưa có đài nào", "no station stands there"),
    Text("chọn một đài, hoặc nơi khác", "choose a station, or another place"),
)
_UNKNOWN_MOVE = Fault(
    Text("lần dời này đã được hoàn tác, hoặc không có", "it was undone before, or never was"),
    Text("mở lại trang Lịch phát", "open the timetable again"),
)

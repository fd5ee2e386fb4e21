"""Lịch phát: a day of all stations, and what people change in it by hand.

Each change: the rules first (the planner says what would come of it), then one transaction. What is changed
stands in the timetable at once; the clock makes the programmes anew within seconds (see chores.py).
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy import Connection

from broadcast.desk import placing, publishing, traffic
from broadcast.desk.house import House
from broadcast.desk.placing import Decided
from broadcast.desk.publishing import NotPublished
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
from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.people import Act, Deed, Did, Person
from broadcast.people.deed import Fact
from broadcast.schedule import LOCK, DayPlan, Place, Placed, Placement, Station, standing
from broadcast.schedule.timetable import TimetableDay, TimetableSession, from_json
from broadcast.script import BulletinClass
from broadcast.store import accounts, audit, placements
from broadcast.store.placements import DayPlanRow, Decision

MOST_MOVES = 8
"""So many of the latest moves are shown to be undone."""


@dataclass(frozen=True, slots=True)
class _Tried:
    """One station's day as it would be."""

    station: Station
    base: Decided
    plan: DayPlan
    outcome: Placed


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
        refuse_unless_may_at(
            by, Act.PLAN, tuple(each.id for each in where), klass, house.schedule, self.studio.today()
        )
        self._refuse_closed(day)
        if not where:
            raise CannotPlace(_NO_STATION)
        if seen is not None and len(where) == 1 and self._digest(day, where[0]) != seen:
            raise Changed(_CHANGED)
        tried = [self._tried(house, day, each, by, wish) for each in where]
        possible = [each for each in tried if each.outcome.honoured]
        if not possible:
            raise self._refusal(house, day, by, wish, tried)
        move = self._write(house, day, by, wish, possible)
        rows = tuple(row for each in possible for row in self.sheet(day, each.station.id).rows)
        refused = {each.station.id: _note(each) for each in tried if not each.outcome.honoured}
        notes = {each.station.id: _note(each) for each in possible if each.outcome.note}
        return Done(move, rows, refused, notes)

    def stations_in(self, place: str, day: date) -> tuple[str, ...]:
        """The stations that stand in `place` or below it on `day`, by id; raises UnknownPlace."""
        house = self.house()
        house.schedule.place(place)
        here = (each for each in house.stations() if house.schedule.lies_in(each.id, (place,), day))
        return tuple(each.id for each in here)

    def wide_places(self, day: date) -> tuple[Place, ...]:
        """Places with more than one station on `day`, in the order of schedules.yaml."""
        schedule = self.house().schedule
        above = Counter(place for each in schedule.stations for place in {*chain(*schedule.lines(each, day))})
        return tuple(place for place in schedule.dated_places if above[place.id] > 1)

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
        refuse_unless_may_at(
            by, Act.PLAN, tuple(row.station for row in rows), klass, house.schedule, self.studio.today()
        )
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            if not placements.undo(connection, day, move, by.name, now):
                raise UnknownMove(_UNKNOWN_MOVE)
            facts: dict[str, Fact] = {"day": day.isoformat(), "stations": len(rows), "move": move}
            audit.record(connection, Deed(by.name, Did.ITEM_UNDONE, rows[0].script, facts), now)
        for station in where:  # planned after it was written: what fails here is made good by the clock
            base = placing.decided(self.studio, station.id, day)
            self._keep(house, station, self._planned(house, day, station, base.placements), base.known)
        return Done(move, tuple(row for each in where for row in self.sheet(day, each.id).rows), {}, {})

    # ---- what would come of it

    def _tried(self, house: House, day: date, station: Station, by: Person, wish: Wish) -> _Tried:
        base = placing.decided(self.studio, station.id, day)
        placement = Placement(wish.script, wish.slot, wish.position, wish.moved_from, by.full_name)
        plan = self._planned(house, day, station, standing([*base.placements, placement]))
        outcome = next(
            each
            for each in plan.placed
            if (each.placement.script, each.placement.slot) == (wish.script, wish.slot)
        )
        return _Tried(station, base, plan, outcome)

    def _planned(self, house: House, day: date, station: Station, by_hand: Sequence[Placement]) -> DayPlan:
        """The plan in the voice of what is published."""
        try:
            published = publishing.published(self.studio, station.id, day).items
        except NotPublished:
            published = ()
        engine = next((item.speech.engine for item in published if item.speech), None)
        return traffic.plan_as_spoken(self.studio, house, day, station, engine, by_hand)

    def _refusal(
        self, house: House, day: date, by: Person, wish: Wish, tried: Sequence[_Tried]
    ) -> CannotPlace:
        if len(tried) > 1:
            reasons = dict.fromkeys(_note(each) for each in tried)
            return CannotPlace(*(Fault(reason, _ELSEWHERE) for reason in reasons))
        (only,) = tried
        proposal = self._proposal(house, day, by, wish, only)
        remedy = _ELSEWHERE if proposal is None else _propose(proposal)
        return CannotPlace(Fault(_note(only), remedy), proposal=proposal)

    def _proposal(
        self, house: House, day: date, by: Person, wish: Wish, tried: _Tried
    ) -> TimetableSession | None:
        """The nearest session that would take it: those after it first."""
        if wish.slot is None:
            return None
        slots = house.schedule.slots(tried.station.id, day)
        ids = [slot.id for slot in slots]
        at = ids.index(wish.slot) if wish.slot in ids else -1
        has = {
            each.slot.id
            for each in tried.plan.sessions
            if any(item.clip.script == wish.script for item in each.items)
        }
        for slot in (*slots[at + 1 :], *slots[: max(at, 0)]):
            if slot.id in has:
                continue
            instead = Wish(wish.script, slot.id, None, wish.moved_from)
            if self._tried(house, day, tried.station, by, instead).outcome.honoured:
                return TimetableSession(slot.id, slot.name, slot.starts_on(day), slot.longest_s, 0.0, ())
        return None

    # ---- what is written

    def _write(self, house: House, day: date, by: Person, wish: Wish, tried: Sequence[_Tried]) -> str:
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

    def _deed(self, by: Person, day: date, wish: Wish, tried: Sequence[_Tried], move: str) -> Deed:
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


def _note(tried: _Tried) -> Text:
    return tried.outcome.note or Text("không đặt được", "it cannot be placed")


def _propose(session: TimetableSession) -> Text:
    return Text(
        f"đặt vào buổi {session.name} ({session.starts:%H:%M})",
        f"put it into the session of {session.starts:%H:%M}",
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
_ELSEWHERE = Text(
    "bỏ bớt một bài trong buổi ấy trước, hoặc chọn buổi khác, ngày khác",
    "take something out of it first, or choose another session or day",
)

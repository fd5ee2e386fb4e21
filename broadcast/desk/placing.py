"""Đặt tay: what people decided about a station's day, as the planner takes it; and the plan that is shown."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from broadcast.desk.house import House
from broadcast.desk.studio import Studio
from broadcast.schedule import DayPlan, Placement, Station, standing
from broadcast.schedule.timetable import as_json, timetable_day
from broadcast.store import accounts, placements
from broadcast.store.placements import DayPlanRow, Decision


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds for one station and day; `known` steps were taken until then."""

    placements: tuple[Placement, ...] = ()
    known: int = 0


def decided(studio: Studio, station: str, day: date) -> Decided:
    """What people decided about `station`'s `day`."""
    with studio.database.begin() as connection:
        return read(connection, station, day)


def read(connection: Connection, station: str, day: date) -> Decided:
    """The same, in a transaction that goes on."""
    known = placements.steps(connection, [day]).get((day, station), 0)
    if not known:
        return Decided()
    rows = placements.of_day(connection, day, station)
    return Decided(as_placements(rows, accounts.full_names(connection)), known)


def as_placements(rows: Iterable[Decision], names: Mapping[str, str]) -> tuple[Placement, ...]:
    """Rows as the planner takes them; `names` are full names by login name."""
    return standing(
        Placement(each.script, each.slot, each.position, each.moved_from, names.get(each.by, each.by))
        for each in rows
    )


def keep(
    connection: Connection, house: House, station: Station, plan: DayPlan, *, known: int, made: bool
) -> None:
    """Keep the plan to be shown; `made`: its programmes are published."""
    slots = {slot.id: slot for slot in house.schedule.slots(station.id, plan.date)}
    body = as_json(timetable_day(plan, slots))
    digest = hashlib.sha256(body.encode()).hexdigest()
    placements.keep_plan(connection, DayPlanRow(station.id, plan.date, known, made, digest, body))


def steps_of_days(studio: Studio, days: Iterable[date]) -> Mapping[date, Mapping[str, int]]:
    """How many steps were taken, by day and station: each grows with every change. A cheap look."""
    found: dict[date, dict[str, int]] = {day: {} for day in days}
    with studio.database.begin() as connection:
        for (day, station), number in placements.steps(connection, list(found)).items():
            found[day][station] = number
    return found

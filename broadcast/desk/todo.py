"""Việc chờ: what waits for one person, as the front page tells it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from broadcast.desk.studio import Studio
from broadcast.people import EVERYWHERE, Act, Person, State
from broadcast.schedule import Schedule
from broadcast.store import clearances, scripts
from broadcast.store.scripts import Entry


@dataclass(frozen=True, slots=True)
class Todo:
    """Scripts that wait for one person: their own drafts, their own sent back, and others' to approve.

    `to_approve` is None for whoever may not approve. `stations` are their own, by id: of a person whose
    grants are all bound to places; empty for whoever works for all.
    """

    drafts: int
    returned: int
    to_approve: int | None
    stations: tuple[str, ...] = ()


def todo(studio: Studio, schedule: Schedule, person: Person) -> Todo:
    """What waits for `person`; nobody approves what they wrote. Raises DatabaseUnavailable."""
    with studio.database.begin() as connection:
        waiting = tuple(scripts.every(connection, (State.DRAFT, State.RETURNED, State.SUBMITTED)))
        mine = [entry.state for entry in waiting if entry.by == person.name]
        others = sum(
            entry.state is State.SUBMITTED and _decides(connection, schedule, person, entry, studio.today())
            for entry in waiting
        )
    return Todo(
        mine.count(State.DRAFT),
        mine.count(State.RETURNED),
        others if person.may(Act.APPROVE) else None,
        own_stations(schedule, person, studio.today()),
    )


def _decides(connection: Connection, schedule: Schedule, person: Person, entry: Entry, day: date) -> bool:
    """Whether the approval of `person` is what `entry` waits for: allowed, not theirs, not given yet."""
    what = entry.manuscript
    given = clearances.of_version(connection, entry.id, entry.version)
    return (
        person.name not in {approved.by for approved in given}
        and person.name not in scripts.writers(connection, entry)
        and person.may(Act.APPROVE, schedule.lineages(what.places, day), what.klass)
    )


def own_stations(schedule: Schedule, person: Person, day: date) -> tuple[str, ...]:
    """The stations that `person` works for on `day`, by id; none for whoever works for all."""
    places = {grant.place for grant in person.grants}
    if not places.isdisjoint({EVERYWHERE, schedule.district}):
        return ()
    return tuple(station for station in sorted(schedule.stations) if schedule.lies_in(station, places, day))

"""Việc chờ: what waits for one person, as the front page tells it."""

from dataclasses import dataclass

from broadcast.desk.studio import Studio
from broadcast.people import EVERYWHERE, Act, Person, State
from broadcast.schedule import Schedule
from broadcast.store import scripts


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
            person.name not in scripts.writers(connection, entry)
            for entry in waiting
            if entry.state is State.SUBMITTED
        )
    return Todo(
        mine.count(State.DRAFT),
        mine.count(State.RETURNED),
        others if person.may(Act.APPROVE) else None,
        own_stations(schedule, person),
    )


def own_stations(schedule: Schedule, person: Person) -> tuple[str, ...]:
    """The stations that `person` works for, by id; none for whoever works for all."""
    places = {grant.place for grant in person.grants}
    if EVERYWHERE in places:
        return ()
    return tuple(station for station in sorted(schedule.stations) if schedule.lies_in(station, places))

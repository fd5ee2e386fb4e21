"""Quyền trên một bài: whether somebody may do this to a bulletin, at all the places where it airs."""

from datetime import date

from broadcast.people import Act, Person
from broadcast.schedule import Schedule
from broadcast.script import BulletinClass, Manuscript, Script


def refuse_unless_may(by: Person, act: Act, what: Manuscript | Script, schedule: Schedule, day: date) -> None:
    """Raise MayNot unless `by` may `act` wherever `what` airs, up to its class, by the places of `day`.

    What names no station airs at all of them: it takes a grant that holds for the whole district.
    """
    refuse_unless_may_at(by, act, what.places, what.klass, schedule, day)


def refuse_unless_may_at(
    by: Person, act: Act, stations: tuple[str, ...], klass: BulletinClass, schedule: Schedule, day: date
) -> None:
    """Raise MayNot unless `by` may `act` at each of `stations` (none: all of them) up to `klass`."""
    by.refuse_unless_may(act, schedule.lineages(stations, day), klass, schedule.place_names)

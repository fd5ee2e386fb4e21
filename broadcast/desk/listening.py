"""Nghe trước khi duyệt: how much of a script's sound somebody has heard (rules: people/listening.py)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from broadcast.desk.auditioning import Heard
from broadcast.desk.studio import Studio
from broadcast.language import Text
from broadcast.people import Person, Stretch, believed, missing_s, not_heard, refuse_unheard, seconds
from broadcast.store import listened
from broadcast.store.listened import Ear, Listened
from broadcast.store.scripts import Entry


@dataclass(frozen=True, slots=True)
class Listening:
    """How much of a sound somebody has heard: seconds of all of it, and what is missing (0: enough)."""

    heard_s: float
    length_s: float
    missing_s: float

    @property
    def enough(self) -> bool:
        """Whether it may be approved after that."""
        return not self.missing_s

    @property
    def said(self) -> Text:
        """What is missing, in words."""
        return not_heard(self.missing_s) if self.missing_s else _ALL_HEARD


def listening(studio: Studio, by: Person, entry: Entry, heard: Heard) -> Listening:
    """How much of `heard`, the sound of `entry`, `by` has listened to."""
    with studio.database.begin() as connection:
        return _listening(_stretches(connection, by, entry, heard), heard)


def listen(studio: Studio, by: Person, entry: Entry, heard: Heard, told: Iterable[Stretch]) -> Listening:
    """Note which stretches (in seconds) of it were played; one transaction.

    As much is believed as can have sounded since the first report; a report without stretches begins.
    """
    now, ear = studio.now(), _ear(by, entry, heard)
    with studio.database.begin() as connection:
        known = listened.find(connection, ear) or Listened(now, ())
        elapsed_s = (now - known.began_at).total_seconds()
        stretches = believed(known.stretches, told, heard.duration_s, elapsed_s)
        listened.keep(connection, ear, Listened(known.began_at, stretches))
    return _listening(stretches, heard)


def heard_enough_s(connection: Connection, by: Person, entry: Entry, heard: Heard) -> float:
    """How many seconds of it `by` has heard; raises NotHeard where that is not all."""
    stretches = _stretches(connection, by, entry, heard)
    refuse_unheard(stretches, heard.duration_s)
    return round(seconds(stretches), 1)


def _stretches(connection: Connection, by: Person, entry: Entry, heard: Heard) -> tuple[Stretch, ...]:
    known = listened.find(connection, _ear(by, entry, heard))
    return known.stretches if known else ()


def _ear(by: Person, entry: Entry, heard: Heard) -> Ear:
    return Ear(by.name, entry.id, entry.version, heard.sha256)


def _listening(stretches: tuple[Stretch, ...], heard: Heard) -> Listening:
    return Listening(seconds(stretches), heard.duration_s, missing_s(stretches, heard.duration_s))


_ALL_HEARD = Text("đã nghe hết", "all of it was heard")

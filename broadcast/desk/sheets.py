"""Tờ lịch: what the timetable shows of a day, what may be wished for, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from broadcast.errors import Conflict, Fault, NotFound
from broadcast.language import Text
from broadcast.schedule import Station
from broadcast.schedule.timetable import TimetableDay, TimetableSession


class Changed(Conflict):
    """Somebody else changed the timetable, or it was made anew, since it was looked at."""


class DayClosed(Conflict):
    """The day is over, or so far ahead that nothing is made for it yet."""


class UnknownMove(NotFound):
    """There is no such move, or it was undone before."""


class CannotPlace(Conflict):
    """A rule forbids it. `proposal` is the nearest session that would take it, if any does."""

    def __init__(self, *faults: Fault, proposal: TimetableSession | None = None) -> None:
        super().__init__(*faults)
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class StationRow:
    """One station's day: `day` None: not planned yet; `locked` sessions stay as they are.

    `digest` names what is shown; `made`: the programmes that stations fetch are made of it.
    """

    station: Station
    day: TimetableDay | None
    digest: str
    made: bool
    locked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody decided at once, for one station or several; `by` is their full name."""

    id: str
    by: str
    at: datetime
    script: str
    title: str
    slot: str | None
    moved_from: str | None
    stations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day: its stations by id, the latest moves first; `open`: it may still be changed."""

    date: date
    open: bool
    rows: tuple[StationRow, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """A script into a session (`slot` None: not on that day), at a position (None: where it serves best)."""

    script: str
    slot: str | None
    position: int | None = None
    moved_from: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a wish: the move, its stations as they are planned now, and where it could not be done.

    `notes` say by station why it stands elsewhere in the session than was wished.
    """

    move: str
    rows: tuple[StationRow, ...]
    refused: Mapping[str, Text]
    notes: Mapping[str, Text]

"""What the timetable says and is told over the API."""

import datetime as dt

from pydantic import BaseModel, ConfigDict, Field

from broadcast.doors.api.models import Class
from broadcast.doors.api.planning_models import LeftOut
from broadcast.doors.api.problems import Problem


class TimetableItem(BaseModel):
    """One play, why it airs there, and who put it there by hand (empty: nobody)."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    script: str
    title: str
    campaign: str | None
    topic: str | None
    klass: Class = Field(validation_alias="class", serialization_alias="class")
    duration_s: float
    reason: str
    by: str


class TimetableSession(BaseModel):
    """One session: `duration_s` of at most `longest_s` are used; `silent` says why it does not air."""

    slot: str
    name: str
    starts_at: dt.datetime
    duration_s: float
    longest_s: float
    locked: bool
    silent: str | None
    items: list[TimetableItem]


class Unhonoured(BaseModel):
    """Something placed by hand that cannot be done any more; `slot` null: it was to be taken out."""

    script: str
    slot: str | None
    by: str
    reason: str


class StationTimetable(BaseModel):
    """One station's day. `digest` names this state; `made`: what stations fetch is made of it."""

    station: str
    name: str
    digest: str
    planned: bool
    made: bool
    sessions: list[TimetableSession]
    left_out: list[LeftOut]
    unhonoured: list[Unhonoured]


class Move(BaseModel):
    """What somebody decided at once; `slot` null: taken out of the day."""

    id: str
    by: str
    at: dt.datetime
    script: str
    title: str
    slot: str | None
    moved_from: str | None
    stations: list[str]


class Timetable(BaseModel):
    """One day of all stations; `open`: it may still be changed. The latest moves come first."""

    date: dt.date
    open: bool
    stations: list[StationTimetable]
    moves: list[Move]


class Placement(BaseModel):
    """A script into a session (`slot` null: not on that day), at a station or at every station of a place.

    `position` counts from 0; null: wherever it serves best. `moved_from` is the session that it leaves.
    `seen` is the `digest` of the station that was looked at: when it changed since, nothing happens (409).
    """

    script: str = Field(min_length=1, max_length=200)
    station: str | None = Field(default=None, max_length=80)
    place: str | None = Field(default=None, max_length=80)
    slot: str | None = Field(default=None, min_length=1, max_length=80)
    position: int | None = Field(default=None, ge=0, le=999)
    moved_from: str | None = Field(default=None, min_length=1, max_length=80)
    seen: str | None = Field(default=None, max_length=64)


class NotPlaced(BaseModel):
    """A station where it could not be done, and why."""

    station: str
    reason: str


class PlacementDone(BaseModel):
    """What came of it: the move (to undo it by), the stations as planned now, and where it failed."""

    move: str
    stations: list[StationTimetable]
    refused: list[NotPlaced]
    notes: list[NotPlaced]


class Proposal(BaseModel):
    """A session that would take it."""

    slot: str
    name: str
    starts_at: dt.datetime


class PlacementProblem(Problem):
    """A problem (RFC 9457) with the place that is proposed instead, null where there is none."""

    proposal: Proposal | None = None

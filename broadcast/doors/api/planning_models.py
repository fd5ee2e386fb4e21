"""Places and plans as programs read them, version 1. Not the domain: these change only by additions.

Reasons come in the language of the request.
"""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from broadcast.doors.api.campaign_models import Target
from broadcast.doors.api.models import Class


class Place(BaseModel):
    """A unit of administration; `kind` is data (xã, thị trấn, huyện)."""

    id: str
    code: str
    name: str
    kind: str
    parent: str | None
    valid_from: date | None
    valid_until: date | None
    successor: str | None


class Places(BaseModel):
    """All places."""

    places: list[Place]


class PlannedItem(BaseModel):
    """One play and why it airs there."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    script: str | None
    title: str
    campaign: str | None
    topic: str | None
    klass: Class = Field(validation_alias="class", serialization_alias="class")
    duration_s: float
    reason: str


class Session(BaseModel):
    """One programme of the day."""

    slot: str
    name: str
    starts_at: datetime
    duration_s: float
    gain_db: float
    items: list[PlannedItem]


class Silent(BaseModel):
    """A session that does not air, and why."""

    slot: str
    name: str
    reason: str


class LeftOut(BaseModel):
    """A script that does not air, and why."""

    script: str
    title: str
    reason: str


class TargetOutcome(BaseModel):
    """What a campaign gets against its target, and by topic; `owed` is what the days before did not air."""

    campaign: str
    planned: int
    planned_minutes: float
    owed: int
    owed_minutes: float
    target: Target
    met: bool
    reason: str
    topics: dict[str, int]


class PlannedRelay(BaseModel):
    """A relay at fixed hours: whether it airs, and why or why not.

    Relays of the station that have another day are among them. `instead` is what sounds where it is not
    received, `own` the station's own programme that does.
    """

    relay: str
    name: str
    starts_at: datetime
    duration_s: float
    airs: bool
    reason: str
    instead: str | None = None
    own: Session | None = None


class Plan(BaseModel):
    """What one station airs on one day, and why or why not."""

    station: str
    date: date
    sessions: list[Session]
    silent: list[Silent]
    relays: list[PlannedRelay]
    left_out: list[LeftOut]
    targets: list[TargetOutcome]

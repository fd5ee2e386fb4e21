"""What the routes of a commune's loudspeakers take and answer."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field

from broadcast.desk.choosing import ComingClash, FromAbove
from broadcast.desk.operating import Broken, Reported
from broadcast.doors.api.logbook_models import Recorded

FaultId = Annotated[int, Field(ge=1, le=2**31 - 1)]


class PauseOrder(BaseModel):
    """Silence `since` until `until`; an emergency still sounds unless `emergencies`. `by`: a full name."""

    since: datetime
    until: datetime
    emergencies: bool
    by: str
    reason: str


class VolumeOrder(BaseModel):
    """`gain_db` (0, -3 ... -12) on top of the item's own, until `until` (null: from now on)."""

    gain_db: float
    until: datetime | None


class Control(BaseModel):
    """What a station shall obey; `version` grows with every order, 0 while there never was one."""

    version: int
    pause: PauseOrder | None
    volume: VolumeOrder | None


class Beaten(Recorded):
    """How many heartbeats were new, and what the station shall obey from now on."""

    control: Control


class Pausing(BaseModel):
    """Until when (with offset; at most 24 hours, 2 where `emergencies` are held back, with a reason)."""

    until: AwareDatetime
    emergencies: bool = False
    reason: str = ""


class Turning(BaseModel):
    """0, -3, -6, -9 or -12; `until` null: from now on."""

    gain_db: float
    until: AwareDatetime | None = None


class Reporting(BaseModel):
    """What is wrong: `other` needs words."""

    kind: Broken
    words: str = ""


class Mending(BaseModel):
    """What was done."""

    note: str


class StationFault(BaseModel):
    """A fault that was reported; `mended_at` null: it stands."""

    id: int
    kind: Broken
    words: str
    by: str
    at: datetime
    mended_by: str | None
    mended_at: datetime | None
    note: str


class StationFaults(BaseModel):
    """The last faults of a station, the newest first."""

    faults: list[StationFault]


class Order(BaseModel):
    """Two priority items by id, one of them the commune's own: `first` goes before `second`."""

    first: str
    second: str


class ItemClash(BaseModel):
    """Two priority items that want one session: `first` goes first as planned; `both`: both have room."""

    days: list[date]
    slot: str
    own: str
    above: str
    first: str
    both: bool
    decided: bool


class Offered(BaseModel):
    """A normal item from above, and whether the commune declined it."""

    script: str
    title: str
    declined: bool


class StationChoices(BaseModel):
    """What a commune decides itself in the coming days."""

    clashes: list[ItemClash]
    items: list[Offered]


def fault(reported: Reported) -> StationFault:
    """A fault as the API tells it."""
    return StationFault(
        id=reported.id,
        kind=Broken(reported.kind),
        words=reported.words,
        by=reported.by,
        at=reported.at,
        mended_by=reported.mended_by,
        mended_at=reported.mended_at,
        note=reported.note,
    )


def clash(coming: ComingClash) -> ItemClash:
    """A clash as the API tells it."""
    met = coming.clash
    return ItemClash(
        days=list(coming.days),
        slot=met.slot.id,
        own=met.own.id,
        above=met.above.id,
        first=met.first,
        both=met.both,
        decided=met.decided,
    )


def offered(item: FromAbove) -> Offered:
    """An item from above as the API tells it."""
    return Offered(script=item.script.id, title=item.script.title, declined=item.declined)

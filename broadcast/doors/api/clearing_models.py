"""What the routes of decisions send and take: listening, and recalls."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from broadcast.desk.listening import Listening
from broadcast.desk.recalling import Spread as SpreadOfRecall
from broadcast.doors.api.people_models import Sha256, Version, Words
from broadcast.language import Language

Second = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]


class Played(Version):
    """Stretches of the clip that were played, each from one second to another; none: the playing begins."""

    audio: str = Sha256
    stretches: list[tuple[Second, Second]] = Field(default=[], max_length=500)


class Heard(BaseModel):
    """How much of the clip somebody has heard; `missing_s` is 0 when it may be approved. `said`: in words."""

    heard_s: float
    length_s: float
    missing_s: float
    said: str


class Why(BaseModel):
    """A reason."""

    reason: Words


class StationKnows(BaseModel):
    """One station that had been told to air it. `received_at`: null until it is known to hold the new list.

    `on_air_until`: a programme with the script sounds until then and is not cut.
    """

    id: str
    name: str
    made: bool
    received_at: datetime | None
    on_air_until: datetime | None


class Spread(BaseModel):
    """A recall and which stations know of it."""

    script: str
    reason: str
    by: str
    at: datetime
    received: int
    of: int
    stations: list[StationKnows]


def heard(listening: Listening, language: Language) -> Heard:
    """What was listened to, as it is sent."""
    return Heard(
        heard_s=round(listening.heard_s, 1),
        length_s=round(listening.length_s, 1),
        missing_s=round(listening.missing_s, 1),
        said=listening.said.said(language),
    )


def spread(found: SpreadOfRecall) -> Spread:
    """A recall, as it is sent."""
    recall = found.recall
    return Spread(
        script=recall.script,
        reason=recall.reason,
        by=recall.by,
        at=recall.at,
        received=found.received,
        of=len(found.stations),
        stations=[
            StationKnows(
                id=each.id,
                name=each.name,
                made=each.made,
                received_at=each.received_at,
                on_air_until=each.on_air_until,
            )
            for each in found.stations
        ],
    )

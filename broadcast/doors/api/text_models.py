"""Scripts and readings as programs read them, version 1. Not the domain: these change only by additions.

Doubts come in the language of the request.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from broadcast.doors.api.models import Class


class ScriptInList(BaseModel):
    """A script; `cleared`: approved and not edited since; `faults` keep it from the air."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    id: str
    title: str
    genre: str
    klass: Class = Field(validation_alias="class", serialization_alias="class")
    campaign: str | None
    topic: str | None
    valid_from: date | None
    valid_until: date | None
    cleared: bool
    faults: list[str]


class Scripts(BaseModel):
    """All scripts, by id."""

    scripts: list[ScriptInList]


class Approval(BaseModel):
    """Who cleared a script, when, and the fingerprint of what they cleared."""

    by: str
    on: date
    sha256: str


class Script(BaseModel):
    """One script with its text; `places` empty means every station, `voices` empty that the station decides.

    `again`: said twice at once; null: an emergency is, the rest is not.
    """

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    id: str
    title: str
    text: str
    genre: str
    klass: Class = Field(validation_alias="class", serialization_alias="class")
    campaign: str | None
    topic: str | None
    language: str
    origin: str
    valid_from: date | None
    valid_until: date | None
    places: list[str]
    voices: list[str]
    repeat: int
    again: bool | None
    cleared: bool
    approved: Approval | None


class Doubt(BaseModel):
    """Why a piece may be read wrongly, and what could stand there instead."""

    why: str
    proposals: list[str]
    severity: Literal["info", "warn", "error"]


class Piece(BaseModel):
    """A part of the source and what is said for it; `start` and `end` count code points of the source."""

    written: str
    start: int
    end: int
    spoken: str
    rule: str
    doubt: Doubt | None


class Reading(BaseModel):
    """The reading proof: the pieces' `written` joined is `source`."""

    script: str
    source: str
    spoken: str
    pieces: list[Piece]

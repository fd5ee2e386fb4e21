"""What stations read, version 1. Not the domain: these change only by additions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Class(StrEnum):
    """The class of a bulletin, low to high (Thông tư 39/2020/TT-BTTTT)."""

    NORMAL = "normal"
    PRIORITY = "priority"
    EMERGENCY = "emergency"


class Former(BaseModel):
    """What a station's place was before a reform: its name with those above it, its code, its last day."""

    place: str
    code: str
    until: date


class Station(BaseModel):
    """A station; `place` by name with kind (`xã An Thạnh Trung`), `code` is that place's official code.

    `former` is the place that the station was set up in, where a reform ended it.
    """

    id: str
    name: str
    place: str
    code: str
    former: Former | None = None


class Stations(BaseModel):
    """All stations, by id."""

    stations: list[Station]


class StationName(BaseModel):
    """Whose playlist it is."""

    id: str
    name: str


class Audio(BaseModel):
    """A file to play; `url` is an absolute path, `sha256` (hex) names the content."""

    url: str
    sha256: str
    bytes: int
    mime: str
    loudness_lufs: float
    true_peak_dbtp: float


class Relay(BaseModel):
    """A stream to pass on."""

    url: str


class Speech(BaseModel):
    """Who spoke; `fallback`: another engine was asked for and failed."""

    engine: str
    voice: str
    fallback: bool


class RundownEntry(BaseModel):
    """One cue; `offset_s` is where its own sound begins in the file, in seconds."""

    offset_s: float
    duration_s: float
    kind: Literal["signature", "call", "greeting", "item", "stinger", "feature", "closing", "sign_off"]
    title: str
    script: str | None = None
    campaign: str | None = None
    topic: str | None = None
    genre: str | None = None
    language: str | None = None
    origin: str | None = None


class PlaylistItem(BaseModel):
    """One thing to play, from `starts_at`, `duration_s` seconds long, at `gain_db`."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    id: str
    starts_at: datetime
    duration_s: float
    kind: Literal["programme", "relay", "announcement"]
    klass: Class = Field(validation_alias="class", serialization_alias="class")
    title: str
    gain_db: float
    relay: Relay | None = None
    audio: Audio | None = None
    speech: Speech | None = None
    rundown: list[RundownEntry]


class Playlist(BaseModel):
    """What a station plays on one day; a snapshot, told apart by `version`."""

    station: StationName
    date: date
    timezone: str
    version: int
    generated_at: datetime
    expires_at: datetime
    items: list[PlaylistItem]


class Progress(BaseModel):
    """How far the shown day is: stations made, of how many, and why others failed, by id."""

    made: int
    of: int
    failed: dict[str, str]


class Alive(BaseModel):
    """The service answers."""

    status: Literal["ok"] = "ok"

"""What stations and programs read, version 1. Not the domain: these change only by additions.

The texts of reasons and doubts come in the language of the request.
"""

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


class Topic(BaseModel):
    """Airtime of a campaign is counted by topic."""

    id: str
    name: str


class Target(BaseModel):
    """Plays a day and station, minutes of its items, the share of every session; `max` null: no most."""

    min: int
    max: int | None
    minutes_min: float
    minutes_max: float | None
    share: float


class Stage(BaseModel):
    """From `starts` on this target holds instead of the one before."""

    starts: date
    target: Target


class Campaign(BaseModel):
    """A campaign; without a `target` it fills what others leave. `assumed`: no document says so."""

    id: str
    name: str
    topics: list[Topic]
    places: list[str]
    valid_from: date | None
    valid_until: date | None
    baseline_plays: int
    baseline_minutes: float
    target: Target | None
    ramp: list[Stage]
    languages: list[str]
    report_every_days: int
    legal: str | None
    assumed: bool
    note: str


class Campaigns(BaseModel):
    """All campaigns."""

    campaigns: list[Campaign]


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


class Reason(BaseModel):
    """Why something did not sound as planned."""

    code: str
    vi: str
    en: str


class AsRunLine(BaseModel):
    """What became of one airing. `played_s`: seconds that sounded; `sha256`: of the file."""

    id: str
    item: str
    date: date
    version: int
    outcome: Literal["PLAYED", "LATE", "CUT", "MISSED"]
    planned_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    played_s: float
    reason: Reason | None
    sha256: str | None


class Heartbeat(BaseModel):
    """That a station's agent runs; `playlists`: version by date, `waiting`: lines not delivered yet.

    `control`: the version of the commune's orders that it obeys.
    """

    id: str
    at: datetime
    agent: str
    playing: str | None
    playlists: dict[str, int]
    waiting: int
    free_bytes: int
    control: int | None = None


class Recorded(BaseModel):
    """How many entries were new, and how many were known before."""

    accepted: int
    known: int

"""What stations report, version 1. Not the domain: these change only by additions."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel


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

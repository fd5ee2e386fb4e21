"""A report as programs read it, version 1: planned and aired plays beside goals, and who reported."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field


class Plays(BaseModel):
    """`planned` = `aired` + `lost` + `unreported` + `to_come`; airtime in whole seconds.

    `programmes` are those in which such a play was planned, `programmes_aired` those in which one aired.
    """

    planned: int
    aired: int
    lost: int
    unreported: int
    to_come: int
    planned_s: int
    aired_s: int
    programmes: int
    programmes_aired: int


class Goals(BaseModel):
    """Goals added up over `days` of single stations, `met` of which had at least their target.

    `baseline_s` and `target_s_min` are airtime in seconds, 0 where nobody has said it in minutes.
    """

    days: int
    met: int
    baseline_plays: int
    target_min: int
    target_max: int
    baseline_s: int
    target_s_min: int


class ReportRow(BaseModel):
    """Figures of what is not null among campaign, topic, station, day, genre, language, origin and place.

    A row whose kind is null in a list by that kind holds the plays that do not say it.
    """

    campaign: str | None
    topic: str | None
    station: str | None
    date: date | None
    genre: str | None
    language: str | None
    origin: str | None
    place: str | None
    plays: Plays
    goals: Goals | None


class MissingReport(BaseModel):
    """A session that is over and was not reported."""

    item: str
    starts_at: datetime


class Reminder(BaseModel):
    """What to write to a station that owes its report."""

    vi: str
    en: str


class Compliance(BaseModel):
    """How one station reports; `standing` is the worst of its sessions. `reminder`: null for the others."""

    station: str
    standing: Literal["green", "late", "silent", "not_due", "no_player"]
    owed: int
    in_time: int
    late: int
    missing: list[MissingReport]
    reminder: Reminder | None


class ReportOf(BaseModel):
    """The report of `from` to `to` (included) as it stood at `generated_at`; `days` of one campaign only."""

    since: date = Field(alias="from")
    until: date = Field(alias="to")
    campaign: str | None
    place: str | None
    generated_at: datetime
    campaigns: list[ReportRow]
    topics: list[ReportRow]
    stations: list[ReportRow]
    places: list[ReportRow]
    genres: list[ReportRow]
    languages: list[ReportRow]
    origins: list[ReportRow]
    days: list[ReportRow]
    compliance: list[Compliance]

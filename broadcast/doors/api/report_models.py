"""A report as programs read it, version 1: planned and aired plays beside goals, and who reported."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field


class Plays(BaseModel):
    """`planned` = `aired` + `lost` + `unreported` + `to_come`; airtime in whole seconds."""

    planned: int
    aired: int
    lost: int
    unreported: int
    to_come: int
    planned_s: int
    aired_s: int


class Goals(BaseModel):
    """Goals added up over `days` of single stations, `met` of which had at least `target_min` plays."""

    days: int
    met: int
    baseline_plays: int
    target_min: int
    target_max: int


class ReportRow(BaseModel):
    """Figures of what is not null among campaign, topic, station and day."""

    campaign: str | None
    topic: str | None
    station: str | None
    date: date | None
    plays: Plays
    goals: Goals | None


class MissingReport(BaseModel):
    """A session that is over and was not reported."""

    item: str
    starts_at: datetime


class Compliance(BaseModel):
    """How one station reports; `standing` is the worst of its sessions."""

    station: str
    standing: Literal["green", "late", "silent", "not_due", "no_player"]
    owed: int
    in_time: int
    late: int
    missing: list[MissingReport]


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
    days: list[ReportRow]
    compliance: list[Compliance]

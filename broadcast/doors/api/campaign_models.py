"""Campaigns as programs read and lay them down, version 1. Not the domain: these change only by additions."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from broadcast.desk.campaigning import FIRST_YEAR, LAST_YEAR, MOST_TOPICS
from broadcast.doors.api.people_models import Words
from broadcast.doors.api.problems import FaultModel
from broadcast.schedule.campaign_rules import MOST_PLAYS
from broadcast.schedule.order import LONGEST_LINE


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


def _dated(day: date) -> date:
    """Between years that every page can reckon with; the desk says the same of what is typed."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError("no year of a campaign")
    return day


Day = Annotated[date, AfterValidator(_dated)]
Plays = Annotated[int, Field(ge=0, le=MOST_PLAYS)]
Minutes = Annotated[float, Field(ge=0, le=1440, allow_inf_nan=False)]


class TargetWish(BaseModel):
    """Plays a day and station, minutes of its items, the share of every session; 0 or null: nothing said."""

    model_config = ConfigDict(extra="forbid")

    min: Plays = 0
    max: Plays | None = None
    minutes_min: Minutes = 0.0
    minutes_max: Minutes | None = None
    share: float = Field(0.0, ge=0, le=1, allow_inf_nan=False)


class StageWish(BaseModel):
    """From `starts` on this target instead of the one before."""

    model_config = ConfigDict(extra="forbid")

    starts: Day
    target: TargetWish


class CampaignWish(BaseModel):
    """All that a campaign says. `topics` are names (none: a general one), `places` ids (none: everywhere)."""

    model_config = ConfigDict(extra="forbid")

    name: Words
    topics: list[Words] = Field([], max_length=MOST_TOPICS)
    places: list[Words] = Field([], max_length=500)
    valid_from: Day | None = None
    valid_until: Day | None = None
    target: TargetWish | None = Field(None, description="null: a standing campaign, which fills what is left")
    ramp: list[StageWish] = Field([], max_length=12)
    baseline_plays: Plays = 0
    baseline_minutes: Minutes = 0.0
    languages: list[Annotated[str, Field(pattern="^[a-z]{2,3}$")]] = Field([], max_length=8)
    report_every_days: int = Field(0, ge=0, le=366)
    legal: Words | None = Field(None, description="number and day of the letter; null: assumed")
    note: Annotated[Words, Field(max_length=2000)] = ""


class CampaignChange(CampaignWish):
    """All that a campaign says from now on; `version` is the one that was looked at."""

    version: int = Field(ge=1, le=1_000_000)


class Line(BaseModel):
    """What somebody typed: `Bluezone, 3-5 lần/ngày, 05-31/8, toàn huyện`."""

    model_config = ConfigDict(extra="forbid")

    line: Words = Field(max_length=LONGEST_LINE)


class CampaignProposal(BaseModel):
    """What a line was understood to ask for; nothing is kept.

    `faults`: what was not understood, and what would keep it from being laid down.
    """

    proposal: CampaignWish
    faults: list[FaultModel]


class LaidCampaign(BaseModel):
    """A campaign that people laid down: its version, whose login name, and when."""

    campaign: Campaign
    version: int
    by: str
    at: datetime


class CampaignVersions(BaseModel):
    """Every version, the newest first."""

    versions: list[LaidCampaign]

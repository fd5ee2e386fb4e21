"""What the route of a station's rules answers."""

from datetime import date
from typing import Literal

from pydantic import BaseModel

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class RuleSlot(BaseModel):
    """A session; lengths in minutes."""

    id: str
    name: str
    starts: str
    longest_minutes: float
    aim_minutes: float
    exactly: bool


class RuleHours(BaseModel):
    """Hours like 05:00-06:00 in which it sounds `gain_db` (negative) lower."""

    hours: str
    gain_db: float


class LaidDown(BaseModel):
    """Who lays one rule down: `legal` null and `assumed` where no document says so."""

    rule: str
    named: str
    place: str
    legal: str | None
    assumed: bool
    valid_from: date | None
    valid_until: date | None
    prevails: bool


class Rules(BaseModel):
    """What holds at a station on a day. `changes` is the next day on which something is different.

    A rule that is not in `laid_down` holds by default. `gap_minutes` 0: only never twice in a row.
    """

    station: str
    changes: date | None
    date: date
    slots: list[RuleSlot]
    days: list[Weekday]
    daily_cap_minutes: float
    quiet: list[str]
    quieter: list[RuleHours]
    gap_minutes: float
    genre_caps_minutes: dict[str, float]
    laid_down: list[LaidDown]

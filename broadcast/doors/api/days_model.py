"""On which days a script airs, as programs say it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from broadcast import script
from broadcast.script.air_days import MOST_DAYS


class AirDays(BaseModel):
    """Days of any kind that is named: `dates` as 2026-12-24, `lunar` as `15`, `1`, `10/3`, `tết`.

    Nothing named: every day. `holidays`: whether public holidays count as other days, never, or only they do.
    """

    model_config = ConfigDict(extra="forbid")

    weekly: list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]] = []
    dates: Annotated[list[str], Field(max_length=MOST_DAYS)] = []
    lunar: Annotated[list[str], Field(max_length=MOST_DAYS)] = []
    holidays: Literal["also", "never", "only"] = "also"


def air_days(days: script.AirDays) -> AirDays:
    """The days of a script as they are sent."""
    return AirDays.model_validate(
        {"weekly": days.weekly, "dates": days.dates, "lunar": days.lunar, "holidays": days.holidays}
    )

"""What the entries of schedules.yaml are made of: ids, hours, days, lists, dates in force, references."""

import re
from datetime import date, time
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from broadcast.files.wording import SpokenError
from broadcast.language import Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"


def _clock(written: object) -> time:
    if isinstance(written, str) and re.fullmatch(_CLOCK, written):
        hour, minute = written.split(":")
        return time(int(hour), int(minute))
    raise SpokenError(
        Text(f"«{written}» không phải là giờ", f"«{written}» is no hour of the day"),
        Text('ghi giờ và phút từ "00:00" đến "23:59"', 'write hour and minute, "00:00" to "23:59"'),
    )


def _hours(written: object) -> tuple[time, time]:
    starts, dash, ends = str(written).replace(" ", "").partition("-")
    hours = (_clock(starts), _clock(ends)) if dash else None
    if hours is None or hours[0] == hours[1]:
        raise SpokenError(
            Text(f"«{written}» không phải là khoảng giờ", f"«{written}» is no stretch of hours"),
            Text('ghi như "21:00-05:00"', 'write it like "21:00-05:00"'),
        )
    return hours


def _day(written: object) -> object:
    if isinstance(written, str) and re.fullmatch(r"(?:19|2\d)\d{2}-\d{2}-\d{2}", written):
        return written
    raise SpokenError(
        Text(f"«{written}» không phải là ngày", f"«{written}» is no date"),
        Text("ghi năm-tháng-ngày như 2020-08-06", "write year-month-day like 2020-08-06"),
    )


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Clock = Annotated[time, BeforeValidator(_clock), WithJsonSchema({"type": "string", "pattern": f"^{_CLOCK}$"})]
Hours = Annotated[
    tuple[time, time],
    BeforeValidator(_hours),
    WithJsonSchema({"type": "string", "pattern": f"^{_CLOCK} ?- ?{_CLOCK}$"}),
]
Day = Annotated[date, BeforeValidator(_day)]

Kind = TypeVar("Kind")
Some = Annotated[tuple[Kind, ...], Field(json_schema_extra={"minItems": 1})]
"""A list that may not be empty; entry_rules says so, for pydantic counts only the entries without a fault."""


def _listed(written: object) -> object:
    return written if written is None or isinstance(written, list | tuple) else [written]


def _or_alone(schema: dict[str, Any]) -> None:
    listed = dict(schema, minItems=1)
    schema.clear()
    schema["anyOf"] = [listed["items"], listed]


OneOrMore = Annotated[tuple[Kind, ...], BeforeValidator(_listed), Field(json_schema_extra=_or_alone)]
"""A list as `Some`, or its only entry by itself."""


class Entry(BaseModel):
    """Anything in the file: no field that is not known; figures may stand for text (codes)."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Dated(Entry):
    """In force from `valid_from` to `valid_until`, both included."""

    valid_from: Day | None = None
    valid_until: Day | None = None


class Grounded(Entry):
    """Says which document it stands on, or that it is assumed (shown as "giả định")."""

    legal: Line | None = None
    assumed: bool = False

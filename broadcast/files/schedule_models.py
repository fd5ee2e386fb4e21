"""schedules.yaml as it is written: its fields and bounds, and what one entry may say (docs/schedules.md)."""

import re
from collections.abc import Callable
from datetime import date, time
from string import Formatter
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from broadcast.files.wording import SpokenError
from broadcast.language import Text
from broadcast.speech import Speaker

Engine = Literal["espeak", "gtts", "fpt", "wyoming", "piper", "recorded"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

SHORTEST_PAUSE_S = 0.2
"""Stored pieces carry 80 ms of silence at both ends, which joining needs (sound.md)."""

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
    if isinstance(written, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return written
    raise SpokenError(
        Text(f"«{written}» không phải là ngày", f"«{written}» is no date"),
        Text("ghi năm-tháng-ngày như 2020-08-06", "write year-month-day like 2020-08-06"),
    )


def _words_only(spoken: str) -> str:
    """What an engine is given: words and commas, no figure and no sign."""
    if all(char.isalpha() or char in " ," for char in spoken) and any(map(str.isalpha, spoken)):
        return spoken
    raise SpokenError(
        Text(f"lời đọc «{spoken}» có chữ số hoặc ký hiệu", f"«{spoken}» has figures or signs in it"),
        Text("ghi bằng chữ như người đọc, ví dụ: hai mươi bốn trên bảy", "write the words as they are said"),
    )


_NO_FIELDS = Text("bỏ ngoặc nhọn, chỉ ghi lời đọc", "leave out the braces, write words only")


def _template(*allowed: str) -> Callable[[str], str]:
    """A check that only the fields in `allowed` stand in braces, and that there is something to say."""

    def checked(template: str) -> str:
        try:
            fields = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
        except ValueError as error:
            raise SpokenError(Text("ngoặc nhọn không khớp", "the braces do not match")) from error
        for name in fields:
            if name not in allowed:
                known = ", ".join(f"{{{each}}}" for each in allowed)
                raise SpokenError(
                    Text(f"không có trường {{{name}}} ở đây", f"there is no field {{{name}}} here"),
                    Text(f"dùng {known}", f"use {known}") if known else _NO_FIELDS,
                )
        if not any(map(str.isalpha, template)):
            raise SpokenError(Text(f"«{template}» không có chữ nào để đọc", f"«{template}» has no words"))
        return template

    return checked


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Clock = Annotated[time, BeforeValidator(_clock), WithJsonSchema({"type": "string", "pattern": f"^{_CLOCK}$"})]
Hours = Annotated[
    tuple[time, time],
    BeforeValidator(_hours),
    WithJsonSchema({"type": "string", "pattern": f"^{_CLOCK} ?- ?{_CLOCK}$"}),
]
Spoken = Annotated[Line, AfterValidator(_words_only)]
"""Words as they are said: letters, blanks and commas."""

Day = Annotated[date, BeforeValidator(_day)]
Pause = Annotated[float, Field(ge=SHORTEST_PAUSE_S, le=10, allow_inf_nan=False)]
Minutes = Annotated[float, Field(gt=0, le=1440, allow_inf_nan=False)]


Kind = TypeVar("Kind")
Some = Annotated[tuple[Kind, ...], Field(json_schema_extra={"minItems": 1})]
"""A list that may not be empty; entry_rules says so, for pydantic counts only the entries without a fault."""


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


class ReadingEntry(Grounded):
    """How texts are read there; what it does not name is as the place above it."""

    region: Literal["north", "south"] | None = None
    documents: Literal["full", "spelt", "short"] | None = None
    phones: int | None = Field(None, ge=1, le=3)
    lexicon: dict[Line, Spoken] = Field(default_factory=dict)


class SpeechEntry(Entry):
    """Who reads there, and how; what it does not name is as the place above it."""

    engines: Some[Engine] | None = None
    speakers: Some[Speaker] | None = None
    pace: float | None = Field(None, ge=0.6, le=1.6, allow_inf_nan=False)
    pitch: float | None = Field(None, ge=-6, le=6, allow_inf_nan=False)
    slow_pace: float | None = Field(None, ge=0.5, le=1.0, allow_inf_nan=False)
    voices: dict[Engine, dict[Speaker, Line]] = Field(default_factory=dict)


Approvers = Annotated[int, Field(ge=1, le=3, strict=True)]


class ApprovalsEntry(Grounded):
    """How many people must approve each class there; what it does not name is as the place above it."""

    normal: Approvers | None = None
    priority: Approvers | None = None
    emergency: Approvers | None = None


class ContactEntry(Entry):
    """Whom to call when something does not work."""

    name: Line
    phone: Annotated[str, Field(pattern=r"^\+?[0-9][0-9 .()-]{5,24}$")]


class PlaceEntry(Dated):
    """A place: kinds are data, names may occur twice."""

    id: Id
    code: Line
    name: Line
    kind: Line
    parent: Id | None = None
    successor: Line | None = None
    reading: ReadingEntry | None = None
    speech: SpeechEntry | None = None
    imaging: Id | None = None
    approvals: ApprovalsEntry | None = None
    contact: ContactEntry | None = None


class StationEntry(Entry):
    """A station. `engines` is short for speech.engines; `imaging` is a folder in jingles/."""

    id: Id
    place: Id
    name: Line
    engines: Some[Engine] | None = None
    reading: ReadingEntry | None = None
    speech: SpeechEntry | None = None
    imaging: Id | None = None
    approvals: ApprovalsEntry | None = None
    contact: ContactEntry | None = None


class SlotEntry(Entry):
    """A session: what it is called, when it starts, how long it may last."""

    id: Id
    name: Line
    starts: Clock
    longest_min: Minutes
    aim_min: Minutes | None = None
    form: Id
    days: Some[Weekday] = WEEKDAYS
    exactly: Annotated[bool, Field(strict=True)] = False


class QuieterEntry(Entry):
    """Hours in which the loudspeakers play lower, in dB."""

    hours: Hours
    gain_db: float = Field(ge=-40, le=0, allow_inf_nan=False)


class PolicyEntry(Grounded):
    """What one place lays down; what it does not name is as the place above it."""

    place: Id
    slots: tuple[SlotEntry, ...] | None = None
    daily_cap_min: Minutes | None = None
    quiet: Hours | None = None
    quieter: QuieterEntry | None = None


class PausesEntry(Entry):
    """Silence after a sound of each kind, in seconds."""

    after_signature_s: Pause = 0.4
    after_call_s: Pause = 0.6
    after_greeting_s: Pause = 0.8
    after_item_s: Pause = 0.8
    after_stinger_s: Pause = 0.6
    after_feature_s: Pause = 0.6
    after_closing_s: Pause = 0.6


class WordsEntry(Entry):
    """What is said around the items."""

    call: Annotated[Line, AfterValidator(_template("station"))]
    greeting: Annotated[Line, AfterValidator(_template("weekday", "date", "daypart"))]
    closing: Annotated[Line, AfterValidator(_template("next"))]
    headlines: Annotated[Line, AfterValidator(_template())] | None = None


class ImagingEntry(Entry):
    """Names of files in jingles/, without the ending."""

    signature: Id
    stingers: tuple[Id, ...] = ()
    sign_off: Id
    bed: Id | None = None
    duck_db: float = Field(-18.0, ge=-40, le=-6, allow_inf_nan=False)


class FeatureEntry(Entry):
    """A feature: its introduction, before the first item of a session on one of its topics."""

    id: Id
    words: Annotated[Line, AfterValidator(_template())]
    topics: Some[Id]
    days: Some[Weekday] = WEEKDAYS


class FormEntry(Entry):
    """A programme form."""

    id: Id
    name: Line
    pauses: PausesEntry = PausesEntry()
    words: WordsEntry
    imaging: ImagingEntry
    headlines: int = Field(0, ge=0, le=6)
    features: tuple[FeatureEntry, ...] = ()


class TopicEntry(Entry):
    """A topic of a campaign."""

    id: Id
    name: Line


class TargetEntry(Entry):
    """Plays a day and station; without `max` there is no most."""

    min: int = Field(ge=0, le=100)
    max: int | None = Field(None, ge=1, le=100)


class AirtimeEntry(Entry):
    """Minutes of a campaign's items a day and station; without `max` there is no most."""

    min: float = Field(ge=0, le=1440, allow_inf_nan=False)
    max: float | None = Field(None, gt=0, le=1440, allow_inf_nan=False)


class TargetsEntry(Entry):
    """What a campaign shall have: plays a day, minutes a day, a share of every session."""

    target_plays: TargetEntry | None = None
    target_minutes: AirtimeEntry | None = None
    target_share: float | None = Field(None, gt=0, le=1, allow_inf_nan=False)


class StageEntry(TargetsEntry):
    """From this day on, instead of what held before."""

    starts: Day


class CampaignEntry(TargetsEntry, Dated, Grounded):
    """A campaign; without any target it is a standing one."""

    id: Id
    name: Line
    places: Some[Id]
    topics: Some[TopicEntry]
    baseline_plays: int = Field(0, ge=0, le=100)
    baseline_minutes: float = Field(0, ge=0, le=1440, allow_inf_nan=False)
    ramp: Some[StageEntry] = ()
    languages: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,3}$")], ...] = ()
    report_every_days: int = Field(0, ge=0, le=366)
    note: str = ""


class PinEntry(Entry):
    """A script pinned to a session."""

    script: Line
    place: Id
    slot: Id
    valid_from: Day
    valid_until: Day


class SchedulesFile(Entry):
    """The whole of schedules.yaml."""

    district: Id
    places: Some[PlaceEntry]
    stations: Some[StationEntry]
    policies: Some[PolicyEntry]
    forms: Some[FormEntry]
    campaigns: tuple[CampaignEntry, ...] = ()
    pins: tuple[PinEntry, ...] = ()

"""schedules.yaml as it is written: its fields and bounds, and what one entry may say (docs/schedules.md)."""

from collections.abc import Callable
from datetime import time
from string import Formatter
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
)

from broadcast.files.calendar_models import HolidayEntry, WhenEntry
from broadcast.files.entries import (
    WEEKDAYS,
    Clock,
    Dated,
    Day,
    Entry,
    Grounded,
    Hours,
    Id,
    Line,
    OneOrMore,
    Some,
    Weekday,
)
from broadcast.files.relay_models import RelayEntry
from broadcast.files.wording import SpokenError
from broadcast.language import Text
from broadcast.speech import Speaker

Engine = Literal["espeak", "gtts", "fpt", "wyoming", "piper", "recorded"]
SHORTEST_PAUSE_S = 0.2
"""Stored pieces carry 80 ms of silence at both ends, which joining needs (sound.md)."""


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


Spoken = Annotated[Line, AfterValidator(_words_only)]
"""Words as they are said: letters, blanks and commas."""

Pause = Annotated[float, Field(ge=SHORTEST_PAUSE_S, le=10, allow_inf_nan=False)]
Minutes = Annotated[float, Field(gt=0, le=1440, allow_inf_nan=False)]


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


class TieEntry(Dated):
    """A place to which something belongs on certain days."""

    place: Id


class PlaceEntry(Dated):
    """A place: kinds are data, names may occur twice. `parents` say where it lies on certain days."""

    id: Id
    code: Line
    name: Line
    kind: Line
    parent: Id | None = None
    parents: Some[TieEntry] | None = None
    near: OneOrMore[Line] | None = None
    successor: Line | None = None
    reading: ReadingEntry | None = None
    speech: SpeechEntry | None = None
    imaging: Id | None = None
    approvals: ApprovalsEntry | None = None
    contact: ContactEntry | None = None


class StationEntry(Entry):
    """A station. `engines` is short for speech.engines; `imaging` is a folder in jingles/.

    `serves` are the places that it serves on certain days instead of `place`.
    """

    id: Id
    place: Id
    name: Line
    serves: Some[TieEntry] | None = None
    near: OneOrMore[Line] | None = None
    engines: Some[Engine] | None = None
    reading: ReadingEntry | None = None
    speech: SpeechEntry | None = None
    imaging: Id | None = None
    approvals: ApprovalsEntry | None = None
    contact: ContactEntry | None = None


class SlotEntry(Entry):
    """A session: what it is called, when it starts, how long it may last.

    With `every_min` one every so many minutes from `starts` to `until` (included): in a storm.
    """

    id: Id
    name: Line
    starts: Clock
    longest_min: Minutes
    aim_min: Minutes | None = None
    form: Id
    days: Some[Weekday] = WEEKDAYS
    when: WhenEntry | None = None
    exactly: Annotated[bool, Field(strict=True)] = False
    every_min: int | None = Field(None, ge=10, le=720)
    until: Clock | None = None

    @property
    def hours(self) -> tuple[time, ...]:
        """Every hour at which it starts."""
        if self.every_min is None or self.until is None:
            return (self.starts,)
        first, last = (at.hour * 60 + at.minute for at in (self.starts, self.until))
        return tuple(time(*divmod(at, 60)) for at in range(first, last + 1, self.every_min)) or (self.starts,)


class QuieterEntry(Entry):
    """Hours in which the loudspeakers play lower, in dB."""

    hours: Hours
    gain_db: float = Field(ge=-40, le=0, allow_inf_nan=False)
    near: Line | None = None


class PolicyEntry(Dated, Grounded):
    """What one place lays down on certain days; what it does not name is as the place above it."""

    place: Id
    slots: tuple[SlotEntry, ...] | None = None
    daily_cap_min: Minutes | None = None
    days: Some[Weekday] | None = None
    quiet: OneOrMore[Hours] | None = None
    quieter: OneOrMore[QuieterEntry] | None = None
    gap_min: float | None = Field(None, ge=0, le=720, allow_inf_nan=False)
    genre_caps_min: dict[Id, Minutes] | None = None
    prevails: Annotated[bool, Field(strict=True)] = False


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
    when: WhenEntry | None = None


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


class ChangeEntry(Entry):
    """Places that ended or went on, and what they became."""

    old: Some[Id]
    new: tuple[Id, ...] = ()


class ReformEntry(Grounded):
    """A reform of places: on `date` the new ones hold and the old ones have ended."""

    date: Day
    kind: Line
    changes: Some[ChangeEntry]


class PinEntry(Entry):
    """A script pinned to a session."""

    script: Line
    place: Id
    slot: Id
    valid_from: Day
    valid_until: Day
    when: WhenEntry | None = None


class SchedulesFile(Entry):
    """The whole of schedules.yaml."""

    district: Id
    places: Some[PlaceEntry]
    stations: Some[StationEntry]
    policies: Some[PolicyEntry]
    forms: Some[FormEntry]
    campaigns: tuple[CampaignEntry, ...] = ()
    pins: tuple[PinEntry, ...] = ()
    reforms: tuple[ReformEntry, ...] = ()
    holidays: tuple[HolidayEntry, ...] = ()
    relays: tuple[RelayEntry, ...] = ()

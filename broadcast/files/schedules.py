"""schedules.yaml: read, checked as a whole, and turned into a Schedule."""

from dataclasses import replace
from datetime import time
from pathlib import Path

from broadcast.errors import Fault, Invalid, Where
from broadcast.files import schedule_models as models
from broadcast.files.entry_rules import faults_within
from broadcast.files.lined import Lined, in_order, load, salvaged
from broadcast.files.schedule_rules import faults_between
from broadcast.language import Text
from broadcast.programme import Form
from broadcast.programme.announcer import Words
from broadcast.reading import DocumentStyle, Region
from broadcast.schedule import (
    Campaign,
    Contact,
    Feature,
    Framing,
    Hours,
    Imaging,
    LocalApprovals,
    LocalPolicy,
    LocalReading,
    LocalSpeech,
    Pin,
    Place,
    Quieter,
    Schedule,
    Slot,
    Stage,
    Station,
    Target,
    Topic,
)


def load_schedule(path: Path, jingles: Path | None = None) -> Schedule:
    """The schedule of a house; `jingles` is the folder of its sounds (default: beside the file).

    Pins are checked against the scripts by `Schedule.refuse_wrong_pins`.

    Raises:
        Invalid: with every fault at once, each at its line.
    """
    document = load(_text(path), str(path))
    if document.value is None:
        raise Invalid(Fault(_EMPTY, _WRITE, Where(str(path), 1)))
    file, sound, faults = salvaged(models.SchedulesFile, document)
    schedule = _schedule(file, sound)
    folder = path.parent / "jingles" if jingles is None else jingles
    faults += tuple(faults_within(file, sound, document))
    faults += tuple(faults_between(file, schedule, sound, document, folder))
    if faults:
        raise Invalid(*in_order(faults))
    return schedule


def schema() -> dict[str, object]:
    """The JSON Schema of schedules.yaml, as published in docs/schedules.schema.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **models.SchedulesFile.model_json_schema(),
    }


_EMPTY = Text("tệp trống", "the file is empty")
_WRITE = Text("viết lịch theo docs/schedules.md", "write the schedule as docs/schedules.md says")


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        what = Text(f"không mở được tệp ({error.strerror})", f"the file cannot be opened ({error.strerror})")
        remedy = Text("kiểm tra đường dẫn và quyền đọc", "check the path and who may read it")
        raise Invalid(Fault(what, remedy, Where(str(path)))) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = Text("tệp không phải UTF-8", "the file is not UTF-8")
        remedy = Text("lưu lại tệp ở dạng UTF-8", "save the file as UTF-8")
        line = content.count(b"\n", 0, error.start) + 1
        raise Invalid(Fault(what, remedy, Where(str(path), line))) from error


def _schedule(file: models.SchedulesFile, document: Lined) -> Schedule:
    return Schedule(
        district=file.district,
        places={entry.id: _place(entry) for entry in file.places},
        stations={entry.id: _station(entry) for entry in file.stations},
        policies={entry.place: _policy(entry) for entry in file.policies},
        forms={entry.id: _framing(entry) for entry in file.forms},
        campaigns={entry.id: _campaign(entry) for entry in file.campaigns},
        pins=tuple(
            Pin(**entry.model_dump(), where=document.where("pins", number))
            for number, entry in enumerate(file.pins)
        ),
    )


def _place(entry: models.PlaceEntry) -> Place:
    fields = entry.model_dump(exclude={"reading", "speech", "contact", "approvals"})
    return Place(
        **fields,
        contact=_contact(entry.contact),
        reading=_reading(entry.reading),
        speech=_speech(entry.speech),
        approvals=_approvals(entry.approvals),
    )


def _station(entry: models.StationEntry) -> Station:
    fields = entry.model_dump(exclude={"engines", "reading", "speech", "contact", "approvals"})
    speech = _speech(entry.speech)
    if entry.engines is not None:
        speech = replace(speech or LocalSpeech(), engines=entry.engines)
    return Station(
        **fields,
        contact=_contact(entry.contact),
        reading=_reading(entry.reading),
        speech=speech,
        approvals=_approvals(entry.approvals),
    )


def _approvals(entry: models.ApprovalsEntry | None) -> LocalApprovals | None:
    return None if entry is None else LocalApprovals(**entry.model_dump())


def _contact(entry: models.ContactEntry | None) -> Contact | None:
    return None if entry is None else Contact(entry.name, entry.phone)


def _speech(entry: models.SpeechEntry | None) -> LocalSpeech | None:
    if entry is None:
        return None
    voices = ((of, who, name) for of, named in entry.voices.items() for who, name in named.items())
    return LocalSpeech(**entry.model_dump(exclude={"voices"}), voices=tuple(voices))


def _reading(entry: models.ReadingEntry | None) -> LocalReading | None:
    if entry is None:
        return None
    return LocalReading(
        region=None if entry.region is None else Region(entry.region),
        documents=None if entry.documents is None else DocumentStyle(entry.documents),
        phones=entry.phones,
        lexicon=tuple(entry.lexicon.items()),
        legal=entry.legal,
        assumed=entry.assumed,
    )


def _policy(entry: models.PolicyEntry) -> LocalPolicy:
    return LocalPolicy(
        place=entry.place,
        slots=None if entry.slots is None else tuple(map(_slot, entry.slots)),
        daily_cap_s=None if entry.daily_cap_min is None else entry.daily_cap_min * 60,
        quiet=_hours(entry.quiet),
        quieter=_quieter(entry.quieter) if entry.quieter else None,
        legal=entry.legal,
        assumed=entry.assumed,
    )


def _hours(written: tuple[time, time] | None) -> Hours | None:
    return None if written is None else Hours(*written)


def _quieter(entry: models.QuieterEntry) -> Quieter:
    return Quieter(Hours(*entry.hours), entry.gain_db)


def _slot(entry: models.SlotEntry) -> Slot:
    return Slot(
        id=entry.id,
        name=entry.name,
        starts=entry.starts,
        longest_s=entry.longest_min * 60,
        aim_s=(entry.aim_min or entry.longest_min) * 60,
        form=entry.form,
        days=_days(entry.days),
        exactly=entry.exactly,
    )


def _days(names: tuple[models.Weekday, ...]) -> tuple[int, ...]:
    return tuple(sorted({models.WEEKDAYS.index(day) for day in names}))


def _framing(entry: models.FormEntry) -> Framing:
    return Framing(
        form=Form(entry.id, entry.name, **entry.pauses.model_dump(), headlines=entry.headlines),
        words=Words(**entry.words.model_dump(exclude={"headlines"}), headlines=entry.words.headlines or ""),
        imaging=Imaging(**entry.imaging.model_dump()),
        features=tuple(
            Feature(each.id, each.words, each.topics, _days(each.days)) for each in entry.features
        ),
    )


def _campaign(entry: models.CampaignEntry) -> Campaign:
    own = {"topics", "ramp", "baseline_minutes", *models.TargetsEntry.model_fields}
    return Campaign(
        **entry.model_dump(exclude=own),
        topics=tuple(Topic(topic.id, topic.name) for topic in entry.topics),
        target=_target(entry),
        baseline_s=entry.baseline_minutes * 60,
        ramp=tuple(Stage(stage.starts, _target(stage) or Target()) for stage in entry.ramp),
    )


def _target(entry: models.TargetsEntry) -> Target | None:
    plays, airtime, share = entry.target_plays, entry.target_minutes, entry.target_share
    if plays is None and airtime is None and share is None:
        return None
    return Target(
        plays_min=plays.min if plays else 0,
        plays_max=(plays.max or 0) if plays else 0,
        seconds_min=airtime.min * 60 if airtime else 0.0,
        seconds_max=(airtime.max or 0.0) * 60 if airtime else 0.0,
        share=share or 0.0,
    )

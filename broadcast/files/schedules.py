"""schedules.yaml: read, checked as a whole, and turned into a Schedule."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import time
from pathlib import Path

from broadcast.calendar import Holiday
from broadcast.errors import Fault, Invalid, Where
from broadcast.files import schedule_models as models
from broadcast.files.calendar_models import days_off, when_of
from broadcast.files.calendar_rules import calendar_faults
from broadcast.files.entries import WEEKDAYS, Weekday
from broadcast.files.entry_rules import faults_within
from broadcast.files.fixed_rules import tight_faults
from broadcast.files.lined import Lined, in_order, load, salvaged, validated
from broadcast.files.relay_models import relay_of
from broadcast.files.relay_rules import faults_of_relays
from broadcast.files.schedule_rules import faults_between
from broadcast.language import Text
from broadcast.programme import Form
from broadcast.programme.announcer import Words
from broadcast.reading import DocumentStyle, Region
from broadcast.schedule import (
    Campaign,
    Change,
    Contact,
    Feature,
    Framing,
    GenreCap,
    Hours,
    Imaging,
    LocalApprovals,
    LocalPolicy,
    LocalReading,
    LocalSpeech,
    Pin,
    Place,
    Quieter,
    Reform,
    Schedule,
    Slot,
    Stage,
    Station,
    Target,
    Tie,
    Topic,
)


def load_schedule(path: Path, jingles: Path | None = None) -> Schedule:
    """The schedule of a house; `jingles` is the folder of its sounds (default: beside the file).

    Pins are checked against the scripts by `Schedule.refuse_wrong_pins`.

    Raises:
        Invalid: with every fault at once, each at its line.
    """
    document = _document(path)
    file, sound, faults = salvaged(models.SchedulesFile, document)
    folder = path.parent / "jingles" if jingles is None else jingles
    schedule = _schedule(file, sound, folder)
    faults += tuple(faults_within(file, sound, document))
    faults += tuple(calendar_faults(file, sound))
    faults += tuple(faults_of_relays(schedule, sound))
    faults += tuple(faults_between(file, schedule, sound, document, folder))
    faults = faults or tuple(tight_faults(file, schedule, sound, folder, sure=True))
    if faults:
        raise Invalid(*in_order(faults))
    return schedule


def doubts_of_schedule(path: Path, jingles: Path | None = None) -> tuple[Fault, ...]:
    """What in a schedule without a fault will hardly do, by an estimate of what is spoken; raises Invalid."""
    folder = path.parent / "jingles" if jingles is None else jingles
    schedule, document = load_schedule(path, folder), _document(path)
    file = validated(models.SchedulesFile, document)
    return tuple(in_order(tight_faults(file, schedule, document, folder, sure=False)))


def schema() -> dict[str, object]:
    """The JSON Schema of schedules.yaml, as published in docs/schedules.schema.json."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **models.SchedulesFile.model_json_schema(),
    }


def _document(path: Path) -> Lined:
    document = load(_text(path), str(path))
    if document.value is None:
        raise Invalid(Fault(_EMPTY, _WRITE, Where(str(path), 1)))
    return document


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


def _schedule(file: models.SchedulesFile, document: Lined, jingles: Path) -> Schedule:
    off = days_off(file.holidays)
    return Schedule(
        district=file.district,
        places={entry.id: _place(entry) for entry in file.places},
        stations={entry.id: _station(entry) for entry in file.stations},
        policies=_by_place(_policy(entry, off) for entry in file.policies),
        forms={entry.id: _framing(entry, off) for entry in file.forms},
        campaigns={entry.id: _campaign(entry) for entry in file.campaigns},
        pins=tuple(
            Pin(
                **entry.model_dump(exclude={"when"}),
                where=document.where("pins", number),
                when=when_of(entry.when, off),
            )
            for number, entry in enumerate(file.pins)
        ),
        reforms=tuple(map(_reform, file.reforms)),
        days_off=off,
        relays=tuple(
            relay_of(entry, off, jingles, number, document) for number, entry in enumerate(file.relays)
        ),
    )


def _by_place(policies: Iterable[LocalPolicy]) -> Mapping[str, tuple[LocalPolicy, ...]]:
    found: dict[str, tuple[LocalPolicy, ...]] = {}
    for policy in policies:
        found[policy.place] = (*found.get(policy.place, ()), policy)
    return found


def _reform(entry: models.ReformEntry) -> Reform:
    changes = tuple(Change(each.old, each.new) for each in entry.changes)
    return Reform(entry.date, changes, entry.kind, entry.legal, entry.assumed)


def _ties(entries: tuple[models.TieEntry, ...] | None) -> tuple[Tie, ...]:
    return tuple(Tie(each.place, each.valid_from, each.valid_until) for each in entries or ())


def _place(entry: models.PlaceEntry) -> Place:
    fields = entry.model_dump(exclude={"reading", "speech", "contact", "approvals", "parents", "near"})
    return Place(
        **fields,
        parents=_ties(entry.parents),
        near=entry.near or (),
        contact=_contact(entry.contact),
        reading=_reading(entry.reading),
        speech=_speech(entry.speech),
        approvals=_approvals(entry.approvals),
    )


def _station(entry: models.StationEntry) -> Station:
    told = {"engines", "reading", "speech", "contact", "approvals", "serves", "near"}
    fields = entry.model_dump(exclude=told)
    speech = _speech(entry.speech)
    if entry.engines is not None:
        speech = replace(speech or LocalSpeech(), engines=entry.engines)
    return Station(
        **fields,
        serves=_ties(entry.serves),
        near=entry.near or (),
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


def _policy(entry: models.PolicyEntry, off: tuple[Holiday, ...]) -> LocalPolicy:
    return LocalPolicy(
        place=entry.place,
        slots=None if entry.slots is None else tuple(s for each in entry.slots for s in _slots(each, off)),
        daily_cap_s=None if entry.daily_cap_min is None else entry.daily_cap_min * 60,
        quiet=None if entry.quiet is None else tuple(Hours(*each) for each in entry.quiet),
        quieter=None if entry.quieter is None else tuple(map(_quieter, entry.quieter)),
        legal=entry.legal,
        assumed=entry.assumed,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        days=None if entry.days is None else _days(entry.days),
        prevails=entry.prevails,
        gap_s=None if entry.gap_min is None else entry.gap_min * 60,
        genre_caps=None if entry.genre_caps_min is None else _genre_caps(entry.genre_caps_min),
    )


def _genre_caps(caps: Mapping[str, float]) -> tuple[GenreCap, ...]:
    return tuple(GenreCap(genre, most_min * 60) for genre, most_min in sorted(caps.items()))


def _quieter(entry: models.QuieterEntry) -> Quieter:
    return Quieter(Hours(*entry.hours), entry.gain_db, entry.near)


def _slots(entry: models.SlotEntry, off: tuple[Holiday, ...]) -> tuple[Slot, ...]:
    """One session, or one at each of its hours: `bao-07-00`, `bao-08-00`, ..."""
    if len(entry.hours) == 1:
        return (_slot(entry, entry.id, entry.starts, off),)
    return tuple(_slot(entry, f"{entry.id}-{at:%H-%M}", at, off) for at in entry.hours)


def _slot(entry: models.SlotEntry, name: str, starts: time, off: tuple[Holiday, ...]) -> Slot:
    return Slot(
        id=name,
        name=entry.name,
        starts=starts,
        longest_s=entry.longest_min * 60,
        aim_s=(entry.aim_min or entry.longest_min) * 60,
        form=entry.form,
        days=_days(entry.days),
        exactly=entry.exactly,
        when=when_of(entry.when, off),
    )


def _days(names: tuple[Weekday, ...]) -> tuple[int, ...]:
    return tuple(sorted({WEEKDAYS.index(day) for day in names}))


def _framing(entry: models.FormEntry, off: tuple[Holiday, ...]) -> Framing:
    return Framing(
        form=Form(entry.id, entry.name, **entry.pauses.model_dump(), headlines=entry.headlines),
        words=Words(**entry.words.model_dump(exclude={"headlines"}), headlines=entry.words.headlines or ""),
        imaging=Imaging(**entry.imaging.model_dump()),
        features=tuple(
            Feature(each.id, each.words, each.topics, _days(each.days), when_of(each.when, off))
            for each in entry.features
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

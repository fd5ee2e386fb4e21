"""Sessions and caps of schedules.yaml that music, pauses and the station's own words fill, at their lines."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path as File

from broadcast.errors import Fault
from broadcast.files.imaging_sets import sound_file
from broadcast.files.lined import Lined, Path
from broadcast.files.policy_rules import Order, orders_of
from broadcast.files.schedule_models import SchedulesFile
from broadcast.programme import Clip, Frame, announcer
from broadcast.reading import read_document
from broadcast.schedule.fixed_parts import Fixed, TooTight, fixed, tight_day, tight_session
from broadcast.schedule.policy import Slot
from broadcast.schedule.schedule import Schedule
from broadcast.sound.container import declared_s
from broadcast.speech.delivery import deliver
from broadcast.speech.length import estimated_s

SOME_DAY = date(2020, 1, 1)
"""Which day a greeting names where the first stretch has no beginning."""

WEEK = [timedelta(days=ahead) for ahead in range(7)]


def tight_faults(
    file: SchedulesFile, schedule: Schedule, document: Lined, jingles: File, *, sure: bool
) -> Iterator[Fault]:
    """Each once: what is too tight for sure, or else (`sure` false) by an estimate of what is spoken."""
    orders, told = orders_of(file, schedule), set[str]()
    for day in schedule.stretches:
        for station in _unlike(schedule, day):
            for path, found in _at_station(schedule, station, day, jingles, orders, spoken=not sure):
                if found.sure is sure and found.fault.what.vi not in told:
                    told.add(found.fault.what.vi)
                    yield replace(found.fault, where=document.where(*path))


def _unlike(schedule: Schedule, day: date) -> Iterator[str]:
    """Of the stations for which the same is laid down on `day`, one."""
    alike = {
        (
            schedule.policy_at(name, day),
            schedule.relays_of(day, name),
            schedule.imaging_set(name, day),
        ): name
        for name in schedule.stations
    }
    yield from alike.values()


def _at_station(
    schedule: Schedule, station: str, day: date, jingles: File, orders: list[Order], *, spoken: bool
) -> Iterator[tuple[Path, TooTight]]:
    policy = schedule.policy_at(station, day)
    known = [slot for slot in policy.slots if slot.form in schedule.forms]
    own = {slot.id: _fixed(schedule, station, day, slot, jingles, spoken=spoken) for slot in known}
    for slot in known:
        for found in tight_session(slot, own[slot.id]):
            yield _entry(slot, orders, found.field), found
    line = {place for each in schedule.lines(station, day) for place in each}
    for laid in (schedule.laid(station, day + ahead) for ahead in WEEK if day <= date.max - ahead):
        found_ = tight_day(policy.daily_cap_s, laid.counted_s, [own[s.id] for s in laid.slots if s.id in own])
        if found_ is not None:
            yield _cap(policy.daily_cap_s, day, line, orders), found_


def _entry(slot: Slot, orders: list[Order], field: str) -> Path:
    """Where the entry of a session stands that no relay has moved."""
    order = next(each for each in orders if any(slot is own for own in each.local.slots or ()))
    return (*order.path, *order.of(slot), field)


def _cap(cap_s: float, day: date, line: set[str], orders: list[Order]) -> Path:
    """Where the cap of a day stands: at the entry of its own that says so."""
    own = (each for each in orders if each.local.place in line and each.local.span.holds_on(day))
    order = next((each for each in own if each.local.daily_cap_s == cap_s), orders[0])
    return (*order.path, "daily_cap_min")


def _fixed(schedule: Schedule, station: str, day: date, slot: Slot, jingles: File, *, spoken: bool) -> Fixed:
    framing, set_ = schedule.forms[slot.form], schedule.imaging_set(station, day)

    def music(name: str) -> Clip:
        return Clip(name, name, declared_s(sound_file(jingles, name, set_)))

    silent, bed = Clip("", "", 0.0), framing.imaging.bed
    frame = Frame(
        signature=music(framing.imaging.signature),
        call=silent,
        greeting=silent,
        stingers=(),
        closing=silent,
        sign_off=music(framing.imaging.sign_off),
        bed=music(bed) if bed else None,
    )
    return fixed(framing.form, frame, _words_s(schedule, station, day, slot) if spoken else {})


def _words_s(schedule: Schedule, station: str, day: date, slot: Slot) -> Mapping[str, float]:
    """About how long the words around the items take, in seconds."""
    words, style = schedule.forms[slot.form].words, schedule.announcing(station, day)
    policy, spoken_on = schedule.reading_at(station, day), max(day, SOME_DAY)
    starts = slot.starts_on(spoken_on)
    return {
        line: estimated_s(
            deliver(read_document(line, policy), style.speakers[:1]),
            lambda speaker: style.manner(style.engines[0], speaker).pace,
        )
        for line in (
            announcer.call(words, schedule.station(station).name),
            announcer.greeting(words, spoken_on, slot.name),
            announcer.closing(words, starts, starts),
        )
    }

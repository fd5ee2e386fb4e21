"""Chốt: what of a station's published day is left alone, because it began or begins within twenty minutes."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime

from broadcast.desk import publishing
from broadcast.desk.house import House
from broadcast.desk.making_up import Lost, lost_on, stood_in_on
from broadcast.desk.publishing import NotPublished
from broadcast.desk.studio import Studio
from broadcast.playlist import ItemKind, PlaylistItem, RundownEntry
from broadcast.programme import Clip, CueKind, Form, Frame
from broadcast.schedule import (
    AS_PUBLISHED,
    LOCK,
    NOTHING_LOCKED,
    VIETNAM,
    Locked,
    PlannedItem,
    PlannedSession,
    Slot,
    Station,
)
from broadcast.script import BulletinClass


@dataclass(frozen=True, slots=True)
class Held:
    """What stays: `items` of the newest playlist by slot, carried over as they are; `locked` to plan around.

    What breaks the lock (an emergency, a recall) is not in it. `relays` are those that have begun; one in
    whose place the station's own programme sounded is a session. `soon` are those that begin within the lock.
    """

    items: Mapping[str, PlaylistItem]
    locked: Locked
    relays: tuple[PlaylistItem, ...] = ()
    soon: tuple[PlaylistItem, ...] = ()


FREE = Held({}, NOTHING_LOCKED)
"""Nothing is held: a day that was never published, or one that is over."""


def held(studio: Studio, house: House, station: Station, day: date) -> Held:
    """What may not change any more of `station`'s `day` by the clock on the wall."""
    now = studio.now()
    if day < studio.today():
        return FREE
    try:
        published = publishing.published(studio, station.id, day).items
    except NotPublished:
        return FREE
    until = (now + LOCK).replace(second=0, microsecond=0)  # sessions begin with a minute: all of it is alike
    relays = [item for item in published if item.kind is ItemKind.RELAY and item.starts_at <= now]
    own = [item for item in relays if item.rundown]
    instead = stood_in_on(studio, station.id, day) if own else frozenset()
    sessions = [item for item in published if item.kind is not ItemKind.RELAY or item.id in instead]
    items = {item.id.removeprefix(publishing.item_id(station.id, day, "")): item for item in sessions}
    laid = house.schedule.laid(station.id, day)
    hours = {slot.id: slot.starts_on(day) for slot in laid.slots}
    slots = {slot.id: slot for slot in (*laid.slots, *laid.stand_ins, *(slot for slot, _ in laid.shut))}
    # A session moved to an hour that is too near airs once more at its old one: otherwise it would be lost.
    stay = {
        name: item
        for name, item in items.items()
        if min(item.starts_at, hours.get(name, item.starts_at)) <= until
    }
    # What was recalled breaks the lock, and an emergency that the day does not have yet: a session that has
    # not begun is made again.
    urgent = _waits(house, station, day, published)
    freed = {
        name
        for name, item in stay.items()
        if item.starts_at > now and (urgent or _holds_any(item, house.recalled))
    }
    stay = {name: item for name, item in stay.items() if name not in freed}
    lost = lost_on(studio, station.id, day) if stay else frozenset()
    read = [_read_back(house, name, slots.get(name), item, lost) for name, item in stay.items()]
    kept = tuple(sorted(read, key=lambda each: each.starts))
    return Held(
        items=stay,
        locked=Locked(until, kept, frozenset(freed)),
        relays=tuple(item for item in relays if item not in sessions),
        soon=tuple(item for item in published if _begins_soon(item, now, house.recalled)),
    )


def _begins_soon(item: PlaylistItem, now: datetime, recalled: AbstractSet[str]) -> bool:
    relayed = item.kind is ItemKind.RELAY and now < item.starts_at <= now + LOCK
    return relayed and not _holds_any(item, recalled)


def _waits(house: House, station: Station, day: date, published: Sequence[PlaylistItem]) -> bool:
    """Whether an emergency is cleared for the day that none of its sessions has."""
    urgent = {
        name
        for name, each in house.airable(day).items()
        if each.script.klass is BulletinClass.EMERGENCY and each.script.airs_at(station.id)
    }
    return any(not any(_holds_any(item, {name}) for item in published) for name in urgent)


def _holds_any(item: PlaylistItem, scripts: AbstractSet[str]) -> bool:
    return any(entry.script in scripts for entry in item.rundown)


def _read_back(house: House, name: str, slot: Slot | None, item: PlaylistItem, lost: Lost) -> PlannedSession:
    """A published programme as the session that it was planned as; `slot` None: the schedule dropped it."""
    entries: dict[CueKind, list[RundownEntry]] = {kind: [] for kind in CueKind}
    for entry in item.rundown:
        entries[entry.kind].append(entry)

    def one(kind: CueKind) -> Clip:
        return next((_clip(entry) for entry in entries[kind]), Clip("", "", 0.0))

    starts = item.starts_at.astimezone(VIETNAM)
    length_s = item.duration_s  # of a relay, how long what stood in for it sounded, and not until its end
    if item.kind is ItemKind.RELAY:
        length_s = max((entry.ends_s for entry in item.rundown), default=0.0)
    form = house.schedule.framing(slot.form).form if slot else Form("", item.title)
    return PlannedSession(
        slot=Slot(name, slot.name if slot else item.title, starts.time(), length_s, length_s, form.id),
        starts=starts,
        gain_db=item.gain_db,
        form=form,
        frame=Frame(
            signature=one(CueKind.SIGNATURE),
            call=one(CueKind.CALL),
            greeting=one(CueKind.GREETING),
            stingers=tuple(map(_clip, entries[CueKind.STINGER])),
            closing=one(CueKind.CLOSING),
            sign_off=one(CueKind.SIGN_OFF),
        ),
        items=tuple(_item(house, entry, lost=(item.id, entry) in lost) for entry in entries[CueKind.ITEM]),
        duration_s=length_s,
    )


def _item(house: House, entry: RundownEntry, *, lost: bool) -> PlannedItem:
    on_file = house.scripts.get(entry.script or "")
    klass = on_file.script.klass if on_file else BulletinClass.NORMAL
    return PlannedItem(_clip(entry), klass, AS_PUBLISHED, lost=lost)


def _clip(entry: RundownEntry) -> Clip:
    return Clip(
        "",
        entry.title,
        entry.duration_s,
        entry.script,
        entry.campaign,
        entry.topic,
        genre=entry.genre,
        language=entry.language,
        origin=entry.origin,
    )

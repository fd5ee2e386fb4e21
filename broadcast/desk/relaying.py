"""Tiếp sóng trong danh sách phát: relays as items, each with what sounds where it is not received."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from broadcast.desk import production, publishing
from broadcast.desk.locking import Held
from broadcast.desk.production import Programme, Sounds
from broadcast.desk.studio import Studio
from broadcast.playlist import AudioFile, ItemKind, PlaylistItem, RelaySource, audio_url
from broadcast.programme import Clip
from broadcast.schedule import DayPlan, PlannedRelay, PlannedSession, Relay, Station
from broadcast.script import BulletinClass
from broadcast.sound.tags import Tags

BETWEEN_S = 0.8
"""Silence between two parts of what sounds in a relay's place, in seconds: as after an item."""

END_S = 0.5
"""Kept free before the relay's end: a file is whole frames, a little longer than its sounds."""

Joined = Callable[[PlannedSession], Programme]
"""Joins a session to one file."""


def with_relays(  # noqa: PLR0917
    studio: Studio,
    station: Station,
    plan: DayPlan,
    sounds: Sounds,
    sessions: Sequence[PlaylistItem],
    stays: Held,
    joined: Joined,
) -> list[PlaylistItem]:
    """The day's items in order, sessions and relays.

    A relay that has begun stays as it was published, and one that soon begins has what stands in for it.
    One that would sound together with a session that stays (it was published before the relay was written)
    is left out: nothing is played twice at once.
    """
    begun = {item.id for item in (*stays.relays, *sessions)}
    own = {each.slot.id: each for each in plan.stand_ins}
    fresh = []
    for each in plan.relays:
        bare = _item(station, plan.date, each)
        late = stays.locked.until is not None and bare.starts_at <= studio.now()
        if not each.airs or bare.id in begun or late:
            continue
        if (known := _known(bare, stays.soon)) is not None:
            fresh.append(known)
        elif each.relay.slot in own:
            fresh.append(_with_own(station, plan.date, bare, own[each.relay.slot], joined, sounds))
        else:
            fresh.append(_with_file(studio, station, plan.date, bare, each.relay, sounds))
    kept = list(sessions)
    for relay in (*stays.relays, *fresh):
        if not any(_meet(relay, other) for other in kept):
            kept.append(relay)
    return sorted(kept, key=lambda item: item.starts_at)


def _meet(one: PlaylistItem, other: PlaylistItem) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _item(station: Station, day: date, planned: PlannedRelay) -> PlaylistItem:
    """The relay, with nothing to fall back on."""
    relay = planned.relay
    return PlaylistItem(
        id=publishing.item_id(station.id, day, relay.slot),
        starts_at=relay.starts_on(day),
        duration_s=relay.duration_s,
        kind=ItemKind.RELAY,
        klass=BulletinClass.NORMAL,
        title=f"Tiếp sóng {relay.name}, {day:%d/%m/%Y}",
        gain_db=planned.gain_db,
        audio=None,
        relay=RelaySource(relay.url),
    )


def _known(bare: PlaylistItem, soon: Sequence[PlaylistItem]) -> PlaylistItem | None:
    """The same relay as it was published, so that stations have in time what stands in for it."""
    same = (each for each in soon if replace(each, audio=None, rundown=(), speech=None) == bare)
    return next(same, None)


def _with_own(
    station: Station,
    day: date,
    relay: PlaylistItem,
    session: PlannedSession,
    joined: Joined,
    sounds: Sounds,
) -> PlaylistItem:
    """A programme of the station's own stands in: what of it sounds is known by its rundown."""
    made = publishing.item(station, day, session, joined(session), sounds.spoken)
    return replace(relay, audio=made.audio, rundown=made.rundown, speech=made.speech)


def _with_file(
    studio: Studio, station: Station, day: date, item: PlaylistItem, relay: Relay, sounds: Sounds
) -> PlaylistItem:
    """Sounds in turn stand in, which count for nothing."""
    clips = tuple(_fitting(relay, sounds))
    if not clips:
        return item
    return replace(item, audio=_file(studio, clips, Tags(item.title, station.name, relay.name, day)))


def _fitting(relay: Relay, sounds: Sounds) -> Iterator[Clip]:
    """What it falls back on, as far as it may air today and ends before the relay does."""
    left_s = relay.duration_s - END_S
    for name in relay.fall_back:
        clip = sounds.imaging.get(name) if name in relay.sounds else sounds.scripts.get(name)
        if clip is not None and clip.duration_s <= left_s:
            left_s -= clip.duration_s + BETWEEN_S
            yield clip


def _file(studio: Studio, clips: Sequence[Clip], tags: Tags) -> AudioFile:
    file = production.in_turn(studio, clips, tags, timedelta(seconds=BETWEEN_S))
    url = audio_url(file.sha256, file.ext)
    return AudioFile(url, file.sha256, file.bytes, publishing.MIME, file.loudness_lufs, file.true_peak_dbtp)

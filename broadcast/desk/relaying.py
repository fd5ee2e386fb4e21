"""Tiếp sóng trong danh sách phát: relays as items, each with what sounds where it is not received."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from broadcast.desk import production, publishing
from broadcast.desk.locking import Held
from broadcast.desk.production import Sounds
from broadcast.desk.studio import Studio
from broadcast.playlist import AudioFile, ItemKind, PlaylistItem, RelaySource, audio_url
from broadcast.programme import Clip
from broadcast.schedule import DayPlan, PlannedRelay, Relay, Station
from broadcast.script import BulletinClass
from broadcast.sound.tags import Tags

BETWEEN_S = 0.8
"""Silence between two parts of what sounds in a relay's place, in seconds: as after an item."""

END_S = 0.5
"""Kept free before the relay's end: a file is whole frames, a little longer than its sounds."""


def with_relays(
    studio: Studio,
    station: Station,
    plan: DayPlan,
    sounds: Sounds,
    sessions: Sequence[PlaylistItem],
    stays: Held,
) -> list[PlaylistItem]:
    """The day's items in order, sessions and relays.

    A relay that has begun stays as it was published. One that would sound together with a session that stays
    (it was published before the relay was written) is left out: nothing is played twice at once.
    """
    begun = {item.id for item in stays.relays}
    fresh = [
        _item(studio, station, plan.date, each, sounds)
        for each in plan.relays
        if each.airs and publishing.item_id(station.id, plan.date, _slot(each.relay)) not in begun
    ]
    now = studio.now()
    fresh = [item for item in fresh if stays.locked.until is None or item.starts_at > now]
    kept = list(sessions)
    for relay in (*stays.relays, *fresh):
        if not any(_meet(relay, other) for other in kept):
            kept.append(relay)
    return sorted(kept, key=lambda item: item.starts_at)


def _meet(one: PlaylistItem, other: PlaylistItem) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _slot(relay: Relay) -> str:
    """The last part of its item's id; no session is called so."""
    return f"tiep-song-{relay.id}"


def _item(studio: Studio, station: Station, day: date, planned: PlannedRelay, sounds: Sounds) -> PlaylistItem:
    relay = planned.relay
    title = f"Tiếp sóng {relay.name}, {day:%d/%m/%Y}"
    clips = tuple(_fitting(relay, sounds))
    return PlaylistItem(
        id=publishing.item_id(station.id, day, _slot(relay)),
        starts_at=relay.starts_on(day),
        duration_s=relay.duration_s,
        kind=ItemKind.RELAY,
        klass=BulletinClass.NORMAL,
        title=title,
        gain_db=planned.gain_db,
        audio=_file(studio, clips, Tags(title, station.name, relay.name, day)) if clips else None,
        relay=RelaySource(relay.url),
    )


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

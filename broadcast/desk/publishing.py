"""Công bố: a joined day as a snapshot with a version; what says the same is not published again."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import Connection

from broadcast.desk.production import Programme
from broadcast.desk.speaking import Spoken
from broadcast.desk.studio import Studio
from broadcast.errors import Fault, NotFound
from broadcast.language import Text
from broadcast.playlist import (
    AudioFile,
    ItemKind,
    Playlist,
    PlaylistItem,
    RundownEntry,
    SpokenBy,
    StationRef,
    audio_url,
    from_json,
    to_json,
)
from broadcast.programme import Cue
from broadcast.schedule import VIETNAM, PlannedSession, Station
from broadcast.script import BulletinClass
from broadcast.store import playlists
from broadcast.store.playlists import Snapshot

KEPT = timedelta(days=8)
"""How long a playlist may be used: the later of its day and now, plus this (the stations' contract)."""

RENEWED = timedelta(days=1)
"""A snapshot that says the same is published anew when less than this is left of it."""

MIME = "audio/mpeg"


class NotPublished(NotFound):
    """No playlist was published for that station and day."""


def published(studio: Studio, station: str, day: date) -> Playlist:
    """The newest snapshot of `station` for `day`.

    Raises:
        NotPublished: there is none.
    """
    with studio.database.begin() as connection:
        snapshot = playlists.latest(connection, station, day)
    if snapshot is None:
        raise NotPublished(
            Fault(
                Text(f"chưa có danh sách phát ngày {day:%d/%m/%Y}", f"no playlist is published for {day}"),
                Text(
                    f"làm bằng lệnh: broadcast make --date {day}", f"make it by: broadcast make --date {day}"
                ),
            )
        )
    return from_json(snapshot.body)


def published_on(studio: Studio, day: date) -> Mapping[str, Playlist]:
    """The newest snapshot of every station that has one for `day`, by station."""
    with studio.database.begin() as connection:
        return {each.station: from_json(each.body) for each in playlists.newest(connection, day)}


def files(studio: Studio, stations: Iterable[str], day: date) -> Iterator[Path]:
    """The finished programmes of `day`, station by station; of those that have none, nothing.

    Raises:
        NoSuchAudio: one that was published is lost.
    """
    for station in stations:
        try:
            items = published(studio, station, day).items
        except NotPublished:
            continue
        for item in items:
            if item.audio:
                yield studio.audio.find(item.audio.sha256, item.audio.url.rsplit(".", 1)[-1])


def item_id(station: str, day: date, slot: str) -> str:
    """The name of a session's programme: the same in every version of its day."""
    return f"{station}.{day.isoformat()}.{slot}"


def publish(
    studio: Studio, station: Station, day: date, items: Sequence[PlaylistItem]
) -> tuple[Playlist, bool]:
    """Publish the day, or find that the newest snapshot says the same; and whether it is new.

    Raises:
        DatabaseUnavailable: nothing was published.
    """
    now = studio.now()
    midnight = datetime.combine(day, time(), VIETNAM)
    said = Playlist(
        station=StationRef(station.id, station.name),
        date=day,
        version=1,
        generated_at=now,
        expires_at=max(midnight, now) + KEPT,
        items=tuple(items),
    )
    with studio.database.begin() as connection:
        return _publish(connection, said, now)


def _publish(connection: Connection, said: Playlist, now: datetime) -> tuple[Playlist, bool]:
    digest = _digest(said)
    last = playlists.latest(connection, said.station.id, said.date)
    if last is not None and last.digest == digest and last.expires_at - now > RENEWED:
        return from_json(last.body), False
    new = replace(said, version=1 if last is None else last.version + 1)
    snapshot = Snapshot(
        station=new.station.id,
        date=new.date,
        version=new.version,
        digest=digest,
        body=to_json(new),
        published_at=now,
        expires_at=new.expires_at,
    )
    playlists.publish(connection, snapshot)
    return from_json(snapshot.body), True


def _digest(playlist: Playlist) -> str:
    """Of what a station would play: version and times of making do not count."""
    epoch = datetime.fromtimestamp(0, UTC)
    timeless = replace(playlist, version=1, generated_at=epoch, expires_at=epoch + KEPT)
    return hashlib.sha256(to_json(timeless)).hexdigest()


def item(
    station: Station, day: date, session: PlannedSession, programme: Programme, spoken: Spoken
) -> PlaylistItem:
    """A session's programme as the playlist says it."""
    file = programme.file
    return PlaylistItem(
        id=item_id(station.id, day, session.slot.id),
        starts_at=session.starts,
        duration_s=file.duration_s,
        kind=ItemKind.PROGRAMME,
        klass=_class_of(session),
        title=title(session, day),
        gain_db=session.gain_db,
        audio=AudioFile(
            audio_url(file.sha256, file.ext),
            file.sha256,
            file.bytes,
            MIME,
            file.loudness_lufs,
            file.true_peak_dbtp,
        ),
        rundown=tuple(_entry(cue) for cue in programme.cues),
        speech=SpokenBy(spoken.engine, spoken.voice, spoken.fallback),
    )


def _class_of(session: PlannedSession) -> BulletinClass:
    """Khẩn cấp when an emergency is in it; priority items air in a normal one (Thông tư 39/2020)."""
    urgent = any(item.klass is BulletinClass.EMERGENCY for item in session.items)
    return BulletinClass.EMERGENCY if urgent else BulletinClass.NORMAL


def _entry(cue: Cue) -> RundownEntry:
    clip = cue.clip
    return RundownEntry(
        cue.offset_s, clip.duration_s, cue.kind, clip.title, clip.script, clip.campaign, clip.topic
    )


def title(session: PlannedSession, day: date) -> str:
    """What a player shows: `Chương trình buổi sáng, 06/08/2020`."""
    return f"Chương trình buổi {session.slot.name}, {day:%d/%m/%Y}"

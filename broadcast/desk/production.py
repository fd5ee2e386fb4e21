"""Phòng sản xuất: the sounds of a day, and programmes joined from them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from broadcast.desk.blocks import Raw, block_key, levelled, store_block
from broadcast.desk.speaking import Spoken, voiced
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Watcher, in_parallel
from broadcast.language import Text
from broadcast.programme import Block, Clip, Cue
from broadcast.programme.cue import HEAD_S
from broadcast.schedule import PlannedSession
from broadcast.script import BulletinClass, Script
from broadcast.sound.audio import decode
from broadcast.sound.join import Chapter, Joined, Placed, Tags, join
from broadcast.sound.piece import joined_loudness, store_ready
from broadcast.speech.delivery import Delivery
from broadcast.store import programmes
from broadcast.store.digest import digest
from broadcast.store.programmes import StoredProgramme

MAKE = 2
"""Version of how programmes are joined: raise it when the bytes change."""

EXT = "mp3"
"""Programmes are MP3: every loudspeaker player reads it."""

Own = str | None
"""The name of a set of sounds that a station has of its own; None: it has none."""

_SOFTEST_PEAK_DBTP = -100.0
"""What a programme of silence is written down with: its row holds numbers only."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """Everything that can sound on a day at stations with the same voices and the same set of own sounds.

    `scripts` by id, `words` by what was written (calls, greetings, closings), `imaging` by file name. `raw`
    gives the sounds of words and imaging by the key of their clip, to be mixed and not joined.
    """

    scripts: Mapping[str, Clip]
    words: Mapping[str, Clip]
    imaging: Mapping[str, Clip]
    spoken: Spoken
    raw: Mapping[str, Raw]


@dataclass(frozen=True, slots=True)
class ImagingClips:
    """The sounds of one set, stored ready, by name; `raw` as in `Sounds`, of all sets."""

    clips: Mapping[str, Clip]
    raw: Mapping[str, Raw]


def imaging_clips(
    studio: Studio, sets: Mapping[Own, Mapping[str, Path]], watcher: Watcher
) -> Mapping[Own, ImagingClips]:
    """Stations' own sounds, stored ready: of every set the files by name. What sets share is made once.

    Raises:
        NotAudio: a file is missing or does not decode.
    """
    files = {file: name for named in sets.values() for name, file in named.items()}
    watcher.phase(Text("Nhạc hiệu của đài", "The station's own sounds"), len(files))
    made = in_parallel(lambda file: _imaging(studio, file, files[file]), files, watcher, studio.workers)
    clips = dict(zip(files, made, strict=True))
    profile = studio.profile
    raw: dict[str, Raw] = {  # kept in memory: every opening of the day needs them again
        clip.key: cache(partial(levelled, partial(decode, file, rate_hz=profile.rate_hz), profile))
        for file, clip in clips.items()
    }
    return {
        own: ImagingClips({name: clips[file] for name, file in named.items()}, raw)
        for own, named in sets.items()
    }


@dataclass(frozen=True, slots=True)
class Texts:
    """All that sounds on a day: scripts by id, and the lines around them as they are written.

    `ready` are scripts that have their sound, with its key and whose voice it is: what was handed in as
    audio, and what people approved as they heard it. Nobody speaks them.
    """

    scripts: Mapping[str, tuple[Script, Delivery]]
    lines: Mapping[str, Delivery]
    ready: Mapping[str, tuple[Script, str, str | None]]

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """All that is to be spoken."""
        return (*(delivery for _, delivery in self.scripts.values()), *self.lines.values())


def sounds(studio: Studio, texts: Texts, imaging: ImagingClips, spoken: Spoken) -> Sounds:
    """The clips of `texts` as far as they were spoken, beside the station's own sounds."""
    lines = {line: each for line, each in texts.lines.items() if each.fingerprint in spoken.clips}
    return Sounds(
        scripts={
            name: _clip(studio, spoken, delivery, script.title, script)
            for name, (script, delivery) in texts.scripts.items()
            if delivery.fingerprint in spoken.clips
        }
        | {
            name: replace(_stored(studio, key, script.title, script), speaker=speaker)
            for name, (script, key, speaker) in texts.ready.items()
        },
        words={line: _clip(studio, spoken, delivery, line) for line, delivery in lines.items()},
        imaging=imaging.clips,
        spoken=spoken,
        raw={
            **imaging.raw,
            **{spoken.clips[each.fingerprint]: _raw(studio, spoken, each) for each in lines.values()},
        },
    )


def _raw(studio: Studio, spoken: Spoken, delivery: Delivery) -> Raw:
    speak = partial(voiced, studio, spoken.speaker_of(delivery.fingerprint), delivery)
    return partial(levelled, speak, studio.profile)


def _clip(
    studio: Studio, spoken: Spoken, delivery: Delivery, title: str, script: Script | None = None
) -> Clip:
    clip = _stored(studio, spoken.clips[delivery.fingerprint], title, script)
    return replace(clip, speaker=delivery.speakers[0].value if len(delivery.speakers) == 1 else None)


def _stored(studio: Studio, key: str, title: str, script: Script | None) -> Clip:
    length_s = float(studio.clips.meta(key)["duration_s"])
    if script is None:
        return Clip(key, title, length_s)
    urgent = script.klass is BulletinClass.EMERGENCY
    return Clip(
        key,
        title,
        length_s,
        script.id,
        script.campaign,
        script.topic,
        urgent=urgent,
        genre=script.genre or None,
        language=script.language,
        origin=script.origin or None,
    )


def _imaging(studio: Studio, path: Path, name: str) -> Clip:
    content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    key = digest("imaging", MAKE, asdict(studio.profile), content)
    if not studio.clips.has(key):
        piece = store_ready(decode(path, rate_hz=studio.profile.rate_hz), studio.profile)
        studio.clips.put(key, piece.frames, piece.as_meta())
    return Clip(key, name, float(studio.clips.meta(key)["duration_s"]))


@dataclass(frozen=True, slots=True)
class Programme:
    """Chương trình: one session's file, and its rundown with offsets as heard."""

    file: StoredProgramme
    cues: tuple[Cue, ...]


def programme(
    studio: Studio, session: PlannedSession, tags: Tags, sounds: Sounds, duck_db: float
) -> Programme:
    """Join the sounds of `session` to one file, or find the file that was joined from the same before.

    Raises:
        NotWritten: the disk is full or closed to us; no part of a file is left.
        WrongPiece: a stored clip is damaged.
    """
    laid = session.rundown
    pieces = [block_key(studio, block, duck_db) for block in laid.blocks]
    chapters = tuple(Chapter(cue.clip.title, cue.offset_s, cue.ends_s) for cue in laid.cues)
    tags = replace(tags, chapters=chapters)
    made_from = [(key, block.starts_s) for key, block in zip(pieces, laid.blocks, strict=True)]
    key = digest("programme", MAKE, asdict(studio.profile), made_from, session.slot.exactly_s, asdict(tags))
    with studio.database.begin() as connection:
        made = programmes.find(connection, key)
    if made is None or not studio.audio.holds(made.sha256, made.ext):
        for piece, block in zip(pieces, laid.blocks, strict=True):
            store_block(studio, piece, block, sounds.raw, duck_db)
        made = _joined(studio, key, session, pieces, tags)
        with studio.database.begin() as connection:
            programmes.keep(connection, made, studio.now())
    else:
        for piece in pieces:  # as long as the programme is wanted it may have to be joined again from them
            studio.clips.use(piece)
    heard = (replace(cue, offset_s=offset_s) for cue, offset_s in zip(laid.cues, made.offsets_s, strict=True))
    return Programme(made, tuple(heard))


def in_turn(studio: Studio, clips: Sequence[Clip], tags: Tags, between: timedelta) -> StoredProgramme:
    """Join `clips` to one file, `between` of silence apart, or find the one that was joined from the same.

    Raises:
        NotWritten: the disk is full or closed to us; no part of a file is left.
        WrongPiece: a stored clip is damaged.
    """
    lengths = [clip.duration_s + between.total_seconds() for clip in clips]
    starts = [HEAD_S, *(HEAD_S + ends for ends in accumulate(lengths))][: len(clips)]
    key = digest("in turn", MAKE, asdict(studio.profile), [clip.key for clip in clips], starts, asdict(tags))
    with studio.database.begin() as connection:
        made = programmes.find(connection, key)
    for clip in clips:
        studio.clips.use(clip.key)
    if made is not None and studio.audio.holds(made.sha256, made.ext):
        return made
    metas = [studio.clips.meta(clip.key) for clip in clips]
    placed = [
        Placed.of(studio.clips.path(clip.key), meta, starts_s)
        for clip, meta, starts_s in zip(clips, metas, starts, strict=True)
    ]
    workplace = studio.audio.workplace(key)
    made = _taken(studio, key, join(placed, workplace, tags, studio.profile), workplace, metas)
    with studio.database.begin() as connection:
        programmes.keep(connection, made, studio.now())
    return made


def _joined(
    studio: Studio, key: str, session: PlannedSession, pieces: Sequence[str], tags: Tags
) -> StoredProgramme:
    blocks = session.rundown.blocks
    metas = [studio.clips.meta(piece) for piece in pieces]
    placed = [
        Placed.of(studio.clips.path(piece), meta, block.starts_s)
        for piece, meta, block in zip(pieces, metas, blocks, strict=True)
    ]
    workplace = studio.audio.workplace(key)
    joined = join(placed, workplace, tags, studio.profile, length_s=_wished_s(session))
    made = _taken(studio, key, joined, workplace, metas)
    return replace(made, offsets_s=tuple(_heard_at(blocks, joined.offsets_s)))


def _taken(
    studio: Studio, key: str, joined: Joined, workplace: Path, metas: Sequence[Mapping[str, Any]]
) -> StoredProgramme:
    """The finished file in its place, with its measures."""
    studio.audio.take(workplace, joined.sha256, EXT)
    loudness = joined_loudness(metas, joined.offsets_s, joined.duration_s)
    return StoredProgramme(
        key=key,
        sha256=joined.sha256,
        ext=EXT,
        bytes=joined.bytes,
        duration_s=joined.duration_s,
        loudness_lufs=round(loudness.integrated_lufs, 2),
        true_peak_dbtp=round(max(loudness.true_peak_dbtp, _SOFTEST_PEAK_DBTP), 2),
        offsets_s=joined.offsets_s,
    )


def _wished_s(session: PlannedSession) -> float | None:
    """The exact length of the file where the session has one and it could be reached."""
    laid = session.rundown
    return session.slot.exactly_s if not (laid.over_s or laid.short_s) else None


def _heard_at(blocks: Sequence[Block], offsets_s: Sequence[float]) -> Iterator[float]:
    """Where each cue is heard: with its block, which lies where its whole frames begin."""
    for block, offset_s in zip(blocks, offsets_s, strict=True):
        yield from (cue.offset_s + offset_s - block.starts_s for cue in block.cues)

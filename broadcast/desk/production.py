"""Phòng sản xuất: the sounds of a day, and programmes joined from them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from broadcast.desk.speaking import Spoken
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Watcher, in_parallel
from broadcast.programme import Clip, Cue
from broadcast.reading import Reading
from broadcast.script import Script
from broadcast.sound.audio import decode
from broadcast.sound.join import Chapter, Placed, Tags, join
from broadcast.sound.piece import joined_loudness, store_ready
from broadcast.store import programmes
from broadcast.store.digest import digest
from broadcast.store.programmes import StoredProgramme

MAKE = 1
"""Version of how programmes are joined: raise it when the bytes change."""

EXT = "mp3"
"""Programmes are MP3: every loudspeaker player reads it."""

_SOFTEST_PEAK_DBTP = -100.0
"""What a programme of silence is written down with: its row holds numbers only."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """Everything that can sound on a day at stations with one order of engines.

    `scripts` by id, `words` by what was written (calls, greetings, closings), `imaging` by file name.
    """

    scripts: Mapping[str, Clip]
    words: Mapping[str, Clip]
    imaging: Mapping[str, Clip]
    spoken: Spoken


def imaging_clips(studio: Studio, files: Mapping[str, Path], watcher: Watcher) -> Mapping[str, Clip]:
    """The station's own sounds, stored ready; `files` and the answer by name.

    Raises:
        NotAudio: a file is missing or does not decode.
    """
    clips = in_parallel(lambda name: _imaging(studio, files[name], name), files, watcher, studio.workers)
    return dict(zip(files, clips, strict=True))


@dataclass(frozen=True, slots=True)
class Texts:
    """All that sounds on a day: scripts by id, and the lines around them as they are written.

    `ready` are scripts that were handed in as audio, with the key of their sound: nobody speaks them.
    """

    scripts: Mapping[str, tuple[Script, Reading]]
    lines: Mapping[str, Reading]
    ready: Mapping[str, tuple[Script, str]]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All of them."""
        return (*(reading for _, reading in self.scripts.values()), *self.lines.values())


def sounds(studio: Studio, texts: Texts, imaging: Mapping[str, Clip], spoken: Spoken) -> Sounds:
    """The clips of `texts` as far as they were spoken, beside the station's own sounds."""
    return Sounds(
        scripts={
            name: _clip(studio, spoken, reading, script.title, script)
            for name, (script, reading) in texts.scripts.items()
            if reading.fingerprint in spoken.clips
        }
        | {name: _stored(studio, key, script.title, script) for name, (script, key) in texts.ready.items()},
        words={
            written: _clip(studio, spoken, reading, written)
            for written, reading in texts.lines.items()
            if reading.fingerprint in spoken.clips
        },
        imaging=imaging,
        spoken=spoken,
    )


def _clip(studio: Studio, spoken: Spoken, reading: Reading, title: str, script: Script | None = None) -> Clip:
    return _stored(studio, spoken.clips[reading.fingerprint], title, script)


def _stored(studio: Studio, key: str, title: str, script: Script | None) -> Clip:
    length_s = float(studio.clips.meta(key)["duration_s"])
    if script is None:
        return Clip(key, title, length_s)
    return Clip(key, title, length_s, script.id, script.campaign, script.topic)


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


def programme(studio: Studio, cues: Sequence[Cue], tags: Tags) -> Programme:
    """Join the clips of `cues` to one file, or find the file that was joined from the same before.

    Raises:
        NotWritten: the disk is full or closed to us; no part of a file is left.
        WrongPiece: a stored clip is damaged.
    """
    tags = replace(tags, chapters=tuple(Chapter(cue.clip.title, cue.offset_s, cue.ends_s) for cue in cues))
    made_from = [(cue.kind, cue.clip.key, cue.offset_s) for cue in cues]
    key = digest("programme", MAKE, asdict(studio.profile), made_from, asdict(tags))
    with studio.database.begin() as connection:
        made = programmes.find(connection, key)
    if made is None or not studio.audio.holds(made.sha256, made.ext):
        made = _joined(studio, key, cues, tags)
        with studio.database.begin() as connection:
            programmes.keep(connection, made, studio.now())
    heard = (replace(cue, offset_s=offset_s) for cue, offset_s in zip(cues, made.offsets_s, strict=True))
    return Programme(made, tuple(heard))


def _joined(studio: Studio, key: str, cues: Sequence[Cue], tags: Tags) -> StoredProgramme:
    metas = [studio.clips.meta(cue.clip.key) for cue in cues]
    placed = [
        Placed.of(studio.clips.path(cue.clip.key), meta, cue.offset_s)
        for cue, meta in zip(cues, metas, strict=True)
    ]
    workplace = studio.audio.workplace(key)
    joined = join(placed, workplace, tags, studio.profile)
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

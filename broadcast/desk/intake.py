"""Nhận tệp: what people upload becomes words, or a sound stored ready. Every file is hostile until proven."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import numpy as np

from broadcast.desk.studio import Studio
from broadcast.errors import Fault, Where
from broadcast.files.upload import HEAD_BYTES, MOST_SOUND, Kind, kind_of, refuse_larger, shown, text_of
from broadcast.language import Text
from broadcast.sound.audio import Audio, NotAudio, decode
from broadcast.sound.container import PLAYLIST, UNKNOWN
from broadcast.sound.container import kind_of as sound_kind
from broadcast.sound.length import exceeds
from broadcast.sound.piece import VERSION, store_ready
from broadcast.store.digest import digest

LONGEST_SOUND_S = 900.0
"""15 minutes: as long as a whole programme of a commune (domain.md, section 4)."""

SOFTEST = 10 ** (-60 / 20)
"""Peaks below -60 dBFS are a recording of nothing."""


@dataclass(frozen=True, slots=True)
class Received:
    """What was in a file: `text` of a document, or `sound`, the key of a clip stored ready."""

    text: str = ""
    sound: str | None = None


def receive(studio: Studio, name: str, file: BinaryIO) -> Received:
    """Take what is in `file`, which somebody sent under `name`.

    Raises:
        NotTaken, BadDocument, NotText: it is no document that we read.
        NotAudio: it is no sound that we can air.
    """
    with _set_down(studio.data / "incoming", name, file) as path:
        with path.open("rb") as kept:
            head = kept.read(HEAD_BYTES)
        container = sound_kind(path)
        kind = kind_of(head, name, "" if container in {UNKNOWN, PLAYLIST} else container)
        if kind is Kind.SOUND:
            return Received(sound=_stored(studio, path, name))
        return Received(text=text_of(path.read_bytes(), name, kind))


@contextmanager
def _set_down(folder: Path, name: str, file: BinaryIO) -> Iterator[Path]:
    """The file on our disk, under a name of ours, as long as it is looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    try:
        with path.open("xb") as kept:
            while block := file.read(1 << 20):
                refuse_larger(kept.tell() + len(block), MOST_SOUND, name)
                kept.write(block)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _stored(studio: Studio, path: Path, name: str) -> str:
    """The key of the clip: decoded within limits, its loudness repaired, encoded by us."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    key = digest("uploaded", VERSION, studio.profile.name, studio.profile.rate_hz, content)
    if not studio.clips.has(key):
        try:
            piece = store_ready(_audible(path, studio.profile.rate_hz), studio.profile)
        except NotAudio as error:
            where = Where(shown(name))
            raise NotAudio(*(replace(fault, where=where) for fault in error.faults)) from error
        studio.clips.put(key, piece.frames, piece.as_meta())
    return key


def _audible(path: Path, rate_hz: int) -> Audio:
    if sound_kind(path) == "mp3" and exceeds(path, LONGEST_SOUND_S):
        raise NotAudio(Fault(_TOO_LONG, _CUT))
    audio = decode(path, rate_hz=rate_hz, longest_s=LONGEST_SOUND_S)
    if float(np.abs(audio.samples).max(initial=0.0)) < SOFTEST:
        raise NotAudio(
            Fault(
                Text("tệp âm thanh không có tiếng gì", "there is nothing to be heard in it"),
                Text("nghe lại tệp gốc rồi gửi lại", "listen to the original and send it again"),
            )
        )
    return audio


_TOO_LONG = Text(
    f"dài hơn {LONGEST_SOUND_S / 60:g} phút", f"it is longer than {LONGEST_SOUND_S / 60:g} minutes"
)
_CUT = Text("cắt thành nhiều phần ngắn", "cut it into short parts")

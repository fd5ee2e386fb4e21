"""Nhận tệp: what people upload becomes words, or a sound stored ready. Every file is hostile until proven."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from broadcast.desk.studio import Studio
from broadcast.disk import NotWritten
from broadcast.errors import Fault, Where
from broadcast.files.upload import HEAD_BYTES, MOST_SOUND, Kind, kind_of, refuse_larger, shown, text_of
from broadcast.language import Text
from broadcast.sound.audio import NotAudio
from broadcast.sound.container import PLAYLIST, UNKNOWN, promised
from broadcast.sound.examination import Examination
from broadcast.sound.piece import VERSION, store_ready
from broadcast.sound.recording import WHOLE, Cut, Recording, recorded
from broadcast.sound.source import refuse_foreign
from broadcast.store.digest import digest

LONGEST_SOUND_S = 900.0
"""15 minutes: as long as a whole programme of a commune (domain.md, section 4)."""

MAKE = 2
"""How recordings are examined and trimmed: raise it when that changes, and it is in every key."""

_EXAMINATION = "examination"
_MAKE_ROOM = Text(
    "nhờ người phụ trách máy dọn bớt đĩa rồi gửi lại",
    "have some disk space freed on the server, then send it again",
)


@dataclass(frozen=True, slots=True)
class Received:
    """What was in a file: `text` of a document, or `sound`, the key of a clip stored ready."""

    text: str = ""
    sound: str | None = None


def receive(studio: Studio, name: str, file: BinaryIO, cut: Cut = WHOLE) -> Received:
    """Take what is in `file`, which somebody sent under `name`; of a sound the part that `cut` asks for.

    Raises:
        NotTaken, BadDocument, NotText: it is no document that we read.
        NotAudio: it is no sound that we can air.
        Unavailable: the disk is full; nothing is left of it. Busy: others' files are looked into.
    """
    with _set_down(studio.data / "incoming", name, file) as path:
        with path.open("rb") as kept:
            kind = at_first_sight(name, kept.read(HEAD_BYTES))
        if kind is Kind.SOUND:
            with studio.sounds.turn():
                return Received(sound=stored(studio, path, sha256_of(path), Where(shown(name)), cut))
        if kind is Kind.TEXT:
            return Received(text=text_of(path.read_bytes(), name, kind))
        with studio.documents.turn():
            return Received(text=text_of(path.read_bytes(), name, kind))


def at_first_sight(name: str, head: bytes) -> Kind:
    """What a file is that is sent under `name` and begins with `head`: asked while the rest still comes, too.

    Raises:
        NotTaken, NotAudio: it is nothing that we take.
    """
    container = promised(head)
    kind = kind_of(head, name, "" if container in {UNKNOWN, PLAYLIST} else container)
    if kind is Kind.SOUND:
        refuse_foreign(container, Where(shown(name)))
    return kind


def sha256_of(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stored(studio: Studio, path: Path, sha256: str, where: Where, cut: Cut = WHOLE) -> str:
    """The key of the clip: examined, trimmed, its loudness repaired, encoded by us, beside it what was found.

    `sha256` is that of the file, `where` names it in faults.

    Raises:
        NotAudio: it is no sound that we can air.
        Unavailable: the disk is full.
    """
    key = digest("uploaded", MAKE, VERSION, asdict(studio.profile), sha256, asdict(cut))
    if not studio.clips.has(key):
        recording = examined(path, where, studio.profile.rate_hz, cut)
        piece = store_ready(recording.audio, studio.profile)
        meta = {**piece.as_meta(), _EXAMINATION: recording.examination.as_meta()}
        studio.clips.put(key, piece.frames, meta)
    return key


def examined(path: Path, where: Where, rate_hz: int, cut: Cut = WHOLE) -> Recording:
    """The sound of a file as it will be stored, but for its loudness; raises NotAudio, at `where`."""
    try:
        return recorded(path, rate_hz=rate_hz, longest_s=LONGEST_SOUND_S, cut=cut)
    except NotAudio as error:
        raise NotAudio(*(replace(fault, where=where) for fault in error.faults)) from error


def examination_of(meta: Mapping[str, Any]) -> Examination | None:
    """What was found when the clip of this `meta` came in; None for one that was spoken."""
    return Examination.of(meta[_EXAMINATION]) if _EXAMINATION in meta else None


@contextmanager
def _set_down(folder: Path, name: str, file: BinaryIO) -> Iterator[Path]:
    """The file on our disk, under a name of ours, as long as it is looked at."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / secrets.token_hex(16)
    try:
        with path.open("xb") as kept:
            while block := file.read(1 << 20):
                refuse_larger(kept.tell() + len(block), MOST_SOUND, name)
                _put(kept, block, name)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _put(kept: BinaryIO, block: bytes, name: str) -> None:
    try:
        kept.write(block)
        kept.flush()
    except OSError as error:
        what = Text(
            f"máy chủ không giữ được tệp ({error.strerror})",
            f"the server cannot keep the file ({error.strerror})",
        )
        raise NotWritten(Fault(what, _MAKE_ROOM, Where(shown(name)))) from error

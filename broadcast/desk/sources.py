"""The files that a mix is made from: what each holds, found out once and remembered by content."""

import hashlib
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from broadcast.sound.audio import mono
from broadcast.sound.source import open_sound
from broadcast.store.clips import ClipFolder, NoSuchClip
from broadcast.store.digest import digest

SILENT = 0.5 / 32_768
"""What is softer than this is nothing in 16 bits: digital silence."""

_VERSION = 1
_SETTLED_S = 2.0
"""A file changed this short ago could change again without its times showing it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A sound file: its content, its length in seconds at its own rate, and the digital silence at both ends.

    A file without any sound is all head.
    """

    sha256: str
    duration_s: float
    head_s: float
    tail_s: float

    @property
    def sounds(self) -> bool:
        """Whether anything is to be heard."""
        return self.head_s < self.duration_s


def source(path: Path, folder: ClipFolder) -> Source:
    """What `path` holds; notes in `folder` spare a second hearing.

    Raises:
        NotAudio: it is no sound that can be used.
    """
    sha256 = _sha256(path, folder)
    key = digest("source", _VERSION, sha256)
    try:
        return Source(**folder.noted(key))
    except (NoSuchClip, TypeError):
        heard = _heard(path, sha256)
        folder.note(key, asdict(heard))
        return heard


def _heard(path: Path, sha256: str) -> Source:
    first, last, size = -1, -1, 0
    with open_sound(path) as stream:  # block by block: two hours at 48 kHz are 1.4 GB
        for block in mono(stream, stream.rate_hz):
            loud = np.flatnonzero(np.abs(block) >= SILENT)
            if loud.size:
                first, last = size + int(loud[0]) if first < 0 else first, size + int(loud[-1])
            size += block.size
    duration_s = size / stream.rate_hz
    if first < 0:
        return Source(sha256, duration_s, duration_s, 0.0)
    return Source(sha256, duration_s, first / stream.rate_hz, (size - 1 - last) / stream.rate_hz)


def _sha256(path: Path, folder: ClipFolder) -> str:
    """The content's SHA-256; remembered while the file's name, size, times and inode stay the same."""
    stat = path.stat()
    seen = (str(path.resolve()), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
    key = digest("file", _VERSION, seen)
    try:
        return str(folder.noted(key)["sha256"])
    except (NoSuchClip, KeyError):
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        if time.time() - max(stat.st_mtime, stat.st_ctime) > _SETTLED_S:
            folder.note(key, {"sha256": sha256})
        return sha256

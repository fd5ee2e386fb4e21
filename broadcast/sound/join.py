"""Joining: stored pieces copied one behind the other, silence between, tags in front. Standard library only.

A piece was made by an encoder of its own and carries silence at both ends, so that the decoder hears in the
whole exactly what it hears in the parts (docs/sound.md has the drawing).
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path
from typing import Any, BinaryIO

from broadcast.disk import whole
from broadcast.errors import Conflict, Fault, Invalid, Where
from broadcast.language import Text
from broadcast.sound.info import LEAST_SKIPPED, info_frame
from broadcast.sound.mpeg import NotAFrame, count_whole, silent_frame
from broadcast.sound.profile import Profile
from broadcast.sound.tags import Chapter, Tags, id3

__all__ = ["Chapter", "Joined", "Placed", "Tags", "TooClose", "WrongPiece", "join"]

TAIL_S = 0.08
"""Silence after the last sound, unless the caller wishes another length."""

JOINABLE_S = 0.18
"""Least silence between two sounds of two pieces: 80 ms lead, 50 ms tail, a frame for each rounding."""

_ROOM = 1 << 20
"""Bytes that are read together, hashed and written at once: in smaller portions the system takes a quarter
more CPU, in larger ones they leave the processor's cache."""


class TooClose(Conflict):
    """Two pieces would overlap: they need more silence between them."""


class WrongPiece(Invalid):
    """A stored piece is not made of whole frames of the profile."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A stored piece at its place: its own sound shall begin `starts_s` seconds after the file's start.

    `lead_s` is the silence before its own sound, `duration_s` that sound, `frames` the frames in `file`.
    """

    file: Path
    starts_s: float
    lead_s: float
    duration_s: float
    frames: int

    @classmethod
    def of(cls, file: Path, meta: Mapping[str, Any], starts_s: float) -> "Placed":
        """The piece in `file` whose metadata are `meta` (see `Piece.as_meta`)."""
        return cls(file, starts_s, float(meta["lead_s"]), float(meta["duration_s"]), int(meta["frames"]))


@dataclass(frozen=True, slots=True)
class Joined:
    """A finished file: `offsets_s` are where the pieces' own sounds begin.

    That is for a player that honours the Info tag. They differ from what was asked by at most half a frame
    (12 ms), however long the file; the first not at all. `duration_s` is exact.
    """

    offsets_s: tuple[float, ...]
    duration_s: float
    bytes: int
    sha256: str
    frames: int


@dataclass(frozen=True, slots=True)
class _Laid:
    """The first frame of each piece, all frames, what a player skips, and how many samples it then plays."""

    starts: tuple[int, ...]
    frames: int
    skipped: int
    samples: int


def join(
    placed: Sequence[Placed], to: Path, tags: Tags, profile: Profile, *, length_s: float | None = None
) -> Joined:
    """Write the pieces to `to`, at constant memory.

    `length_s` is the whole file's (None: it ends 80 ms after the last sound).

    Raises:
        TooClose: a piece begins before the one before it has ended.
        WrongPiece: a file is missing, cut, or of another profile.
        Unavailable: the disk is full or closed; nothing is left of the new file.
    """
    laid = _lay(placed, profile, length_s)
    with whole(to) as file:
        out = _Output(file)
        _write(placed, laid, tags, profile, out)
        out.let_go()
    offsets_s = tuple(
        (start * profile.frame_samples - laid.skipped) / profile.rate_hz + piece.lead_s
        for start, piece in zip(laid.starts, placed, strict=True)
    )
    return Joined(offsets_s, laid.samples / profile.rate_hz, out.bytes, out.sha256, laid.frames)


def _lay(placed: Sequence[Placed], profile: Profile, length_s: float | None) -> _Laid:
    ends_s = max((piece.starts_s + piece.duration_s for piece in placed), default=0.0)
    samples = round(max(ends_s, ends_s + TAIL_S if length_s is None else length_s) * profile.rate_hz)
    skipped = _skipped(placed, profile)
    starts: list[int] = []
    free = 0
    for piece in placed:
        # From the absolute place each time, so that roundings never add up.
        at = (piece.starts_s - piece.lead_s) * profile.rate_hz + skipped
        starts.append(round(at / profile.frame_samples))
        if starts[-1] < free:
            raise TooClose(_too_close(piece, (free - starts[-1]) * profile.frame_samples / profile.rate_hz))
        free = starts[-1] + piece.frames
    frames = max(free, -(-(samples + skipped) // profile.frame_samples))
    return _Laid(tuple(starts), frames, skipped, samples)


def _skipped(placed: Sequence[Placed], profile: Profile) -> int:
    """What a player skips at the start, so that the first piece begins where it shall, to the sample."""
    if not placed:
        return LEAST_SKIPPED
    lead = round((placed[0].lead_s - placed[0].starts_s) * profile.rate_hz)
    return lead if lead > LEAST_SKIPPED else LEAST_SKIPPED + (lead - LEAST_SKIPPED) % profile.frame_samples


class _Output:
    """Puts the new file together in one room; what is full is hashed and written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._room = memoryview(bytearray(_ROOM))
        self._used = 0
        self._digest = hashlib.sha256()
        self.bytes = 0

    @property
    def sha256(self) -> str:
        """Of what was let go."""
        return self._digest.hexdigest()

    def expect(self, size: int) -> None:
        """Have the disk lay out `size` bytes at once; where it cannot, the writing will tell why."""
        with suppress(OSError):
            os.posix_fallocate(self._file.fileno(), 0, size)

    def put(self, content: bytes) -> None:
        """Append `content`."""
        for at in range(0, len(content), _ROOM):
            part = content[at : at + _ROOM]
            if self._used + len(part) > _ROOM:
                self.let_go()
            self._room[self._used : self._used + len(part)] = part
            self._used += len(part)

    def read(self, source: RawIOBase, again: int) -> memoryview:
        """Append what comes next from `source`; a view of it, and of the last `again` bytes before it."""
        if self._used == _ROOM:
            self.let_go(but=again)
        read = source.readinto(self._room[self._used :]) or 0
        self._used += read
        return self._room[self._used - read - again : self._used]

    def let_go(self, but: int = 0) -> None:
        """Hash and write all but the last `but` bytes."""
        ready = self._room[: self._used - but]
        self._digest.update(ready)
        self.bytes += self._file.write(ready)
        self._room[:but] = bytes(self._room[self._used - but : self._used])
        self._used = but


def _write(placed: Sequence[Placed], laid: _Laid, tags: Tags, profile: Profile, out: _Output) -> None:
    silence = silent_frame(profile.header)
    silent = laid.frames - sum(piece.frames for piece in placed)
    audio_bytes = silent * len(silence) + sum(_size(piece) for piece in placed)
    head = id3(tags, laid.samples / profile.rate_hz)
    head += info_frame(profile.header, laid.frames, audio_bytes, laid.skipped, laid.samples)
    out.expect(len(head) + audio_bytes)
    out.put(head)
    at = 0
    for start, piece in zip(laid.starts, placed, strict=True):
        _repeat(silence, start - at, out)
        _copy(piece, profile, out)
        at = start + piece.frames
    _repeat(silence, laid.frames - at, out)


def _repeat(frame: bytes, times: int, out: _Output) -> None:
    at_once = _ROOM // len(frame)
    for done in range(0, times, at_once):
        out.put(frame * min(times - done, at_once))


def _copy(piece: Placed, profile: Profile, out: _Output) -> None:
    """The frames of a piece, each compared with the profile."""
    frames = rest = 0
    with piece.file.open("rb", buffering=0) as file:
        while len(block := out.read(file, rest)) > rest:
            try:
                counted, used = count_whole(block, profile.header)
            except NotAFrame as error:
                raise WrongPiece(_wrong(piece.file, str(error))) from error
            frames, rest = frames + counted, len(block) - used
    if rest or frames != piece.frames:
        raise WrongPiece(_wrong(piece.file, f"{frames} of {piece.frames} frames"))


def _size(piece: Placed) -> int:
    try:
        return piece.file.stat().st_size
    except OSError as error:
        raise WrongPiece(_wrong(piece.file, str(error.strerror))) from error


def _wrong(file: Path, why: str) -> Fault:
    return Fault(
        Text(
            f"mẩu âm thanh lưu sẵn bị hỏng hoặc khác cách làm ({why})",
            f"a stored piece is damaged or of another kind ({why})",
        ),
        Text("xoá tệp này để hệ thống làm lại", "delete this file, it will be made again"),
        Where(str(file)),
    )


def _too_close(piece: Placed, overlap_s: float) -> Fault:
    return Fault(
        Text(
            f"hai mẩu âm thanh chồng lên nhau {overlap_s:.3f} giây ở giây thứ {piece.starts_s:.3f}",
            f"two pieces overlap by {overlap_s:.3f} s at {piece.starts_s:.3f} s",
        ),
        Text(
            f"để ít nhất {JOINABLE_S} giây im lặng giữa hai mẩu",
            f"leave at least {JOINABLE_S} s of silence between pieces",
        ),
        Where(str(piece.file)),
    )

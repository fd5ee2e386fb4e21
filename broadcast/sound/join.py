"""Joining: stored pieces copied one behind the other, silence between, tags in front. Standard library only.

A piece was made by an encoder of its own and carries silence at both ends, so that the decoder hears in the
whole exactly what it hears in the parts (docs/sound.md has the drawing).
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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

_BLOCK_FRAMES = 4_096


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
    digest, size = hashlib.sha256(), 0
    with whole(to) as file:
        for block in _blocks(placed, laid, tags, profile):
            digest.update(block)
            size += file.write(block)
    offsets_s = tuple(
        (start * profile.frame_samples - laid.skipped) / profile.rate_hz + piece.lead_s
        for start, piece in zip(laid.starts, placed, strict=True)
    )
    return Joined(offsets_s, laid.samples / profile.rate_hz, size, digest.hexdigest(), laid.frames)


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


def _blocks(placed: Sequence[Placed], laid: _Laid, tags: Tags, profile: Profile) -> Iterator[bytes]:
    silence = silent_frame(profile.header)
    silent = laid.frames - sum(piece.frames for piece in placed)
    audio_bytes = silent * len(silence) + sum(_size(piece) for piece in placed)
    yield id3(tags, laid.samples / profile.rate_hz)
    yield info_frame(profile.header, laid.frames, audio_bytes, laid.skipped, laid.samples)
    at = 0
    for start, piece in zip(laid.starts, placed, strict=True):
        yield from _repeated(silence, start - at)
        yield from _copied(piece, profile)
        at = start + piece.frames
    yield from _repeated(silence, laid.frames - at)


def _repeated(frame: bytes, times: int) -> Iterator[bytes]:
    while times > 0:
        yield frame * min(times, _BLOCK_FRAMES)
        times -= _BLOCK_FRAMES


def _copied(piece: Placed, profile: Profile) -> Iterator[bytes]:
    """The frames of a piece, block by block, each compared with the profile."""
    frames, rest = 0, b""
    with piece.file.open("rb") as file:
        while block := file.read(_BLOCK_FRAMES * profile.header.size):
            rest += block
            try:
                counted, used = count_whole(rest, profile.header)
            except NotAFrame as error:
                raise WrongPiece(_wrong(piece.file, str(error))) from error
            yield rest[:used]
            frames, rest = frames + counted, rest[used:]
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

"""Joining stored pieces beside `cp` of the same bytes: CPU, wall clock, memory, growth, exactness."""

import hashlib
import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from broadcast.bench.figures import Figure, at_most
from broadcast.bench.timing import Spent, taking_turns
from broadcast.bench.weighing import python
from broadcast.sound.join import Chapter, Joined, Placed, Tags, join
from broadcast.sound.profile import Profile
from broadcast.store.clips import ClipFolder

Samples = npt.NDArray[np.float32]

_GAP_S = 0.6
_MEMORY_MB = 40
_LSB = 1 / 32_768

_JOINING = """
import json, sys
from pathlib import Path
from broadcast.sound.join import Placed, Tags, join
from broadcast.sound.profile import Profile
placed = [Placed(Path(each.pop("file")), **each) for each in json.loads(Path(sys.argv[1]).read_text())]
assert "numpy" not in sys.modules
join(placed, Path(sys.argv[2]), Tags(), Profile())
"""


@dataclass(frozen=True, slots=True)
class Raced:
    """Joining and its peers over one length: seconds by name, and the bytes of the file."""

    minutes: float
    bytes: int
    spent: dict[str, Spent]

    def ratio(self, to: str, what: Callable[[Spent], float]) -> float:
        """Joining to a peer."""
        return what(self.spent["join"]) / what(self.spent[to])


def placed(folder: ClipFolder, minutes: float) -> tuple[Placed, ...]:
    """The stored pieces one after the other, again and again, until `minutes` are full."""
    return tuple(_laid(folder, minutes))


def _laid(folder: ClipFolder, minutes: float) -> Iterator[Placed]:
    at_s = 0.1
    for key in cycle(sorted(folder.keys())):
        piece = Placed.of(folder.path(key), folder.meta(key), at_s)
        if at_s + piece.duration_s > minutes * 60 and at_s > 1:
            return
        yield piece
        at_s += piece.duration_s + _GAP_S


def raced(pieces: Sequence[Placed], minutes: float, folder: Path, rounds: int) -> Raced:
    """Join in this warm process, `cp` and fsync, and a copy inside this process, taking turns.

    Each writes a new file every time, as a new programme is one; it is removed outside the clock.
    """
    original, copy = folder / "original.mp3", folder / "copy.mp3"
    made = join(pieces, original, _tags(pieces), Profile())
    works: dict[str, Callable[[], object]] = {
        "join": lambda: join(pieces, copy, _tags(pieces), Profile()),
        "cp": lambda: _command(original, copy),
        "copy": lambda: _copied(original, copy),
        "sha256": lambda: _hashed(original),
    }
    spent = taking_turns(works, rounds, before=lambda: copy.unlink(missing_ok=True))
    return Raced(minutes, made.bytes, spent)


def _tags(pieces: Sequence[Placed]) -> Tags:
    chapters = (Chapter("Mục", each.starts_s, each.starts_s + each.duration_s) for each in pieces)
    return Tags("Chương trình đo", "Đài thử", "Bản tin", chapters=tuple(chapters))


def _command(original: Path, copy: Path) -> None:
    subprocess.run(["cp", str(original), str(copy)], check=True)  # noqa: S603, S607 - the peer as people type it
    _forced(copy)


def _copied(original: Path, copy: Path) -> None:
    shutil.copyfile(original, copy)
    _forced(copy)


def _hashed(path: Path) -> None:
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")


def _forced(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def race_figures(races: Sequence[Raced]) -> Iterator[Figure]:
    """To `cp` with fsync: the wall clock, which somebody waits for, has the goal; then how the cost grows.

    CPU is told beside it, and what SHA-256 alone takes: joining names a file by its content, `cp` does not.
    """
    for each in races:
        name, goal = f"mix.join.{each.minutes:g}min", at_most(2.5) if each.minutes >= 60 else None
        yield Figure(f"{name}.wall_to_cp", each.ratio("cp", lambda spent: spent.wall_s), "x", goal)
        yield Figure(f"{name}.cpu_to_cp", each.ratio("cp", lambda spent: spent.cpu_s), "x")
        yield Figure(f"{name}.cpu_to_copy_inside", each.ratio("copy", lambda spent: spent.cpu_s), "x")
        hashing = each.spent["sha256"].cpu_s / each.spent["cp"].cpu_s
        yield Figure(f"{name}.cpu_of_sha256_to_cp", hashing, "x")
    first, *others = races
    for each in others:
        per_byte = each.spent["join"].cpu_s / each.bytes / (first.spent["join"].cpu_s / first.bytes)
        yield Figure(
            f"mix.join.per_byte.{each.minutes:g}min_to_{first.minutes:g}", per_byte, "x", at_most(1.2)
        )


def memory_figures(folder: ClipFolder, minutes: Sequence[float], work: Path) -> Iterator[Figure]:
    """The peak of a process that only joins, and how it grows with the file."""
    peaks = [_peak_mb(placed(folder, each), work) for each in minutes]
    yield Figure(f"mix.memory.{minutes[-1]:g}min_to_{minutes[0]:g}", peaks[-1] / peaks[0], "x", at_most(1.1))
    for each, peak in zip(minutes, peaks, strict=True):
        yield Figure(f"mix.memory.{each:g}min", peak, "MB", at_most(_MEMORY_MB))


def _peak_mb(pieces: Sequence[Placed], work: Path) -> float:
    order = work / "placed.json"
    order.write_text(
        json.dumps([{**asdict(each), "file": str(each.file)} for each in pieces]), encoding="utf-8"
    )
    return python(_JOINING, order, work / "joined.mp3").peak_mb


def exactness(pieces: Sequence[Placed], work: Path) -> Iterator[Figure]:
    """How far the whole, decoded, is from its parts, decoded alone; its length from what was said."""
    joined = join(pieces, work / "joined.mp3", _tags(pieces), Profile())
    whole, rate_hz = soundfile.read(work / "joined.mp3", dtype="float32")
    off = abs(whole.size - round(joined.duration_s * rate_hz))
    worst = max(_apart(whole, piece, at_s) for piece, at_s in zip(pieces, joined.offsets_s, strict=True))
    yield Figure("mix.joins.whole_to_parts", worst / _LSB, "LSB", at_most(1))
    yield Figure("mix.joins.length_off", float(off), "samples", at_most(0))
    yield Figure("mix.joins.furthest_offset", 1000 * _moved_s(pieces, joined), "ms", at_most(12.1))


def _apart(whole: Samples, piece: Placed, at_s: float) -> float:
    alone, rate_hz = soundfile.read(io.BytesIO(piece.file.read_bytes()), dtype="float32")
    lead, start, size = (round(second * rate_hz) for second in (piece.lead_s, at_s, piece.duration_s))
    return float(np.abs(whole[start : start + size] - alone[lead : lead + size]).max())


def _moved_s(pieces: Sequence[Placed], joined: Joined) -> float:
    return max(abs(at_s - piece.starts_s) for piece, at_s in zip(pieces, joined.offsets_s, strict=True))

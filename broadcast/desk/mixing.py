"""Ghép: one file from sound files, as a rundown in JSON asks; without a station, a schedule or a voice.

Cues with silence between them become pieces that are stored and joined; cues that touch, or between which
a bed runs on, are one piece, mixed to the sample. A second mix is only a copy (docs/sound.md).
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from broadcast.desk.running_order import Order, OrderedCue, read_order
from broadcast.desk.sources import Source, source
from broadcast.desk.watching import Nobody, Watcher, in_parallel
from broadcast.disk import destination
from broadcast.errors import Fault, Invalid, Where
from broadcast.language import Text
from broadcast.sound import piece as pieces
from broadcast.sound.audio import Audio, decode
from broadcast.sound.bed import LONGEST_S as LONGEST_BED_S
from broadcast.sound.bed import Bed, Loop
from broadcast.sound.forms import write_form
from broadcast.sound.horn import for_horn
from broadcast.sound.join import JOINABLE_S, Chapter, Placed, Tags, join
from broadcast.sound.level import limit
from broadcast.sound.loudness import Loudness
from broadcast.sound.piece import Aim, aimed, joined_loudness, stored
from broadcast.sound.profile import Profile
from broadcast.store.clips import ClipFolder
from broadcast.store.digest import digest

VERSION = 1
"""How cues are mixed: raise it when the sound changes, and it is in every key."""

BED_RUNS_ON_S = 2.0
"""A bed sounds on through gaps shorter than this; in a longer one it would seem to wait for somebody."""

LONGEST_S = 86_400.0
"""A day: what is longer is a mistyped gap, and no player counts it (the Info tag holds 4 GB)."""

_SILENCE_S = 10

Samples = npt.NDArray[np.float32]


class TooLong(Invalid):
    """The mix would be longer than a day."""


@dataclass(frozen=True, slots=True)
class MixedCue:
    """A cue as it is heard: its file begins at `offset_s` and lasts `duration_s`; nothing was trimmed."""

    file: str
    kind: str
    offset_s: float
    duration_s: float


@dataclass(frozen=True, slots=True)
class MixReport:
    """What was made: the loudness is that of the decoded pieces, which the file repeats to the last bit."""

    rundown: tuple[MixedCue, ...]
    loudness: Loudness
    duration_s: float
    target_lufs: float

    def as_json(self) -> dict[str, Any]:
        """For `--json`; null is the loudness of silence."""
        measured = self.loudness.as_json()
        return {
            "rundown": [asdict(cue) for cue in self.rundown],
            "loudness_lufs": measured.pop("integrated_lufs"),
            **measured,
        }


@dataclass(frozen=True, slots=True)
class _Laid:
    """A cue at its place: `starts_s` is where its file begins."""

    cue: OrderedCue
    source: Source
    starts_s: float

    @property
    def sounds_s(self) -> float:
        return self.starts_s + self.source.head_s

    @property
    def ends_s(self) -> float:
        return self.starts_s + self.source.duration_s - self.source.tail_s


@dataclass(frozen=True, slots=True)
class _Group:
    """Cues that touch or between which a bed runs on, or one alone: what becomes one piece."""

    cues: tuple[_Laid, ...]

    @property
    def starts_s(self) -> float:
        return self.cues[0].sounds_s

    @property
    def level(self) -> bool:
        return len(self.cues) == 1 and not self.cues[0].cue.keep

    def at(self, second: float, rate_hz: int) -> int:
        """The sample of the piece at which `second` of the programme lies."""
        return round((second - self.starts_s) * rate_hz)


@dataclass(frozen=True, slots=True)
class _Plan:
    """Everything that is known before a sample is touched."""

    order: Order
    cues: tuple[_Laid, ...]
    groups: tuple[_Group, ...]
    bed: Source | None
    length_s: float


def mix(
    rundown_json: Path, to: Path, clips: Path, *, watcher: Watcher | None = None, workers: int | None = None
) -> MixReport:
    """Assemble what `rundown_json` asks for into `to`; pieces are kept in the folder `clips`.

    Raises:
        Invalid: the JSON or a sound file is wrong, or `to` is no place for the mix (it is one of the files
            that are mixed, no file, or named for another format); every fault of the JSON at once.
        Unavailable: the disk is full or closed. An older `to` stays as it was.
    """
    destination(to)
    order = read_order(rundown_json, to)
    folder, watcher, workers = ClipFolder(clips), watcher or Nobody(), workers or os.cpu_count() or 1
    plan = _plan(order, folder, watcher, workers)
    if order.format != "mp3":
        return _written(plan, to)
    return _joined(plan, to, folder, watcher, workers)


def _plan(order: Order, folder: ClipFolder, watcher: Watcher, workers: int) -> _Plan:
    files = {cue.file: None for cue in order.cues} | ({order.bed.file: None} if order.bed else {})
    watcher.phase(Text("Nghe các tệp", "listening to the files"), len(files))
    heard = in_parallel(lambda file: source(file, folder), files, watcher, workers)
    sources = dict(zip(files, heard, strict=True))
    laid, at_s = [], 0.0
    for cue in order.cues:
        laid.append(_Laid(cue, sources[cue.file], at_s))
        at_s += sources[cue.file].duration_s + cue.gap_s
    if at_s > LONGEST_S:
        raise TooLong(_too_long(at_s, order.path))
    bed = sources[order.bed.file] if order.bed else None
    return _Plan(order, tuple(laid), tuple(_groups(laid, BED_RUNS_ON_S if bed else JOINABLE_S)), bed, at_s)


def _too_long(length_s: float, path: Path) -> Fault:
    hours = f"{length_s / 3_600:.0f}"
    return Fault(
        Text(f"bản ghép dài {hours} giờ, quá 24 giờ", f"the mix lasts {hours} hours, more than 24"),
        Text("giảm gap_s, hoặc chia thành nhiều bản", "make gap_s shorter, or mix in parts"),
        Where(str(path)),
    )


def _groups(laid: Iterable[_Laid], apart_s: float) -> Iterator[_Group]:
    """Neighbours with less than `apart_s` of silence between their sounds are one group."""
    together: list[_Laid] = []
    for cue in (cue for cue in laid if cue.source.sounds):
        if together and cue.sounds_s - together[-1].ends_s >= apart_s:
            yield _Group(tuple(together))
            together = []
        together.append(cue)
    if together:
        yield _Group(tuple(together))


def _joined(plan: _Plan, to: Path, folder: ClipFolder, watcher: Watcher, workers: int) -> MixReport:
    profile = plan.order.profile
    keys = [_key(group, plan) for group in plan.groups]
    missing = {key: group for key, group in zip(keys, plan.groups, strict=True) if not folder.has(key)}
    watcher.phase(Text("Lưu sẵn các mẩu", "storing pieces ready"), len(missing))
    bed = _bed(plan) if missing else None
    in_parallel(lambda key: _store(key, missing[key], profile, bed, folder), missing, watcher, workers)
    metas = [folder.meta(key) for key in keys]
    placed = [
        Placed.of(folder.path(key), meta, group.starts_s)
        for key, meta, group in zip(keys, metas, plan.groups, strict=True)
    ]
    joined = join(placed, to, _tags(plan, to), profile, length_s=plan.length_s)
    loudness = joined_loudness(metas, joined.offsets_s, joined.duration_s)
    return MixReport(_rundown(plan, joined.offsets_s), loudness, joined.duration_s, profile.loudness_lufs)


def _store(key: str, group: _Group, profile: Profile, bed: Loop | None, folder: ClipFolder) -> None:
    piece = stored(lambda aim: _rendered(group, profile, bed, aim), profile, level=group.level)
    folder.put(key, piece.frames, piece.as_meta())


def _key(group: _Group, plan: _Plan) -> str:
    """Everything that the sound of the piece depends on; where it lies in the programme is not among it."""
    rate_hz, bed = plan.order.profile.rate_hz, plan.order.bed
    cues = [
        (laid.source.sha256, laid.cue.keep, group.at(laid.sounds_s, rate_hz), group.at(laid.ends_s, rate_hz))
        for laid in group.cues
    ]
    under = (plan.bed.sha256, bed.duck_db) if plan.bed and bed else None
    return digest("mix", VERSION, pieces.VERSION, asdict(plan.order.profile), cues, under)


def _rendered(group: _Group, profile: Profile, bed: Loop | None, aim: Aim) -> Iterator[Samples]:
    """The sound of a piece, cue by cue, so that no more than one cue is in memory."""
    length = group.at(group.cues[-1].ends_s, profile.rate_hz)
    at = 0
    for laid in group.cues:
        start, stop = group.at(laid.sounds_s, profile.rate_hz), group.at(laid.ends_s, profile.rate_hz)
        cue = aimed(_sound(laid, stop - start, profile), aim, level=not laid.cue.keep).samples
        block = np.concatenate((np.zeros(start - at, np.float32), cue)) if start > at else cue
        if bed is not None:
            under = Audio(block + bed.part(at, stop, length), profile.rate_hz)
            block = limit(under, aim.ceiling_dbtp).samples
        yield block
        at = stop


def _sound(laid: _Laid, size: int, profile: Profile) -> Audio:
    """What sounds of a cue, at the profile's rate, to the sample as long as its place."""
    audio = decode(laid.cue.file, rate_hz=profile.rate_hz)
    head = round(laid.source.head_s * profile.rate_hz)
    sound = audio.samples[head : head + size]
    short = size - sound.size  # a sample at most, where the rate was another
    fitted = Audio(np.pad(sound, (0, short), mode="edge") if short else sound, profile.rate_hz)
    return for_horn(fitted) if profile.name == "horn" else fitted


def _bed(plan: _Plan) -> Loop | None:
    if plan.order.bed is None:
        return None
    profile = plan.order.profile
    music = decode(plan.order.bed.file, rate_hz=profile.rate_hz, longest_s=LONGEST_BED_S)
    shaped = for_horn(music) if profile.name == "horn" else music
    return Bed(shaped, plan.order.bed.duck_db).ready(profile.rate_hz, profile.loudness_lufs)


def _written(plan: _Plan, to: Path) -> MixReport:
    """The forms that are no joined MP3: rendered as a whole, again where a peak went above the ceiling."""
    profile, bed = plan.order.profile, _bed(plan)
    aim = Aim(profile.loudness_lufs, profile.ceiling_dbtp)
    loudness = write_form(
        plan.order.format,
        lambda aimed_at: _programme(plan, bed, aimed_at),
        to,
        rate_hz=profile.rate_hz,
        aim=aim,
        tags=_tags(plan, to),
    )
    starts_s = [group.starts_s for group in plan.groups]
    return MixReport(_rundown(plan, starts_s), loudness, loudness.duration_s, profile.loudness_lufs)


def _programme(plan: _Plan, bed: Loop | None, aim: Aim) -> Iterator[Samples]:
    rate_hz = plan.order.profile.rate_hz
    at = 0
    for group in plan.groups:
        start = round(group.starts_s * rate_hz)
        yield from _silence(start - at, rate_hz)
        at = start
        for block in _rendered(group, plan.order.profile, bed, aim):
            at += block.size
            yield block
    yield from _silence(round(plan.length_s * rate_hz) - at, rate_hz)


def _silence(samples: int, rate_hz: int) -> Iterator[Samples]:
    while samples > 0:
        yield np.zeros(min(samples, _SILENCE_S * rate_hz), np.float32)
        samples -= _SILENCE_S * rate_hz


def _rundown(plan: _Plan, offsets_s: Sequence[float]) -> tuple[MixedCue, ...]:
    """Every cue where it is heard: its piece may have moved by half a frame."""
    moved = {
        id(laid): offset_s - group.starts_s
        for group, offset_s in zip(plan.groups, offsets_s, strict=True)
        for laid in group.cues
    }
    return tuple(
        MixedCue(
            laid.cue.written,
            laid.cue.kind,
            round(max(0.0, laid.starts_s + moved.get(id(laid), 0.0)), 6),
            round(laid.source.duration_s, 6),
        )
        for laid in plan.cues
    )


def _tags(plan: _Plan, to: Path) -> Tags:
    chapters = (
        Chapter(laid.cue.title, laid.starts_s, laid.starts_s + laid.source.duration_s) for laid in plan.cues
    )
    return Tags(title=to.stem, chapters=tuple(chapters))

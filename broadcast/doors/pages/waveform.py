"""Hình sóng âm: the picture of a sound as SVG, every part in the colour of what it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from broadcast.playlist import RundownEntry
from broadcast.programme import CueKind
from broadcast.sound.measured import (
    LEVEL_FLOOR_LUFS,
    LEVEL_STEPS_PER_LU,
    PEAKS_PER_S,
    Picture,
    drawn_together,
)

HEIGHT = 200
"""Of the drawing, in its own units; it is as wide as it has columns, and stretched to the page."""

LINE_HEIGHT = 60
_LOUDEST_LUFS, _SOFTEST_LUFS = -6.0, -36.0
"""What the line of loudness has room for."""

_REACH = HEIGHT // 2 - 4


@dataclass(frozen=True, slots=True)
class Part:
    """One cue in the drawing: from column `x`, `width` columns wide; `peaks` and `means` draw its sound."""

    entry: RundownEntry
    x: float
    width: float
    peaks: str
    means: str


@dataclass(frozen=True, slots=True)
class Wave:
    """A whole sound of `length_s`: its cues, and what sounds between them; `kinds` are those that occur."""

    columns: int
    length_s: float
    parts: tuple[Part, ...]
    between: str
    kinds: tuple[CueKind, ...] = ()
    line: str = ""
    target_y: float = 0.0


def of_clip(peaks: bytes) -> Wave:
    """One sound without cues, from ten values of its waveform a second."""
    drawn = drawn_together(list(peaks))
    return Wave(max(1, len(drawn)), len(peaks) / PEAKS_PER_S, (), _strokes(drawn, 0, len(drawn)))


def of_programme(
    picture: Picture, length_s: float, rundown: Sequence[RundownEntry], target_lufs: float
) -> Wave:
    """A programme of `length_s` with its cues."""
    peaks = picture.peaks
    columns = max(1, len(peaks))
    per_s = columns / length_s
    parts, between, drawn = [], "", 0
    for entry in rundown:
        first, last = round(entry.offset_s * per_s), round(entry.ends_s * per_s)
        between += _strokes(peaks, drawn, first)
        drawn = max(drawn, last)
        parts.append(
            Part(
                entry,
                round(entry.offset_s * per_s, 1),
                round(entry.duration_s * per_s, 1),
                _strokes(peaks, first, last),
                _strokes(picture.means, first, last),
            )
        )
    between += _strokes(peaks, drawn, len(peaks))
    found = {entry.kind for entry in rundown}
    kinds = tuple(kind for kind in CueKind if kind in found)
    return Wave(
        columns, length_s, tuple(parts), between, kinds, _line(picture.levels, columns), _y(target_lufs)
    )


def _strokes(peaks: bytes, first: int, last: int) -> str:
    """A stroke for each column from `first` on: as high as it is loud, and never nothing at all."""
    reaches = (
        (column, max(1, peaks[column] * _REACH // 255)) for column in range(first, min(last, len(peaks)))
    )
    middle = HEIGHT // 2
    return "".join(f"M{column}.5 {middle - reach}v{2 * reach}" for column, reach in reaches)


def _line(levels: bytes, columns: int) -> str:
    """The points of the line of loudness, over the same width as the columns."""
    if not levels:
        return ""
    step = columns / len(levels)
    read = (LEVEL_FLOOR_LUFS + level / LEVEL_STEPS_PER_LU for level in levels)
    return " ".join(f"{(number + 0.5) * step:.1f},{_y(lufs):.1f}" for number, lufs in enumerate(read))


def _y(lufs: float) -> float:
    share = (_LOUDEST_LUFS - lufs) / (_LOUDEST_LUFS - _SOFTEST_LUFS)
    return round(LINE_HEIGHT * min(max(share, 0.0), 1.0), 1)

"""What a picture shows of a sound: gathered in one hearing, at constant memory."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from broadcast.language import Text
from broadcast.sound.chapters import chapters_of
from broadcast.sound.loudness import Energies, Loudness, Meter
from broadcast.sound.picture.columns import Columns
from broadcast.sound.source import open_sound
from broadcast.sound.tags import Chapter

TARGET_LUFS = -16.0
"""Drawn as a line where the caller names no other target."""


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """What is drawn of a sound. `steps`: its K-weighted energies every 100 ms (loudness.py)."""

    name: str
    columns: Columns
    steps: Energies
    loudness: Loudness
    chapters: Sequence[Chapter] = ()
    target_lufs: float = TARGET_LUFS


def portrayed(path: Path, target_lufs: float = TARGET_LUFS) -> Portrait:
    """Hear a file once. Raises NotAudio."""
    with open_sound(path) as sound:
        meter, columns = Meter(sound.rate_hz, sound.channels), Columns(sound.rate_hz, sound.channels)
        for block in sound.blocks:
            meter.add(block)
            columns.add(block)
    columns.close()
    return Portrait(path.name, columns, meter.energies(), meter.loudness(), chapters_of(path), target_lufs)


def figures(loudness: Loudness) -> tuple[Text, ...]:
    """What the picture says in words: every figure of the meter."""
    return (
        _figure("Độ to chung", "Integrated", loudness.integrated_lufs, "LUFS"),
        _figure("khoảng động", "range", loudness.range_lu, "LU"),
        _figure("lớn nhất 0,4 s", "maximum momentary", loudness.momentary_max_lufs, "LUFS"),
        _figure("lớn nhất 3 s", "maximum short-term", loudness.short_term_max_lufs, "LUFS"),
        _figure("đỉnh thật", "true peak", loudness.true_peak_dbtp, "dBTP"),
        Text(f"thời lượng {clock(loudness.duration_s)}", f"duration {clock(loudness.duration_s)}"),
    )


def clock(second: float) -> str:
    """`mm:ss`, from an hour on `h:mm:ss`."""
    minutes, seconds = divmod(round(second), 60)
    return (
        f"{minutes:02d}:{seconds:02d}"
        if minutes < 60
        else f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    )


def _figure(vi: str, en: str, value: float, unit: str) -> Text:
    said = (
        Text("im lặng", "silence")
        if math.isinf(value)
        else Text(*[f"{value:.1f} {unit}".replace("-", "−")] * 2)
    )
    return Text(f"{vi} {said.vi}", f"{en} {said.en}")

"""`broadcast mix` and `loudness`: sound in and out, without a schedule, a reading or a voice."""

import json
import math
from pathlib import Path

import click

from broadcast.desk.mixing import mix
from broadcast.doors.cli.opening import Opening
from broadcast.language import Language, Text
from broadcast.sound.loudness import ABSOLUTE_GATE_LUFS, Loudness, measure_file
from broadcast.sound.picture import draw_file, picture_place


def mix_file(
    opening: Opening, rundown: Path, to: Path, *, picture: Path | None, as_json: bool, language: Language
) -> None:
    """Assemble audio files; print what sounds when; draw what came of it where a picture is wanted."""
    if picture is not None:
        picture_place(picture, rundown, to)
    report = mix(rundown, to, opening.data / "clips")
    if picture is not None:
        draw_file(to, picture, language, report.target_lufs)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
        return
    for cue in report.rundown:
        click.echo(f"{_clock(cue.offset_s)}  {cue.duration_s:8.2f} s  {cue.kind:10} {cue.file}")
    click.echo(loudness_line(report.loudness, language))


def measure(file: Path, *, picture: Path | None = None, as_json: bool, language: Language) -> None:
    """How loud a file is, and its picture where one is wanted."""
    loudness = measure_file(file) if picture is None else draw_file(file, picture, language)
    if as_json:
        click.echo(json.dumps(loudness.as_json()))
    else:
        click.echo(loudness_line(loudness, language))


def _clock(second: float) -> str:
    return f"{int(second // 60):3d}:{second % 60:06.3f}"


def loudness_line(loudness: Loudness, language: Language) -> str:
    """What a meter shows, in one line."""
    if math.isinf(loudness.true_peak_dbtp):
        return f"{Text('im lặng', 'silence').said(language)}, {loudness.duration_s:.3f} s"
    gated = math.isinf(loudness.integrated_lufs)  # nothing in it reaches the meter's gate
    integrated = f"< {ABSOLUTE_GATE_LUFS:.1f}" if gated else f"{loudness.integrated_lufs:.1f}"
    highest = (
        f"{value:.1f}" if math.isfinite(value) else "-"  # it is too short for a window of 0.4 s or 3 s
        for value in (loudness.momentary_max_lufs, loudness.short_term_max_lufs)
    )
    figures = (
        f"{integrated} LUFS, {loudness.range_lu:.1f} LU, {' / '.join(highest)} LUFS, "
        f"{loudness.true_peak_dbtp:.1f} dBTP, {loudness.duration_s:.3f} s"
    )
    names = Text(
        "độ to, khoảng động, lớn nhất 0,4 s / 3 s, đỉnh thật, thời lượng",
        "integrated, range, maximum momentary / short-term, true peak, duration",
    )
    return f"{figures} ({names.said(language)})"

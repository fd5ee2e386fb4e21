"""How the picture of a sound is laid out: a heading, three panels over one axis of time, the chapters."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from broadcast.language import Language, Text
from broadcast.sound.picture.columns import BANDS, band_edges
from broadcast.sound.picture.panels import (
    CLIPPED,
    HEAT,
    LOUDEST_DB,
    LOUDEST_LUFS,
    LOUDNESS_GRID,
    MOMENTARY,
    PEAK,
    PLOT_WIDTH,
    RMS,
    SHORT_TERM,
    SOFTEST_DB,
    SOFTEST_LUFS,
    WAVE_GRID_DB,
    loudness_pixels,
    loudness_row,
    tone_pixels,
    wave_pixels,
)
from broadcast.sound.picture.paper import INK, LINE_PX, QUIET, WHITE, Colour, Panel, Sheet, fitted, width_of
from broadcast.sound.picture.portrait import Portrait, clock, figures
from broadcast.sound.tags import Chapter

WIDTH = 1_400
LISTED = 60
"""Chapters named below; a mark stands for every one of them."""

_LEFT = 90
_HEADING = 74
_WAVE, _LOUD, _TONES = 180, 200, 2 * BANDS
_BETWEEN = 30
_AXIS = 34
_COLUMNS = 3

_TARGET: Colour = (0, 128, 72)
_WHOLE: Colour = (110, 30, 140)
_MARK: Colour = (90, 90, 90)

_TICKS_S = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600)
_MOST_TICKS = 13
_HZ = {
    100: "100",
    200: "200",
    500: "500",
    1_000: "1k",
    2_000: "2k",
    5_000: "5k",
    10_000: "10k",
    20_000: "20k",
}


@dataclass(frozen=True, slots=True)
class _Layout:
    wave: Panel
    loud: Panel
    tones: Panel
    list_top: int
    height: int


def drawn(portrait: Portrait, language: Language) -> bytes:
    """The picture as PNG."""
    layout = _layout(min(len(portrait.chapters), LISTED), more=len(portrait.chapters) > LISTED)
    sheet = Sheet(WIDTH, layout.height)
    said = [figure.said(language) for figure in figures(portrait.loudness)]
    sheet.write(_LEFT, 20, fitted(portrait.name, PLOT_WIDTH, bold=True), bold=True)
    sheet.write(_LEFT, 20 + LINE_PX, " · ".join(said))
    _draw_wave(sheet, layout.wave, portrait, language)
    _draw_loudness(sheet, layout.loud, portrait, language)
    _draw_tones(sheet, layout.tones, portrait, language)
    _draw_time(sheet, layout, portrait.loudness.duration_s)
    _draw_chapters(sheet, layout, portrait, language)
    return sheet.png(f"{portrait.name}: {', '.join(said)}")


def _layout(listed: int, *, more: bool) -> _Layout:
    wave = Panel(_LEFT, _HEADING + _BETWEEN, PLOT_WIDTH, _WAVE)
    loud = Panel(_LEFT, wave.bottom + _BETWEEN, PLOT_WIDTH, _LOUD)
    tones = Panel(_LEFT, loud.bottom + _BETWEEN, PLOT_WIDTH, _TONES)
    list_top = tones.bottom + _AXIS
    lines = -(-listed // _COLUMNS) + (1 if more else 0)
    return _Layout(wave, loud, tones, list_top, list_top + LINE_PX * lines + 10)


# ---- the three panels


def _draw_wave(sheet: Sheet, panel: Panel, portrait: Portrait, language: Language) -> None:
    _title(
        sheet,
        panel,
        Text("Dạng sóng (dBFS)", "Waveform (dBFS)").said(language),
        (PEAK, Text("đỉnh", "peak").said(language)),
        (RMS, Text("trung bình (RMS)", "RMS").said(language)),
        (CLIPPED, Text("chạm trần 0 dBFS", "at full scale").said(language)),
    )
    sheet.paste(wave_pixels(portrait, panel.height), panel)
    sheet.frame(panel)
    middle = panel.top + panel.height // 2
    for db in WAVE_GRID_DB:
        for side in (1, -1):
            y = middle - round(side * 10 ** (db / 20) * (panel.height / 2 - 1))
            sheet.write(panel.left - 8, y, _signed(db), QUIET, anchor="rm")
    sheet.write(panel.left - 8, middle, "−∞", QUIET, anchor="rm")


def _draw_loudness(sheet: Sheet, panel: Panel, portrait: Portrait, language: Language) -> None:
    whole = portrait.loudness.integrated_lufs
    legend = [
        (MOMENTARY, Text("0,4 s", "momentary, 0.4 s").said(language)),
        (SHORT_TERM, Text("3 s", "short-term, 3 s").said(language)),
        (_TARGET, Text("mục tiêu", "target").said(language) + f" {_signed(portrait.target_lufs)}"),
    ]
    if math.isfinite(whole):
        legend.append((_WHOLE, Text("cả tệp", "integrated").said(language) + f" {_signed(whole, 1)}"))
    _title(sheet, panel, Text("Độ to (LUFS)", "Loudness (LUFS)").said(language), *legend)
    sheet.paste(loudness_pixels(portrait, panel.height), panel)
    for lufs in LOUDNESS_GRID:
        y = panel.top + loudness_row(lufs, panel.height)
        sheet.write(panel.left - 8, y, _signed(lufs), QUIET, anchor="rm")
    for line_lufs, colour, dash in ((portrait.target_lufs, _TARGET, 6), (whole, _WHOLE, 2)):
        if SOFTEST_LUFS < line_lufs < LOUDEST_LUFS:
            sheet.level(
                panel.top + loudness_row(line_lufs, panel.height), panel.left, panel.right, colour, dash=dash
            )
    sheet.frame(panel)


def _draw_tones(sheet: Sheet, panel: Panel, portrait: Portrait, language: Language) -> None:
    unit = Text("Phổ tần (Hz), màu: dBFS", "Spectrum (Hz), colour: dBFS").said(language)
    _title(sheet, panel, unit)
    sheet.paste(tone_pixels(portrait, panel.height), panel)
    sheet.frame(panel)
    edges = band_edges(portrait.columns.rate_hz)
    octaves = math.log(edges[-1] / edges[0])
    for hz, name in _HZ.items():
        if edges[0] <= hz <= edges[-1]:
            y = panel.bottom - round(math.log(hz / edges[0]) / octaves * panel.height)
            sheet.write(panel.left - 8, y, name, QUIET, anchor="rm")
            sheet.level(y, panel.left - 6, panel.left - 1, QUIET)
    bar = Panel(panel.right + 16, panel.top, 16, panel.height)
    shades = np.linspace(255, 0, bar.height).round().astype(np.intp)
    sheet.paste(np.repeat(HEAT[shades][:, None], bar.width, axis=1), bar)
    sheet.frame(bar)
    for db in range(SOFTEST_DB, LOUDEST_DB + 1, 20):
        y = bar.bottom - round((db - SOFTEST_DB) / (LOUDEST_DB - SOFTEST_DB) * bar.height)
        sheet.write(bar.right + 8, y, _signed(db), QUIET)


# ---- time and chapters


def ticks(duration_s: float) -> Sequence[float]:
    """Moments to name on the axis of time, at most 14, at round figures."""
    step_s = next((step_s for step_s in _TICKS_S if duration_s / step_s <= _MOST_TICKS), 7_200)
    return [number * step_s for number in range(math.floor(duration_s / step_s + 1e-9) + 1)]


def _draw_time(sheet: Sheet, layout: _Layout, duration_s: float) -> None:
    moments = ticks(duration_s)
    tenths = any(moment % 1 for moment in moments)
    for moment in moments:
        x = _x(moment, duration_s)
        sheet.upright(x, layout.tones.bottom + 1, layout.tones.bottom + 6, QUIET)
        said = f"{int(moment // 60):02d}:{moment % 60:04.1f}" if tenths else clock(moment)
        sheet.write(x, layout.tones.bottom + 16, said, QUIET, anchor="mm")


def _draw_chapters(sheet: Sheet, layout: _Layout, portrait: Portrait, language: Language) -> None:
    chapters = portrait.chapters
    places = [_x(chapter.starts_s, portrait.loudness.duration_s) for chapter in chapters]
    for x in places:
        for panel in (layout.wave, layout.loud, layout.tones):
            colour = WHITE if panel is layout.tones else _MARK
            sheet.upright(x, panel.top, panel.bottom, colour, dash=4)
    for number, x in spaced(places):
        sheet.write(x, layout.wave.top - _BETWEEN, str(number + 1), INK, anchor="mm", bold=True)
    for number, chapter in enumerate(chapters[:LISTED]):
        column, line = divmod(number, -(-min(len(chapters), LISTED) // _COLUMNS))
        _list(sheet, layout, column, line, f"{number + 1}", chapter)
    if len(chapters) > LISTED:
        more = len(chapters) - LISTED
        said = Text(f"… và {more} phần nữa", f"… and {more} more").said(language)
        sheet.write(_LEFT, layout.height - 10 - LINE_PX // 2, said, QUIET)


def spaced(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Which chapters get their number written at their mark: none that would touch the one before."""
    free = -math.inf
    for number, x in enumerate(places):
        half = width_of(str(number + 1), bold=True) / 2
        if x - half >= free:
            free = x + half + 6
            yield number, x


def _list(sheet: Sheet, layout: _Layout, column: int, line: int, number: str, chapter: Chapter) -> None:
    width = PLOT_WIDTH // _COLUMNS
    x, y = _LEFT + column * width, layout.list_top + line * LINE_PX + LINE_PX // 2
    sheet.write(x + 20, y, number, INK, anchor="rm", bold=True)
    sheet.write(x + 30, y, clock(chapter.starts_s), QUIET)
    sheet.write(x + 90, y, fitted(chapter.title, width - 100))


# ---- small things


def _title(sheet: Sheet, panel: Panel, title: str, *legend: tuple[Colour, str]) -> None:
    y = panel.top - 12
    x = panel.left + sheet.write(panel.left, y, title, bold=True) + 24
    for colour, name in legend:
        sheet.box(x, y - 5, 12, 10, colour)
        x += 18 + sheet.write(x + 18, y, name, QUIET) + 20


def _x(second: float, duration_s: float) -> int:
    return _LEFT + min(PLOT_WIDTH - 1, round(second / duration_s * PLOT_WIDTH))


def _signed(value: float, digits: int = 0) -> str:
    return f"{value:.{digits}f}".replace("-", "−")

"""The three panels of a picture as pixels: arithmetic on columns and energies, no letters."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadcast.sound.loudness import energy_of
from broadcast.sound.picture.columns import BANDS, Values
from broadcast.sound.picture.paper import GRID, WHITE, Colour, Pixels, ramp
from broadcast.sound.picture.portrait import Portrait

PLOT_WIDTH = 1_200

LOUDEST_LUFS, SOFTEST_LUFS = -5.0, -45.0
LOUDNESS_GRID = range(-40, -5, 5)
WAVE_GRID_DB = (0, -6, -12)
SOFTEST_DB, LOUDEST_DB = -90, -10

PEAK: Colour = (150, 190, 228)
RMS: Colour = (24, 92, 158)
CLIPPED: Colour = (206, 32, 41)
MOMENTARY: Colour = (236, 178, 98)
SHORT_TERM: Colour = (160, 68, 0)
HEAT = ramp([(10, 10, 30), (60, 20, 110), (160, 40, 110), (230, 90, 50), (250, 190, 60), (255, 255, 220)])
"""Colours of the spectrum, the softest first."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Curve:
    """A line over time: its lowest and highest value in each column of pixels; NaN where there is none."""

    low: Values
    high: Values


def wave_pixels(portrait: Portrait, height: int) -> Pixels:
    """The envelope with the RMS inside, shaped (height, PLOT_WIDTH, 3); columns at full scale are red."""
    columns, first = portrait.columns, _first(portrait)
    low, high = np.minimum.reduceat(columns.low, first), np.maximum.reduceat(columns.high, first)
    rms = np.maximum.reduceat(columns.rms, first)
    row = 2 / height
    amplitude = (1 - row * (np.arange(height) + 0.5))[:, None]
    pixels = np.full((height, PLOT_WIDTH, 3), WHITE, np.uint8)
    for db in WAVE_GRID_DB:
        pixels[np.abs(np.abs(amplitude[:, 0]) - 10 ** (db / 20) * (1 - row)) < row / 2] = GRID
    pixels[(amplitude <= high + row / 2) & (amplitude >= low - row / 2)] = PEAK
    pixels[np.abs(amplitude) <= rms] = RMS
    clipped = np.maximum(high, -low) >= 32_767 / 32_768
    pixels[((amplitude <= high) & (amplitude >= low) & clipped)] = CLIPPED
    return pixels


def loudness_pixels(portrait: Portrait, height: int) -> Pixels:
    """Momentary loudness with the short-term one over it, shaped (height, PLOT_WIDTH, 3)."""
    pixels = np.full((height, PLOT_WIDTH, 3), WHITE, np.uint8)
    pixels[[loudness_row(lufs, height) for lufs in LOUDNESS_GRID]] = GRID
    pixels[_line(loudness_curve(portrait, 0.4), height, 0)] = MOMENTARY
    pixels[_line(loudness_curve(portrait, 3.0), height, 1)] = SHORT_TERM
    return pixels


def loudness_curve(portrait: Portrait, window_s: float) -> Curve:
    """Loudness of the `window_s` seconds around each moment, in LUFS, a value a column of pixels."""
    width, nothing = round(window_s * 10), np.full(PLOT_WIDTH, np.nan)
    sums = np.concatenate(([0.0], np.cumsum(portrait.steps)))
    means = np.maximum(sums[width:] - sums[:-width], 0.0) / width
    if not means.size:
        return Curve(nothing, nothing)
    lufs = 10 * np.log10(np.maximum(means, energy_of(-120.0)) / energy_of(0.0))
    fine = 4 * PLOT_WIDTH
    at_s = (np.arange(fine) + 0.5) * portrait.loudness.duration_s / fine
    if lufs.size < fine:  # fewer values than pixels: straight lines between them
        middles = np.arange(lufs.size) / 10 + window_s / 2
        lufs, begins = np.interp(at_s, middles, lufs), np.arange(0, fine, 4)
    else:
        begins = np.clip((at_s[::4] - window_s / 2) * 10, 0, lufs.size - 1).astype(np.intp)
    low, high = np.minimum.reduceat(lufs, begins), np.maximum.reduceat(lufs, begins)
    middle_s = at_s[2::4]
    outside = (middle_s < window_s / 2) | (middle_s > portrait.loudness.duration_s - window_s / 2)
    return Curve(np.where(outside, np.nan, low), np.where(outside, np.nan, high))


def _line(curve: Curve, height: int, thick: int) -> Mask:
    """The pixels of a curve, every column reaching to its neighbour's values, `thick` more on both sides."""
    before = Curve(np.roll(curve.low, 1), np.roll(curve.high, 1))
    before.low[0] = before.high[0] = np.nan
    low, high = np.fmin(curve.low, before.high), np.fmax(curve.high, before.low)
    low, high = np.where(np.isnan(curve.low), np.nan, low), np.where(np.isnan(curve.low), np.nan, high)
    tops, bottoms = _rows(high, height) - thick, _rows(low, height) + thick
    rows = np.arange(height)[:, None]
    return np.asarray((rows >= np.floor(tops + 0.5)) & (rows <= np.floor(bottoms + 0.5)))


def tone_pixels(portrait: Portrait, height: int) -> Pixels:
    """The spectrum over time, shaped (height, PLOT_WIDTH, 3), the lowest band at the bottom."""
    first = _first(portrait)
    counts = np.maximum(np.diff([*first, portrait.columns.power.shape[0]]), 1)
    power = np.add.reduceat(portrait.columns.power, first, axis=0) / counts[:, None]
    db = 10 * np.log10(np.maximum(power, 1e-12))
    shades = np.clip((db - SOFTEST_DB) / (LOUDEST_DB - SOFTEST_DB) * 255, 0, 255).astype(np.intp)
    rows = np.arange(height)[::-1] * BANDS // height
    return np.asarray(HEAT[shades.T[rows]], np.uint8)


def loudness_row(lufs: float, height: int) -> int:
    """The row of the loudness panel at which `lufs` lies."""
    return round((LOUDEST_LUFS - lufs) / (LOUDEST_LUFS - SOFTEST_LUFS) * height)


def _rows(lufs: Values, height: int) -> Values:
    return np.asarray((LOUDEST_LUFS - lufs) / (LOUDEST_LUFS - SOFTEST_LUFS) * height, np.float64)


def _first(portrait: Portrait) -> npt.NDArray[np.intp]:
    """For each column of pixels, the first of the sound's columns that belongs to it."""
    columns = portrait.columns
    lasting = columns.samples / columns.rate_hz / columns.column_s
    first = np.arange(PLOT_WIDTH) * lasting / PLOT_WIDTH
    return np.minimum(first.astype(np.intp), columns.low.size - 1)

"""The signals of EBU Tech 3341 and 3342 (2023, tables 1), made from their definitions.

Left out by name: 3341-7, -8 and 3342-5, -6, which are recordings. 3341-20 to -23 are made as far as their
definition is known to us: a sine of fs/6 at half scale with one period at full scale, made at four times the
rate, filtered and taken down at each of the four places.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from broadcast.bench.figures import Figure, at_most
from broadcast.sound.loudness import Loudness, measure_blocks

RATE_HZ = 48_000
LOUDNESS_LU, RANGE_LU = 0.1, 1.0
PEAK_BELOW_DB, PEAK_ABOVE_DB = 0.4, 0.2
"""Tolerances of the two documents."""

Samples = npt.NDArray[np.float32]

_BLOCK = 7_919
"""A prime: blocks end anywhere."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A test signal: its number, how it is made (samples, channels), which reading of the meter it is for."""

    name: str
    make: Callable[[], Samples]
    reading: str
    expected: float

    def measured(self) -> float:
        """What our meter reads."""
        read: float = getattr(metered(self.make()), self.reading)
        return read


def metered(samples: Samples, rate_hz: int = RATE_HZ) -> Loudness:
    """What the meter reads on `samples`, shaped (samples,) or (samples, channels), in uneven blocks."""
    blocks = (samples[at : at + _BLOCK] for at in range(0, len(samples), _BLOCK))
    return measure_blocks(blocks, rate_hz, samples.shape[1] if samples.ndim > 1 else 1)


def tone(
    hz: float, seconds: float, dbfs: float, rate_hz: int = RATE_HZ, phase_degrees: float = 0.0
) -> Samples:
    """A sine; a level above full scale is meant."""
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    wave = 10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * t + np.radians(phase_degrees))
    return np.asarray(wave, np.float32)


def silence(seconds: float) -> Samples:
    """Digital silence."""
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def _both(*parts: Any) -> Samples:  # noqa: ANN401 - (dBFS, seconds) or samples
    """1 kHz in (dBFS, seconds) parts, or samples, one after the other, alike in two channels."""
    row = [tone(1_000, part[1], part[0]) if isinstance(part, tuple) else part for part in parts]
    mono = np.concatenate(row)
    return np.stack((mono, mono), axis=1)


def _five(*, low_frequency: bool) -> Samples:
    channels = [tone(1_000, 20, dbfs) for dbfs in (-28, -28, -24, -30, -30)]
    if low_frequency:
        channels.insert(3, tone(60, 20, -6))
    return np.stack(channels, axis=1)


def _late(after_s: float, seconds: float) -> Samples:
    """3341-10 and -13: one tone somewhere."""
    return _both(silence(after_s), (-23, seconds), silence(1))


def _rising(number: int, seconds: float, step_s: float) -> Samples:
    """3341-11 and -14 as far as the tone of this number."""
    parts = [
        part
        for n in range(number + 1)
        for part in (silence(n * step_s), (-38 + n, seconds), silence(max(0.0, seconds - n * step_s)))
    ]
    return _both(*parts)


def steady_peak(divisor: float, amplitude: float, phase_degrees: float, rate_hz: int = RATE_HZ) -> Samples:
    """3341-15 to -19: a sine alone, without a step at its ends."""
    wave = amplitude * tone(rate_hz / divisor, 1, 0, rate_hz, phase_degrees)
    fade = np.minimum(1, np.arange(wave.size) / 2_000)
    return np.asarray(wave * fade * fade[::-1], np.float32)


def single_peak(offset: int, rate_hz: int = RATE_HZ) -> Samples:
    """3341-20 to -23."""
    from scipy.signal import firwin

    fine = steady_peak(24, 0.5, 0.0, 4 * rate_hz).astype(np.float64)
    middle = fine.size // 2 // 24 * 24
    fine[middle : middle + 24] *= 2
    kernel = firwin(511, 0.98 * rate_hz / 2, window=("kaiser", 7.0), fs=4 * rate_hz)
    return np.asarray(np.convolve(fine, kernel, "same")[offset::4], np.float32)


def _signals() -> Iterator[Signal]:
    for name, dbfs in (("3341-1", -23.0), ("3341-2", -33.0)):
        for reading in ("integrated_lufs", "momentary_max_lufs", "short_term_max_lufs"):
            yield Signal(name, partial(_both, (dbfs, 20)), reading, dbfs)
    gated: dict[str, tuple[tuple[float, float], ...]] = {
        "3341-3": ((-36, 10), (-23, 60), (-36, 10)),
        "3341-4": ((-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)),
        "3341-5": ((-26, 20), (-20, 20.1), (-26, 20)),
    }
    for name, parts in gated.items():
        yield Signal(name, partial(_both, *parts), "integrated_lufs", -23)
    for low in (False, True):
        yield Signal("3341-6", partial(_five, low_frequency=low), "integrated_lufs", -23)
    yield from _short_and_momentary()
    yield from _peaks()
    ranges = {
        "3342-1": (-20, -30),
        "3342-2": (-20, -15),
        "3342-3": (-40, -20),
        "3342-4": (-50, -35, -20, -35, -50),
    }
    for (name, levels), expected in zip(ranges.items(), (10, 5, 20, 15), strict=True):
        yield Signal(name, partial(_both, *((dbfs, 20) for dbfs in levels)), "range_lu", expected)


def _short_and_momentary() -> Iterator[Signal]:
    short, momentary = "short_term_max_lufs", "momentary_max_lufs"
    yield Signal("3341-9", partial(_both, *[(-20, 1.34), (-30, 1.66)] * 5), short, -23)
    yield Signal("3341-12", partial(_both, *[(-20, 0.18), (-30, 0.22)] * 25), momentary, -23)
    for n in range(0, 20, 3):
        yield Signal("3341-10", partial(_late, n * 0.15, 3), short, -23)
        yield Signal("3341-11", partial(_rising, n, 3, 0.15), short, -38 + n)
        yield Signal("3341-14", partial(_rising, n, 0.4, 0.02), momentary, -38 + n)
    for n in range(20):
        yield Signal("3341-13", partial(_late, n * 0.02, 0.4), momentary, -23)


def _peaks() -> Iterator[Signal]:
    steady = ((4, 0.50, 0.0, -6), (4, 0.50, 45, -6), (6, 0.50, 60, -6), (8, 0.50, 67.5, -6), (4, 1.41, 45, 3))
    for number, (divisor, amplitude, phase, dbtp) in enumerate(steady, 15):
        make = partial(steady_peak, divisor, amplitude, phase)
        yield Signal(f"3341-{number}", make, "true_peak_dbtp", dbtp)
    for offset in range(4):
        yield Signal(f"3341-{20 + offset}", partial(single_peak, offset), "true_peak_dbtp", 0.0)


SIGNALS = tuple(_signals())


def figures() -> Iterator[Figure]:
    """The worst deviation of each kind, to its tolerance."""
    off = [(signal, signal.measured() - signal.expected) for signal in SIGNALS]
    peaks = [error for signal, error in off if signal.reading == "true_peak_dbtp"]
    ranges = [abs(error) for signal, error in off if signal.reading == "range_lu"]
    levels = [abs(error) for signal, error in off if signal.reading.endswith("_lufs")]
    yield Figure("mix.ebu.worst_loudness", max(levels), "LU", at_most(LOUDNESS_LU))
    yield Figure("mix.ebu.worst_range", max(ranges), "LU", at_most(RANGE_LU))
    yield Figure("mix.ebu.peak_above", max(0.0, *peaks), "dB", at_most(PEAK_ABOVE_DB))
    yield Figure("mix.ebu.peak_below", max(0.0, *(-error for error in peaks)), "dB", at_most(PEAK_BELOW_DB))
    yield Figure("mix.ebu.signals", float(len(SIGNALS)), "signals")

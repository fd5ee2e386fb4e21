"""Loudness as ITU-R BS.1770-5 and EBU R 128 define it; range as EBU Tech 3342, metering as EBU Tech 3341.

The signal is K-weighted, its energy taken every 10 ms; everything else is arithmetic on those few numbers.
Stored 100 ms energies of the pieces therefore predict the loudness of a programme without its sound.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from broadcast.sound.audio import Audio
from broadcast.sound.peak import REACH, inner_peak
from broadcast.sound.source import open_sound

Block = npt.NDArray[np.float32]
Energies = npt.NDArray[np.float64]

ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
RANGE_GATE_LU = -20.0
_OFFSET = -0.691
"""BS.1770: so that 997 Hz at 0 dBFS in one channel reads -3.01."""

SILENCE_DB = -200.0
"""What is below, in LUFS or dB, is arithmetic and no sound (24 bits end at -144): it reads minus infinity."""

_NEVER_ZERO = 1e-20
_FINE_HZ = 100
_PER_BLOCK = 10
"""Ten 10 ms energies make the 100 ms step of gating blocks."""

_GATING = 4
_MOMENTARY = 40
_SHORT_TERM = 300
"""Momentary 400 ms, short-term 3 s, counted in 10 ms: Tech 3341 wants them caught wherever they begin."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """What a meter in EBU mode shows: LUFS, LU, dBTP, seconds. Silence reads minus infinity."""

    integrated_lufs: float
    range_lu: float
    momentary_max_lufs: float
    short_term_max_lufs: float
    true_peak_dbtp: float
    duration_s: float

    def as_json(self) -> dict[str, float | None]:
        """The same for JSON, which has no infinity: null is silence."""
        return {
            name: round(value, 3) if math.isfinite(value) else None for name, value in asdict(self).items()
        }


class Scale:
    """Weighs sound that comes in blocks, at constant memory: its K-weighted energy every 10 ms."""

    def __init__(self, rate_hz: int, channels: int = 1) -> None:
        self._rate_hz = rate_hz
        self._weights = _channel_weights(channels)
        self._filter = k_weighting(rate_hz)
        self._state = np.zeros((self._filter.shape[0], 2, channels))
        self._squares = np.zeros(0)
        self._fine: list[Energies] = []
        self.samples = 0

    def add(self, block: Block) -> None:
        """Weigh the next samples, shaped (samples, channels)."""
        from scipy.signal import sosfilt  # 0.2 s to import: only who measures pays for it

        # A recursive filter fed with digital silence decays into denormal numbers, at five times the CPU.
        heard = np.add(block, _NEVER_ZERO, dtype=np.float64)
        filtered, self._state = sosfilt(self._filter, heard, axis=0, zi=self._state)
        energy = np.einsum("ij,j->i", np.square(filtered, out=filtered), self._weights)
        self._take(np.concatenate((self._squares, energy)))
        self.samples += block.shape[0]

    def fine(self) -> Energies:
        """The 10 ms energies; sound too short for one gating block gets silence behind it."""
        fine = np.concatenate((*self._fine, np.zeros(0)))
        if fine.size < _MOMENTARY and self.samples:
            rest = self._squares.sum() / (self._rate_hz / _FINE_HZ)
            return np.concatenate((fine, [rest], np.zeros(_MOMENTARY - 1)))[:_MOMENTARY]
        return fine

    def steps(self) -> Energies:
        """The 100 ms energies: the last step counts only when it is whole."""
        return _hundreds(self.fine())

    def _take(self, squares: Energies) -> None:
        first = self.samples - self._squares.size
        edges = _edges(first, first + squares.size, self._rate_hz) - first
        if edges.size > 1:
            self._fine.append(np.add.reduceat(squares[: edges[-1]], edges[:-1]) / np.diff(edges))
        self._squares = squares[edges[-1] if edges.size else 0 :]


class Meter:
    """Measures sound that comes in blocks, at constant memory: its loudness and its true peak."""

    def __init__(self, rate_hz: int, channels: int = 1) -> None:
        self._rate_hz = rate_hz
        self._channels = channels
        self._scale = Scale(rate_hz, channels)
        self._edge = np.zeros((2 * REACH, channels), np.float32)
        self._peak = 0.0

    def add(self, block: Block) -> None:
        """Measure the next samples, shaped (samples, channels) or (samples,)."""
        block = block.reshape(-1, self._channels)
        self._scale.add(block)
        seen = np.concatenate((self._edge, block))
        self._raise_peak(seen)
        self._edge = seen[-2 * REACH :]

    def loudness(self) -> Loudness:
        """What was heard; call it once, at the end."""
        self._raise_peak(np.concatenate((self._edge, np.zeros_like(self._edge))))
        fine, steps = self._scale.fine(), self._scale.steps()
        return Loudness(
            integrated_lufs=integrated(steps),
            range_lu=loudness_range(steps),
            momentary_max_lufs=_lufs(_moving(fine, _MOMENTARY).max(initial=0.0)),
            short_term_max_lufs=_lufs(_moving(fine, _SHORT_TERM).max(initial=0.0)),
            true_peak_dbtp=decibels(self._peak),
            duration_s=self._scale.samples / self._rate_hz,
        )

    def energies(self) -> Energies:
        """The K-weighted mean squares of the 100 ms steps so far."""
        return self._scale.steps()

    def part_lufs(self, starts_s: float, ends_s: float) -> float:
        """Integrated loudness of what was heard between two seconds, as if there were nothing else."""
        first = round(starts_s * _FINE_HZ)
        last = max(math.ceil(ends_s * _FINE_HZ), first + _MOMENTARY)
        part = self._scale.fine()[first:last]
        return integrated(_hundreds(np.pad(part, (0, max(0, _MOMENTARY - part.size)))))

    def _raise_peak(self, seen: Block) -> None:
        for channel in seen.T:
            self._peak = inner_peak(np.ascontiguousarray(channel), self._rate_hz, self._peak)


def measure(audio: Audio) -> Loudness:
    """The loudness of `audio`, one channel."""
    return measure_blocks(_blocks_of(audio.samples, audio.rate_hz), audio.rate_hz)


def measure_blocks(blocks: Iterable[Block], rate_hz: int, channels: int = 1) -> Loudness:
    """The loudness of sound that comes in blocks shaped (samples, channels)."""
    meter = Meter(rate_hz, channels)
    for block in blocks:
        meter.add(block)
    return meter.loudness()


def measure_file(path: Path) -> Loudness:
    """The loudness of a file at its own rate, every channel counted as BS.1770 says, at constant memory.

    Raises:
        NotAudio: it is missing or cannot be decoded whole.
    """
    with open_sound(path) as sound:
        return measure_blocks(sound.blocks, sound.rate_hz, sound.channels)


def energies(samples: Block, rate_hz: int) -> Energies:
    """The K-weighted mean squares of one channel every 100 ms; silence fills up what is below 400 ms."""
    scale = Scale(rate_hz)
    for block in _blocks_of(samples, rate_hz):
        scale.add(block.reshape(-1, 1))
    return scale.steps()


def integrated(steps: Energies | Sequence[float]) -> float:
    """Programme loudness in LUFS of 100 ms energies.

    Blocks of 400 ms, gated at -70 LUFS and then at 10 LU under the mean of the rest.
    """
    return _lufs(_gated_mean(_moving(np.asarray(steps, np.float64), _GATING), RELATIVE_GATE_LU))


def timeline(parts: Iterable[tuple[float, Sequence[float]]], length_s: float) -> Energies:
    """The 100 ms energies of a file of `length_s` seconds, from those of its pieces and where they begin."""
    steps = np.zeros(max(_GATING, math.ceil(length_s * 10)))
    for starts_s, piece in parts:
        first = round(starts_s * 10)
        kept = np.asarray(piece, np.float64)[max(0, -first) :]
        room = steps[max(0, first) : max(0, first) + kept.size]
        room += kept[: room.size]
    return steps


def of_steps(steps: Energies, true_peak_dbtp: float, duration_s: float) -> Loudness:
    """What a meter will read, from 100 ms energies alone (integrated within 0.1 LU, shared/sound.md)."""
    return Loudness(
        integrated_lufs=integrated(steps),
        range_lu=loudness_range(steps),
        momentary_max_lufs=_lufs(_moving(steps, _GATING).max(initial=0.0)),
        short_term_max_lufs=_lufs(_moving(steps, _SHORT_TERM // _PER_BLOCK).max(initial=0.0)),
        true_peak_dbtp=true_peak_dbtp,
        duration_s=duration_s,
    )


def loudness_range(steps: Energies) -> float:
    """Loudness range in LU (Tech 3342): between the 10th and the 95th percentile of 3 s loudness, gated."""
    blocks = _moving(steps, _SHORT_TERM // _PER_BLOCK)
    gate = _gated_mean(blocks, -math.inf) * 10 ** (RANGE_GATE_LU / 10)
    loud = np.sort(blocks[(blocks >= energy_of(ABSOLUTE_GATE_LUFS)) & (blocks >= gate)])
    if not loud.size:
        return 0.0
    low, high = (loud[round((loud.size - 1) * share)] for share in (0.10, 0.95))
    return _lufs(high) - _lufs(low)


@cache
def k_weighting(rate_hz: int) -> npt.NDArray[np.float64]:
    """The two stages of the K filter as second-order sections.

    BS.1770 gives coefficients for 48 kHz only; these are the analogue filters behind them (a shelf of +4 dB,
    a high pass), brought to `rate_hz` by the bilinear transform. At 48 kHz they are the Recommendation's.
    """
    k, q, gain = (
        math.tan(math.pi * 1_681.974450955533 / rate_hz),
        0.7071752369554196,
        10 ** (3.999843853973347 / 20),
    )
    band, a0 = gain**0.4996667741545416, 1 + k / q + k * k
    shelf = [
        *((gain + band * k / q + k * k) / a0, 2 * (k * k - gain) / a0, (gain - band * k / q + k * k) / a0),
        *(1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0),
    ]
    k, q = math.tan(math.pi * 38.13547087602444 / rate_hz), 0.5003270373238773
    a0 = 1 + k / q + k * k
    high_pass = [1, -2, 1, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0]
    return np.array([shelf, high_pass])


def decibels(amplitude: float) -> float:
    """20 log10: dBFS or dBTP of a linear value."""
    return _or_silence(20 * math.log10(amplitude)) if amplitude > 0 else -math.inf


def _channel_weights(channels: int) -> npt.NDArray[np.float64]:
    """BS.1770 table 3 in the order of WAV files: surrounds count 1.41, the low-frequency channel not."""
    orders = {5: (1, 1, 1, 1.41, 1.41), 6: (1, 1, 1, 0, 1.41, 1.41)}
    return np.array(orders.get(channels, (1,) * channels), np.float64)


def _edges(first: int, last: int, rate_hz: int) -> npt.NDArray[np.int64]:
    """Samples from `first` to `last` at which 10 ms steps begin; rounded where the rate does not divide."""
    steps = np.arange(-(-first * _FINE_HZ // rate_hz), last * _FINE_HZ // rate_hz + 2, dtype=np.int64)
    edges = -(-steps * rate_hz // _FINE_HZ)
    return np.asarray(edges[(edges >= first) & (edges <= last)], np.int64)


def _hundreds(fine: Energies) -> Energies:
    whole = fine.size // _PER_BLOCK * _PER_BLOCK
    return np.asarray(fine[:whole].reshape(-1, _PER_BLOCK).mean(axis=1), np.float64)


def _moving(steps: Energies, width: int) -> Energies:
    """The mean of every `width` steps in a row."""
    sums = np.concatenate(([0.0], np.cumsum(steps)))
    return np.asarray(np.maximum(sums[width:] - sums[:-width], 0.0) / width, np.float64)


def _gated_mean(blocks: Energies, relative_lu: float) -> float:
    loud = blocks[blocks >= energy_of(ABSOLUTE_GATE_LUFS)]
    if not loud.size:
        return 0.0
    return float(loud[loud >= loud.mean() * 10 ** (relative_lu / 10)].mean())


def _lufs(energy: float) -> float:
    return _or_silence(_OFFSET + 10 * math.log10(energy)) if energy > 0 else -math.inf


def _or_silence(level_db: float) -> float:
    return level_db if level_db >= SILENCE_DB else -math.inf


def energy_of(lufs: float) -> float:
    """The K-weighted mean square that reads `lufs`."""
    return float(10 ** ((lufs - _OFFSET) / 10))


def _blocks_of(samples: Block, rate_hz: int) -> Iterable[Block]:
    step = 10 * rate_hz
    return (samples[at : at + step] for at in range(0, samples.size, step))

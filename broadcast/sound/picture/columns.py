"""Sound as columns of a picture, of any length at constant memory: envelope, level and spectrum over time."""

import math

import numpy as np
import numpy.typing as npt

Block = npt.NDArray[np.float32]
Values = npt.NDArray[np.float64]

BANDS = 150
"""Rows of the spectrum, equally wide on a scale of octaves."""

LOWEST_HZ = 50.0
HIGHEST_HZ = 20_000.0

MOST = 2_400
"""Columns kept at most: twice what a picture is wide. When they are full, neighbours become one."""

_WINDOW_S = 0.04
_LOBE_BINS = 1.5
_HANN_POWER = 1.5
"""A sine under a Hann window has so much of its highest bin's power in that bin and its neighbours."""

_WINDOWS_AT_ONCE = 512


class Columns:
    """Sound that comes in blocks, as at most `MOST` columns of equal length.

    A column holds the lowest and the highest sample of all channels, their mean square, and the power of the
    channels' mean in each band. Columns begin a quarter of a spectrum's window long (10 ms) and double when
    the room is full, so that ten seconds and ten hours take the same memory.
    """

    def __init__(self, rate_hz: int, channels: int = 1) -> None:
        self.rate_hz = rate_hz
        self.samples = 0
        self._channels = channels
        self._window = 1 << round(math.log2(_WINDOW_S * rate_hz))
        self._step = self._window // 4
        self._taper = np.hanning(self._window).astype(np.float32)
        self._bands = _Bands(self._window, rate_hz)
        self._rest = np.zeros((0, channels), np.float32)
        self._count = 0
        self._low, self._high, self._square = (np.zeros(MOST) for _ in range(3))
        self._power = np.zeros((MOST, BANDS))

    @property
    def column_s(self) -> float:
        """The length of one column in seconds."""
        return self._step / self.rate_hz

    @property
    def low(self) -> Values:
        """The lowest sample of each column."""
        return self._low[: self._count]

    @property
    def high(self) -> Values:
        """The highest sample of each column."""
        return self._high[: self._count]

    @property
    def rms(self) -> Values:
        """The root of each column's mean square."""
        return np.asarray(np.sqrt(self._square[: self._count]), np.float64)

    @property
    def power(self) -> Values:
        """The power of the bands, shaped (columns, BANDS), lowest first; a sine of full scale: 0.5 to 1."""
        return self._power[: self._count]

    def add(self, block: Block) -> None:
        """Take the next samples, shaped (samples, channels)."""
        self.samples += block.shape[0]
        self._rest = np.concatenate((self._rest, block))
        self._take_whole_ones()

    def close(self) -> None:
        """Take what is left, with silence behind it; call it once, at the end."""
        while self._count * self._step < self.samples:
            missing = max(0, self._needed(1) - self._rest.shape[0])
            self._rest = np.pad(self._rest, ((0, missing), (0, 0)))
            self._take_whole_ones()

    def _needed(self, columns: int) -> int:
        """Samples that so many columns look at: the last window may reach beyond its column."""
        return columns * self._step + max(0, self._window - self._step)

    def _take_whole_ones(self) -> None:
        while columns := self._at_once():
            self._take(columns)

    def _at_once(self) -> int:
        """How many columns the samples at hand are good for, as far as there is room and memory for them."""
        if self._count == MOST:
            self._halve()
        whole = (self._rest.shape[0] - max(0, self._window - self._step)) // self._step
        return max(0, min(whole, MOST - self._count, max(1, _WINDOWS_AT_ONCE * self._window // self._step)))

    def _take(self, columns: int) -> None:
        size = columns * self._step
        rows = self._rest[:size].reshape(columns, -1)
        at = slice(self._count, self._count + columns)
        self._low[at], self._high[at] = rows.min(axis=1), rows.max(axis=1)
        self._square[at] = np.einsum("ij,ij->i", rows, rows, dtype=np.float64) / rows.shape[1]
        self._power[at] = self._spectra(columns)
        self._count += columns
        self._rest = self._rest[size:]

    def _spectra(self, columns: int) -> Values:
        """One spectrum a column; where columns are longer than the window, the mean of those in it."""
        mono = np.ascontiguousarray(self._rest[: self._needed(columns)].mean(axis=1))
        hop = min(self._step, self._window)
        frames = np.lib.stride_tricks.sliding_window_view(mono, self._window)[::hop]
        frames = frames[: columns * self._step // hop]
        power = np.square(np.abs(np.fft.rfft(frames * self._taper, axis=1)))
        return np.asarray(self._bands.of(power).reshape(columns, -1, BANDS).mean(axis=1), np.float64)

    def _halve(self) -> None:
        half = MOST // 2
        self._low[:half] = self._low.reshape(half, 2).min(axis=1)
        self._high[:half] = self._high.reshape(half, 2).max(axis=1)
        self._square[:half] = self._square.reshape(half, 2).mean(axis=1)
        self._power[:half] = self._power.reshape(half, 2, BANDS).mean(axis=1)
        self._count, self._step = half, 2 * self._step


def band_edges(rate_hz: int) -> Values:
    """Where the bands of the spectrum begin and end, in Hz: BANDS + 1 figures, each a fixed ratio apart."""
    return np.asarray(np.geomspace(LOWEST_HZ, min(HIGHEST_HZ, rate_hz / 2), BANDS + 1), np.float64)


class _Bands:
    """Sums the bins of a transform to bands: those of low bands, narrower than a bin, reach over neighbours.

    From running sums, not as a product of matrices: OpenBLAS would wake a thread a core (see peak.py).
    """

    def __init__(self, window: int, rate_hz: int) -> None:
        edges = band_edges(rate_hz) * window / rate_hz
        middle, half = (edges[:-1] + edges[1:]) / 2, np.maximum(np.diff(edges) / 2, _LOBE_BINS)
        # Bin k reaches from k - 0.5 to k + 0.5, and sum k is that of the bins before it.
        last = window // 2
        self._low, self._low_share = _split(np.clip(middle - half + 0.5, 0, last))
        self._high, self._high_share = _split(np.clip(middle + half + 0.5, 0, last))
        self._scale = (4 / window) ** 2 / _HANN_POWER

    def of(self, power: npt.NDArray[np.float32]) -> Values:
        """Bands of spectra shaped (spectra, bins)."""
        sums = np.zeros((power.shape[0], power.shape[1] + 1))
        np.cumsum(power, axis=1, out=sums[:, 1:])
        up_to_high = sums[:, self._high] + self._high_share * power[:, self._high]
        up_to_low = sums[:, self._low] + self._low_share * power[:, self._low]
        return np.asarray(np.maximum(up_to_high - up_to_low, 0) * self._scale, np.float64)


def _split(bins: Values) -> tuple[npt.NDArray[np.intp], Values]:
    whole = bins.astype(np.intp)
    return whole, bins - whole

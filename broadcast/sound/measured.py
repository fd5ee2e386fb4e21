"""A finished file measured as listeners get it: one pass gives its loudness and the picture of its sound."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from broadcast.errors import Fault, Where
from broadcast.language import Text
from broadcast.sound.loudness import Energies, Meter, energy_of
from broadcast.sound.source import NotAudio

COLUMNS = 1_000
"""Columns of a picture at most: more than a page has room for."""

PEAKS_PER_S = 10
"""Values of the waveform a second, before they are drawn together into columns."""

LEVEL_FLOOR_LUFS, LEVEL_STEPS_PER_LU = -60.0, 4
"""A level of n (0..255) reads -60 + n/4 LUFS: to a quarter of a LU, up to +3.75."""

_BLOCK_S = 10
_WINDOW = 30
"""Short-term loudness: 3 s (EBU Tech 3341) of 100 ms energies."""

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a meter reads on a whole file: LUFS, LU, dBTP. Silence reads minus infinity."""

    integrated_lufs: float
    range_lu: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Picture:
    """The sound of a whole file in at most `COLUMNS` columns of equal length, one byte each.

    `peaks`: the highest of the waveform, 255 is full scale. `means`: the mean of what is highest in each
    tenth of a second (of speech, peaks alone would be a bar). `levels`: short-term loudness around it, see
    LEVEL_FLOOR_LUFS.
    """

    peaks: bytes
    means: bytes
    levels: bytes


@dataclass(frozen=True, slots=True)
class Measured:
    """One file, measured."""

    figures: Figures
    picture: Picture

    def as_json(self) -> dict[str, Any]:
        """For a line of JSON between two processes of ours (infinity is Python's own)."""
        return {
            **asdict(self.figures),
            **{name: getattr(self.picture, name).hex() for name in Picture.__slots__},
        }

    @classmethod
    def of(cls, said: dict[str, Any]) -> "Measured":
        """What `as_json` said."""
        picture = Picture(**{name: bytes.fromhex(said.pop(name)) for name in Picture.__slots__})
        return cls(Figures(**said), picture)


def measure_whole(path: Path) -> Measured:
    """Measure one of our own finished files, at constant memory; about 4 s of CPU an hour of sound.

    libsndfile decodes it, at half the cost of a child with ffmpeg: for files that strangers made there is
    `loudness.measure_file`.

    Raises:
        NotAudio: it is missing, or is no sound.
    """
    import soundfile

    # It seeks after every block of a seekable file, and the decoder would begin anew in the middle.
    class Forward(soundfile.SoundFile):  # type: ignore[misc]
        def seekable(self) -> bool:
            return False

    try:
        with path.open("rb") as opened, Forward(opened) as file:
            step = max(1, round(file.samplerate / PEAKS_PER_S))
            return _measured(_blocks(file.read, step), step, file.samplerate, file.channels)
    except (OSError, soundfile.SoundFileError) as error:
        raise NotAudio(_fault(path, str(error))) from error


def _blocks(read: Callable[..., Samples], step: int) -> Iterator[Samples]:
    """Blocks shaped (samples, channels), a whole number of steps each but the last."""
    while (block := read(_BLOCK_S * PEAKS_PER_S * step, dtype="float32", always_2d=True)).size:
        yield block


def _measured(blocks: Iterator[Samples], step: int, rate_hz: int, channels: int) -> Measured:
    meter = Meter(rate_hz, channels)
    peaks: list[npt.NDArray[np.uint8]] = []
    for block in blocks:
        meter.add(block)
        peaks.append(_peaks(block, step))
    loudness, every = meter.loudness(), np.concatenate((*peaks, np.zeros(0, np.uint8)))
    return Measured(
        Figures(loudness.integrated_lufs, loudness.range_lu, loudness.true_peak_dbtp),
        Picture(drawn_together(every), _means(every), _levels(meter.energies())),
    )


def _peaks(block: Samples, step: int) -> npt.NDArray[np.uint8]:
    loudest = np.abs(block).max(axis=1)
    steps = np.pad(loudest, (0, -loudest.size % step)).reshape(-1, step).max(axis=1)
    return np.asarray(np.minimum(np.rint(steps * 255), 255), np.uint8)


def drawn_together(peaks: npt.ArrayLike, columns: int = COLUMNS) -> bytes:
    """The values of a waveform (0..255) in at most `columns` columns: the highest of each column's share."""
    values = np.asarray(peaks, np.uint8)
    if values.size <= columns:
        return bytes(values)
    return bytes(np.maximum.reduceat(values, _starts(values.size, columns)))


def _means(values: npt.NDArray[np.uint8]) -> bytes:
    if values.size <= COLUMNS:
        return bytes(values)
    starts = _starts(values.size, COLUMNS)
    sums = np.add.reduceat(values.astype(np.int64), starts)
    return bytes((sums // np.diff(starts, append=values.size)).astype(np.uint8))


def _levels(energies: Energies) -> bytes:
    """The short-term loudness in the middle of every column."""
    if energies.size < _WINDOW:
        return b""
    sums = np.concatenate(([0.0], np.cumsum(energies)))
    centres = _starts(energies.size, COLUMNS) if energies.size > COLUMNS else np.arange(energies.size)
    first = np.clip(centres - _WINDOW // 2, 0, energies.size - _WINDOW)
    means = np.maximum((sums[first + _WINDOW] - sums[first]) / _WINDOW, energy_of(LEVEL_FLOOR_LUFS))
    above = 10 * np.log10(means / energy_of(LEVEL_FLOOR_LUFS))
    return bytes(np.clip(np.rint(above * LEVEL_STEPS_PER_LU), 0, 255).astype(np.uint8))


def _starts(size: int, columns: int) -> npt.NDArray[np.int64]:
    return np.arange(columns, dtype=np.int64) * size // columns


def _fault(path: Path, why: str) -> Fault:
    return Fault(
        Text(f"không đo được tệp tiếng ({why})", f"the sound file cannot be measured ({why})"),
        Text("làm lại chương trình này", "make this programme again"),
        Where(str(path)),
    )

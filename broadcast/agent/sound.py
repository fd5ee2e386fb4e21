"""A file as it goes to the loudspeaker: decoded a little ahead, one channel, at the player's rate."""

import threading
from collections import deque
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

AHEAD_S = 10.0
"""Sound decoded before it is needed, in seconds: longer than a slow card or a busy machine holds us up."""

_BLOCK_S = 0.5

Samples = NDArray[np.int16]


class BadSound(Invalid):
    """The file cannot be decoded."""


class Sound:
    """Decodes `path` in blocks; one thread calls `fill`, another `take`.

    `gain_db` is applied here. `duration_s` is the file's own. `fault` says why it ends before its time.

    Raises:
        BadSound: it is no sound.
    """

    def __init__(self, path: Path, rate_hz: int, gain_db: float = 0.0) -> None:
        self._guard = threading.Lock()
        self._ready: deque[Samples] = deque()
        self._ready_samples = 0
        self._rate_hz, self._gain = rate_hz, 32_767 * 10 ** (gain_db / 20)
        self._file = _opened(path)
        self._bend = _resampler(self._file.samplerate, rate_hz)
        self._decoded = False
        self.duration_s = self._file.frames / self._file.samplerate
        self.fault = False

    @property
    def over(self) -> bool:
        """Whether everything was taken."""
        with self._guard:
            return self._decoded and not self._ready

    def fill(self) -> None:
        """Decode until `AHEAD_S` are ready."""
        while not self._decoded and self._ready_samples < AHEAD_S * self._rate_hz:
            self._decode()

    def take(self, room: Samples) -> int:
        """Put the next samples into `room`; how many there were. Never reads a disk, never waits long."""
        taken = 0
        with self._guard:
            while self._ready and taken < room.size:
                block = self._ready.popleft()
                fits = block[: room.size - taken]
                room[taken : taken + fits.size] = fits
                taken += fits.size
                if fits.size < block.size:
                    self._ready.appendleft(block[fits.size :])
            self._ready_samples -= taken
        return taken

    def close(self) -> None:
        """Give the file back; what is ready can still be taken."""
        self._decoded = True
        self._file.close()

    def _decode(self) -> None:
        from soundfile import SoundFileError

        try:
            block = self._file.read(int(_BLOCK_S * self._file.samplerate), dtype="float32", always_2d=True)
        except SoundFileError:
            self.fault, block = True, np.zeros((0, 1), np.float32)
        last = not len(block)
        mono = self._bend(block.mean(axis=1, dtype=np.float32) if len(block) else block[:, 0], last)
        samples = np.clip(np.rint(mono * self._gain), -32_768, 32_767).astype(np.int16)
        with self._guard:
            if samples.size:
                self._ready.append(samples)
                self._ready_samples += samples.size
        if last:
            self.close()


def _opened(path: Path) -> Any:  # noqa: ANN401 - soundfile has no types
    import soundfile

    # soundfile seeks after every block of a file that can seek, and an MP3 decoder then begins anew
    # in the middle: right, but slow, and it fills the log with complaints.
    class Onward(soundfile.SoundFile):  # type: ignore[misc]
        def seekable(self) -> bool:
            return False

    try:
        return Onward(path)
    except (soundfile.SoundFileError, TypeError) as error:
        fault = Fault(
            Text(f"không giải mã được {path.name[:12]}", f"{path.name[:12]} cannot be decoded"),
            Text("xem tệp này trên máy chủ", "look at this file on the server"),
        )
        raise BadSound(fault) from error


def _resampler(from_hz: int, to_hz: int) -> Any:  # noqa: ANN401 - a function of soxr, which has no types
    if from_hz == to_hz:
        return lambda block, last: block  # noqa: ARG005
    import soxr

    return soxr.ResampleStream(from_hz, to_hz, 1, dtype="float32").resample_chunk

"""Băng kiểm: everything that would be heard, silence included, as WAV files whose places are the wall clock.

A file is named by the moment of its first sample, in Vietnam's time (`2026-11-23T05-00-00.000000.wav`): its
sample `n` was on the air `n / rate` seconds later. A new one begins every hour, and whenever the clock is set
or time went by without sound. Silence is left as a hole in the file and takes no room on the disk.
"""

import os
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcast.agent.clock import VIETNAM, Clock, moment
from broadcast.agent.players.pace import Pace
from broadcast.agent.players.player import RATE_HZ, Heard, PlayerFailed, Source
from broadcast.agent.reasons import Reason
from broadcast.agent.sound import Samples
from broadcast.errors import Fault
from broadcast.language import Text

KEPT = timedelta(days=7)
"""How long files stay. An hour of sound is 173 MB, an hour of silence nothing."""

LEAP_S = 0.02
"""A file ends when the clock is set by more than this, in seconds."""

_NAME = "%Y-%m-%dT%H-%M-%S.%f"
_HEADER = 44


class Aircheck:
    """Writes below `folder`, in real time."""

    name = "file"
    remark: Reason | None = None

    def __init__(self, folder: Path, rate_hz: int = RATE_HZ) -> None:
        self.rate_hz = rate_hz
        self._folder = folder
        self._pace = Pace(rate_hz, self._hear, self._gap)
        self._reel: _Reel | None = None

    def open(self, source: Source, clock: Clock) -> None:
        """Begin to write.

        Raises:
            PlayerFailed: the folder cannot be written.
        """
        self._clock = clock
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
        except OSError as error:
            raise PlayerFailed(_fault(self._folder, error)) from error
        self._pace.start(source, clock)

    def heard(self) -> Heard:
        """The newest sample taken."""
        return self._pace.heard()

    def close(self) -> None:
        """Stop; the last file is whole."""
        self._pace.stop()
        self._cut()

    def _hear(self, block: Samples) -> None:
        begins = self._wall()
        if self._reel is None or abs(begins - self._reel.ends).total_seconds() > LEAP_S:
            self._cut()
            self._reel = _Reel(self._folder, begins, self.rate_hz)
        room = self._reel.room
        self._reel.write(block[:room])
        if block.size >= room:
            rest, begins = block[room:], self._reel.ends
            self._cut()
            self._sweep()
            self._reel = _Reel(self._folder, begins, self.rate_hz)
            self._reel.write(rest)

    def _gap(self, samples: int) -> None:
        del samples
        self._cut()

    def _wall(self) -> datetime:
        """What the wall clock shows, as it is set now, for the next sample."""
        return moment(self._clock).earlier(self._pace.heard().at).astimezone(UTC)

    def _cut(self) -> None:
        if self._reel:
            self._reel.close()
            self._reel = None

    def _sweep(self) -> None:
        oldest = self._clock.now() - KEPT
        for path in self._folder.glob("????-??-??T??-??-??.??????.wav"):
            if begins(path) < oldest:
                path.unlink(missing_ok=True)


def begins(path: Path) -> datetime:
    """When the first sample of an aircheck was on the air."""
    return datetime.strptime(path.stem, _NAME).replace(tzinfo=VIETNAM)


class _Reel:
    """One file: 16 bit, one channel. Its header is made true every second, in case we are killed."""

    def __init__(self, folder: Path, first: datetime, rate_hz: int) -> None:
        self._rate_hz, self._first, self._samples = rate_hz, first.astimezone(VIETNAM), 0
        hour = self._first.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        self._most = max(1, round((hour - self._first).total_seconds() * rate_hz))
        self._file = (folder / f"{self._first:{_NAME}}.wav").open("wb", buffering=0)
        self._mark()

    @property
    def ends(self) -> datetime:
        """When its next sample will be on the air."""
        return self._first + timedelta(seconds=self._samples / self._rate_hz)

    @property
    def room(self) -> int:
        """Samples until the full hour."""
        return self._most - self._samples

    def write(self, block: Samples) -> None:
        """Add sound; silence is skipped over."""
        if block.any():
            os.pwrite(self._file.fileno(), block.astype("<i2").tobytes(), _HEADER + 2 * self._samples)
        second = self._samples // self._rate_hz
        self._samples += block.size
        if self._samples // self._rate_hz > second:
            self._mark()

    def close(self) -> None:
        """Finish the file."""
        self._mark()
        self._file.close()

    def _mark(self) -> None:
        """Make length and header agree."""
        size = 2 * self._samples
        os.truncate(self._file.fileno(), _HEADER + size)
        parts = (b"RIFF", 36 + size, b"WAVE", b"fmt ", 16, 1, 1, self._rate_hz, 2 * self._rate_hz, 2, 16)
        os.pwrite(self._file.fileno(), struct.pack("<4sI4s4sIHHIIHH4sI", *parts, b"data", size), 0)


def _fault(folder: Path, error: OSError) -> Fault:
    return Fault(
        Text(f"không ghi được vào {folder} ({error.strerror})", f"cannot write {folder} ({error.strerror})"),
        Text("chọn thư mục khác sau file:", "choose another folder behind file:"),
    )

"""Samples taken at the speed of time: what a sound card does, for players that have none."""

import threading
from collections.abc import Callable
from contextlib import suppress

from broadcast.agent.clock import Clock
from broadcast.agent.players.player import Heard, Source
from broadcast.agent.sound import Samples

BLOCK_S = 0.02
"""Taken at once, in seconds: how late a sample may be asked for."""

STALL_S = 0.5
"""A machine that held us up longer than this has made a gap, as a sound card would; shorter is caught up."""


class Pace:
    """A thread that asks `source` for every sample when its time has passed and gives the blocks to `hear`.

    With `ahead_s` it asks so much earlier, as a sound card fills its buffer. After a stall, `missed` is told
    how many samples of time went by without sound.
    """

    def __init__(
        self,
        rate_hz: int,
        hear: Callable[[Samples], None],
        missed: Callable[[int], None] | None = None,
        ahead_s: float = 0.0,
    ) -> None:
        self._rate_hz, self._hear, self._missed, self._ahead_s = rate_hz, hear, missed, ahead_s
        self._block = round(BLOCK_S * rate_hz)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._heard = Heard(0, 0.0)

    def start(self, source: Source, clock: Clock) -> None:
        """Sample 0 belongs to this moment."""
        self._stop.clear()
        self._heard = Heard(0, clock.monotonic())
        self._thread = threading.Thread(target=self._run, args=(source, clock), name="pace", daemon=True)
        self._thread.start()

    def heard(self) -> Heard:
        """The newest sample, and the time that belongs to it: exact, whenever the block was asked for."""
        return self._heard

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def _run(self, source: Source, clock: Clock) -> None:
        with suppress(OSError):  # a full disk: `heard` stands still, and whoever plays notices
            self._go_on(source, clock)

    def _go_on(self, source: Source, clock: Clock) -> None:
        while not self._stop.wait(BLOCK_S / 2):
            while (behind := clock.monotonic() + self._ahead_s - self._heard.at) >= BLOCK_S:
                if behind - self._ahead_s > STALL_S:
                    self._skip(int((behind - self._ahead_s - BLOCK_S) * self._rate_hz))
                self._hear(source(self._block))
                self._heard = self._later(self._block, self._block)

    def _skip(self, samples: int) -> None:
        if self._missed:
            self._missed(samples)
        self._heard = self._later(0, samples)

    def _later(self, taken: int, passed: int) -> Heard:
        return Heard(self._heard.sample + taken, self._heard.at + passed / self._rate_hz)

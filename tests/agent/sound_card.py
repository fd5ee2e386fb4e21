"""A stand-in for the module miniaudio, with the names that the player uses and a sound card of our own."""

import threading
import time
from collections.abc import Generator
from types import ModuleType

import numpy as np


class MiniaudioError(Exception):
    """As miniaudio's own."""


class SampleFormat:
    SIGNED16 = "s16"


class Card:
    """What the machine has: `plugged` in or not; everything that it was given."""

    def __init__(self) -> None:
        self.plugged = True
        self.played = bytearray()


class PlaybackDevice:
    """As miniaudio's: a thread that asks the generator for frames."""

    card: Card

    def __init__(self, output_format: str, nchannels: int, sample_rate: int, buffersize_msec: int) -> None:
        if not self.card.plugged:
            raise MiniaudioError("failed to init device")
        assert (output_format, nchannels) == (SampleFormat.SIGNED16, 1)
        self._rate, self._period = sample_rate, buffersize_msec / 3000
        self._stop = threading.Event()

    def start(self, feed: Generator[bytes, int, None]) -> None:
        self._thread = threading.Thread(target=self._run, args=(feed,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self, feed: Generator[bytes, int, None]) -> None:
        since, given = time.monotonic(), 0
        while not self._stop.wait(self._period):
            wanted = int((time.monotonic() - since) * self._rate) - given
            data = feed.send(wanted)
            assert len(np.frombuffer(data, "<i2")) == wanted
            self.card.played += data
            given += wanted


class Devices:
    """As miniaudio's: what could be played on."""

    card: Card

    def get_playbacks(self) -> list[dict]:
        return [{"name": "card"}] if self.card.plugged else []


def module(card: Card) -> ModuleType:
    """What `import miniaudio` gives on a machine with that card."""
    miniaudio = ModuleType("miniaudio")
    for each in (PlaybackDevice, Devices):
        setattr(miniaudio, each.__name__, type(each.__name__, (each,), {"card": card}))
    for each in (MiniaudioError, SampleFormat):
        setattr(miniaudio, each.__name__, each)
    return miniaudio

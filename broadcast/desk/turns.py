"""Lượt: only so many files of strangers are looked into at once: stations are answered meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from broadcast.errors import Fault, Unavailable
from broadcast.language import Text


class Busy(Unavailable):
    """Other files are looked into just now."""


@dataclass(frozen=True, slots=True)
class Turns:
    """One at a time; `waiting` others wait, each at most `wait_s` seconds. Whoever comes then is sent away.

    Who waits holds one of the threads that answer requests, and those who send bombs send many.
    """

    wait_s: float
    waiting: int
    _at_work: threading.Lock = field(default_factory=threading.Lock)
    _queue: threading.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_queue", threading.Semaphore(self.waiting + 1))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Work alone; raises Busy when it is not one's turn in time."""
        if not self._queue.acquire(blocking=False):
            raise Busy(Fault(_BUSY, _AGAIN))
        try:
            if not self._at_work.acquire(timeout=self.wait_s):
                raise Busy(Fault(_BUSY, _AGAIN))
            try:
                yield
            finally:
                self._at_work.release()
        finally:
            self._queue.release()


_BUSY = Text("máy chủ đang bận xem tệp khác", "the server is looking into other files")
_AGAIN = Text("đợi nửa phút rồi gửi lại", "wait half a minute, then send it again")

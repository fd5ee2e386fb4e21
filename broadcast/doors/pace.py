"""Nhịp hỏi: how often one person may ask for something that costs the server work."""

import asyncio
import threading
from collections import deque
from datetime import datetime, timedelta

from broadcast.errors import Fault, Unavailable
from broadcast.language import Text


class TooFast(Unavailable):
    """Somebody's page asks more often than a person can type."""


class Pace:
    """At most `most` times `within` for each person; for several threads."""

    def __init__(self, most: int, within: timedelta = timedelta(minutes=1)) -> None:
        self._most, self._within = most, within
        self._asked: dict[str, deque[datetime]] = {}
        self._looking = threading.Lock()

    def refuse_too_fast(self, name: str, now: datetime) -> None:
        """Count one more; raises TooFast."""
        with self._looking:
            asked = self._asked.setdefault(name, deque())
            while asked and asked[0] + self._within <= now:
                asked.popleft()
            if len(asked) >= self._most:
                raise TooFast(Fault(_BUSY, _WAIT))
            asked.append(now)


class Queue:
    """Lets what one person sends begin `apart_s` seconds apart, nobody is refused; for one event loop.

    No hand is that quick; a program is, and then answers to others would wait for its files.
    """

    def __init__(self, apart_s: float) -> None:
        self._apart_s = apart_s
        self._next: dict[str, float] = {}

    async def turn(self, name: str) -> None:
        """Wait for the turn of `name`: nothing is read meanwhile."""
        await asyncio.sleep(self.wait_s(name, asyncio.get_running_loop().time()))

    def wait_s(self, name: str, now_s: float) -> float:
        """Take the next turn of `name`; seconds until it comes."""
        begins = max(now_s, self._next.get(name, now_s))
        self._next[name] = begins + self._apart_s
        return begins - now_s


_BUSY = Text("trang này hỏi máy chủ quá dày", "this page asks the server too often")
_WAIT = Text("đợi một phút rồi thử lại", "wait a minute, then try again")

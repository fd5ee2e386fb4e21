"""Nhịp hỏi: how often one person may ask for something that costs the server work."""

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


_BUSY = Text("trang này hỏi máy chủ quá dày", "this page asks the server too often")
_WAIT = Text("đợi một phút rồi thử lại", "wait a minute, then try again")

"""Cầu dao: an outside service that keeps failing is left alone for a while."""

from collections.abc import Callable


class Breaker:
    """Counts failures of one service; the caller asks `is_open` before each call and reports how it went.

    It opens after `limit` failures in a row, or after `limit` refusals for asking too often (HTTP 429) within
    `rest_s` seconds even if other answers came between. After `rest_s` one call may try; if that fails too,
    it opens again at once. Times in seconds of `now`; not for several threads at once without a lock.
    """

    def __init__(self, *, now: Callable[[], float], limit: int = 3, rest_s: float = 600.0) -> None:
        self._now, self._limit, self._rest_s = now, limit, rest_s
        self._failures = 0
        self._throttled: tuple[float, ...] = ()
        self._opened: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the service is being left alone now."""
        return self._opened is not None and self._now() < self._opened + self._rest_s

    def passed(self) -> None:
        """The service answered as it should."""
        self._failures, self._opened = 0, None

    def failed(self, *, throttled: bool) -> None:
        """The service failed; `throttled` when it said that it is asked too often."""
        now = self._now()
        self._failures += 1
        recent = (at for at in self._throttled if now - at < self._rest_s)
        self._throttled = (*recent, now) if throttled else tuple(recent)
        if self._opened is not None or max(self._failures, len(self._throttled)) >= self._limit:
            self._opened = now

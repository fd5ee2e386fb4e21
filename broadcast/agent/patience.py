"""Kiên nhẫn: how long to leave something alone that has failed."""


class Patience:
    """Waits twice as long after each failure in a row, from `first_s` to `most_s` seconds; never gives up."""

    def __init__(self, *, first_s: float = 5.0, most_s: float = 300.0) -> None:
        self._first_s, self._most_s = first_s, most_s
        self._wait_s = 0.0
        self._until = float("-inf")

    @property
    def failing(self) -> bool:
        """Whether the last attempt failed."""
        return self._wait_s > 0

    def ready(self, mono: float) -> bool:
        """Whether another attempt may be made at `mono` (seconds of the monotonic clock)."""
        return mono >= self._until

    def passed(self) -> None:
        """It went well."""
        self._wait_s, self._until = 0.0, float("-inf")

    def failed(self, mono: float) -> None:
        """It failed at `mono`."""
        self._wait_s = min(self._most_s, max(self._first_s, 2 * self._wait_s))
        self._until = mono + self._wait_s

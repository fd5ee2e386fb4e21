"""The port: a machine that makes samples heard."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from broadcast.agent.clock import Clock
from broadcast.agent.reasons import Reason
from broadcast.agent.sound import Samples
from broadcast.errors import Unavailable

RATE_HZ = 24_000
"""One channel at this rate: what the programmes have, and more than a horn loudspeaker gives back."""

Source = Callable[[int], Samples]
"""Asked for so many samples, gives exactly so many: 16 bit, one channel."""


class PlayerFailed(Unavailable):
    """The sound device cannot be opened."""


class Heard(NamedTuple):
    """Sample `sample` since `open` (from 0) leaves the loudspeaker at `at`, by the monotonic clock (s)."""

    sample: int
    at: float


class Player(Protocol):
    """Takes samples from a source, one after another, as time goes by.

    It counts samples; whoever wants sound at an hour reckons the sample from `heard`. `remark` stands in
    every as-run line that has no other reason: what must be known of whatever this player has played.
    """

    name: str
    rate_hz: int
    remark: Reason | None

    def open(self, source: Source, clock: Clock) -> None:
        """Begin to take samples, in a thread of its own.

        Raises:
            PlayerFailed: the device is not there.
        """

    def heard(self) -> Heard:
        """The newest sample taken, and its time. It stands still when the device does."""

    def close(self) -> None:
        """Stop taking samples; it may be opened again."""

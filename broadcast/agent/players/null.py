"""A player without a loudspeaker: keeps time and lets the sound go."""

from broadcast.agent.clock import Clock
from broadcast.agent.players.pace import Pace
from broadcast.agent.players.player import RATE_HZ, Heard, Source
from broadcast.agent.reasons import NO_LOUDSPEAKER, Reason
from broadcast.agent.sound import Samples


class NullPlayer:
    """Everything airs on time and nobody hears it; the as-run log says so."""

    name = "null"
    remark: Reason | None = NO_LOUDSPEAKER

    def __init__(self, rate_hz: int = RATE_HZ) -> None:
        self.rate_hz = rate_hz
        self._pace = Pace(rate_hz, _let_go)

    def open(self, source: Source, clock: Clock) -> None:
        """Begin to take samples."""
        self._pace.start(source, clock)

    def heard(self) -> Heard:
        """The newest sample taken."""
        return self._pace.heard()

    def close(self) -> None:
        """Stop."""
        self._pace.stop()


def _let_go(block: Samples) -> None:
    del block

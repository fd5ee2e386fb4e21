"""The player in use: opened, found dead, opened again; and which sample belongs to which hour."""

from collections.abc import Callable
from datetime import datetime

from broadcast.agent.clock import Clock, Moment
from broadcast.agent.mixer import Mixer
from broadcast.agent.patience import Patience
from broadcast.agent.players.player import Heard, Player, PlayerFailed
from broadcast.language import Text

DEAD_S = 3.0
"""A device that has taken no sample for so many seconds, over several ticks, is dead."""

_TICKS = 5


class Output:
    """Joins the mixer to a player."""

    def __init__(self, player: Player, mixer: Mixer, clock: Clock, say: Callable[[Text], None]) -> None:
        self.player, self._mixer, self._clock, self._say = player, mixer, clock, say
        self._patience = Patience(first_s=5, most_s=60)
        self._first = 0
        self._last = Heard(-1, 0.0)
        self._still_since, self._still_ticks = 0.0, 0
        self.works = False

    def watch(self, now: Moment) -> bool:
        """Open the player if it is not, notice when it has died; whether it has died just now."""
        if not self.works:
            self._open(now)
            return False
        heard = self.player.heard()
        if heard.sample != self._last.sample:
            self._last, self._still_since, self._still_ticks = heard, now.mono, 0
            return False
        self._still_ticks += 1
        died = now.mono - self._still_since > DEAD_S and self._still_ticks > _TICKS
        if died:
            self._fail(now, Text("Thẻ âm thanh đứng, mở lại", "The sound device stands still; reopening it"))
        return died

    def sample(self, at: datetime, now: Moment) -> int:
        """The mixer's sample that will be heard when the wall clock shows `at`."""
        heard = self.player.heard()
        ahead_s = now.mono - heard.at + (at - now.wall).total_seconds()
        return self._first + heard.sample + round(ahead_s * self.player.rate_hz)

    def heard_at(self, sample: int, now: Moment) -> datetime:
        """What the wall clock showed, or will, when that sample of the mixer is heard."""
        heard = self.player.heard()
        return now.earlier(heard.at + (sample - self._first - heard.sample) / self.player.rate_hz)

    def close(self) -> None:
        """Stop the player."""
        self.player.close()
        self.works = False

    def _open(self, now: Moment) -> None:
        if not self._patience.ready(now.mono):
            return
        self._first = self._mixer.position
        try:
            self.player.open(self._mixer.read, self._clock)
        except PlayerFailed as error:
            self._fail(now, error.faults[0].what)
            return
        self._last, self._still_since, self._still_ticks = Heard(-1, 0.0), now.mono, 0
        self._patience.passed()
        self.works = True

    def _fail(self, now: Moment, why: Text) -> None:
        self._say(why)
        self._patience.failed(now.mono)
        self.close()

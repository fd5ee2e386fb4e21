"""Báo về: as-run lines and heartbeats, kept in the journal until the server says that it has them.

Each has an id that stays, so a batch whose reply was lost is sent again and counts once.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from broadcast.agent.clock import VIETNAM, Clock
from broadcast.agent.journal import Journal
from broadcast.agent.keeping import Shelf
from broadcast.agent.orders import Obeyed, WrongOrders
from broadcast.agent.server import AGENT, ContentRefused, Server
from broadcast.language import Text

BATCH = 200
"""Lines or heartbeats in one request."""

BEAT_S = 60.0
"""Between two heartbeats, in seconds."""


@dataclass(frozen=True, slots=True)
class Aboard:
    """Which station this is, on what kind of player, and the item that is on the air."""

    station: str
    player: str
    playing: Callable[[], str | None]


class Reporter:
    """Reports for one station; for one thread."""

    def __init__(  # noqa: PLR0917
        self,
        server: Server,
        journal: Journal,
        shelf: Shelf,
        obeyed: Obeyed,
        clock: Clock,
        aboard: Aboard,
        say: Callable[[Text], None],
    ) -> None:
        self._server, self._journal, self._shelf, self._clock = server, journal, shelf, clock
        self._aboard, self._say, self._obeyed = aboard, say, obeyed
        self._beaten = float("-inf")
        self._batch = BATCH

    def beat(self) -> None:
        """Queue a heartbeat when one is due."""
        mono = self._clock.monotonic()
        if mono - self._beaten >= BEAT_S:
            self._journal.beat(self._state())
            self._beaten = mono

    def deliver(self) -> None:
        """Send what waits: one batch of lines, one of heartbeats.

        Raises:
            ServerAway: everything is kept.
        """
        lines = self._journal.waiting(self._batch)
        if lines:
            self._send("as-run", "lines", lines, self._journal.delivered, self._set_aside)
        beats = self._journal.beats(BATCH)
        if beats:
            answer = self._send("heartbeat", "beats", beats, self._journal.beaten, self._journal.beaten)
            self._obey(answer.get("control"))

    def _obey(self, control: object) -> None:
        """Take the commune's orders; the next heartbeat, which says that they are obeyed, goes at once."""
        try:
            if self._obeyed.take(control):
                self._beaten = float("-inf")
        except WrongOrders as error:
            self._say(error.faults[0].what)

    def _send(
        self,
        what: str,
        name: str,
        batch: list[dict[str, Any]],
        taken: Callable[[list[str]], None],
        refused: Callable[[list[str]], None],
    ) -> Mapping[str, Any]:
        ids = [str(each["id"]) for each in batch]
        try:
            answer = self._server.post(what, {name: batch})
        except ContentRefused as error:
            self._say(error.faults[0].what)
            refused(ids)
            return {}
        taken(ids)
        self._batch = BATCH
        return answer

    def _set_aside(self, ids: list[str]) -> None:
        """One line that the server will not read holds up no other: find it, and keep it here."""
        if len(ids) == 1:
            self._journal.delivered(ids, how="refused")
            self._batch = BATCH
        else:
            self._batch = max(1, len(ids) // 2)

    def _state(self) -> dict[str, Any]:
        at = self._clock.now().astimezone(VIETNAM).isoformat(timespec="milliseconds")
        return {
            "id": hashlib.sha256(f"{self._aboard.station}\n{at}".encode()).hexdigest()[:32],
            "at": at,
            "agent": f"{AGENT} {self._aboard.player}",
            "playing": self._aboard.playing(),
            "playlists": {str(day): each.version for day, each in sorted(self._shelf.in_force.items())},
            "waiting": self._journal.count_waiting(),
            "free_bytes": self._shelf.free_bytes(),
            "control": self._obeyed.orders.version,
        }

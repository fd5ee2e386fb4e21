"""Máy phát của xã: pulls, keeps, plays at the hour, reports; goes on when server or power do not."""

import threading
from collections.abc import Callable
from pathlib import Path

import requests

from broadcast.agent.clock import Clock, SystemClock
from broadcast.agent.journal import Journal
from broadcast.agent.keeping import Shelf
from broadcast.agent.lock import locked
from broadcast.agent.orders import Obeyed
from broadcast.agent.patience import Patience
from broadcast.agent.players.player import Player
from broadcast.agent.playlist import WrongPlaylist
from broadcast.agent.pulling import Puller
from broadcast.agent.reporting import Aboard, Reporter
from broadcast.agent.server import Server, ServerAway
from broadcast.agent.telling import Telling
from broadcast.agent.ticking import Playout
from broadcast.errors import BroadcastError, Fault, Unavailable
from broadcast.language import Text

TICK_S = 0.2
"""Between two looks at the clock, in seconds; a sound begins by its sample, not by a tick."""

EXCHANGE_S = 1.0
"""Between two looks at what the server could be asked or told."""

SWEEP_S, FIRST_SWEEP_S = 3600.0, 600.0
"""Old files go every hour; not at once after the start, when the clock may still be years ahead."""

_GRACE_S = 3.0


class LineBroke(Unavailable):
    """The thread that speaks with the server has ended by a fault of its own."""


def _silent(text: Text) -> None:
    del text


class Shift:
    """Ca trực: one run of the agent, from opening its folder to closing it.

    `tick` is for the thread that plays, `exchange` for the one that speaks with the server. Dropped at any
    moment without `close`, as by a power cut, the next shift goes on where this one stopped.
    """

    def __init__(
        self,
        server: Server,
        station: str,
        data: Path,
        player: Player,
        clock: Clock,
        *,
        poll_s: float,
        say: Callable[[Text], None],
    ) -> None:
        self._clock, self._say = clock, say
        self._journal = Journal(data / "journal.sqlite", clock.now())
        self._shelf = Shelf(data, station)
        self._obeyed = Obeyed(data / "orders.json")
        self._playout = Playout(self._shelf, self._journal, player, clock, say, self._obeyed)
        self._puller = Puller(server, self._shelf, clock, poll_s, say)
        self._reporter = Reporter(
            server,
            self._journal,
            self._shelf,
            self._obeyed,
            clock,
            Aboard(station, player.name, lambda: self._playout.playing),
            say,
        )
        self._patience = Patience()
        self._swept = clock.monotonic() + FIRST_SWEEP_S - SWEEP_S

    def tick(self) -> None:
        """Look at the clock; start, follow and end what is due.

        Raises:
            JournalFailed: nothing new is started.
        """
        self._playout.tick()

    def exchange(self) -> None:
        """Ask and tell the server whatever is due; when it is away, leave it alone for a while."""
        self._sweep()
        self._reporter.beat()
        if not self._patience.ready(self._clock.monotonic()):
            return
        try:
            self._talk()
        except ServerAway as error:
            if not self._patience.failing:
                self._say(error.faults[0].what)
            self._patience.failed(self._clock.monotonic())
        else:
            self._patience.passed()

    def close(self) -> None:
        """End what sounds, write it down, close the files."""
        try:
            self._playout.stop()
        finally:
            self._journal.close()

    def _talk(self) -> None:
        try:
            self._puller.poll()
        except WrongPlaylist as error:
            self._say(error.faults[0].what)
        self._reporter.deliver()
        self._puller.download()

    def _sweep(self) -> None:
        mono = self._clock.monotonic()
        if mono - self._swept >= SWEEP_S:
            self._shelf.sweep(self._clock.now())
            self._journal.forget(self._clock.now())
            self._swept = mono


class Agent:
    """The agent of `station`, with its state below `data`; `say` hears what is worth a sentence.

    `poll_s`: between two questions for today's playlist, in seconds.
    """

    def __init__(
        self,
        server_url: str,
        station: str,
        data: Path,
        player: Player,
        *,
        clock: Clock | None = None,
        session: requests.Session | None = None,
        poll_s: float = 60.0,
        say: Callable[[Text], None] = _silent,
    ) -> None:
        self._clock = clock or SystemClock()
        self._server = Server(server_url, station, session or requests.Session())
        self._station, self._data, self._player = station, data, player
        self._poll_s, self._say = poll_s, Telling(say, self._clock)

    def shift(self) -> Shift:
        """Open the folder; what was on the air when the power went is written down as CUT.

        For one shift at a time: `run` holds the folder's lock, whoever calls this sees to it.
        """
        return Shift(
            self._server,
            self._station,
            self._data,
            self._player,
            self._clock,
            poll_s=self._poll_s,
            say=self._say,
        )

    def run(self, stop: threading.Event) -> None:
        """Play until `stop` is set.

        Raises:
            AgentRuns: another one plays from this folder.
            JournalFailed: the journal cannot be opened.
            LineBroke: a fault of our own; whoever watches over us starts us again.
        """
        with locked(self._data):
            shift = self.shift()
            line = threading.Thread(target=self._exchange, args=(shift, stop), name="line", daemon=True)
            line.start()
            try:
                self._play(shift, stop, line)
            finally:
                stop.set()
                line.join(_GRACE_S)
                shift.close()

    def _play(self, shift: Shift, stop: threading.Event, line: threading.Thread) -> None:
        while not stop.wait(TICK_S):
            self._guarded(shift.tick)
            if not line.is_alive() and not stop.is_set():
                raise LineBroke(_line_fault())

    def _exchange(self, shift: Shift, stop: threading.Event) -> None:
        while not stop.wait(EXCHANGE_S):
            self._guarded(shift.exchange)

    def _guarded(self, step: Callable[[], None]) -> None:
        """A full disk or a bad card is told, and does not end the agent: the next step may go well."""
        try:
            step()
        except BroadcastError as error:
            self._say(error.faults[0].what)
        except OSError as error:
            self._say(Text(f"đĩa: {error.strerror}", f"disk: {error.strerror}"))


def _line_fault() -> Fault:
    return Fault(
        Text("luồng gọi máy chủ đã dừng vì lỗi phần mềm", "the thread that calls the server has ended"),
        Text("khởi động lại máy phát và báo lỗi", "start the agent again and report the fault"),
    )

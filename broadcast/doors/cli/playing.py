"""`broadcast station`: the commune's agent on its own machine, and the same player inside `broadcast run`."""

import signal
import threading
from pathlib import Path
from types import FrameType

from broadcast.agent import Agent, open_player
from broadcast.doors.cli.opening import Opening
from broadcast.doors.cli.screen import Screen
from broadcast.language import Language, Text

POLL_S = 60.0
"""Between two questions of a commune's agent for today's playlist, in seconds."""

BESIDE_S = 5.0
"""The same for the player beside its server: it costs no line, and a change is heard of at once."""


def play(opening: Opening, server: str, station: str, player: str, language: Language) -> int:
    """Pull, keep, play on time and report until a signal comes; the status is 0 then.

    Raises:
        NoSuchPlayer: there is no player of that name.
        Conflict: another agent works in this folder.
    """
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    screen = Screen(language)
    screen.say(Text(f"Máy phát của đài {station}, máy chủ {server}", f"Player of {station}, server {server}"))
    agent_of(server, station, opening.data, player, screen).run(stop)
    return 0


def agent_of(
    server: str, station: str, data: Path, player: str, screen: Screen, poll_s: float = POLL_S
) -> Agent:
    """The agent of `station`, its state below `data`; what is worth a sentence goes to the screen."""
    loudspeaker = open_player(player, screen.say)
    return Agent(server, station, data / "stations" / station, loudspeaker, poll_s=poll_s, say=screen.say)

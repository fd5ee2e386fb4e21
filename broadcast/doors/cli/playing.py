"""`broadcast station`: the commune's agent on its own machine, and the same player inside `broadcast run`."""

import hashlib
import signal
import ssl
import threading
from pathlib import Path
from types import FrameType
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from broadcast.agent import Agent, open_player
from broadcast.doors.cli.opening import Opening
from broadcast.doors.cli.screen import Screen
from broadcast.doors.tls import Tls
from broadcast.errors import Fault, Invalid
from broadcast.language import Language, Text

POLL_S = 60.0
"""Between two questions of a commune's agent for today's playlist, in seconds."""

BESIDE_S = 5.0
"""The same for the player beside its server: it costs no line, and a change is heard of at once."""


class BadCa(Invalid):
    """The file holds no certificate to trust."""


class OwnCertificate(HTTPAdapter):
    """Trusts one certificate by its fingerprint, whatever name it bears: our own service's, over loopback."""

    def __init__(self, sha256: str) -> None:
        self._sha256 = sha256
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - as requests calls it
        """Ask for that certificate on every connection."""
        super().init_poolmanager(*args, assert_fingerprint=self._sha256, **more)


def trusting(ca: Path) -> requests.Session:
    """A session for a server whose certificate was issued by a CA of one's own.

    Raises:
        BadCa: the file cannot be read, or holds no certificate.
    """
    try:
        ssl.create_default_context(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        what = Text(f"không có chứng chỉ nào trong {ca}", f"there is no certificate in {ca}")
        raise BadCa(Fault(what, _PEM)) from error
    session = requests.Session()
    session.verify = str(ca)
    session.trust_env = False  # a variable of the machine shall not trust somebody else in its place
    return session


def beside(tls: Tls) -> requests.Session:
    """A session for our own service on this machine, which serves `tls` under another name."""
    leaf = ssl.PEM_cert_to_DER_cert(_first(tls.cert.read_text(encoding="ascii", errors="replace")))
    session = requests.Session()
    session.trust_env = False
    session.verify = False  # the fingerprint says it all: urllib3 compares it in place of chain and name
    session.mount("https://", OwnCertificate(hashlib.sha256(leaf).hexdigest()))
    return session


def _first(pem: str) -> str:
    end = "-----END CERTIFICATE-----"
    return pem[pem.index("-----BEGIN CERTIFICATE-----") : pem.index(end) + len(end)]


def play(
    opening: Opening,
    server: str,
    station: str,
    player: str,
    language: Language,
    session: requests.Session | None = None,
) -> int:
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
    agent_of(server, station, opening.data, player, screen, session=session).run(stop)
    return 0


def agent_of(
    server: str,
    station: str,
    data: Path,
    player: str,
    screen: Screen,
    *,
    poll_s: float = POLL_S,
    session: requests.Session | None = None,
) -> Agent:
    """The agent of `station`, its state below `data`; what is worth a sentence goes to the screen."""
    loudspeaker = open_player(player, screen.say)
    folder = data / "stations" / station
    return Agent(server, station, folder, loudspeaker, poll_s=poll_s, say=screen.say, session=session)


_PEM = Text("--ca nhận tệp PEM có BEGIN CERTIFICATE", "--ca takes a PEM file with BEGIN CERTIFICATE")

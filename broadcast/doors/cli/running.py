"""`broadcast run`: bind, serve at once, make what is due behind it, end cleanly."""

import signal
import socket
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from types import FrameType

import uvicorn

from broadcast.desk.keeping import in_order
from broadcast.desk.reception import Reception
from broadcast.desk.traffic import said
from broadcast.doors.api import create_app
from broadcast.doors.cli.chores import chores, made, tell_faults
from broadcast.doors.cli.making import summary
from broadcast.doors.cli.opening import Opening
from broadcast.doors.cli.playing import BESIDE_S, agent_of, beside
from broadcast.doors.cli.screen import Screen, exit_soon
from broadcast.doors.clock import clock
from broadcast.doors.listening import listening
from broadcast.doors.serving import GRACE_S, configured, settle, trusted
from broadcast.doors.tls import Tls, refuse_bad, tls_of
from broadcast.errors import BroadcastError
from broadcast.language import Language, Text

Play = Callable[[threading.Event], None]


def serve(opening: Opening, station: str | None, player: str, language: Language) -> int:
    """Make all stations' day, serve, play `station` (None: the first) until a signal comes; status 0 then.

    Raises:
        PortInUse, BadCertificate, NoAddress: before any work was done.
        DataInUse: another process works in DATA.
        Invalid: schedules.yaml is wrong and there never was a good one.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    try:
        tls = tls_of(opening.tls_cert, opening.tls_key)
        warnings = refuse_bad(tls, datetime.now(UTC)) if tls else ()
        if opening.behind_proxy is not None:
            trusted(opening.behind_proxy)
        with closing(listening(opening.host, opening.port)) as listener, Screen(language) as screen:
            for warning in warnings:
                screen.say(warning)
            studio = opening.studio()
            with in_order(studio):
                reception = Reception(studio, opening.day)
                tell_faults(reception, screen)
                _tell_first_link(reception, _address(listener, tls), screen)
                played = reception.station_of(station)
                line = Line(listener, tls, opening.behind_proxy)
                _serve(
                    reception, line, screen, lambda url: _player(opening, url, played, player, screen, tls)
                )
    except _Ended:
        pass
    return 0


class _Ended(BaseException):
    """A signal told us to end."""


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
    raise _Ended


@dataclass(frozen=True, slots=True)
class Line:
    """Where it is served: the socket, the files for HTTPS, the proxy that is believed."""

    listener: socket.socket
    tls: Tls | None
    proxy: str | None


def _player(opening: Opening, url: str, station: str, player: str, screen: Screen, tls: Tls | None) -> Play:
    session = beside(tls) if tls else None
    return agent_of(url, station, opening.data, player, screen, poll_s=BESIDE_S, session=session).run


def _serve(reception: Reception, line: Line, screen: Screen, player: Callable[[str], Play]) -> None:
    address = _address(line.listener, line.tls)
    screen.say(Text(f"Trang và API: {address}", f"Pages and API: {address}"))
    app = create_app(reception)
    settle()
    config = configured(app, line.tls, line.proxy)
    maker = threading.Thread(target=_make, args=(reception, screen, address), name="maker", daemon=True)
    maker.start()
    loudspeaker = threading.Thread(
        target=_play, args=(reception, screen, player(address)), name="player", daemon=True
    )
    loudspeaker.start()
    with clock(chores(reception, screen), partial(_alarm, reception, screen)) as ticking:
        try:
            uvicorn.Server(config).run(sockets=[line.listener])  # raises our signal again when it is done
        finally:
            screen.stop.set()
            maker.join(GRACE_S)
            loudspeaker.join(GRACE_S)
            if maker.is_alive() or loudspeaker.is_alive() or ticking.at_work:
                exit_soon(0)  # something waits for a slow machine; everything that it wrote is whole


def _alarm(reception: Reception, screen: Screen, name: str, what: Text | None) -> None:
    """What the clock has to tell stands on the front page, and goes by on the terminal."""
    if what is not None:
        screen.say(what)
    reception.alarm(name, what)


def _play(reception: Reception, screen: Screen, play: Play) -> None:
    """The embedded player: the same as a commune's, over the same API; only on the day that it is."""
    if reception.today() != reception.real_today():
        screen.say(
            Text(
                "Ngày đang xem không phải hôm nay: máy phát không phát gì.",
                "The day shown is not today: the player plays nothing.",
            )
        )
        return
    try:
        play(screen.stop)
    except BroadcastError as error:
        screen.say(said(error))


def _tell_first_link(reception: Reception, address: str, screen: Screen) -> None:
    """There is no default account: at the first start, and only then, a link makes one."""
    token = reception.accounts.invitations.first_link()
    if token is not None:
        link = f"{address}/start/{token}"
        screen.say(
            Text(
                f"Chưa có tài khoản nào. Tạo tài khoản đầu tiên (một lần, trong 24 giờ): {link}",
                f"There is no account yet. Make the first one (once, within 24 hours): {link}",
            )
        )


def _make(reception: Reception, screen: Screen, address: str) -> None:
    """Make the shown day, and tell; the clock sees that the others are due."""
    day = reception.today()
    outcome = made(reception, day, screen, screen)
    if outcome is not None:
        summary(screen, day, outcome)
        settle()
        screen.say(_invitation(address, reception))


def _invitation(address: str, reception: Reception) -> Text:
    file = reception.first_file()
    return Text(
        f"Mở {address} và bấm Nghe. Tệp để nghe thử: {file}",
        f"Open {address} and press Nghe (listen). A file to hear: {file}",
    )


def _address(listener: socket.socket, tls: Tls | None) -> str:
    host, port = listener.getsockname()[:2]
    scheme = "https" if tls else "http"
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - what a browser here can open
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"

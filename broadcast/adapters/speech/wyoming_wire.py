"""The wire of the Wyoming protocol: events over a plain connection, within a time and a size."""

import ipaddress
import json
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from broadcast.adapters.speech.line import NO_SPEECH, ServiceFailed
from broadcast.language import Text

SERVER = Text("máy đọc Wyoming", "the Wyoming server")

CONNECT_S = 5.0
"""Seconds to wait for a connection."""

MOST_LINE, MOST_BYTES = 4 << 20, 16 << 20
"""Bytes of one line or of one part (old servers put a long list of voices there), and of an answer in all."""

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its kind, its data, and its bytes of sound."""

    kind: str
    data: Mapping[str, Any]
    payload: bytes


class Wire:
    """Events to and from one connection, until the moment `ends`."""

    def __init__(self, line: socket.socket, ends: float, now: Callable[[], float]) -> None:
        self._line, self._ends, self._now = line, ends, now
        self._held, self._received = bytearray(), 0

    def send(self, kind: str, data: Mapping[str, Any]) -> None:
        """Send one event without sound."""
        body = json.dumps(data, ensure_ascii=False).encode()
        head = {"type": kind, "data_length": len(body)}
        self._line.sendall(json.dumps(head).encode() + b"\n" + body)

    def event(self) -> Event:
        """The next event.

        Raises:
            ServiceFailed: it is an error, or no event, or too much, or the server hung up.
            TimeoutError: it comes too late.
        """
        while (end := self._held.find(b"\n")) < 0:
            if len(self._held) > MOST_LINE:
                raise nonsense()
            self._receive()
        head = _parsed(self._taken(end + 1))
        kind, inline = head.get("type"), head.get("data") or {}
        data = _parsed(self._taken(_size(head, "data_length")) or b"{}")
        if not isinstance(kind, str) or not isinstance(inline, dict):
            raise nonsense()
        event = Event(kind, inline | data, self._taken(_size(head, "payload_length")))
        if kind == "error":
            raise ServiceFailed(SERVER, _complaint(event.data))
        return event

    def _taken(self, size: int) -> bytes:
        while len(self._held) < size:
            self._receive()
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def _receive(self) -> None:
        left = self._ends - self._now()
        if left <= 0:
            raise TimeoutError
        self._line.settimeout(left)
        block = self._line.recv(1 << 16)
        self._received += len(block)
        if not block:
            raise ServiceFailed(SERVER, Text("trả lời bị đứt giữa chừng", "the answer was cut off"))
        if self._received > MOST_BYTES:
            raise ServiceFailed(SERVER, Text("trả lời quá dài", "the answer is too long"), again=False)
        self._held += block


@contextmanager
def calling(host: str, port: int, deadline_s: float, now: Callable[[], float]) -> Iterator[Wire]:
    """A fresh connection for one question; all of it may take `deadline_s` seconds.

    Raises:
        ServiceFailed: it cannot be made or breaks, or the answer is too slow.
    """
    ends = now() + deadline_s
    try:
        with socket.create_connection(_near(host, port), min(CONNECT_S, deadline_s)) as line:
            yield Wire(line, ends, now)
    except TimeoutError as error:
        raise ServiceFailed(SERVER, Text("trả lời quá chậm", "the answer is too slow")) from error
    except OSError as error:
        raise ServiceFailed(SERVER, Text("mất kết nối", "the connection failed")) from error


def nonsense() -> ServiceFailed:
    """What came is not what the protocol says."""
    return ServiceFailed(SERVER, NO_SPEECH)


def _near(host: str, port: int) -> tuple[str, int]:
    """The server's address, when it is on this machine or on a private network."""
    for _, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        ip = ipaddress.ip_address(str(address[0]).partition("%")[0])
        ip = getattr(ip, "ipv4_mapped", None) or ip
        if not ip.is_global and not ip.is_multicast:
            return str(address[0]), port
    raise ServiceFailed(SERVER, _PUBLIC, again=False, remedy=_GO_PRIVATE)


def _parsed(written: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise nonsense() from error
    if not isinstance(parsed, dict):
        raise nonsense()
    return parsed


def _size(head: Mapping[str, Any], name: str) -> int:
    size = head.get(name) or 0
    if not isinstance(size, int) or not 0 <= size <= MOST_LINE:
        raise nonsense()
    return size


def _complaint(data: Mapping[str, Any]) -> Text:
    said = "".join(filter(str.isprintable, str(data.get("text", ""))))[:_SHOWN]
    return Text(f"báo lỗi «{said}»", f"it reports the error «{said}»")


_PUBLIC = Text("ở địa chỉ công cộng mà không mã hóa", "it is at a public address without encryption")
_GO_PRIVATE = Text(
    "đặt máy đọc trên máy này, trong mạng nội bộ hoặc sau VPN",
    "put the server on this machine, in a private network or behind a VPN",
)

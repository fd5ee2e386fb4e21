"""A line to an outside service: HTTPS that verifies, follows no redirect, and hangs up in time.

`requests` alone keeps no deadline: its timeouts are for each byte, so a server that drips holds it for ever,
in the headers and in the body alike (tried). Here a timer cuts the headers and a clock ends the body.
"""

import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.response import HTTPResponse

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.speech import EngineFailed

CONNECT_S, READ_S, DEADLINE_S = 5.0, 10.0, 20.0
"""Seconds to wait for a connection; for all headers, then for each next byte; for the body in all."""

MOST_BYTES = 4 << 20
"""Spoken sentences are smaller; what is larger is something else."""

_BLOCK = 1 << 16
_REMEDY = Text(
    "kiểm tra mạng, thử lại sau, hoặc dùng giọng espeak",
    "check the network, try later, or use the espeak voice",
)


class ServiceFailed(EngineFailed):
    """One request to a service failed.

    `again`: another attempt may help. `throttled`: the service says that it is asked too often.
    """

    def __init__(self, name: Text, why: Text, *, again: bool = True, throttled: bool = False) -> None:
        super().__init__(Fault(Text(f"{name.vi}: {why.vi}", f"{name.en}: {why.en}"), _REMEDY))
        self.again, self.throttled = again, throttled


class Line:
    """Asks one service, called `name` in messages. Not for several threads at once.

    `ca_bundle` replaces the public authorities that are trusted; `now` is the clock, in seconds.
    """

    def __init__(
        self, name: Text, *, ca_bundle: Path | None, now: Callable[[], float], deadline_s: float = DEADLINE_S
    ) -> None:
        self._name, self._now, self._deadline_s = name, now, deadline_s
        self._verify = True if ca_bundle is None else str(ca_bundle)
        self._session = requests.Session()
        self._session.mount("https://", _Adapter())

    def post(self, url: str, data: str, headers: Mapping[str, str]) -> bytes:
        """Send `data`; the whole body of an answer with status 200.

        Raises:
            ServiceFailed: anything else came, or came too slowly.
        """
        try:
            with self._session.post(
                url,
                data=data.encode(),
                headers=dict(headers),
                timeout=(CONNECT_S, min(READ_S, self._deadline_s)),
                verify=self._verify,
                allow_redirects=False,
                stream=True,
            ) as response:
                self._check(response.status_code)
                return self._body(response)
        except requests.exceptions.SSLError as error:
            raise self._failed("chứng chỉ máy chủ không đúng", "wrong certificate", again=False) from error
        except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
            raise self._failed("trả lời quá chậm", "the answer is too slow") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise self._failed("mất kết nối", "the connection failed") from error

    def _check(self, status: int) -> None:
        if status == 429:
            raise self._failed("hỏi quá nhiều (429)", "asked too often (429)", throttled=True)
        if status != 200:
            raise self._failed(f"trả lời {status}", f"it answered {status}", again=status >= 500)

    def _body(self, response: requests.Response) -> bytes:
        ends, body = self._now() + self._deadline_s, bytearray()
        while block := response.raw.read1(_BLOCK, decode_content=True):  # iter_content would wait for it all
            body += block
            if self._now() > ends:
                raise self._failed("trả lời quá chậm", "the answer is too slow")
            if len(body) > MOST_BYTES:
                raise self._failed("trả lời quá dài", "the answer is too long", again=False)
        return bytes(body)

    def _failed(self, vi: str, en: str, *, again: bool = True, throttled: bool = False) -> ServiceFailed:
        return ServiceFailed(self._name, Text(vi, en), again=again, throttled=throttled)


class _Connection(HTTPSConnection):
    """A connection whose timeout holds for all headers of an answer together, not for each byte of them."""

    def getresponse(self) -> HTTPResponse:  # type: ignore[override]  # as urllib3 itself declares it
        late = threading.Event()
        timer = threading.Timer(self.timeout or READ_S, self._cut, (late,))
        timer.start()
        try:
            return super().getresponse()
        finally:
            timer.cancel()
            if late.is_set():  # half a header looks like a whole one that ended
                raise TimeoutError

    def _cut(self, late: threading.Event) -> None:
        late.set()
        if self.sock is not None:
            with suppress(OSError):  # it ended by itself just now
                socket.socket.shutdown(
                    self.sock, socket.SHUT_RDWR
                )  # not TLS's own, which the reader is using


class _Pool(HTTPSConnectionPool):
    ConnectionCls = _Connection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as requests declares it
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": _Pool}

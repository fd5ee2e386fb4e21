"""A line to an outside service: HTTPS that verifies, follows no redirect, and hangs up in time.

`requests` alone keeps no deadline: its timeouts are for each byte, so a server that drips holds it for ever,
in the headers and in the body alike (tried). Here a timer cuts the headers and a clock ends the body.
"""

import io
import socket
import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import requests
import soundfile
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.response import HTTPResponse

from broadcast.adapters.speech.take import Take
from broadcast.errors import Fault, Invalid
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


NO_SPEECH = Text("trả lời không phải tiếng đọc", "the answer is not speech")
_UNKNOWN_SIZES = {0, 0xFFFF_FFFF}
_RIFF_HEAD = 8


class ServiceFailed(EngineFailed):
    """One request to a service failed.

    `again`: another attempt may help. `throttled`: the service says that it is asked too often. `status`:
    what it answered, where that was not 200.
    """

    def __init__(
        self,
        name: Text,
        why: Text,
        *,
        again: bool = True,
        throttled: bool = False,
        status: int | None = None,
        remedy: Text = _REMEDY,
    ) -> None:
        super().__init__(Fault(Text(f"{name.vi}: {why.vi}", f"{name.en}: {why.en}"), remedy))
        self.again, self.throttled, self.status = again, throttled, status


def decoded(name: Text, sound: bytes, formats: Collection[str]) -> Take:
    """What the service `name` sent as a file of sound, of one channel and one of libsndfile's `formats`.

    Raises:
        ServiceFailed: it is something else, or broke off.
    """
    try:
        with soundfile.SoundFile(io.BytesIO(sound)) as file:
            if file.format not in formats or file.channels != 1:
                raise ServiceFailed(name, NO_SPEECH)
            if file.format == "WAV":
                _check_whole(name, sound)
            return Take(file.read(dtype="int16"), file.samplerate)
    except soundfile.SoundFileError as error:
        why = Text("âm thanh không giải mã được", "the audio does not decode")
        raise ServiceFailed(name, why) from error


def _check_whole(name: Text, wav: bytes) -> None:
    """Libsndfile reads half a WAV as if it were whole: its own size must agree, where it tells one."""
    size = int.from_bytes(wav[4:_RIFF_HEAD], "little")
    if size not in _UNKNOWN_SIZES and size + _RIFF_HEAD > len(wav):
        raise ServiceFailed(name, Text("âm thanh bị đứt giữa chừng", "the audio was cut off"))


def no_tls(url: str) -> Invalid:
    """An address that a line does not take: nothing protects what is sent."""
    return Invalid(
        Fault(
            Text(f"địa chỉ {url} không có mã hóa", f"the address {url} has no encryption"),
            Text("dùng địa chỉ https://", "use an https:// address"),
        )
    )


class Line:
    """Asks one service, called `name` in messages. Threads may share it: requests go one after the other.

    `ca_bundle` replaces the public authorities that are trusted; `now` is the clock, in seconds.
    """

    def __init__(
        self, name: Text, *, ca_bundle: Path | None, now: Callable[[], float], deadline_s: float = DEADLINE_S
    ) -> None:
        self._name, self._now, self._deadline_s = name, now, deadline_s
        self._verify = True if ca_bundle is None else str(ca_bundle)
        self._session, self._turn = requests.Session(), threading.Lock()
        self._session.mount("https://", _Adapter())

    def post(self, url: str, data: str, headers: Mapping[str, str]) -> bytes:
        """Send `data`; the whole body of an answer with status 200.

        Raises:
            ServiceFailed: anything else came, or came too slowly.
        """
        with self._turn:
            return self._asked("POST", url, data.encode(), headers)

    def get(self, url: str) -> bytes:
        """The whole body behind `url`, when it is answered with status 200.

        Raises:
            ServiceFailed: anything else came, or came too slowly.
        """
        with self._turn:
            return self._asked("GET", url, None, {})

    def _asked(self, method: str, url: str, data: bytes | None, headers: Mapping[str, str]) -> bytes:
        try:
            with self._session.request(
                method,
                url,
                data=data,
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
            why = Text("hỏi quá nhiều (429)", "asked too often (429)")
            raise ServiceFailed(self._name, why, throttled=True, status=status)
        if status != 200:
            why = Text(f"trả lời {status}", f"it answered {status}")
            raise ServiceFailed(self._name, why, again=status >= 500, status=status)

    def _body(self, response: requests.Response) -> bytes:
        ends, body = self._now() + self._deadline_s, bytearray()
        while block := response.raw.read1(_BLOCK, decode_content=True):  # iter_content would wait for it all
            body += block
            if self._now() > ends:
                raise self._failed("trả lời quá chậm", "the answer is too slow")
            if len(body) > MOST_BYTES:
                raise self._failed("trả lời quá dài", "the answer is too long", again=False)
        return bytes(body)

    def _failed(self, vi: str, en: str, *, again: bool = True) -> ServiceFailed:
        return ServiceFailed(self._name, Text(vi, en), again=again)


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

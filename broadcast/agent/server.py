"""The line to the server: five questions over HTTP, and one error when it does not answer as it should."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urljoin

import requests

from broadcast import __version__
from broadcast.agent.playlist import Audio
from broadcast.errors import Fault, Invalid, Unavailable
from broadcast.language import Text

AGENT = f"broadcast/{__version__}"

TIMEOUTS_S = (5.0, 15.0)
"""To connect; for each next piece of an answer."""

MOST_BYTES = 8 << 20
"""Of an answer that is no audio."""

_BLOCK = 1 << 14
_CONTENT_REFUSED = {400, 413, 422}


class ServerAway(Unavailable):
    """The server cannot be reached, or answers something else than it should."""


class NoSuchFile(Unavailable):
    """The server answers, but this file it does not give as the playlist says."""


class ContentRefused(Invalid):
    """The server read what we sent and will not take it."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A playlist that has changed."""

    body: bytes
    etag: str


class Server:
    """Speaks for `station` with the server at `url`. For one thread.

    Raises:
        ServerAway: at any call.
    """

    def __init__(self, url: str, station: str, session: requests.Session) -> None:
        self._url = url.rstrip("/")
        self._station = f"{self._url}/api/v1/stations/{quote(station, safe='')}"
        self._session = session

    def playlist(self, day: date, etag: str | None) -> Fetched | None:
        """The playlist of that day, in one request; None when it is unchanged or there is none."""
        headers = {"If-None-Match": etag} if etag else {}
        with self._asked("GET", f"{self._station}/playlists/{day}.json", headers) as answer:
            body = _body(
                answer, self._url
            )  # read in any case: the connection stays open for the next question
            if answer.status_code in {304, 404}:
                return None
            if answer.status_code != 200:
                raise _away(self._url, f"HTTP {answer.status_code}")
            return Fetched(body, answer.headers.get("ETag", ""))

    def audio(self, audio: Audio, start: int) -> Iterator[tuple[int, bytes]]:
        """Pieces of the file, each with its place, from byte `start` on, or from 0 if it will have it so.

        Raises:
            NoSuchFile: it is not there, shorter, or longer.
        """
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._asked("GET", urljoin(f"{self._url}/", audio.url), headers) as answer:
            at = _place(answer, start, audio)
            for block in answer.iter_content(_BLOCK):
                if at + len(block) > audio.bytes:
                    raise _no_file(audio, "longer")
                yield at, block
                at += len(block)
            if at < audio.bytes:
                raise _no_file(audio, "shorter")

    def post(self, what: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """Hand in as-run lines or heartbeats; what the server answers.

        Raises:
            ContentRefused: these will never be taken.
        """
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        with self._asked("POST", f"{self._station}/{what}", headers, body) as answer:
            reply = _body(answer, self._url)
            if answer.status_code in _CONTENT_REFUSED:
                raise ContentRefused(_refused_fault(what, answer.status_code))
            taken = _accepted(reply)
            if answer.status_code != 200 or taken is None:
                raise _away(self._url, f"HTTP {answer.status_code}")
            return taken

    @contextmanager
    def _asked(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Iterator[requests.Response]:
        """An answer, its body not yet read. No redirect is followed: 4G lines lead to pages of their own."""
        every = {"User-Agent": AGENT, "Accept-Encoding": "identity", **headers}
        try:
            with self._session.request(
                method,
                url,
                headers=every,
                data=body,
                timeout=TIMEOUTS_S,
                stream=True,
                allow_redirects=False,
            ) as answer:
                yield answer
        except requests.RequestException as error:
            raise _away(self._url, type(error).__name__) from error


def _body(answer: requests.Response, url: str) -> bytes:
    body = bytearray()
    for block in answer.iter_content(_BLOCK):
        body += block
        if len(body) > MOST_BYTES:
            raise _away(url, "too long an answer")
    return bytes(body)


def _accepted(reply: bytes) -> Mapping[str, Any] | None:
    """What our server answered; None for another's: a page of the 4G line's own has taken nothing."""
    try:
        read = json.loads(reply)
    except (ValueError, RecursionError):
        return None
    return read if isinstance(read, dict) and "accepted" in read else None


def _place(answer: requests.Response, start: int, audio: Audio) -> int:
    """At which byte the answer begins."""
    if answer.status_code == 200:
        return 0
    if answer.status_code == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {start}-"):
        return start
    raise _no_file(audio, f"HTTP {answer.status_code}")


def _no_file(audio: Audio, why: str) -> NoSuchFile:
    name = audio.sha256[:12]
    return NoSuchFile(
        Fault(
            Text(f"máy chủ không đưa đúng tệp {name} ({why})", f"the server lacks the file {name} ({why})"),
            Text("máy sẽ thử lại", "it is tried again"),
        )
    )


def _away(url: str, why: str) -> ServerAway:
    return ServerAway(
        Fault(
            Text(f"không gọi được máy chủ {url} ({why})", f"the server {url} does not answer ({why})"),
            Text("máy phát vẫn chạy theo những gì đã có", "the player goes on with what it has"),
        )
    )


def _refused_fault(what: str, status: int) -> Fault:
    return Fault(
        Text(
            f"máy chủ không nhận {what} (HTTP {status})", f"the server does not take {what} (HTTP {status})"
        ),
        Text("báo người quản trị; dòng ấy được giữ lại", "tell the administrator; the line is kept here"),
    )

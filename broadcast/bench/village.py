"""A server to content an agent under measurement: a week of playlists and one file; it counts requests."""

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from broadcast.agent.clock import VIETNAM

STATION = "thu"
DAYS = 7


class Village:
    """Serves on loopback while it is entered. `asked` counts what was answered, by method and status.

    `audio` is an MP3 of `seconds`, on air at `starts`, every day for a week: an emergency, so that it may be
    rehearsed at night.
    """

    def __init__(self, audio: bytes, seconds: float, starts: datetime) -> None:
        self.asked: Counter[tuple[str, int]] = Counter()
        sha256 = hashlib.sha256(audio).hexdigest()
        self.files = {f"/api/v1/audio/{sha256}.mp3": audio}
        first = min(
            starts.date(), datetime.now(VIETNAM).date()
        )  # late at night `starts` lies on the next day
        for ahead in range(DAYS):
            day = first + timedelta(days=ahead)
            item = _item(sha256, len(audio), seconds, datetime.combine(day, starts.timetz()))
            self.files[f"/api/v1/stations/{STATION}/playlists/{day}"] = _playlist(day, item)
        self._http = _Http(("127.0.0.1", 0), _Answering)
        self._http.village = self
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    village: Village


class _Answering(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = self.server.village.files.get(self.path.removesuffix(".json"))
        etag = f'"{hashlib.sha256(body or b"").hexdigest()}"'
        if body is None:
            self._answer(404, b"")
        elif self.headers.get("If-None-Match") == etag:
            self._answer(304, b"", {"ETag": etag})
        else:
            self._answer(200, body, {"ETag": etag})

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        new = len(sent.get("lines", sent.get("beats", ())))
        self._answer(200, json.dumps({"accepted": new, "known": 0}).encode())

    def _answer(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.server.village.asked[self.command, status] += 1
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def _item(sha256: str, size: int, seconds: float, starts: datetime) -> dict[str, Any]:
    audio = {"url": f"/api/v1/audio/{sha256}.mp3", "sha256": sha256, "bytes": size, "mime": "audio/mpeg"}
    return {
        "id": f"{STATION}.{starts.date()}",
        "starts_at": starts.isoformat(),
        "duration_s": seconds,
        "kind": "programme",
        "class": "emergency",
        "title": "Thử máy phát",
        "gain_db": 0.0,
        "audio": {**audio, "loudness_lufs": -16.0, "true_peak_dbtp": -1.0},
        "rundown": [],
    }


def _playlist(day: date, item: Mapping[str, Any]) -> bytes:
    now = datetime.now(VIETNAM)
    told = {
        "station": {"id": STATION, "name": "Đài thử"},
        "date": str(day),
        "timezone": "Asia/Ho_Chi_Minh",
        "version": 1,
        "generated_at": now.isoformat(),
        "expires_at": (now + timedelta(days=8)).isoformat(),
        "items": [item],
    }
    return json.dumps(told, ensure_ascii=False).encode()

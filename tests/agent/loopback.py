"""A server on loopback that speaks the stations' contract, and fails as servers and 4G lines do."""

import hashlib
import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from commune import STATION

from broadcast.asrun import WrongBatch, as_run_lines, heartbeats

PREFIX = f"/api/v1/stations/{STATION}"


class Loopback:
    """Holds what it serves and what it was told.

    `away`: hangs up on every request. `lost_replies`: takes what is posted and hangs up, so many times.
    `control`: what it orders with the answer to a heartbeat.
    `most`: hangs up after so many bytes of a file. `wrong`: bytes served instead of a file's own.
    """

    def __init__(self) -> None:
        self.playlists: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}
        self.wrong: dict[str, bytes] = {}
        self.asked: list[tuple[str, str, Mapping[str, str]]] = []
        self.lines: dict[str, dict] = {}
        self.repeated: list[dict] = []
        self.beats: dict[str, dict] = {}
        self.control: dict | None = None
        self.away = False
        self.ranges = True
        self.redirect: str | None = None
        self.most: int | None = None
        self.lost_replies = 0
        self.refuses: set[str] = set()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.loopback = self
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def publish(self, day: object, body: bytes) -> None:
        self.playlists[str(day)] = body

    def keep(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.files[sha256] = content
        return sha256

    def asked_for(self, what: str) -> list[tuple[str, str, Mapping[str, str]]]:
        return [asked for asked in self.asked if what in asked[1]]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def take(self, what: str, body: dict) -> tuple[int, dict]:
        if what == "as-run":
            as_run_lines(STATION, body)  # the server's own reading
            entries, known, refused = body["lines"], self.lines, self.refuses
        else:
            heartbeats(STATION, body)
            entries, known, refused = body["beats"], self.beats, set()
        if any(entry.get("item") in refused for entry in entries):
            return 422, {"title": "no"}
        new = [entry for entry in entries if entry["id"] not in known]
        self.repeated += [entry for entry in entries if entry["id"] in known]
        known.update({entry["id"]: entry for entry in new})
        ordered = {"control": self.control} if self.control and what == "heartbeat" else {}
        return 200, {"accepted": len(new), "known": len(entries) - len(new), **ordered}


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    loopback: Loopback


class _Handler(BaseHTTPRequestHandler):
    server: _Http
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.loopback.asked.append(("GET", self.path, dict(self.headers)))
        if self.server.loopback.away:
            self.close_connection = True
        elif self.server.loopback.redirect and self.path != self.server.loopback.redirect:
            self._answer(302, b"", {"Location": self.server.loopback.redirect})
        elif self.path.startswith(f"{PREFIX}/playlists/"):
            self._playlist(self.path.rpartition("/")[2].removesuffix(".json"))
        else:
            self._audio(self.path.rpartition("/")[2].partition(".")[0])

    def do_POST(self) -> None:
        self.server.loopback.asked.append(("POST", self.path, dict(self.headers)))
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.loopback.away:
            self.close_connection = True
            return
        try:
            status, answer = self.server.loopback.take(self.path.rpartition("/")[2], body)
        except WrongBatch:
            status, answer = 422, {}
        if self.server.loopback.lost_replies:
            self.server.loopback.lost_replies -= 1
            self.close_connection = True
            return
        self._answer(status, json.dumps(answer).encode(), {})

    def _playlist(self, day: str) -> None:
        body = self.server.loopback.playlists.get(day)
        if body is None:
            self._answer(404, b"{}", {})
            return
        etag = f'"{hashlib.sha256(body).hexdigest()}"'
        if self.headers.get("If-None-Match") == etag:
            self._answer(304, b"", {"ETag": etag})
        else:
            self._answer(200, body, {"ETag": etag})

    def _audio(self, sha256: str) -> None:
        body = self.server.loopback.wrong.get(sha256, self.server.loopback.files.get(sha256))
        if body is None:
            self._answer(404, b"{}", {})
            return
        start, status, headers = 0, 200, {}
        asked = self.headers.get("Range")
        if asked and self.server.loopback.ranges:
            start, status = int(asked.removeprefix("bytes=").rstrip("-")), 206
            headers = {"Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
        self._answer(status, body[start:], headers, self.server.loopback.most)

    def _answer(self, status: int, body: bytes, headers: dict, most: int | None = None) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if most is None else body[:most])
        if most is not None and most < len(body):
            self.close_connection = True

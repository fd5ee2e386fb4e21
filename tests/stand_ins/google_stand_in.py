"""A server on loopback that speaks the protocol of Google Translate's voice over HTTPS, faults included."""

import base64
import gzip
import json
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tls_stand_in import PAGE, Answering, Service, at_work, mp3


def answer(audio: bytes | None) -> bytes:
    """The rows in which the service wraps its audio."""
    held = None if audio is None else json.dumps([base64.b64encode(audio).decode()])
    row = json.dumps(["wrb.fr", "jQ1olc", held, None, None, None, "generic"], separators=(",", ":"))
    return f')]}}\'\n\n[{row}\n,["di",61]\n,["af.httprm",60,"-5555",15]\n]\n'.encode()


LIES: dict[str, Callable[[str], tuple[int, bytes]]] = {
    "too_many": lambda _: (429, PAGE),
    "broken": lambda _: (500, b""),
    "forbidden": lambda _: (403, b""),
    "page": lambda _: (200, PAGE),
    "empty": lambda _: (200, b""),
    "latin": lambda _: (200, b"\xff\xfe" * 50),
    "flood": lambda _: (200, b"x" * (5 << 20)),
    "refusal": lambda _: (200, answer(None)),
    "other_shape": lambda _: (200, b'[["wrb.fr","jQ1olc","{}",null]]'),
    "nested": lambda _: (200, b'[["wrb.fr","jQ1olc",' + b"[" * 100_000),
    "cut_base64": lambda words: (200, answer(mp3(words))[:5000]),
    "bad_base64": lambda words: (200, answer(mp3(words)).replace(b"A", b"*", 1)),
    "half_audio": lambda words: (200, answer(mp3(words, share=0.4))),
    "silence": lambda words: (200, answer(mp3(words, loud=0.0))),
    "noise": lambda _: (200, answer(b"this is not an MP3 at all " * 200)),
    "other_rate": lambda words: (200, answer(mp3(words, rate=44_100))),
    "stereo": lambda words: (200, answer(mp3(words, channels=2))),
}
"""Faults that are told in a well-formed answer; the others break the line itself."""


class Google(Service):
    def __init__(self, pem: Path) -> None:
        super().__init__(pem, _Answering)


@contextmanager
def serving(pem: Path) -> Iterator[Google]:
    """The stand-in at work, with the certificate `pem`."""
    with at_work(Google(pem)) as server:
        yield server


class _Answering(Answering):
    def answer_post(self) -> None:
        self.server.requests += 1
        words = self._words()
        self.server.heard.append(words)
        fault = self.server.faults.popleft() if self.server.faults else "valid"
        if fault in LIES:
            self.send(*LIES[fault](words))
        else:
            getattr(self, f"_{fault}")(words)

    def answer_get(self) -> None:  # where the redirect leads
        self.server.requests += 1
        self.send(200, answer(mp3("đi theo chuyển hướng")))

    def _words(self) -> str:
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        ((rpc, parameter, _, _),) = json.loads(form["f.req"][0])[0]
        words, language, speed, _ = json.loads(parameter)
        assert (rpc, language, speed) == ("jQ1olc", "vi", None)
        assert self.path == "/_/TranslateWebserverUi/data/batchexecute"
        return words

    def _valid(self, words: str) -> None:
        """As the real one: in chunks, compressed."""
        assert "gzip" in self.headers["Accept-Encoding"]
        body = gzip.compress(answer(mp3(words) if len(words) <= 100 else None))
        self.send_response(200)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(body), 4000):
            block = body[start : start + 4000]
            self.wfile.write(f"{len(block):x}\r\n".encode() + block + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def _cut_body(self, words: str) -> None:
        self.cut_body(answer(mp3(words)))

    def _redirect(self, _: str) -> None:
        self.send(302, b"", Location=f"{self.server.url}/elsewhere")

    def _reset(self, _: str) -> None:
        self.reset()

    def _drip(self, words: str) -> None:
        self.drip(answer(mp3(words)))

    def _drip_headers(self, _: str) -> None:
        self.slowly(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000)

"""A server on loopback that speaks the protocol of Google Translate's voice over HTTPS, faults included."""

import base64
import gzip
import json
import socket
import ssl
import struct
import subprocess
import threading
import urllib.parse
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import lameenc
import numpy as np

RATE = 24_000


def certificate(folder: Path, name: str) -> Path:
    """A fresh self-signed certificate for the host `name`, its key in the same file."""
    made = folder / f"{name}.pem"
    subject = ["-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"]
    usage = ["-addext", "keyUsage=critical,digitalSignature,keyCertSign"]
    files = ["-keyout", str(folder / f"{name}.key"), "-out", str(folder / f"{name}.crt"), "-days", "2"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, *usage, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    made.write_bytes((folder / f"{name}.crt").read_bytes() + (folder / f"{name}.key").read_bytes())
    return made


def mp3(words: str, *, rate: int = RATE, channels: int = 1, share: float = 1.0, loud: float = 0.3) -> bytes:
    """A real MP3: a note for each syllable, four a second, different notes for different words."""
    count = len(words.split())
    at = np.arange(int(count * rate / 4 * share)) / rate
    pitch = 200 + sum(words.encode()) % 400
    wave = loud * np.sin(2 * np.pi * pitch * at) * np.abs(np.sin(4 * np.pi * at))
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(channels)
    encoder.set_bit_rate(64)
    encoder.silence()
    samples = np.repeat((wave * 32_767).astype("<i2"), channels)
    return bytes(encoder.encode(samples.tobytes())) + bytes(encoder.flush())


def answer(audio: bytes | None) -> bytes:
    """The rows in which the service wraps its audio."""
    held = None if audio is None else json.dumps([base64.b64encode(audio).decode()])
    row = json.dumps(["wrb.fr", "jQ1olc", held, None, None, None, "generic"], separators=(",", ":"))
    return f')]}}\'\n\n[{row}\n,["di",61]\n,["af.httprm",60,"-5555",15]\n]\n'.encode()


PAGE = "<html><body>Chào mừng đến Wi-Fi của quán</body></html>".encode()
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


class Google(ThreadingHTTPServer):
    """`faults` are met in order, one a request; after them every answer is as it should be."""

    daemon_threads = True

    def __init__(self, pem: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.faults: deque[str] = deque()
        self.heard: list[str] = []
        self.requests = 0
        self.stopping = threading.Event()

    @property
    def url(self) -> str:
        return f"https://localhost:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """A client that hangs up, or that refuses the certificate, is part of the tests."""


@contextmanager
def serving(pem: Path) -> Iterator[Google]:
    """The stand-in at work, with the certificate `pem`."""
    with Google(pem) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()


class _Answering(BaseHTTPRequestHandler):
    server: Google
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.server.requests += 1
        words = self._words()
        self.server.heard.append(words)
        fault = self.server.faults.popleft() if self.server.faults else "valid"
        if fault in LIES:
            self._send(*LIES[fault](words))
        else:
            getattr(self, f"_{fault}")(words)

    def do_GET(self) -> None:  # where the redirect leads
        self.server.requests += 1
        self._send(200, answer(mp3("đi theo chuyển hướng")))

    def _words(self) -> str:
        form = urllib.parse.parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        ((rpc, parameter, _, _),) = json.loads(form["f.req"][0])[0]
        words, language, speed, _ = json.loads(parameter)
        assert (rpc, language, speed) == ("jQ1olc", "vi", None)
        assert self.path == "/_/TranslateWebserverUi/data/batchexecute"
        return words

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if body is PAGE else "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

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
        whole = answer(mp3(words))
        self.send_response(200)
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        self.wfile.write(whole[:1000])
        self.close_connection = True

    def _redirect(self, _: str) -> None:
        self._send(302, b"", Location=f"{self.server.url}/elsewhere")

    def _reset(self, _: str) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        socket.socket.close(self.connection)

    def _drip(self, words: str) -> None:
        whole = answer(mp3(words))
        self.send_response(200)
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        self._slowly(whole)

    def _drip_headers(self, _: str) -> None:
        self._slowly(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000)

    def _slowly(self, sent: bytes) -> None:
        self.close_connection = True
        for byte in sent:
            if self.server.stopping.wait(0.05):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Quiet."""

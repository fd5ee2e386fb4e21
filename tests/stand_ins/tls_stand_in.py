"""A server over HTTPS on loopback for stand-ins of outside services, and the sound that they send."""

import socket
import ssl
import struct
import subprocess
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

import lameenc
import numpy as np

RATE = 24_000
PAGE = "<html><body>Chào mừng đến Wi-Fi của quán</body></html>".encode()


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


def notes(
    words: str,
    *,
    voice: str = "",
    rate: int = RATE,
    share: float = 1.0,
    loud: float = 0.3,
    per_s: float = 4.0,
) -> np.ndarray:
    """Samples: a note for each syllable, `per_s` a second, other notes for other words or voices."""
    count = len(words.split())
    at = np.arange(int(count * rate / per_s * share)) / rate
    pitch = 200 + sum((words + voice).encode()) % 400
    wave = loud * np.sin(2 * np.pi * pitch * at) * np.abs(np.sin(per_s * np.pi * at))
    return (wave * 32_767).astype("<i2")


def mp3(words: str, *, rate: int = RATE, channels: int = 1, share: float = 1.0, loud: float = 0.3) -> bytes:
    """A real MP3: a note for each syllable, four a second, different notes for different words."""
    samples = np.repeat(notes(words, rate=rate, share=share, loud=loud), channels)
    encoder = lameenc.Encoder()
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(channels)
    encoder.set_bit_rate(64)
    encoder.silence()
    return bytes(encoder.encode(samples.tobytes())) + bytes(encoder.flush())


class Service(ThreadingHTTPServer):
    """`faults` are met in order, one a request; after them every answer is as it should be."""

    daemon_threads = True

    def __init__(self, pem: Path, answering: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), answering)
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


Some = TypeVar("Some", bound=Service)


@contextmanager
def at_work(service: Some) -> Iterator[Some]:
    with service as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()


class Answering(BaseHTTPRequestHandler):
    """What the stand-ins' answers share, the broken ones above all."""

    server: Service
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.answer_post()

    def do_GET(self) -> None:
        self.answer_get()

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html" if body is PAGE else "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def cut_body(self, whole: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        self.wfile.write(whole[:1000])
        self.close_connection = True

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        socket.socket.close(self.connection)

    def drip(self, whole: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        self.slowly(whole)

    def slowly(self, sent: bytes) -> None:
        self.close_connection = True
        for byte in sent:
            if self.server.stopping.wait(0.05):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Quiet."""

"""A server on loopback that speaks the protocol of FPT.AI's voices over HTTPS, faults included.

As docs.fpt.ai tells it: text in by POST, an address out, and there the sound some time later.
"""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import soundfile
from tls_stand_in import PAGE, Answering, Service, at_work, mp3, notes

KEY = "khoa-cua-dai-0123456789"


def wav(
    words: str,
    *,
    voice: str = "",
    speed: int = 0,
    share: float = 1.0,
    loud: float = 0.3,
    channels: int = 1,
) -> bytes:
    per_s = 4.0 * (1 + 0.1 * speed)
    samples = notes(words, voice=voice, rate=22_050, share=share, loud=loud, per_s=per_s)
    file = io.BytesIO()
    shaped = samples if channels == 1 else samples[:, None].repeat(channels, 1)
    soundfile.write(file, shaped, 22_050, format="WAV", subtype="PCM_16")
    return file.getvalue()


def told(**changed: object) -> bytes:
    whole = {
        "async": "",
        "error": 0,
        "message": "The content will be returned after a few seconds.",
        "request_id": "1",
    }
    return json.dumps(whole | changed).encode()


ORDER_LIES: dict[str, tuple[int, bytes]] = {
    "wrong_key": (401, b'{"message":"Unauthorized"}'),
    "too_many": (429, b'{"message":"API rate limit exceeded"}'),
    "broken": (500, b""),
    "page": (200, PAGE),
    "empty": (200, b""),
    "a_list": (200, b"[]"),
    "complaint": (200, told(error=4, message=f"quota\n exceeded for {KEY}")),
    "no_address": (200, told()),
    "a_number": (200, told(**{"async": 7})),
    "plain_address": (200, told(**{"async": "http://localhost/one.wav"})),
    "foreign_address": (200, told(**{"async": "https://169.254.169.254/latest/meta-data"})),
    "like_address": (200, told(**{"async": "https://localhost.example.org/one.wav"})),
    "dressed_address": (200, told(**{"async": "https://localhost@example.org/one.wav"})),
    "letters_address": (200, told(**{"async": "https://localhost/\ud800.wav"})),
    "torn_address": (200, told(**{"async": "https://[localhost/one.wav"})),
}
"""Faults of the answer to the words."""

SOUND_LIES: dict[str, Callable[[str], tuple[int, bytes]]] = {
    "sound_gone": lambda _: (500, b""),
    "sound_throttled": lambda _: (429, b""),
    "half_file": lambda words: (200, wav(words)[: len(wav(words)) * 3 // 4]),
    "half_said": lambda words: (200, wav(words, share=0.4)),
    "other_words": lambda words: (200, wav(" ".join([words] * 12))),
    "silence": lambda words: (200, wav(words, loud=0.0)),
    "stereo": lambda words: (200, wav(words, channels=2)),
    "empty_file": lambda _: (200, b""),
    "sound_page": lambda _: (200, PAGE),
    "sound_json": lambda _: (200, told(error=1)),
    "flood": lambda _: (200, b"x" * (5 << 20)),
}
"""Faults of the sound itself."""


@dataclass
class Order:
    words: str
    voice: str
    speed: int
    fault: str
    looks: int = 0


class Fpt(Service):
    """A sound is ready at the second look (`late`: the eighth)."""

    def __init__(self, pem: Path) -> None:
        super().__init__(pem, _Answering)
        self.orders: list[Order] = []
        self.elsewhere = 0


@contextmanager
def serving_fpt(pem: Path) -> Iterator[Fpt]:
    """The stand-in at work, with the certificate `pem`."""
    with at_work(Fpt(pem)) as server:
        yield server


class _Answering(Answering):
    server: Fpt

    def answer_post(self) -> None:
        assert self.path == "/hmi/tts/v5"
        self.server.requests += 1
        words = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.headers["api-key"] != KEY:
            self.send(*ORDER_LIES["wrong_key"])
            return
        assert 3 <= len(words) <= 5000
        assert self.headers["format"] == "wav"
        fault = self.server.faults.popleft() if self.server.faults else ""
        self.server.heard.append(words)
        order = Order(words, self.headers["voice"], int(self.headers["speed"]), fault)
        self.server.orders.append(order)
        self._answer_order(fault, len(self.server.orders) - 1)

    def _answer_order(self, fault: str, number: int) -> None:
        if fault in ORDER_LIES:
            self.send(*ORDER_LIES[fault])
        elif fault == "redirect":
            self.send(302, b"", Location=f"{self.server.url}/elsewhere")
        elif fault == "reset":
            self.reset()
        elif fault == "drip":
            self.drip(told())
        else:
            self.send(200, told(**{"async": f"{self.server.url}/text2speech-v5/{number}.wav"}))

    def answer_get(self) -> None:
        assert "api-key" not in self.headers  # the address of a sound need not know it
        if self.path == "/elsewhere":
            self.server.elsewhere += 1
            self.send(200, wav("đi theo chuyển hướng"))
            return
        order = self.server.orders[int(Path(self.path).stem)]
        order.looks += 1
        if order.fault == "never" or order.looks < (8 if order.fault == "late" else 2):
            self.send(HTTPStatus.FORBIDDEN if order.looks % 2 else HTTPStatus.NOT_FOUND, PAGE)
        elif order.fault in SOUND_LIES:
            self.send(*SOUND_LIES[order.fault](order.words))
        else:
            self._send_sound(order)

    def _send_sound(self, order: Order) -> None:
        whole = wav(order.words, voice=order.voice, speed=order.speed)
        if order.fault == "sound_redirect":
            self.send(302, b"", Location=f"{self.server.url}/elsewhere")
        elif order.fault == "cut_body":
            self.cut_body(whole)
        elif order.fault == "sound_drip":
            self.drip(whole)
        elif order.fault == "mp3":
            self.send(200, mp3(order.words))
        else:
            self.send(200, whole)

"""Google Translate's voice, by the requests that the package gTTS prepares and a session of our own.

gTTS sends with `verify=False` and without timeouts, takes a redirect or a page as an empty success, leaves
half files, and its tokenizer changes words; so it only writes the request's body here. The service is
unofficial and may change or refuse any day. It was never run for real: from where this was built it cannot be
reached, so the tests speak its protocol over HTTPS on loopback, faults included.
"""

import base64
import io
import json
import threading
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import soundfile
from gtts import gTTS

from broadcast.adapters.speech.breaker import Breaker
from broadcast.adapters.speech.line import DEADLINE_S, Line, ServiceFailed
from broadcast.adapters.speech.take import Take, believed, joined, write
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.speech import EngineFailed, Manner, Voice, packed

LIMIT = 100
"""Characters that the service takes at a time (gTTS.GOOGLE_TTS_MAX_CHARS)."""

GAP_S = 0.7
"""Least seconds from the end of one request to the next: a courtesy to an unofficial service (assumed)."""

BACK_OFF_S = (2.0, 5.0)
"""Seconds before the second and the third attempt; there is no fourth."""

SYLLABLES_PER_S = 4.0
"""Assumed, to judge lengths (never measured here)."""

_ROW = '["wrb.fr","jQ1olc",'
_PATH = "/_/TranslateWebserverUi/data/batchexecute"
GOOGLE = Text("Google Dịch", "Google Translate")


class GoogleTranslate:
    """Speaks with Google Translate. Threads may share it: their sentences go one after the other.

    An answer may take `deadline_s` seconds; `ca_bundle` replaces the public authorities that are trusted;
    `now` and `sleep` are the clock, in seconds.
    """

    def __init__(
        self,
        *,
        base_url: str = "https://translate.google.com",
        ca_bundle: Path | None = None,
        deadline_s: float = DEADLINE_S,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Choose the server; nothing is sent.

        Raises:
            Invalid: an address without TLS.
        """
        if not base_url.startswith("https://"):
            raise _no_tls(base_url)
        self._url = base_url.rstrip("/") + _PATH
        self._google = Line(GOOGLE, ca_bundle=ca_bundle, deadline_s=deadline_s, now=now)
        self._now, self._sleep = now, sleep
        self._breaker = Breaker(now=now)
        self._turn = threading.Lock()
        self._next = now()

    @property
    def voice(self) -> Voice:
        """The only Vietnamese voice; its data has no version that could be asked, nor can its rate be set."""
        return Voice("gtts", "vi", version("gTTS"), round(SYLLABLES_PER_S * 60))

    def speaking(self, manner: Manner) -> "GoogleTranslate":  # noqa: ARG002
        """Itself: there is one voice, and nothing of it can be set (gTTS's `slow` is half the pace)."""
        return self

    def say(self, words: str, to: Path) -> None:
        """Write `words` to `to` (see the port); nothing is written unless every piece of them came whole.

        Raises:
            EngineFailed: the service is down, refuses, answers nonsense, or is being left alone for a while.
            OSError: the disk does not take it.
        """
        pieces = packed(words, LIMIT)
        with self._turn:
            takes = [self._piece(piece) for piece in pieces]
        write(joined(takes), to)

    def _piece(self, words: str) -> Take:
        for wait_s in BACK_OFF_S:
            try:
                return self._attempt(words)
            except EngineFailed as failure:
                hopeless = isinstance(failure, ServiceFailed) and not failure.again
                if hopeless or self._breaker.is_open:
                    raise
            self._sleep(wait_s)
        return self._attempt(words)

    def _attempt(self, words: str) -> Take:
        """One request at its time, and what the breaker learns from it."""
        if self._breaker.is_open:
            raise EngineFailed(_RESTING)
        self._sleep(max(0.0, self._next - self._now()))
        try:
            answer = self._google.post(self._url, _body(words), gTTS.GOOGLE_TTS_HEADERS)
            take = believed(_decoded(_audio(answer)), words, SYLLABLES_PER_S)
        except EngineFailed as failure:
            throttled = isinstance(failure, ServiceFailed) and failure.throttled
            self._breaker.failed(throttled=throttled)
            raise
        finally:
            self._next = self._now() + GAP_S
        self._breaker.passed()
        return take


def _body(words: str) -> str:
    """The request's body as gTTS writes it, its own changes of the text switched off."""
    request = gTTS(
        words, lang="vi", lang_check=False, pre_processor_funcs=[], tokenizer_func=lambda text: [text]
    )
    (body,) = request.get_bodies()
    return str(body)


def _audio(answer: bytes) -> bytes:
    """The MP3 in an answer: JSON rows, the audio as base64 in JSON in one of them."""
    rows = answer.decode(errors="replace")
    start = rows.find(_ROW)
    if start < 0:
        raise _nonsense()
    try:
        row, _ = json.JSONDecoder().raw_decode(rows, start)
        return base64.b64decode(json.loads(row[2])[0], validate=True)
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        why = Text("trả lời không có tiếng hoặc bị đứt", "no audio, or cut off")
        raise ServiceFailed(GOOGLE, why) from error


def _decoded(mp3: bytes) -> Take:
    try:
        with soundfile.SoundFile(io.BytesIO(mp3)) as file:
            if (file.format, file.channels) != ("MP3", 1):
                raise _nonsense()
            return Take(file.read(dtype="int16"), file.samplerate)
    except soundfile.SoundFileError as error:
        why = Text("âm thanh không giải mã được", "the audio does not decode")
        raise ServiceFailed(GOOGLE, why) from error


def _nonsense() -> ServiceFailed:
    return ServiceFailed(GOOGLE, Text("trả lời không phải tiếng đọc", "the answer is not speech"))


_RESTING = Fault(
    Text(
        "Google Dịch đã hỏng nhiều lần liền, đang được để yên 10 phút",
        "Google Translate failed several times and is left alone for 10 minutes",
    ),
    Text("đợi rồi thử lại, hoặc dùng giọng espeak", "wait and try again, or use the espeak voice"),
)


def _no_tls(url: str) -> Invalid:
    return Invalid(
        Fault(
            Text(f"địa chỉ {url} không có mã hóa", f"the address {url} has no encryption"),
            Text("dùng địa chỉ https://", "use an https:// address"),
        )
    )

"""Google Translate's voice, by the requests that the package gTTS prepares and a session of our own.

gTTS sends with `verify=False` and without timeouts, takes a redirect or a page as an empty success, leaves
half files, and its tokenizer changes words; so it only writes the request's body here. The service is
unofficial and may change or refuse any day. It was never run for real: from where this was built it cannot be
reached, so the tests speak its protocol over HTTPS on loopback, faults included.
"""

import base64
import json
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from gtts import gTTS

from broadcast.adapters.speech.attempts import Attempts
from broadcast.adapters.speech.line import DEADLINE_S, NO_SPEECH, Line, ServiceFailed, decoded, no_tls
from broadcast.adapters.speech.take import Take, believed, joined, write
from broadcast.language import Text
from broadcast.speech import Manner, Voice, packed

LIMIT = 100
"""Characters that the service takes at a time (gTTS.GOOGLE_TTS_MAX_CHARS)."""

GAP_S = 0.7
"""Least seconds from the end of one request to the next: a courtesy to an unofficial service (assumed)."""

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
            raise no_tls(base_url)
        self._url = base_url.rstrip("/") + _PATH
        self._google = Line(GOOGLE, ca_bundle=ca_bundle, deadline_s=deadline_s, now=now)
        self._attempts = Attempts(GOOGLE, now=now, sleep=sleep, gap_s=GAP_S)

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
        write(joined(self._attempts.each(self._attempt, packed(words, LIMIT))), to)

    def _attempt(self, words: str) -> Take:
        answer = self._google.post(self._url, _body(words), gTTS.GOOGLE_TTS_HEADERS)
        return believed(decoded(GOOGLE, _audio(answer), {"MP3"}), words, SYLLABLES_PER_S)


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
        raise ServiceFailed(GOOGLE, NO_SPEECH)
    try:
        row, _ = json.JSONDecoder().raw_decode(rows, start)
        return base64.b64decode(json.loads(row[2])[0], validate=True)
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        why = Text("trả lời không có tiếng hoặc bị đứt", "no audio, or cut off")
        raise ServiceFailed(GOOGLE, why) from error

"""FPT.AI's voices, southern ones among them: text goes there, and a file is fetched when it is ready.

Protocol: docs.fpt.ai, "Text to Speech", version 5. The text is posted; the answer names an address where the
sound will stand in 5 seconds to 2 minutes; until then that address answers 404 or 403. (The page calls the
key's header `api_key`; most programs write `api-key`, as here.) The service was never
run for real: from where this was built it cannot be reached and there is no key, so the tests speak its
protocol over HTTPS on loopback, faults included.

The key is a secret: it stands in one header of one request, and in no message, no log and no `repr`.
"""

import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from broadcast.adapters.speech.attempts import Attempts
from broadcast.adapters.speech.line import DEADLINE_S, NO_SPEECH, Line, ServiceFailed, decoded, no_tls
from broadcast.adapters.speech.take import Take, believed, joined, write
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.speech import EngineFailed, Manner, Speaker, Voice, packed

FPT = Text("FPT.AI", "FPT.AI")

VOICES = {Speaker.WOMAN: "lannhi", Speaker.MAN: "minhquang"}
"""Southern voices. Others: linhsan (woman, south), myan, ngoclam (women, centre), giahuy (man, centre),
banmai, thuminh (women, north), leminh (man, north)."""

LEAST_CHARACTERS, LIMIT = 3, 500
"""The service takes 3 to 5,000 characters; 500 (half a minute) are ready sooner, in a small file."""

SLOWEST, FASTEST, PACE_OF_A_STEP = -3, 3, 0.1
"""The service's steps of speed. That a step is a tenth of the usual pace is assumed: it was never heard."""

SYLLABLES_PER_S = 4.0
"""Assumed, to judge lengths (never measured here)."""

READY_S = 150.0
"""Seconds within which the sound must be ready; the service promises two minutes."""

WAITS_S = (1.0, 1.0, 2.0, 3.0, 5.0, 8.0)
"""Seconds before each look whether it is ready; the last goes on."""

AT_ONCE = 4
"""Sentences in the making at a time: most of it is waiting (assumed to be allowed)."""

AUDIO_HOSTS = ("fpt.ai",)
"""The sound is fetched from these hosts and those below them only, whatever the answer says."""

_NOT_READY = {403, 404}
_SHOWN = 80


class FptService:
    """The service, by `key`: one line and one breaker. Threads may share it.

    One answer may take `deadline_s` seconds; `base_url`, `ca_bundle` and `audio_hosts` are for tests; `now`
    and `sleep` are the clock, in seconds.
    """

    def __init__(
        self,
        key: str,
        *,
        base_url: str = "https://api.fpt.ai",
        ca_bundle: Path | None = None,
        audio_hosts: Sequence[str] = AUDIO_HOSTS,
        deadline_s: float = DEADLINE_S,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Choose the server; nothing is sent.

        Raises:
            Invalid: an address without TLS, or a key that no header can carry.
        """
        if not base_url.startswith("https://"):
            raise no_tls(base_url)
        if not re.fullmatch(r"[!-~]+", key):
            raise Invalid(_BAD_KEY)
        self._key, self._url = key, f"{base_url.rstrip('/')}/hmi/tts/v5"
        self._hosts, self._now, self._sleep = tuple(audio_hosts), now, sleep
        self._line = Line(FPT, ca_bundle=ca_bundle, deadline_s=deadline_s, now=now)
        self._attempts = Attempts(FPT, now=now, sleep=sleep, at_once=AT_ONCE)

    def sounds(self, pieces: Sequence[str], voice: str, step: int) -> list[Take]:
        """The takes of `pieces`, each believed.

        Raises:
            EngineFailed: the service is down, refuses, is never ready, lies, or is being left alone.
        """

        def attempt(words: str) -> Take:
            sound = self._fetched(self._ordered(words, voice, step))
            return believed(decoded(FPT, sound, {"WAV", "MP3"}), words, _syllables_per_s(step))

        return self._attempts.each(attempt, pieces)

    def _ordered(self, words: str, voice: str, step: int) -> str:
        """Hand the words in; the address where their sound will stand."""
        headers = {"api-key": self._key, "voice": voice, "speed": str(step), "format": "wav"}
        try:
            body = self._line.post(self._url, words.ljust(LEAST_CHARACTERS, "."), headers)
        except ServiceFailed as failure:
            if failure.status in {401, 403}:
                raise ServiceFailed(FPT, _REFUSED, again=False, remedy=_CHECK_KEY) from failure
            raise
        told = _told(body)
        if told.get("error") != 0:
            raise ServiceFailed(FPT, self._complaint(told), again=False)
        return self._allowed(told.get("async"))

    def _fetched(self, url: str) -> bytes:
        """The sound, once it stands there."""
        begun, looks = self._now(), 0
        while self._now() - begun < READY_S:
            self._sleep(WAITS_S[min(looks, len(WAITS_S) - 1)])
            looks += 1
            try:
                return self._line.get(url)
            except ServiceFailed as failure:
                if failure.status not in _NOT_READY:
                    raise
        why = Text(f"quá {READY_S:g} giây mà chưa đọc xong", f"not ready after {READY_S:g} s")
        raise ServiceFailed(FPT, why, again=False)

    def _allowed(self, url: object) -> str:
        """The address, when it is one of the service's own: an answer shall not send us anywhere else."""
        try:
            parts = urlsplit(url if isinstance(url, str) and re.fullmatch(r"[!-~]+", url) else "")
        except ValueError:
            parts = urlsplit("")
        host = parts.hostname or ""
        own = any(host == name or host.endswith(f".{name}") for name in self._hosts)
        plain = re.fullmatch(r"[a-z0-9.-]+", host) and parts.username is None
        if parts.scheme != "https" or not own or not plain:
            why = Text("chỉ đến một địa chỉ lạ để lấy tiếng", "it names a foreign address for the sound")
            raise ServiceFailed(FPT, why, again=False)
        return parts.geturl()

    def _complaint(self, told: dict[str, Any]) -> Text:
        """What the service says is wrong; it might repeat our key, people must not see it."""
        message = "".join(filter(str.isprintable, str(told.get("message", "")).replace(self._key, "***")))
        said = f"{told.get('error')}: {message[:_SHOWN]}"
        return Text(f"báo lỗi {said}", f"it reports error {said}")


@dataclass(frozen=True, slots=True)
class FptSpeech:
    """Speaks by `service` with the voice `name` at a `step` of its speed. Threads may share it."""

    service: FptService
    name: str = VOICES[Speaker.MAN]
    step: int = 0

    @property
    def voice(self) -> Voice:
        """The voice; its data has no version that could be asked."""
        return Voice("fpt", self.name, "v5", round(_syllables_per_s(self.step) * 60))

    def speaking(self, manner: Manner) -> "FptSpeech":
        """Another voice or pace, in the service's steps; it knows no pitch."""
        step = round((manner.pace - 1) / PACE_OF_A_STEP)
        name = manner.name or VOICES[manner.speaker]
        return FptSpeech(self.service, name, min(max(step, SLOWEST), FASTEST))

    def say(self, words: str, to: Path) -> None:
        """Write `words` to `to` (see the port); nothing is written unless every piece of them came whole.

        Raises:
            EngineFailed: the service gave no usable sound.
            OSError: the disk does not take it.
        """
        if not re.fullmatch(r"[\w-]{1,40}", self.name, re.ASCII):
            raise EngineFailed(_no_voice(self.name))
        write(joined(self.service.sounds(packed(words, LIMIT), self.name, self.step)), to)


def _syllables_per_s(step: int) -> float:
    return SYLLABLES_PER_S * (1 + PACE_OF_A_STEP * step)


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ServiceFailed(FPT, NO_SPEECH) from error
    if not isinstance(told, dict):
        raise ServiceFailed(FPT, NO_SPEECH)
    return told


def _no_voice(name: str) -> Fault:
    shown = name[:_SHOWN]
    return Fault(
        Text(f"FPT.AI không có giọng «{shown}»", f"FPT.AI has no voice «{shown}»"),
        Text(
            "chọn một giọng như lannhi, linhsan, minhquang",
            "choose a voice such as lannhi, linhsan, minhquang",
        ),
    )


_REFUSED = Text("không nhận khóa FPT_KEY", "it refuses the key FPT_KEY")
_CHECK_KEY = Text(
    "kiểm tra khóa và hạn mức trong tài khoản FPT.AI", "check key and quota in the FPT.AI account"
)
_BAD_KEY = Fault(
    Text("FPT_KEY có ký tự không thể có trong một khóa", "FPT_KEY holds characters that no key has"),
    Text("chép lại khóa từ tài khoản FPT.AI", "copy the key again from the FPT.AI account"),
)

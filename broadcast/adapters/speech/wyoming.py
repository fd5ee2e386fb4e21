"""A speaking server beside us by the Wyoming protocol: Piper and others, in a program of their own.

An event is a line of JSON, then as many bytes of JSON and of sound as the line says. We send `describe` and
`synthesize`; `info`, `audio-start`, `audio-chunk`, `audio-stop` or `error` come back. The connection is not
encrypted, so it is made to this machine and to private networks only. The tests' stand-in speaks through the
protocol's own library; it was never run against a real server.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from pydantic import BaseModel, Field, ValidationError

from broadcast.adapters.speech.attempts import Attempts
from broadcast.adapters.speech.take import Take, believed, joined, write
from broadcast.adapters.speech.wyoming_wire import SERVER, Wire, calling, nonsense
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.speech import EngineFailed, Manner, Speaker, Voice, packed

DEADLINE_S = 30.0
"""Seconds for a whole answer (a small machine may need as long as it speaks)."""

DESCRIBE_S = 10.0
"""Seconds to say which voices there are: nothing is spoken for it, and nothing is made before it is known."""

BACK_OFF_S = (0.5, 2.0)
"""Seconds before the second and third attempt: the server is near, and is perhaps being started."""

LIMIT = 500
"""Characters at a time: half a minute of speech."""

AT_ONCE = 2
"""Sentences at a time: such a server has the cores of one machine."""

SYLLABLES_PER_S = 4.0
"""Assumed, to judge lengths: any voice may stand behind the server."""

RATES_HZ = range(8_000, 48_001)
_SHOWN = 80


class _Named(BaseModel):
    name: str
    version: str | None = None


class _Voice(_Named):
    languages: list[str] = Field(default_factory=list)
    speakers: list[_Named] | None = None


class _Program(_Named):
    voices: list[_Voice] = Field(default_factory=list)


class _Info(BaseModel):
    tts: list[_Program] = Field(default_factory=list)


class _Format(BaseModel, frozen=True):
    rate: int
    width: int
    channels: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One voice that a server has; `speaker` is one of several in it ("": whichever is its own)."""

    name: str
    speaker: str
    languages: tuple[str, ...]
    version: str

    @property
    def title(self) -> str:
        """Its name as people write it."""
        return f"{self.name}/{self.speaker}" if self.speaker else self.name


class WyomingServer:
    """The server at `address`, tcp://HOST:PORT. Threads may share it.

    `names` are the voices for woman and man, for manners that name none. A whole answer may take `deadline_s`
    seconds; `now` and `sleep` are the clock, in seconds.
    """

    def __init__(
        self,
        address: str,
        *,
        names: Mapping[Speaker, str] | None = None,
        deadline_s: float = DEADLINE_S,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Note the address; nothing is sent.

        Raises:
            Invalid: it is not tcp://HOST:PORT.
        """
        self._host, self._port = _place(address)
        self._names, self._deadline_s, self._now = dict(names or {}), deadline_s, now
        self._attempts = Attempts(SERVER, now=now, sleep=sleep, at_once=AT_ONCE, back_off_s=BACK_OFF_S)
        self._offers: tuple[Offer, ...] = ()
        self._stale = True
        self._asking = threading.Lock()

    def offer(self, manner: Manner) -> Offer:
        """The voice for `manner`: by its name, else by the settings', else the first Vietnamese one.

        Raises:
            EngineFailed: the server does not answer, or has no such voice.
        """
        wanted = manner.name or self._names.get(manner.speaker, "")
        offers = self._known()
        for offer in offers:
            if wanted == offer.title or (not wanted and any(map(_is_vietnamese, offer.languages))):
                return offer
        raise EngineFailed(_no_voice(wanted, offers))

    def sounds(self, pieces: Sequence[str], offer: Offer) -> list[Take]:
        """The takes of `pieces`, each believed.

        Raises:
            EngineFailed: the server is down, slow, breaks off, lies, or is being left alone.
        """
        try:
            return self._attempts.each(lambda words: self._take(words, offer), pieces)
        except EngineFailed:
            self._stale = True  # when it comes back it may be another version
            raise

    def _known(self) -> tuple[Offer, ...]:
        """What the server has; while it is down, what it had."""
        with self._asking:
            if self._stale:
                try:
                    (self._offers,) = self._attempts.each(self._asked, ["describe"])
                    self._stale = False
                except EngineFailed:
                    if not self._offers:
                        raise
            return self._offers

    def _asked(self, kind: str) -> tuple[Offer, ...]:
        with self._calling(min(DESCRIBE_S, self._deadline_s)) as wire:
            wire.send(kind, {})
            event = wire.event()
            while event.kind != "info":
                event = wire.event()
        try:
            return tuple(_offers(_Info.model_validate(event.data)))
        except ValidationError as error:
            raise nonsense() from error

    def _take(self, words: str, offer: Offer) -> Take:
        voice = {"name": offer.name} | ({"speaker": offer.speaker} if offer.speaker else {})
        with self._calling(self._deadline_s) as wire:
            wire.send("synthesize", {"text": words, "voice": voice, "text_format": "text"})
            return believed(_heard(wire), words, SYLLABLES_PER_S)

    def _calling(self, deadline_s: float) -> AbstractContextManager[Wire]:
        return calling(self._host, self._port, deadline_s, self._now)


@dataclass(frozen=True, slots=True)
class Wyoming:
    """Speaks by `server`, with the voice that it has for `manner`. Threads may share it."""

    server: WyomingServer
    manner: Manner = field(default_factory=Manner)

    @property
    def voice(self) -> Voice:
        """The voice with the versions that the server tells; it is asked once.

        Raises:
            EngineFailed: it does not answer, or has no such voice.
        """
        offer = self.server.offer(self.manner)
        return Voice("wyoming", offer.title, offer.version, round(SYLLABLES_PER_S * 60))

    def speaking(self, manner: Manner) -> "Wyoming":
        """Another voice; the protocol knows neither pace nor pitch."""
        return Wyoming(self.server, manner)

    def say(self, words: str, to: Path) -> None:
        """Write `words` to `to` (see the port); nothing is written unless every piece of them came whole.

        Raises:
            EngineFailed: the server gave no usable sound.
            OSError: the disk does not take it.
        """
        pieces = packed(words, LIMIT)
        write(joined(self.server.sounds(pieces, self.server.offer(self.manner))), to)


def _heard(wire: Wire) -> Take:
    """The sound between `audio-start` and `audio-stop`; other events are none of ours."""
    form: _Format | None = None
    parts: list[bytes] = []
    while (event := wire.event()).kind != "audio-stop":
        if event.kind in {"audio-start", "audio-chunk"}:
            told = _format(event.data)
            if form not in {None, told}:
                raise nonsense()
            form = told
            parts.append(event.payload)
    if form is None or sum(map(len, parts)) % 2:
        raise nonsense()
    return Take(np.frombuffer(b"".join(parts), "<i2"), form.rate)


def _format(data: Mapping[str, Any]) -> _Format:
    try:
        form = _Format.model_validate(data)
    except ValidationError as error:
        raise nonsense() from error
    if (form.width, form.channels) != (2, 1) or form.rate not in RATES_HZ:
        raise nonsense()
    return form


def _offers(info: _Info) -> Iterator[Offer]:
    """Every voice of every program, and every speaker of it."""
    for program in info.tts:
        for voice in program.voices:
            version = "/".join((program.name, program.version or "?", voice.version or "?"))
            for speaker in ("", *(each.name for each in voice.speakers or ())):
                yield Offer(voice.name, speaker, tuple(voice.languages), version)


def _place(address: str) -> tuple[str, int]:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        (host or "").encode("idna")  # what no name server could be asked for is a ValueError too
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme != "tcp" or not host or not port or parts.path.strip("/"):
        what = Text(f"WYOMING không nhận giá trị «{address}»", f"WYOMING does not take «{address}»")
        remedy = Text("viết như tcp://127.0.0.1:10200", "write it like tcp://127.0.0.1:10200")
        raise Invalid(Fault(what, remedy))
    return host, port


def _is_vietnamese(language: str) -> bool:
    return language.casefold().replace("_", "-").partition("-")[0] == "vi"


def _no_voice(wanted: str, offers: Sequence[Offer]) -> Fault:
    known = ", ".join(offer.title for offer in offers)[:_SHOWN] or "-"
    missing = Text(f"không có giọng «{wanted}»", f"it has no voice «{wanted}»")
    if not wanted:
        missing = Text("không có giọng tiếng Việt", "it has no Vietnamese voice")
    return Fault(
        Text(f"{SERVER.vi}: {missing.vi}", f"{SERVER.en}: {missing.en}"),
        Text(f"chọn một trong: {known}", f"choose one of: {known}"),
    )

"""Tập dượt: how near to its second a sound leaves the agent, all of it running, measured at the player."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from broadcast.agent.agent import Agent
from broadcast.agent.clock import VIETNAM, Clock, moment
from broadcast.agent.keeping import Shelf, write_whole
from broadcast.agent.players.device import BUFFER_MS
from broadcast.agent.players.pace import Pace
from broadcast.agent.players.player import RATE_HZ, Heard, Source
from broadcast.agent.reasons import Reason
from broadcast.agent.sound import Samples
from broadcast.errors import Fault, Unavailable
from broadcast.language import Text

APART_S = 0.25
"""Between two starts: enough for each to be written down before it sounds."""

_FIRST_S, _CLICK_S, _AFTER_S = 3.0, 0.05, 0.5
_NOWHERE = "http://127.0.0.1:9"


class RehearsalFailed(Unavailable):
    """Not every sound was heard."""


def measure_starts(n: int, *, busy: bool) -> list[float]:
    """Start `n` sounds at known hours; how late each left the player, in seconds (early is negative).

    The player asks as a sound card does, 200 ms ahead: a sample is heard at its place in the row, or when it
    was handed over if that was later. `busy`: every core runs a loop of its own meanwhile. No server; a
    folder of its own, removed afterwards.

    Raises:
        RehearsalFailed: some were not heard.
    """
    with tempfile.TemporaryDirectory() as folder, _busy(os.cpu_count() or 1 if busy else 0):
        hours, ear = _prepare(Path(folder), n), _Ear()
        _run(Agent(_NOWHERE, "rehearsal", Path(folder), ear), _FIRST_S + n * APART_S + _AFTER_S)
    if len(ear.onsets) != n:
        raise RehearsalFailed(_fault(len(ear.onsets), n))
    return [(onset - hour).total_seconds() for onset, hour in zip(ear.onsets, hours, strict=True)]


class _Ear:
    """A sound card that notes when silence ends."""

    name = "ear"
    rate_hz = RATE_HZ
    remark: Reason | None = None

    def __init__(self) -> None:
        self.onsets: list[datetime] = []
        self._pace = Pace(RATE_HZ, self._hear, ahead_s=BUFFER_MS / 1000)
        self._sounds = False

    def open(self, source: Source, clock: Clock) -> None:
        self._clock = clock
        self._pace.start(source, clock)

    def heard(self) -> Heard:
        return self._pace.heard()

    def close(self) -> None:
        self._pace.stop()

    def _hear(self, block: Samples) -> None:
        loud = np.flatnonzero(block)
        if loud.size and not self._sounds:
            now = moment(self._clock)
            place = self._pace.heard().at + int(loud[0]) / RATE_HZ
            self.onsets.append(now.earlier(max(place, now.mono)))
        self._sounds = bool(loud.size) and bool(block[-1])


def _prepare(data: Path, n: int) -> list[datetime]:
    """Keep a playlist of `n` clicks and their file; the hours."""
    shelf, now = Shelf(data, "rehearsal"), datetime.now(VIETNAM)
    click = data / "click.wav"
    with wave.open(str(click), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(np.full(round(_CLICK_S * RATE_HZ), 1000, "<i2").tobytes())
    content = click.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    write_whole(data / "audio" / f"{sha256}.wav", content)
    hours = [now + timedelta(seconds=_FIRST_S + number * APART_S) for number in range(n)]
    audio = {"url": f"/{sha256}.wav", "sha256": sha256, "bytes": len(content)}
    items = [_item(f"{number}", hour, audio) for number, hour in enumerate(hours)]
    made = {"version": 1, "generated_at": now.isoformat(), "items": items}
    written = {"station": {"id": "rehearsal"}, "date": f"{now:%Y-%m-%d}", **made}
    shelf.offer(now.date(), json.dumps(written).encode(), "")
    return hours


def _item(name: str, hour: datetime, audio: dict[str, Any]) -> dict[str, Any]:
    """An emergency, so that it may be rehearsed at night."""
    known = {"id": name, "starts_at": hour.isoformat(), "duration_s": _CLICK_S, "class": "emergency"}
    return {**known, "kind": "announcement", "audio": audio}


def _run(agent: Agent, seconds: float) -> None:
    stop = threading.Event()
    timer = threading.Timer(seconds, stop.set)
    timer.start()
    try:
        agent.run(stop)
    finally:
        timer.cancel()


@contextmanager
def _busy(cores: int) -> Iterator[None]:
    loop = [sys.executable, "-c", "while True: pass"]
    burners = [subprocess.Popen(loop) for _ in range(cores)]  # noqa: S603 - our own Python
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


def _fault(heard: int, n: int) -> Fault:
    return Fault(
        Text(f"chỉ nghe được {heard} trên {n} lần phát", f"only {heard} of {n} starts were heard"),
        Text("xem máy có bị treo không rồi thử lại", "see whether the machine hangs, and try again"),
    )

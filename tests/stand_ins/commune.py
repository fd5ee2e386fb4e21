"""A commune to try the agent in: a clock that a test moves, a loudspeaker that remembers what it heard."""

import hashlib
import io
import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import soundfile

from broadcast.agent.clock import VIETNAM
from broadcast.agent.players import Heard, Source
from broadcast.agent.playlist import Airing, Audio, airing_id

STATION = "an-thanh-trung"
RATE_HZ = 1000
MONDAY = datetime(2026, 11, 23, tzinfo=VIETNAM)


class PowerCut(BaseException):
    """The power goes, wherever the code is just then."""


class Clock:
    """Moves when a test says so. `fuse`: after so many looks at it the power goes."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self._now, self._mono = now, 1000.0
        self.fuse: int | None = None

    def now(self) -> datetime:
        if self.fuse is not None:
            self.fuse -= 1
            if self.fuse < 0:
                raise PowerCut
        return self._now

    def monotonic(self) -> float:
        return self._mono

    def go(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._mono += seconds

    def leap(self, seconds: float) -> None:
        """Somebody sets the wall clock."""
        self._now += timedelta(seconds=seconds)


@dataclass
class Sounded:
    """One unbroken sound: which (its sample value), since when, how many samples."""

    value: int
    since: datetime
    samples: int
    ended: bool = False

    @property
    def seconds(self) -> float:
        return self.samples / RATE_HZ


@dataclass
class Tape:
    """What a listener in the commune heard, whatever the agent says about it."""

    heard: list[Sounded] = field(default_factory=list)

    def record(self, samples: np.ndarray, since: datetime) -> None:
        edges = np.flatnonzero(np.diff(samples)) + 1
        for at, run in zip([0, *edges], np.split(samples, edges), strict=True):
            self._add(int(run[0]), since + timedelta(seconds=int(at) / RATE_HZ), run.size)

    def silence(self) -> None:
        """The loudspeaker was off for a while: whatever comes next is a new sound."""
        if self.heard:
            self.heard[-1].ended = True

    def _add(self, value: int, since: datetime, samples: int) -> None:
        last = self.heard[-1] if self.heard else None
        if value == 0:
            self.silence()
        elif last and last.value == value and not last.ended:
            last.samples += samples
        else:
            self.silence()
            self.heard.append(Sounded(value, since, samples))

    def of(self, value: int) -> list[Sounded]:
        return [each for each in self.heard if each.value == value]


class Loudspeaker:
    """A player whose samples go by as the test's clock does. `broken`: it takes no more."""

    name = "tape"
    rate_hz = RATE_HZ
    remark = None

    def __init__(self, clock: Clock, tape: Tape) -> None:
        self._clock, self._tape = clock, tape
        self._source: Source | None = None
        self._since, self._taken = 0.0, 0
        self.broken = False
        self.opened = 0
        tape.silence()

    def open(self, source: Source, clock: object) -> None:  # noqa: ARG002 - its own clock moves it
        self._source, self._since, self._taken = source, self._clock.monotonic(), 0
        self.opened += 1

    def heard(self) -> Heard:
        return Heard(self._taken, self._since + self._taken / RATE_HZ)

    def close(self) -> None:
        self._source = None
        self._tape.silence()

    def go(self) -> None:
        """Take what is due."""
        due = round((self._clock.monotonic() - self._since) * RATE_HZ) - self._taken
        if self._source and due > 0 and not self.broken:
            since = self._clock._now - timedelta(seconds=due / RATE_HZ)
            self._tape.record(self._source(due), since)
            self._taken += due


def wav(value: int, seconds: float, rate_hz: int = RATE_HZ) -> bytes:
    """A sound that is `value` from its first to its last sample."""
    packed = io.BytesIO()
    samples = np.full(round(seconds * rate_hz), value, np.int16)
    soundfile.write(packed, samples, rate_hz, format="WAV", subtype="PCM_16")
    return packed.getvalue()


def item(name: str, at: datetime, content: bytes, seconds: float, **more: object) -> dict:
    """An item of a playlist, in the form of docs/playlist.md."""
    sha256 = hashlib.sha256(content).hexdigest()
    audio = {
        "url": f"/api/v1/audio/{sha256}.wav",
        "sha256": sha256,
        "bytes": len(content),
        "mime": "audio/wav",
        "loudness_lufs": -16.0,
        "true_peak_dbtp": -1.2,
    }
    return {
        "id": name,
        "starts_at": at.isoformat(),
        "duration_s": seconds,
        "kind": "programme",
        "class": "normal",
        "title": f"Chương trình {name}",
        "gain_db": 0.0,
        "audio": audio,
        "rundown": [],
        **more,
    }


def playlist(day: date, items: list[dict], version: int = 1) -> bytes:
    made = datetime(2026, 11, 20, tzinfo=VIETNAM) + timedelta(minutes=version)
    content = {
        "station": {"id": STATION, "name": "Đài Truyền thanh xã An Thạnh Trung"},
        "date": day.isoformat(),
        "timezone": "Asia/Ho_Chi_Minh",
        "version": version,
        "generated_at": made.isoformat(),
        "expires_at": (made + timedelta(days=30)).isoformat(),
        "items": items,
    }
    return json.dumps(content, ensure_ascii=False).encode()


def airing(name: str = "sang", at: datetime = MONDAY, content: bytes = b"x") -> Airing:
    """An airing that no playlist holds."""
    sha256 = hashlib.sha256(content).hexdigest()
    audio = Audio(f"/api/v1/audio/{sha256}.wav", sha256, len(content))
    return Airing(
        id=airing_id(STATION, at.date(), name),
        item=name,
        date=at.date(),
        version=1,
        starts_at=at,
        duration_s=10.0,
        emergency=False,
        title=name,
        gain_db=0.0,
        audio=audio,
        relayed=False,
    )


def put_file(data: Path, content: bytes) -> None:
    """As if the file had been downloaded."""
    folder = data / "audio"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{hashlib.sha256(content).hexdigest()}.wav").write_bytes(content)

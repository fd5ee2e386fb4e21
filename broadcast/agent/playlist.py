"""A published playlist, as far as a player needs it.

Players upgrade slowly: fields and values that are not known here are passed over, and a wrong one refuses the
whole list, so that the one before stays in force.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

LONGEST_S = 24 * 3600
MOST_BYTES = 2 << 30
MOST_VERSIONS = 2**31 - 1

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PATH = re.compile(r"/(?!/)[\x21-\x7e]+")


class WrongPlaylist(Invalid):
    """The server's answer is no playlist for this station and day."""


@dataclass(frozen=True, slots=True)
class Audio:
    """A file to have before the hour: `url` is a path on the server, `sha256` (hex) its content's name."""

    url: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Airing:
    """Một lần phát: one item of one station's day, as `version` of the playlist told it.

    `id` is the same for every version and every agent of the station. `gain_db` is never above 0: what a
    loudspeaker adds is not the playlist's to say. `relayed`: it should be received, and `audio` stands in.
    """

    id: str
    item: str
    date: date
    version: int
    starts_at: datetime
    duration_s: float
    emergency: bool
    title: str
    gain_db: float
    audio: Audio | None
    relayed: bool


@dataclass(frozen=True, slots=True)
class Playlist:
    """One station, one day; airings in order of their hours."""

    date: date
    version: int
    generated_at: datetime
    airings: tuple[Airing, ...]

    def succeeds(self, other: "Playlist") -> bool:
        """Whether this was made after `other`: a cache on the way may give an old one."""
        return self.version > other.version or self.generated_at > other.generated_at

    @property
    def audio(self) -> tuple[Audio, ...]:
        """The files that it needs."""
        return tuple(airing.audio for airing in self.airings if airing.audio)


def read(body: bytes, station: str, day: date) -> Playlist:
    """The playlist of `station` for `day`.

    Raises:
        WrongPlaylist: it is no JSON, lacks a field that is needed, or is another's.
    """
    try:
        return _read(json.loads(body), station, day)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        why = f"{type(error).__name__}: {error}"
        raise WrongPlaylist(
            Fault(
                Text(f"danh sách phát ngày {day} không đọc được ({why})", f"cannot read {day} ({why})"),
                Text("vẫn phát theo bản trước; xem máy chủ", "the one before stays; look at the server"),
            )
        ) from error


def _read(written: Mapping[str, Any], station: str, day: date) -> Playlist:
    if (written["station"]["id"], written["date"]) != (station, day.isoformat()):
        raise ValueError("another station's or another day's")
    version = int(_within(written["version"], 1, MOST_VERSIONS))
    airings = [_airing(item, station, day, version) for item in written["items"]]
    if len({airing.id for airing in airings}) != len(airings):
        raise ValueError("two items share an id")
    airings.sort(key=lambda airing: airing.starts_at)
    return Playlist(day, version, _aware(written["generated_at"]), tuple(airings))


def _airing(written: Mapping[str, Any], station: str, day: date, version: int) -> Airing:
    audio = written.get("audio")
    item = _text(written["id"])
    return Airing(
        id=airing_id(station, day, item),
        item=item,
        date=day,
        version=version,
        starts_at=_aware(written["starts_at"]),
        duration_s=_within(written["duration_s"], 0, LONGEST_S),
        emergency=written.get("class") == "emergency",
        title=str(written.get("title", "")),
        gain_db=min(0.0, _within(written.get("gain_db", 0.0), -120, 120)),
        audio=None if audio is None else _audio(audio),
        relayed=written.get("relay") is not None,
    )


def airing_id(station: str, day: date, item: str) -> str:
    """One id for one airing, whoever computes it and how often."""
    return hashlib.sha256(f"{station}\n{day.isoformat()}\n{item}".encode()).hexdigest()[:32]


def _audio(written: Mapping[str, Any]) -> Audio:
    url, sha256 = _text(written["url"]), _text(written["sha256"])
    if not (_PATH.fullmatch(url) and _SHA256.fullmatch(sha256)):
        raise ValueError(f"no address of a file: {url!r}")
    return Audio(url, sha256, int(_within(written["bytes"], 1, MOST_BYTES)))


def _text(value: object) -> str:
    if isinstance(value, str) and value:
        return value
    raise TypeError(f"text expected, not {value!r}")


def _within(value: object, least: float, most: float) -> float:
    figure = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    if figure and least <= float(value) <= most:  # type: ignore[arg-type]
        return float(value)  # type: ignore[arg-type]
    raise ValueError(f"a number from {least} to {most} expected, not {value!r}")


def _aware(value: object) -> datetime:
    read = datetime.fromisoformat(_text(value))
    if read.tzinfo is None:
        raise ValueError(f"no time zone: {value!r}")
    return read

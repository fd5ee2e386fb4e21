"""Danh sách phát: what one station plays on one day, exactly as its player is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from math import isfinite
from zoneinfo import ZoneInfo

from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.programme import CueKind
from broadcast.script import BulletinClass

TIMEZONE = "Asia/Ho_Chi_Minh"
"""Hours of broadcasting are Vietnamese wall clock."""

ROUNDING_S = 0.002
"""Figures are written to the millisecond: two sounds that meet may seem to overlap by this, in seconds."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


class WrongPlaylist(Invalid):
    """The playlist contradicts itself, so no player may be given it."""


class ItemKind(StrEnum):
    """What a player is asked to do."""

    PROGRAMME = "programme"
    RELAY = "relay"
    ANNOUNCEMENT = "announcement"


@dataclass(frozen=True, slots=True)
class StationRef:
    """Đài: the id in every address, and the name that people read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class AudioFile:
    """One file to play. `url` is an absolute path on the server, `sha256` (hex) names the content.

    `mime` is its media type, `loudness_lufs` its integrated loudness (LUFS), `true_peak_dbtp` its true
    peak (dBTP).
    """

    url: str
    sha256: str
    bytes: int
    mime: str
    loudness_lufs: float
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class RundownEntry:
    """One cue inside a file: `offset_s` is where its own sound begins, both in seconds.

    `campaign` to `origin` are what an item counts for, as its script said when this was published: a script
    that is edited later changes no report.
    """

    offset_s: float
    duration_s: float
    kind: CueKind
    title: str
    script: str | None = None
    campaign: str | None = None
    topic: str | None = None
    genre: str | None = None
    language: str | None = None
    origin: str | None = None

    @property
    def ends_s(self) -> float:
        """Where its own sound ends, in seconds from the file's start."""
        return self.offset_s + self.duration_s


@dataclass(frozen=True, slots=True)
class RelaySource:
    """Tiếp sóng: the stream to pass on, an http or https address."""

    url: str


@dataclass(frozen=True, slots=True)
class SpokenBy:
    """Who spoke; `fallback` when another engine had been asked for and failed."""

    engine: str
    voice: str
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class PlaylistItem:
    """One thing to play: `starts_at` is aware, `duration_s` is the file's, `gain_db` is for the loudspeaker.

    A relay has `relay` and perhaps `audio` to fall back on; everything else has `audio`.
    """

    id: str
    starts_at: datetime
    duration_s: float
    kind: ItemKind
    klass: BulletinClass
    title: str
    gain_db: float
    audio: AudioFile | None
    rundown: tuple[RundownEntry, ...] = ()
    relay: RelaySource | None = None
    speech: SpokenBy | None = None

    @property
    def ends_at(self) -> datetime:
        """When it falls silent."""
        return self.starts_at + timedelta(seconds=self.duration_s)


@dataclass(frozen=True, slots=True)
class Playlist:
    """A published snapshot. `generated_at` and `expires_at` are aware and real time, not the day's.

    Raises:
        WrongPlaylist: it contradicts itself; every contradiction is named at once.
    """

    station: StationRef
    date: date
    version: int
    generated_at: datetime
    expires_at: datetime
    items: tuple[PlaylistItem, ...]
    timezone: str = TIMEZONE

    def __post_init__(self) -> None:
        faults = tuple(_faults(self))
        if faults:
            raise WrongPlaylist(*faults)


def audio_url(sha256: str, ext: str) -> str:
    """The path at which a stored file is served."""
    return f"/api/v1/audio/{sha256}.{ext}"


def _faults(playlist: Playlist) -> Iterator[Fault]:
    if playlist.version < 1:
        yield _fault("version", Text("phải từ 1 trở lên", "must be 1 or more"))
    if playlist.timezone != TIMEZONE:
        yield _fault("timezone", Text(f"phải là {TIMEZONE}", f"must be {TIMEZONE}"))
    if not (_aware(playlist.generated_at) and _aware(playlist.expires_at)):
        yield _fault("generated_at", Text("thiếu múi giờ", "lacks its time zone"))
    elif playlist.expires_at <= playlist.generated_at:
        yield _fault("expires_at", Text("phải sau generated_at", "must come after generated_at"))
    if len({item.id for item in playlist.items}) != len(playlist.items):
        yield _fault("items", Text("có hai mục trùng id", "two of them share an id"))
    for item in playlist.items:
        yield from _item_faults(item, playlist.date)
    yield from _order_faults(playlist.items)


def _order_faults(items: tuple[PlaylistItem, ...]) -> Iterator[Fault]:
    for earlier, later in pairwise(items):
        if not (_aware(earlier.starts_at) and _aware(later.starts_at)):
            return
        if later.starts_at + timedelta(seconds=ROUNDING_S) < earlier.ends_at:
            yield _fault(
                later.id, Text("bắt đầu khi mục trước chưa hết", "starts before the other has ended")
            )


def _item_faults(item: PlaylistItem, day: date) -> Iterator[Fault]:
    if not _aware(item.starts_at):
        yield _fault(item.id, Text("starts_at thiếu múi giờ", "starts_at lacks its time zone"))
    elif item.starts_at.astimezone(ZoneInfo(TIMEZONE)).date() != day:
        yield _fault(item.id, Text(f"không thuộc ngày {day}", f"is not on {day}"))
    if not (isfinite(item.duration_s) and item.duration_s > 0 and isfinite(item.gain_db)):
        yield _fault(item.id, Text("thời lượng hoặc gain_db sai", "its duration or gain_db is no figure"))
    if (item.kind is ItemKind.RELAY) != (item.relay is not None) or not (item.relay or item.audio):
        yield _fault(item.id, Text("thiếu nguồn tiếng đúng loại", "lacks the source of its kind"))
    if item.relay and not item.relay.url.startswith(("http://", "https://")):
        yield _fault(item.id, Text("relay.url phải là http hoặc https", "relay.url must be http or https"))
    if item.audio:
        yield from _audio_faults(item.id, item.audio)
    yield from _rundown_faults(item)


def _audio_faults(item: str, audio: AudioFile) -> Iterator[Fault]:
    if not _SHA256.fullmatch(audio.sha256):
        yield _fault(item, Text("audio.sha256 không phải mã băm", "audio.sha256 is no hash"))
    if not re.fullmatch(r"/[\x21-\x7e]+", audio.url) or audio.url.startswith("//"):
        yield _fault(item, Text("audio.url phải bắt đầu bằng một dấu /", "audio.url must be a path"))
    if audio.bytes < 1 or not (isfinite(audio.loudness_lufs) and isfinite(audio.true_peak_dbtp)):
        yield _fault(item, Text("audio có số đo sai", "audio has a measure that is none"))


def _rundown_faults(item: PlaylistItem) -> Iterator[Fault]:
    for entry in item.rundown:
        within = entry.duration_s >= 0 <= entry.offset_s and entry.ends_s <= item.duration_s + ROUNDING_S
        if not within:
            yield _fault(
                item.id,
                Text(f"«{entry.title}» nằm ngoài tệp tiếng", f"«{entry.title}» lies outside the file"),
            )
    for earlier, later in pairwise(item.rundown):
        if later.offset_s + ROUNDING_S < earlier.ends_s:
            yield _fault(
                item.id,
                Text(f"«{later.title}» đè lên mục trước", f"«{later.title}» overlaps the one ahead"),
            )


def _aware(moment: datetime) -> bool:
    return moment.tzinfo is not None


def _fault(name: str, what: Text) -> Fault:
    return Fault(
        Text(f"danh sách phát, {name}: {what.vi}", f"playlist, {name}: {what.en}"),
        Text("lập lại danh sách phát của ngày này", "make the playlist of that day again"),
    )

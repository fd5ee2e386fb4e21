"""The playlist as JSON: what stations keep and are judged against; the same bytes for the same value."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.playlist.playlist import (
    TIMEZONE,
    AudioFile,
    ItemKind,
    Playlist,
    PlaylistItem,
    RelaySource,
    RundownEntry,
    SpokenBy,
    StationRef,
    WrongPlaylist,
)
from broadcast.programme import CueKind
from broadcast.script import BulletinClass


def to_json(playlist: Playlist) -> bytes:
    """UTF-8, keys in the order of docs/playlist.md, one line; figures to the millisecond.

    Hours of broadcasting carry Vietnam's offset, `generated_at` and `expires_at` are UTC with a Z,
    to the second.
    """
    return _encoded(
        {
            "station": {"id": playlist.station.id, "name": playlist.station.name},
            "date": playlist.date.isoformat(),
            "timezone": playlist.timezone,
            "version": playlist.version,
            "generated_at": _utc(playlist.generated_at),
            "expires_at": _utc(playlist.expires_at),
            "items": [_item(item) for item in playlist.items],
        }
    )


def from_json(body: bytes) -> Playlist:
    """The playlist that `to_json` wrote; fields that are not known yet are passed over.

    Raises:
        WrongPlaylist: it is no JSON, lacks a field, or contradicts itself.
    """
    try:
        return _playlist(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise WrongPlaylist(_unreadable(error)) from error


def _encoded(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", errors="replace")  # half a surrogate pair, in a title, has no bytes


def _item(item: PlaylistItem) -> dict[str, Any]:
    written: dict[str, Any] = {
        "id": item.id,
        "starts_at": _local(item.starts_at),
        "duration_s": _milli(item.duration_s),
        "kind": item.kind.value,
        "class": item.klass.value,
        "title": item.title,
        "gain_db": _milli(item.gain_db),
    }
    if item.relay:
        written["relay"] = {"url": item.relay.url}
    if item.audio:
        written["audio"] = _audio(item.audio)
    if item.speech:
        speech = item.speech
        written["speech"] = {"engine": speech.engine, "voice": speech.voice, "fallback": speech.fallback}
    return {**written, "rundown": [_entry(entry) for entry in item.rundown]}


def _audio(audio: AudioFile) -> dict[str, Any]:
    return {
        "url": audio.url,
        "sha256": audio.sha256,
        "bytes": audio.bytes,
        "mime": audio.mime,
        "loudness_lufs": _milli(audio.loudness_lufs),
        "true_peak_dbtp": _milli(audio.true_peak_dbtp),
    }


def _entry(entry: RundownEntry) -> dict[str, Any]:
    written: dict[str, Any] = {
        "offset_s": _milli(entry.offset_s),
        "duration_s": _milli(entry.duration_s),
        "kind": entry.kind.value,
        "title": entry.title,
    }
    counted = {name: getattr(entry, name) for name in _COUNTED}
    return {**written, **{name: value for name, value in counted.items() if value is not None}}


def _playlist(written: Mapping[str, Any]) -> Playlist:
    return Playlist(
        station=StationRef(_str(written["station"]["id"]), _str(written["station"]["name"])),
        date=date.fromisoformat(written["date"]),
        timezone=_str(written["timezone"]),
        version=_int(written["version"]),
        generated_at=datetime.fromisoformat(written["generated_at"]),
        expires_at=datetime.fromisoformat(written["expires_at"]),
        items=tuple(_read_item(item) for item in written["items"]),
    )


def _read_item(written: Mapping[str, Any]) -> PlaylistItem:
    relay, speech, audio = written.get("relay"), written.get("speech"), written.get("audio")
    return PlaylistItem(
        id=_str(written["id"]),
        starts_at=_wall_clock(datetime.fromisoformat(written["starts_at"])),
        duration_s=_float(written["duration_s"]),
        kind=ItemKind(written["kind"]),
        klass=BulletinClass(written["class"]),
        title=_str(written["title"]),
        gain_db=_float(written["gain_db"]),
        audio=None if audio is None else _read_audio(audio),
        rundown=tuple(_read_entry(entry) for entry in written["rundown"]),
        relay=None if relay is None else RelaySource(_str(relay["url"])),
        speech=None if speech is None else _read_speech(speech),
    )


def _read_audio(written: Mapping[str, Any]) -> AudioFile:
    return AudioFile(
        url=_str(written["url"]),
        sha256=_str(written["sha256"]),
        bytes=_int(written["bytes"]),
        mime=_str(written["mime"]),
        loudness_lufs=_float(written["loudness_lufs"]),
        true_peak_dbtp=_float(written["true_peak_dbtp"]),
    )


def _read_speech(written: Mapping[str, Any]) -> SpokenBy:
    return SpokenBy(_str(written["engine"]), _str(written["voice"]), written["fallback"] is True)


def _read_entry(written: Mapping[str, Any]) -> RundownEntry:
    return RundownEntry(
        offset_s=_float(written["offset_s"]),
        duration_s=_float(written["duration_s"]),
        kind=CueKind(written["kind"]),
        title=_str(written["title"]),
        **{name: _str(written[name]) for name in _COUNTED if written.get(name) is not None},
    )


_COUNTED = ("script", "campaign", "topic", "genre", "language", "origin")
"""What an item counts for; only what is known is written."""


def _milli(figure: float) -> float:
    return round(figure, 3) + 0.0  # never -0.0


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _local(moment: datetime) -> str:
    return _wall_clock(moment).isoformat()


def _wall_clock(moment: datetime) -> datetime:
    """Vietnam's wall clock; a moment without a zone stays as it is and is refused by the playlist."""
    return moment.astimezone(ZoneInfo(TIMEZONE)) if moment.tzinfo else moment


def _str(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"text expected, not {value!r}")


def _int(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError(f"whole number expected, not {value!r}")


def _float(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise TypeError(f"number expected, not {value!r}")


def _unreadable(error: Exception) -> Fault:
    why = f"{type(error).__name__}: {error}"
    return Fault(
        Text(f"không đọc được danh sách phát ({why})", f"the playlist cannot be read ({why})"),
        Text("tải lại từ máy chủ", "fetch it again from the server"),
    )

"""Days that stations were told, and logs of them, made by hand: three programmes a day, small and exact."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from broadcast.asrun import AsRunLine, Outcome, Reason, Told
from broadcast.language import Text
from broadcast.playlist import (
    AudioFile,
    ItemKind,
    Playlist,
    PlaylistItem,
    RundownEntry,
    StationRef,
    audio_url,
)
from broadcast.programme import CueKind
from broadcast.schedule import VIETNAM
from broadcast.script import BulletinClass

DAY = date(2020, 8, 6)
BEFORE = datetime(2020, 8, 5, 12, tzinfo=UTC)
AFTER = datetime(2020, 8, 9, tzinfo=UTC)
SOUND = "a" * 64
POWER = Reason("power", Text("mất điện", "the power went"))
HOURS = {"sang": 5, "trua": 11, "chieu": 17}


def item_id(station: str, day: date, slot: str) -> str:
    return f"{station}.{day}.{slot}"


def entry(offset_s: float, duration_s: float, campaign: str | None, topic: str | None = None) -> RundownEntry:
    script = f"{topic or campaign or 'bai'}-01"
    return RundownEntry(offset_s, duration_s, CueKind.ITEM, f"Bài {script}", script, campaign, topic)


RUNDOWN = (
    RundownEntry(0.08, 10.0, CueKind.SIGNATURE, "nhac-hieu"),
    entry(12.0, 40.5, "covid-19", "khau-trang"),
    entry(55.0, 20.25, "covid-19", "bluezone"),
    entry(80.0, 15.0, None),
    RundownEntry(98.0, 1.9, CueKind.SIGN_OFF, "ket-thuc"),
)
"""100 seconds: two plays of the campaign, one item of none."""


def item(
    station: str = "kien-an",
    day: date = DAY,
    slot: str = "sang",
    rundown: tuple[RundownEntry, ...] = RUNDOWN,
    sha256: str = SOUND,
) -> PlaylistItem:
    audio = AudioFile(audio_url(sha256, "mp3"), sha256, 1_000, "audio/mpeg", -16.0, -1.2)
    starts = datetime.combine(day, time(HOURS[slot]), VIETNAM)
    return PlaylistItem(
        id=item_id(station, day, slot),
        starts_at=starts,
        duration_s=100.0,
        kind=ItemKind.PROGRAMME,
        klass=BulletinClass.NORMAL,
        title=f"Chương trình {slot}",
        gain_db=0.0,
        audio=audio,
        rundown=rundown,
    )


def told(
    station: str = "kien-an",
    day: date = DAY,
    version: int = 1,
    published_at: datetime = BEFORE,
    items: tuple[PlaylistItem, ...] | None = None,
) -> Told:
    playlist = Playlist(
        station=StationRef(station, f"Đài {station}"),
        date=day,
        version=version,
        generated_at=published_at,
        expires_at=published_at + timedelta(days=8),
        items=tuple(item(station, day, slot) for slot in HOURS) if items is None else items,
    )
    return Told(playlist, published_at)


def line(
    slot: str = "sang",
    outcome: Outcome = Outcome.PLAYED,
    played_s: float = 100.0,
    station: str = "kien-an",
    day: date = DAY,
    **changes: Any,
) -> AsRunLine:
    """A line of the log as the station would write it; `changes` are fields to set otherwise."""
    planned = datetime.combine(day, time(HOURS[slot]), VIETNAM)
    silent = outcome is Outcome.MISSED
    fields = {
        "id": f"{item_id(station, day, slot)}.v1",
        "station": station,
        "item": item_id(station, day, slot),
        "date": day,
        "version": 1,
        "outcome": outcome,
        "planned_at": planned,
        "started_at": None if silent else planned,
        "ended_at": None if silent else planned + timedelta(seconds=played_s),
        "played_s": 0.0 if silent else played_s,
        "reason": POWER if outcome in {Outcome.CUT, Outcome.MISSED} else None,
        "sha256": SOUND,
    }
    return AsRunLine(**{**fields, **changes})


def as_json(line: AsRunLine) -> dict[str, Any]:
    """The line as its station sends it."""
    reason = line.reason
    return {
        "id": line.id,
        "item": line.item,
        "date": line.date.isoformat(),
        "version": line.version,
        "outcome": line.outcome.value,
        "planned_at": line.planned_at.isoformat(),
        "started_at": line.started_at.isoformat() if line.started_at else None,
        "ended_at": line.ended_at.isoformat() if line.ended_at else None,
        "played_s": line.played_s,
        "reason": reason and {"code": reason.code, "vi": reason.text.vi, "en": reason.text.en},
        "sha256": line.sha256,
    }


def beat_json(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A heartbeat as its station sends it."""
    return {
        "id": f"beat-{number}",
        "at": (datetime(2020, 8, 6, 5, 0, tzinfo=VIETNAM) + timedelta(minutes=number)).isoformat(),
        "agent": "broadcast/0.1.0",
        "playing": None,
        "playlists": {"2020-08-06": 1, "2020-08-07": 2},
        "waiting": 0,
        "free_bytes": 3_000_000_000,
        **changes,
    }

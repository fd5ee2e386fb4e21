"""A real house that is quick to make: two stations, two short sessions, short sounds, a quick voice."""

import copy
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import yaml
from quick_voice import QuickVoice

from broadcast.desk.studio import Studio
from broadcast.sound.profile import Profile
from broadcast.store.audio import AudioFolder
from broadcast.store.clips import ClipFolder
from broadcast.store.database import Database

ROOT = Path(__file__).resolve().parents[2]
STATIONS = ("kien-an", "my-an")
RATE_HZ = 24_000


def lay_out(house: Path, **reading: Any) -> None:
    """The real schedule cut down to two communes, with no script and one sound of a third of a second."""
    (house / "scripts_vi").mkdir(parents=True)
    (house / "jingles").mkdir()
    _sound(house / "jingles" / "nhac-hieu.flac", 440)
    write_schedule(house, schedule(**reading))


def write_schedule(house: Path, given: dict[str, Any]) -> None:
    (house / "schedules.yaml").write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False))


def schedule(**reading: Any) -> dict[str, Any]:
    """What schedules.yaml says in a tiny house; `reading` goes into the district's."""
    real = copy.deepcopy(_real())
    form = real["forms"][0]
    form["words"] = {
        "call": "Đây là {station}.",
        "greeting": "Kính chào.",
        "closing": "Hết.",
        "headlines": None,
    }
    form["imaging"] = {"signature": "nhac-hieu", "stingers": ["nhac-hieu"], "sign_off": "nhac-hieu"}
    form["features"], form["headlines"] = [], 0
    del form["words"]["headlines"]
    real["places"] = [place for place in real["places"] if place["id"] in {"cho-moi", *STATIONS}]
    real["places"][0]["reading"] |= reading
    del real["reforms"]  # of places that are not here
    real["stations"] = [station for station in real["stations"] if station["id"] in STATIONS]
    policy = real["policies"][0]
    policy["slots"] = [slot for slot in policy["slots"] if slot["id"] != "trua"]
    for campaign in real["campaigns"]:
        campaign["topics"] = campaign["topics"][:1]
    return real


def tiny_studio(house: Path, data: Path, now: Callable[[], datetime]) -> Studio:
    """Real equipment over `data`, but for the voice."""
    data.mkdir(exist_ok=True)
    return Studio(
        house=house,
        data=data,
        database=Database(data / "broadcast.sqlite3"),
        speech=data / "speech",
        clips=ClipFolder(data / "clips"),
        audio=AudioFolder(data / "audio"),
        engines={"espeak": QuickVoice()},
        profile=Profile(),
        now=now,
        workers=1,
    )


@cache
def _real() -> dict[str, Any]:
    given: dict[str, Any] = yaml.safe_load((ROOT / "schedules.yaml").read_text(encoding="utf-8"))
    return given


def _sound(to: Path, hz: float) -> None:
    at_s = np.arange(RATE_HZ // 3) / RATE_HZ
    soundfile.write(to, 0.3 * np.sin(2 * np.pi * hz * at_s), RATE_HZ, format="FLAC")

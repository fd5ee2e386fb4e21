"""Nghe chương trình: one programme with its waveform, its parts to jump to, and how loud it is."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.levels import TOLERANCE_LU
from broadcast.doors.asked import StudioDep, day_of
from broadcast.doors.pages import wording
from broadcast.doors.pages.render import page
from broadcast.doors.pages.station_day import published, station_card
from broadcast.doors.pages.waveform import Wave, of_programme
from broadcast.doors.studio import Level, Studio
from broadcast.errors import BroadcastError, Fault, NotFound
from broadcast.language import Text
from broadcast.playlist import Playlist, PlaylistItem, RundownEntry

router = APIRouter(include_in_schema=False)


class NoSuchProgramme(NotFound):
    """The day has no such programme to hear."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One cue to jump to; the scripts are numbered."""

    entry: RundownEntry
    number: int | None


@router.get("/stations/{station}/{date}/{slot}")
def programme(station: str, date: str, slot: str, request: Request, studio: StudioDep) -> Response:
    """Nghe một chương trình."""
    day = day_of(date)
    card = station_card(studio, station, day)
    item = _item(published(studio, card, day), slot)
    level, unmeasured = _level(studio, item)
    return page(
        request,
        "programme.html",
        card=card,
        day=day,
        item=item,
        is_today=day == studio.real_today(),
        chapters=_chapters(item),
        level=level,
        unmeasured=unmeasured,
        tolerance=TOLERANCE_LU,
        wave=level and _wave(item, level),
    )


def _item(playlist: Playlist, slot: str) -> PlaylistItem:
    """The programme whose id ends so."""
    for item in playlist.items:
        if item.audio and not item.relay and wording.slot(item) == slot:
            return item
    raise NoSuchProgramme(
        Fault(
            Text(f"ngày này đài không có chương trình «{slot}»", f"that day has no programme «{slot}»"),
            Text("mở trang của đài và chọn một buổi", "open the station's page and choose a session"),
        )
    )


def _level(studio: Studio, item: PlaylistItem) -> tuple[Level | None, tuple[Fault, ...]]:
    """How loud it is; what cannot be measured leaves the page as it is, and says why."""
    if item.audio is None:
        return None, ()
    try:
        return studio.level(item.audio.sha256, item.audio.url.rpartition(".")[2]), ()
    except BroadcastError as error:
        return None, error.faults


def _wave(item: PlaylistItem, level: Level) -> Wave:
    return of_programme(level.picture, item.duration_s, item.rundown, level.target_lufs)


def _chapters(item: PlaylistItem) -> tuple[Chapter, ...]:
    number, chapters = 0, []
    for entry in item.rundown:
        number += entry.script is not None
        chapters.append(Chapter(entry, number if entry.script else None))
    return tuple(chapters)

"""The front page: every station's sessions of the day, each with its button to listen."""

from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.cards import Progress, StationCard
from broadcast.doors.asked import StudioDep
from broadcast.doors.pages.render import page
from broadcast.doors.studio import Studio
from broadcast.errors import NotFound
from broadcast.language import Text
from broadcast.playlist import PlaylistItem

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A station and its sessions; None while they are not published. `failure`: why not."""

    card: StationCard
    items: tuple[PlaylistItem, ...] | None
    failure: Text | None


@router.get("/")
def board(request: Request, studio: StudioDep) -> Response:
    """Bảng chương trình hôm nay."""
    day, progress = studio.today(), studio.progress()
    rows = [_row(studio, card, day, progress) for card in studio.stations()]
    return page(
        request,
        "board.html",
        rows=rows,
        day=day,
        is_today=day == studio.real_today(),
        progress=progress,
        alarms=studio.alarms(),
    )


def _row(studio: Studio, card: StationCard, day: date, progress: Progress) -> Row:
    try:
        items = studio.playlist(card.id, day).items
    except NotFound:
        return Row(card, None, progress.failed.get(card.id))
    return Row(card, items, progress.failed.get(card.id))

"""The front page: how every station's day goes, its sessions, each with its button to listen."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.cards import Progress, StationCard
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, session_of
from broadcast.doors.pages import front, today
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.studio import StationToday
from broadcast.language import Text
from broadcast.playlist import Playlist, PlaylistItem

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A station and its sessions; None while they are not published. `failure`: why not.

    `live` is how its day goes, on the day that is today.
    """

    card: StationCard
    items: tuple[PlaylistItem, ...] | None
    failure: Text | None
    live: StationToday | None


@router.get("/")
def board(request: Request, studio: StudioDep) -> Response:
    """Hôm nay."""
    day, progress, now = studio.today(), studio.progress(), studio.now()
    is_today = day == studio.real_today()
    boards = studio.day_board(day) if is_today else ()
    live = {each.station: each for each in boards}
    lists = studio.playlists(day)
    session = session_of(request)
    todo = studio.todo(session.person) if session else None
    own = set(todo.stations) if todo else set()
    cards = sorted(studio.stations(day), key=lambda card: card.id not in own)  # one's own first, else by id
    return page(
        request,
        "board.html",
        rows=[_row(card, lists.get(card.id), progress, live.get(card.id)) for card in cards],
        day=day,
        is_today=is_today,
        progress=progress,
        summary=today.summary(boards, now) if is_today else None,
        now=now,
        today=today,
        front=front,
        boards=boards,
        number=front.number(studio.delivery(), day) if is_today else None,
        todo=todo,
        own=own,
        alarms=studio.alarms(),
    )


@router.get("/received")
def received(request: Request, studio: StudioDep) -> Response:
    """Who has not received the list of the day that matters now, and what to do."""
    delivery, today_ = studio.delivery(), studio.real_today()
    return page(
        request,
        "received.html",
        delivery=delivery,
        number=front.number(delivery, today_),
        front=front,
        today=today,
        now=studio.now(),
    )


@router.post("/consent")
def consent(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """An approver lets the embedded engine speak while another is away."""
    studio.consent(sent.session.person, sent["engine"])
    return turned_to(request, "/")


def _row(card: StationCard, held: Playlist | None, progress: Progress, live: StationToday | None) -> Row:
    return Row(card, held.items if held else None, progress.failed.get(card.id), live)

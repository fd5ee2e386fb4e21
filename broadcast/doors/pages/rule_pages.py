"""Quy định: what holds at a station on a day, and who laid it down."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.doors.asked import StudioDep, day_of
from broadcast.doors.pages.render import page
from broadcast.doors.pages.station_day import station_card
from broadcast.doors.rule_words import lines
from broadcast.schedule import names_of

router = APIRouter(include_in_schema=False, prefix="/stations")


@router.get("/{station}/rules")
def rules(station: str, request: Request, studio: StudioDep, date: str = "") -> Response:
    """The hours and caps of a station on a day, today's unless another is asked for."""
    day = day_of(date) if date else studio.real_today()
    card = station_card(studio, station, day)
    book = studio.rulebook(station, day)
    return page(
        request,
        "rules.html",
        card=card,
        day=day,
        is_today=day == studio.real_today(),
        lines=lines(book),
        changes=book.changes,
        names=names_of(studio.places()),
    )

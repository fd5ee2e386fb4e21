"""What stations pull: the list of stations, and the playlist of one day in every form."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from broadcast.desk.cards import StationCard
from broadcast.doors.api import models
from broadcast.doors.api.answering import own_address, representation
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import StudioDep, day_of
from broadcast.doors.wishes import wished_form
from broadcast.errors import Invalid, NotFound
from broadcast.playlist import MEDIA_TYPES, PlaylistForm, written

router = APIRouter(prefix="/api/v1/stations", tags=["stations"])

_TEXT = {"schema": {"type": "string"}}
_ETAG = {"description": "Quoted SHA-256 of the bytes", "schema": {"type": "string"}}
_VARY = {"description": "Accept, when the address has no suffix", "schema": {"type": "string"}}
_HEADERS = {"ETag": _ETAG, "Vary": _VARY, "Cache-Control": {"schema": {"type": "string"}}}


@router.get("", summary="All stations, by id", responses=problems(Invalid))
def stations(
    studio: StudioDep,
    date: Annotated[str | None, Query(description="2020-08-06; by default the day that is shown")] = None,
) -> models.Stations:
    """All stations, whatever the date; `place` and `code` are those of the place it stands in on `date`."""
    cards = studio.stations(None if date is None else day_of(date))
    return models.Stations(stations=[_station(card) for card in cards])


def _station(card: StationCard) -> models.Station:
    was = card.former
    former = None if was is None else models.Former(place=was.place, code=was.code, until=was.until)
    return models.Station(id=card.id, name=card.name, place=card.place, code=card.code, former=former)


@router.get(
    "/{station}/playlists/{date}",
    summary="The playlist of one day",
    response_class=Response,
    responses={
        200: {
            "description": "The playlist; addresses are paths in JSON, absolute URLs in the other forms",
            "headers": _HEADERS,
            "content": {
                PlaylistForm.JSON.media_type: {"schema": {"$ref": "#/components/schemas/Playlist"}},
                PlaylistForm.M3U8.media_type: _TEXT,
                PlaylistForm.XSPF.media_type: _TEXT,
                PlaylistForm.PLS.media_type: _TEXT,
            },
        },
        304: {"description": "You have it already (If-None-Match)", "headers": _HEADERS},
        **problems(NotFound, Invalid),
    },
)
def playlist(station: str, date: str, request: Request, studio: StudioDep) -> Response:
    """`date` like 2020-08-06; a suffix (.json, .m3u8, .xspf, .pls) chooses the form, before `Accept`."""
    day, dot, suffix = date.partition(".")
    found = studio.playlist(station, day_of(day if suffix in set(PlaylistForm) or not dot else date))
    form = PlaylistForm(suffix) if dot else _negotiated(request)
    headers = {"cache-control": "no-cache"} if dot else {"cache-control": "no-cache", "vary": "Accept"}
    body = written(found, form, own_address(request))
    return representation(request, body, _content_type(form), headers)


def _negotiated(request: Request) -> PlaylistForm:
    """What the client likes best; JSON when it likes nothing that we have."""
    return wished_form(request.headers.get("accept"), MEDIA_TYPES) or PlaylistForm.JSON


def _content_type(form: PlaylistForm) -> str:
    """JSON and XML say themselves that they are UTF-8; the others must be told."""
    if form in {PlaylistForm.M3U8, PlaylistForm.PLS}:
        return f"{form.media_type}; charset=utf-8"
    return form.media_type

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


@router.get("", summary="All stations, by id", responses=problems(Invalid), response_model_exclude_unset=True)
def stations(
    studio: StudioDep,
    date: Annotated[str | None, Query(description="2020-08-06: where each stands on that day")] = None,
) -> models.Stations:
    """All stations with the place that each was set up in; with `date`, the one that it stands in then.

    So what reads the list without a date is never told other codes because a day has come.
    """
    if date is None:
        return models.Stations(stations=[_set_up(card) for card in studio.stations()])
    return models.Stations(stations=[_standing(card) for card in studio.stations(day_of(date))])


def _set_up(card: StationCard) -> models.Station:
    was = card.former
    place, code = (f"{was.kind} {was.name}", was.code) if was else (card.place, card.code)
    return models.Station(id=card.id, name=card.name, place=place, code=code)


def _standing(card: StationCard) -> models.Station:
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

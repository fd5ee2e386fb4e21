"""For wired and FM stations, which play by hand: the running order on paper, one file for each session."""

from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from broadcast.desk.exporting import session_of
from broadcast.doors.api.audio import MIMES, StoredAudio, wanted
from broadcast.doors.api.problems import declared, problems
from broadcast.doors.asked import LanguageDep, StudioDep, day_of
from broadcast.doors.reports import PRINTED
from broadcast.errors import Invalid, NotFound, Unavailable
from broadcast.paper import OrderForm, file_name, running_order
from broadcast.playlist import PlaylistItem

router = APIRouter(prefix="/api/v1/stations", tags=["stations"])

BLOCK = 1 << 18
"""Bytes of a file that are sent at once."""

_FILE = {"schema": {"type": "string", "format": "binary"}}


class SessionForm(StrEnum):
    """What a session is handed over as: the published file, or a Broadcast Wave of 48 kHz for an FM desk."""

    MP3 = "mp3"
    WAV = "wav"


@router.get(
    "/{station}/running-orders/{date}.{form}",
    summary="The running order of one day, on paper",
    response_class=Response,
    responses={
        200: {
            "description": "A page to print, or a document",
            "content": {each.media_type.partition(";")[0]: _FILE for each in OrderForm},
        },
        **problems(NotFound, Invalid),
    },
)
def order(station: str, date: str, form: OrderForm, studio: StudioDep, language: LanguageDep) -> Response:
    """Dàn bài: each session with its file and its cues by the clock; `lang=en` for English."""
    body = running_order(studio.playlist(station, day_of(date)), form, language)
    kind = "inline" if form is OrderForm.HTML else "attachment"
    headers = {
        "content-type": form.media_type,
        "content-disposition": f'{kind}; filename="dan-bai-{station}-{date}.{form}"',
        "cache-control": "no-cache",
        "content-security-policy": PRINTED,
    }
    return Response(body, headers=headers)


@router.get(
    "/{station}/sessions/{date}/{slot}.{form}",
    summary="One session as one file",
    response_class=Response,
    responses={
        200: {"description": "The whole file", "content": dict.fromkeys(MIMES.values(), _FILE)},
        206: {"description": "One range of it (mp3)", "content": {MIMES["mp3"]: _FILE}},
        416: declared("The range lies outside the file"),
        **problems(NotFound, Invalid, Unavailable),
    },
)
def session(
    station: str, date: str, slot: str, form: SessionForm, request: Request, studio: StudioDep
) -> Response:
    """Tệp một buổi: `slot` is the last part of the item's id, like `sang`. A WAV is made when asked for."""
    day = day_of(date)
    item = session_of(studio.playlist(station, day), slot)
    if form is SessionForm.WAV:
        return _streamed(studio.session_wav(station, day, slot), _headers(item, form))
    return _stored(request, studio, item)


def _headers(item: PlaylistItem, form: SessionForm) -> dict[str, str]:
    name = file_name(item, form.value)
    return {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}


def _stored(request: Request, studio: StudioDep, item: PlaylistItem) -> Response:
    sha256 = item.audio.sha256 if item.audio else ""
    path = studio.audio(sha256, SessionForm.MP3.value)
    etag = f'"{sha256}"'
    part = wanted(request.headers, etag, path.stat().st_size)
    headers = {**_headers(item, SessionForm.MP3), "etag": etag, "accept-ranges": "bytes"}
    return StoredAudio(path, part, headers)


def _streamed(file: BinaryIO, headers: dict[str, str]) -> Response:
    size = file.seek(0, 2)
    file.seek(0)
    told = {**headers, "content-length": str(size)}
    return StreamingResponse(_blocks(file), headers=told, media_type=MIMES[SessionForm.WAV])


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while block := file.read(BLOCK):
            yield block

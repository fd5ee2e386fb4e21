"""Finished files: whole or one range of bytes, and never changing."""

import re
from pathlib import Path as FilePath
from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from broadcast.doors.api.answering import unchanged
from broadcast.doors.api.problems import Unsatisfiable, declared, problems
from broadcast.doors.asked import StudioDep
from broadcast.errors import Invalid, NotFound

router = APIRouter(prefix="/api/v1/audio", tags=["stations"])

MIMES = {"mp3": "audio/mpeg", "wav": "audio/wav"}

_RANGE = re.compile(r"\s*bytes\s*=\s*(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))\s*", re.IGNORECASE)
_SOUND = {mime: {"schema": {"type": "string", "format": "binary"}} for mime in MIMES.values()}
_HEADERS = {
    name: {"schema": {"type": "string"}}
    for name in ("ETag", "Accept-Ranges", "Cache-Control", "Content-Range")
}


class StoredAudio(FileResponse):
    """A file, or the bytes `first` to `last` (included) of it."""

    def __init__(self, path: FilePath, part: tuple[int, int] | None, headers: dict[str, str]) -> None:
        super().__init__(path, headers=headers, media_type=MIMES[path.suffix[1:]])
        self._part = part

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it; which bytes was settled before, so the client's own range headers no longer count."""
        kept = [(key, value) for key, value in scope["headers"] if key not in {b"range", b"if-range"}]
        if self._part:
            kept.append((b"range", b"bytes=%d-%d" % self._part))
        method = scope.get("asked", scope["method"])  # for HEAD the file is not read
        await super().__call__({**scope, "headers": kept, "method": method}, receive, send)


@router.get(
    "/{sha256}.{ext}",
    summary="A finished file",
    response_class=Response,
    responses={
        200: {"description": "The whole file", "headers": _HEADERS, "content": _SOUND},
        206: {"description": "One range of it", "headers": _HEADERS, "content": _SOUND},
        304: {"description": "You have it already (If-None-Match)", "headers": _HEADERS},
        416: declared("The range lies outside the file"),
        **problems(NotFound, Invalid),
    },
)
def audio(
    sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")],
    ext: Annotated[str, Path(pattern="^(mp3|wav)$")],
    request: Request,
    studio: StudioDep,
) -> Response:
    """The file whose SHA-256 is in its name. One range is honoured; asked for several, it comes whole."""
    path = studio.audio(sha256, ext)
    etag = f'"{sha256}"'
    headers = {"etag": etag, "cache-control": "public, max-age=31536000, immutable", "accept-ranges": "bytes"}
    if unchanged(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    return StoredAudio(path, wanted(request.headers, etag, path.stat().st_size), headers)


def wanted(headers: Headers, etag: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte asked for, perhaps past the end; None means the whole file.

    A Range that cannot be read, asks for several parts or goes with another If-Range is passed over
    (RFC 9110, 14.2 and 13.1.5): a client that holds another version must get the whole.

    Raises:
        Unsatisfiable: it lies outside the file.
    """
    match = _RANGE.fullmatch(headers.get("range", ""))
    if match is None or headers.get("if-range", etag) != etag:
        return None
    first, last, suffix = (int(figure) if figure else None for figure in match.groups())
    if first is None:
        first, last = max(0, size - (suffix or 0)), None
    if last is not None and last < first:
        return None
    if first >= size:
        raise Unsatisfiable(size)
    return first, size - 1 if last is None else last

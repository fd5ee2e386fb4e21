"""What stations report: what sounded (as-run), and that they are there (heartbeat)."""

import ipaddress
import json
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool

from broadcast.doors.api import logbook_models as models
from broadcast.doors.api import operating_models
from broadcast.doors.api.operating import told
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import passed_on
from broadcast.errors import Fault, Invalid, NotFound, Refused, Unavailable
from broadcast.language import Text

router = APIRouter(prefix="/api/v1/stations", tags=["stations"])

LARGEST = 2_000_000
"""Bytes of one batch: a thousand lines with their reasons take about a quarter."""

Record = Callable[[str, Mapping[str, object]], tuple[int, int]]


class NotHere(Refused):
    """Until stations have keys, only this machine may write."""


class NoBatch(Invalid):
    """The body is no JSON object, or larger than a batch may be."""


def _body_of(name: str, model: str) -> dict[str, Any]:
    entries = {"type": "array", "maxItems": 1000, "items": {"$ref": f"#/components/schemas/{model}"}}
    schema = {"type": "object", "required": [name], "properties": {name: entries}}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@router.post(
    "/{station}/as-run",
    summary="What sounded, in batches; a repeat changes nothing",
    openapi_extra=_body_of("lines", "AsRunLine"),
    responses=problems(NotFound, Invalid, Refused, Unavailable),
)
async def as_run(station: str, request: Request, studio: StudioDep) -> models.Recorded:
    """Nhật ký phát sóng: each line has an id, so that a lost answer may be asked for again."""
    return await _recorded(station, request, studio.record_as_run)


@router.post(
    "/{station}/heartbeat",
    summary="That a station is there; a repeat changes nothing",
    openapi_extra=_body_of("beats", "Heartbeat"),
    responses=problems(NotFound, Invalid, Refused, Unavailable),
)
async def heartbeat(station: str, request: Request, studio: StudioDep) -> operating_models.Beaten:
    """What the station holds and plays; the answer says what the commune orders (`/control`)."""
    done = await _recorded(station, request, studio.record_heartbeat)
    ordered = await run_in_threadpool(studio.operating.control, station)
    return operating_models.Beaten(accepted=done.accepted, known=done.known, control=told(ordered))


async def _recorded(station: str, request: Request, record: Record) -> models.Recorded:
    _refuse_strangers(request)
    accepted, known = await run_in_threadpool(record, station, await _batch(request))
    return models.Recorded(accepted=accepted, known=known)


async def _batch(request: Request) -> Mapping[str, object]:
    body = bytearray()
    async for block in request.stream():
        body += block
        if len(body) > LARGEST:
            raise NoBatch(Fault(_TOO_LARGE, _SEND_LESS))
    try:
        batch = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NoBatch(Fault(_NO_JSON, _SEND_JSON)) from error
    if not isinstance(batch, dict):
        raise NoBatch(Fault(_NO_JSON, _SEND_JSON))
    return batch


def _refuse_strangers(request: Request) -> None:
    """Both ends of the line on loopback, and a body that no web page can send unasked.

    Browsers name the page's Origin with every POST, and stations do not: a page whose name was made to point
    here (DNS rebinding) would be one of our own to the browser on this machine.
    """
    ends = (request.scope.get("client"), request.scope.get("server"))
    local = all(end is not None and _is_loopback(str(end[0])) for end in ends) and not passed_on(request)
    local = local and "origin" not in request.headers
    if not local or request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise NotHere(Fault(_REFUSED, _FROM_HERE))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


_TOO_LARGE = Text("gói tin quá lớn", "the batch is too large")
_SEND_LESS = Text("gửi ít dòng hơn mỗi lần", "send fewer lines at a time")
_NO_JSON = Text("nội dung không phải một đối tượng JSON", "the body is no JSON object")
_SEND_JSON = Text("gửi JSON như trong /openapi.json", "send JSON as /openapi.json says")
_REFUSED = Text("chưa nhận ghi từ máy khác", "nothing is written from another machine yet")
_FROM_HERE = Text(
    "gửi application/json từ chính máy chủ; khoá cho từng đài sẽ có sau",
    "send application/json from this machine; keys for stations come later",
)

"""A commune and its loudspeakers, for programs: pause, volume, faults, what it chooses to air."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.doors.api import operating_models as models
from broadcast.doors.api.answering import representation
from broadcast.doors.api.people import OwnDep
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import SessionDep
from broadcast.doors.studio import Studio
from broadcast.errors import Invalid, NotFound, Refused, Unavailable
from broadcast.playlist import Control

router = APIRouter(prefix="/api/v1/stations", tags=["stations"])

_CHANGES = problems(NotFound, Refused, Invalid, Unavailable)
_ETAG = {"ETag": {"description": "Quoted SHA-256 of the bytes", "schema": {"type": "string"}}}


@router.get(
    "/{station}/control",
    summary="What the commune orders: pause and volume",
    response_class=Response,
    responses={
        200: {
            "description": "The same as in the answer to a heartbeat",
            "headers": _ETAG,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Control"}}},
        },
        304: {"description": "You have it already (If-None-Match)", "headers": _ETAG},
        **problems(NotFound),
    },
)
def control(station: str, request: Request, studio: StudioDep) -> Response:
    """For players that send no heartbeat; a pause that is over stays until it is replaced."""
    body = told(studio.operating.control(station)).model_dump_json().encode()
    return representation(request, body, "application/json", {"cache-control": "no-cache"})


@router.put("/{station}/pause", summary="Pause the loudspeakers", responses=_CHANGES)
def pause(station: str, wish: models.Pausing, session: OwnDep, studio: StudioDep) -> models.Control:
    """Tạm dừng: always ends by itself."""
    ordered = studio.operating.pause(
        session.person, station, wish.until, emergencies=wish.emergencies, reason=wish.reason
    )
    return told(ordered)


@router.delete("/{station}/pause", summary="Go on at once", responses=_CHANGES)
def resume(station: str, session: OwnDep, studio: StudioDep) -> models.Control:
    """Phát lại ngay; nothing changes where nothing is paused."""
    return told(studio.operating.resume(session.person, station))


@router.put("/{station}/volume", summary="Turn the loudspeakers down", responses=_CHANGES)
def turn(station: str, wish: models.Turning, session: OwnDep, studio: StudioDep) -> models.Control:
    """Âm lượng: never louder than the hour allows; emergencies sound in full."""
    return told(studio.operating.turn(session.person, station, wish.gain_db, wish.until))


@router.get("/{station}/faults", summary="Faults that were reported", responses=_CHANGES)
def faults(station: str, _: SessionDep, studio: StudioDep) -> models.StationFaults:
    """The last ones, the newest first."""
    return _faults(studio, station)


@router.post("/{station}/faults", status_code=201, summary="Report a fault", responses=_CHANGES)
def report(station: str, wish: models.Reporting, session: OwnDep, studio: StudioDep) -> models.StationFaults:
    """Báo hỏng: an alarm until it is mended."""
    studio.operating.report(session.person, station, wish.kind, wish.words)
    return _faults(studio, station)


@router.put("/{station}/faults/{fault}/mended", summary="A fault is mended", responses=_CHANGES)
def mend(
    station: str, fault: models.FaultId, wish: models.Mending, session: OwnDep, studio: StudioDep
) -> models.StationFaults:
    """Đã sửa; 404 when it was before."""
    studio.operating.mend(session.person, station, fault, wish.note)
    return _faults(studio, station)


@router.get("/{station}/choices", summary="What the commune decides itself", responses=_CHANGES)
def choices(station: str, _: SessionDep, studio: StudioDep) -> models.StationChoices:
    """Priority items that meet in the coming days, and normal items from above."""
    return _choices(studio, station)


@router.put("/{station}/order", summary="Which priority item goes first", responses=_CHANGES)
def put_first(station: str, wish: models.Order, session: OwnDep, studio: StudioDep) -> models.StationChoices:
    """The commune decides; 422 where it is no pair of its own and another's."""
    studio.choosing.put_first(session.person, station, wish.first, wish.second)
    return _choices(studio, station)


@router.put("/{station}/declined/{script}", summary="Do not air a normal item", responses=_CHANGES)
def decline(station: str, script: str, session: OwnDep, studio: StudioDep) -> models.StationChoices:
    """Không phát ở xã này."""
    studio.choosing.decline(session.person, station, script)
    return _choices(studio, station)


@router.delete("/{station}/declined/{script}", summary="Let a declined item air again", responses=_CHANGES)
def take_back(station: str, script: str, session: OwnDep, studio: StudioDep) -> models.StationChoices:
    """Cho phát lại."""
    studio.choosing.take_back(session.person, station, script)
    return _choices(studio, station)


def told(ordered: Control) -> models.Control:
    """Orders as the API tells them."""
    return models.Control.model_validate(ordered.written())


def _faults(studio: Studio, station: str) -> models.StationFaults:
    return models.StationFaults(faults=[*map(models.fault, studio.operating.history(station)[0])])


def _choices(studio: Studio, station: str) -> models.StationChoices:
    choosing = studio.choosing
    return models.StationChoices(
        clashes=[*map(models.clash, choosing.clashes(station))],
        items=[*map(models.offered, choosing.from_above(station))],
    )

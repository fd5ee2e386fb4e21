"""The decisions on a script, for programs: submitted, listened to, approved, recalled."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.doors.api import clearing_models as models
from broadcast.doors.api.people import OwnDep, life_of
from broadcast.doors.api.people_models import Approving, Life, Version, WithReason
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import LanguageDep, StudioDep
from broadcast.doors.entrance import SessionDep, address_of
from broadcast.doors.studio import LoggedIn
from broadcast.errors import Conflict, Fault, Invalid, NotFound, Refused, Unavailable
from broadcast.language import Text
from broadcast.people import Door, How

router = APIRouter(prefix="/api/v1", tags=["people"])

_CHANGES = problems(NotFound, Conflict, Refused, Invalid, Unavailable)
_RECALLS = problems(NotFound, Refused, Invalid, Unavailable)


class NeverRecalled(NotFound):
    """The script is not recalled."""


@router.post("/scripts/{script}/submission", summary="Submit", responses=_CHANGES)
def submit(script: str, seen: Version, session: OwnDep, studio: StudioDep, language: LanguageDep) -> Life:
    """Trình duyệt: 422 names every doubt that must be mended first."""
    studio.clearing.submit(session.person, script, seen.version)
    return life_of(studio, script, language)


@router.post("/scripts/{script}/listening", summary="Tell what was played", responses=_CHANGES)
def listen(
    script: str, played: models.Played, session: OwnDep, studio: StudioDep, language: LanguageDep
) -> models.Heard:
    """Before an approval all of the clip must have been played to the approver.

    Send one report without stretches when the playing begins, then every few seconds all stretches played so
    far, in seconds of the clip. As many seconds are believed as can have sounded since the first report, at
    twice the speed. 409 when `audio` (the `audio` of the seal) is not what stands there now.
    """
    told = [(start, end) for start, end in played.stretches]
    heard = studio.clearing.listen(session.person, script, played.version, played.audio, told)
    return models.heard(heard, language)


@router.post("/scripts/{script}/approval", summary="Clear for air", responses=_CHANGES)
def approve(
    script: str, seen: Approving, request: Request, session: OwnDep, studio: StudioDep, language: LanguageDep
) -> Life:
    """Duyệt: 403 for whoever wrote it, 409 when `seal` is not what stands there now, 422 until it was heard.

    Where the station's policy asks for two approvers, the first one's leaves it `submitted`.
    """
    how = how_of(request, session, Door.API)
    studio.clearing.approve(session.person, script, seen.version, seen.seal.value(), how)
    return life_of(studio, script, language)


def how_of(request: Request, session: LoggedIn, door: Door) -> How:
    """How somebody decides, as it is written down."""
    return How(door, address_of(request), session.codes)


@router.post("/scripts/{script}/return", summary="Send back", responses=_CHANGES)
def send_back(
    script: str, seen: WithReason, session: OwnDep, studio: StudioDep, language: LanguageDep
) -> Life:
    """Trả lại, with a reason."""
    studio.clearing.send_back(session.person, script, seen.version, seen.reason)
    return life_of(studio, script, language)


@router.post("/scripts/{script}/undo", summary="Take one's own last decision back", responses=_CHANGES)
def undo(script: str, seen: Version, session: OwnDep, studio: StudioDep, language: LanguageDep) -> Life:
    """Hoàn tác: 409 when something happened since, or when it airs within twenty minutes."""
    studio.clearing.undo(session.person, script, seen.version)
    return life_of(studio, script, language)


@router.post("/scripts/{script}/withdrawal", summary="Withdraw", responses=_CHANGES)
def withdraw(
    script: str, seen: WithReason, session: OwnDep, studio: StudioDep, language: LanguageDep
) -> Life:
    """Rút: not in the next programme that is made."""
    studio.clearing.withdraw(session.person, script, seen.version, seen.reason)
    return life_of(studio, script, language)


@router.post("/scripts/{script}/recall", summary="Recall", responses=_RECALLS)
def recall(script: str, why: models.Why, session: OwnDep, studio: StudioDep) -> models.Spread:
    """Thu hồi: out of everything that has not begun, in whatever state it is; a script on file too."""
    studio.recall(session.person, script, why.reason)
    return _spread(studio, script)


@router.get(
    "/scripts/{script}/recall",
    summary="Which stations know of a recall",
    responses=problems(NotFound, Refused),
)
def spread(script: str, _: SessionDep, studio: StudioDep) -> models.Spread:
    """404 while it is not recalled."""
    return _spread(studio, script)


@router.post(
    "/scripts/{script}/release",
    status_code=204,
    response_class=Response,
    summary="Let a recalled script air again",
    responses=problems(Conflict, Refused, Invalid),
)
def release(script: str, why: models.Why, session: OwnDep, studio: StudioDep) -> Response:
    """Cho phát lại: a recalled script on file may air again."""
    studio.release(session.person, script, why.reason)
    return Response(status_code=204)


def _spread(studio: StudioDep, script: str) -> models.Spread:
    found = studio.spread(script)
    if found is None:
        raise NeverRecalled(Fault(_NEVER, _RECALL))
    return models.spread(found)


_NEVER = Text("bài này không bị thu hồi", "this script is not recalled")
_RECALL = Text("xem lại mã bài", "check the id")

"""Sessions, and the life of a script, for programs. The pages are for people."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import ValidationError
from starlette.responses import JSONResponse, Response

from broadcast.doors.api import people_models as models
from broadcast.doors.api.answering import unchanged
from broadcast.doors.api.audio import StoredAudio, wanted
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import LanguageDep, StudioDep
from broadcast.doors.entrance import (
    CSRF_HEADER,
    BadForm,
    OwnSent,
    SessionDep,
    address_of,
    cookie,
    entered,
    entered_still,
    here,
    let_in,
    own_form,
    refuse_foreign,
    refuse_forged,
    refuse_unsafe,
)
from broadcast.doors.manuscripts import manuscript_of
from broadcast.doors.studio import LoggedIn, Studio
from broadcast.errors import BroadcastError, Conflict, Fault, Invalid, NotFound, Refused, Unavailable
from broadcast.language import Language, Text

router = APIRouter(prefix="/api/v1", tags=["people"])

MOST_JSON = 400_000
_CHANGES = problems(NotFound, Conflict, Refused, Invalid, Unavailable)
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/Manuscript"}},
        "multipart/form-data": {"schema": {"$ref": "#/components/schemas/Manuscript"}},
    },
}


async def own(request: Request) -> LoggedIn:
    """Who sends JSON, with the token of their session in a header; FastAPI has read the body by now."""
    session = await entered_still(request)
    refuse_forged(request, session, request.headers.get(CSRF_HEADER, ""))
    return session


OwnDep = Annotated[LoggedIn, Depends(own)]


async def sheet(request: Request, session: Annotated[LoggedIn, Depends(entered)]) -> Any:  # noqa: ANN401 - a dependency that yields
    """What a writer sends, in either form."""
    if request.headers.get("content-type", "").startswith("application/json"):
        refuse_forged(request, session, request.headers.get(CSRF_HEADER, ""))
        given = await _from_json(request)
        yield OwnSent(*given, file=None, session=await entered_still(request))
        return
    async for sent in own_form(request, session):
        yield sent


SheetDep = Annotated[OwnSent, Depends(sheet)]


@router.post("/session", summary="Log in", responses=problems(Refused, Invalid, Unavailable))
def log_in(
    wish: models.LogIn, request: Request, studio: StudioDep, _: Annotated[None, Depends(refuse_unsafe)]
) -> models.OpenSession:
    """The answer sets the cookie of the session. 403 `code-needed`: send it again with a `code`."""
    refuse_foreign(request)
    token = studio.accounts.log_in(wish.name, wish.password, address_of(request), wish.code)
    session = studio.accounts.session(token, here=here(request))
    if session is None:
        return models.session(entered(request))
    body = models.session(session).model_dump(mode="json")
    return let_in(request, JSONResponse(body, headers={"cache-control": "no-store"}), token)  # type: ignore[return-value] # FastAPI passes an answer on as it is


@router.get("/session", summary="Who is logged in", responses=problems(Refused))
def who(session: SessionDep) -> models.OpenSession:
    """Name, roles and the CSRF token."""
    return models.session(session)


@router.put(
    "/session/password",
    status_code=204,
    response_class=Response,
    summary="Change one's own password; every other session of the account ends",
    responses=problems(Refused, Invalid, Unavailable),
)
def change_password(
    wish: models.NewPassword, request: Request, session: OwnDep, studio: StudioDep
) -> Response:
    """Đổi mật khẩu: 403 when `old` is wrong, 422 when `new` is easily guessed."""
    token = request.cookies.get(cookie(request), "")
    studio.accounts.logins.change_password(session.person, token, wish.old, wish.new, address_of(request))
    return Response(status_code=204, headers={"cache-control": "no-store"})


@router.post(
    "/scripts",
    status_code=201,
    summary="A new draft",
    responses=problems(Refused, Invalid, Unavailable),
    openapi_extra={"requestBody": _BODY},
)
def write(studio: StudioDep, language: LanguageDep, sent: SheetDep) -> models.Life:
    """JSON, or a form with a `file`: .docx, .txt, .md, or sound of any usual kind."""
    entry = studio.newsroom.write(sent.session.person, manuscript_of(studio, sent))
    return life_of(studio, entry.id, language)


@router.put(
    "/scripts/{script}",
    summary="The next version; voids an approval",
    responses=_CHANGES,
    openapi_extra={"requestBody": _BODY},
)
def revise(script: str, studio: StudioDep, language: LanguageDep, sent: SheetDep) -> models.Life:
    """`version` says which one was edited: 409 when somebody else was quicker."""
    manuscript = manuscript_of(studio, sent)
    studio.newsroom.revise(sent.session.person, script, sent.number("version"), manuscript)
    return life_of(studio, script, language)


@router.get(
    "/scripts/{script}/life",
    summary="How a script of people stands",
    responses=problems(NotFound, Refused),
)
def life(script: str, _: SessionDep, studio: StudioDep, language: LanguageDep) -> models.Life:
    """State, steps, who may not approve it, and the seal that an approval needs."""
    return life_of(studio, script, language)


@router.get(
    "/scripts/{script}/clip",
    summary="What a script of people sounds like",
    response_class=Response,
    responses={
        200: {
            "description": "The sound",
            "content": {"audio/mpeg": {"schema": {"type": "string", "format": "binary"}}},
        },
        206: {"description": "One range of it"},
        304: {"description": "You have it already (If-None-Match)"},
        **problems(NotFound, Refused, Invalid, Unavailable),
    },
)
def clip(script: str, request: Request, _: SessionDep, studio: StudioDep) -> Response:
    """Nghe thử: spoken now if it never was. The ETag is the hash that the seal holds."""
    heard = studio.newsroom.heard(studio.newsroom.proofs(script).entry)
    etag = f'"{heard.sha256}"'
    headers = {"etag": etag, "cache-control": "private, no-cache", "accept-ranges": "bytes"}
    if unchanged(request.headers.get("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    return StoredAudio(heard.file, wanted(request.headers, etag, heard.file.stat().st_size), headers)


def life_of(studio: Studio, script: str, language: Language) -> models.Life:
    """A script of people as it stands."""
    proofs = studio.newsroom.proofs(script)
    undecided = [fault.said(language) for fault in proofs.undecided]
    newsroom = studio.newsroom
    try:
        heard = newsroom.heard(proofs.entry)
    except BroadcastError:  # without a sound nobody can approve it; the rest is still worth knowing
        return models.life(proofs, undecided, None, None, studio.clearing.standing(proofs.entry, None))
    sound = models.sound(heard, newsroom.findings(heard), language)
    seal = studio.clearing.seal(proofs.entry, heard)
    return models.life(proofs, undecided, seal, sound, studio.clearing.standing(proofs.entry, seal))


async def _from_json(request: Request) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    received = bytearray()
    async for block in request.stream():
        received += block
        if len(received) > MOST_JSON:
            raise BadForm(Fault(_TOO_LARGE, _SEE))
    try:
        given = models.Manuscript.model_validate_json(bytes(received))
    except ValidationError as error:
        raise BadForm(Fault(_NOT_JSON, _SEE)) from error
    fields = {
        name: str(value)
        for name, value in given.model_dump(mode="json", by_alias=True).items()
        if isinstance(value, str | int)
    }
    days = {name: tuple(getattr(given.days, name)) for name in ("weekly", "dates", "lunar")}
    fields["holidays"] = given.days.holidays
    return fields, {"places": tuple(given.places), "voices": tuple(given.voices), **days}


_TOO_LARGE = Text("nội dung gửi lên quá lớn", "the body is too large")
_NOT_JSON = Text("nội dung gửi lên không đúng mẫu", "the body is not of the form that is asked for")
_SEE = Text("xem /openapi.json", "see /openapi.json")

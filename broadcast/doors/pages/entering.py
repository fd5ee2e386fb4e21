"""Pages at the entrance: a one-time link that makes an account, logging in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from broadcast.desk.accounts import CodeNeeded, WrongCode, lacks_code
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import (
    FormDep,
    OwnFormDep,
    address_of,
    cookie,
    here,
    let_in,
    let_out,
    refuse_unsafe,
    safe,
    session_of,
)
from broadcast.doors.pages.granting import place_names
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.studio import Link, Studio
from broadcast.errors import BroadcastError, Fault, Invalid

router = APIRouter(include_in_schema=False)

Safe = Annotated[None, Depends(refuse_unsafe)]


@router.get("/login")
def login_page(request: Request) -> Response:
    """Đăng nhập."""
    return _login(request, "", _inside(request.query_params.get("next", "")), ())


@router.post("/login")
def log_in(request: Request, studio: StudioDep, _: Safe, sent: FormDep) -> Response:
    """Open a session, or say in one sentence why not."""
    onward = _inside(sent["next"])
    try:
        token = studio.accounts.log_in(sent["name"], sent["password"], address_of(request))
    except CodeNeeded as needed:
        return _code(request, needed.token, onward)
    except BroadcastError as error:
        return _login(request, sent["name"], onward, error.faults, 403)
    return _welcome(request, studio, token, onward)


@router.post("/login/code")
def enter(request: Request, studio: StudioDep, _: Safe, sent: FormDep) -> Response:
    """The second step: the code from the telephone."""
    onward = _inside(sent["next"])
    try:
        token = studio.accounts.logins.enter(sent["pending"], sent["code"], address_of(request))
    except WrongCode as error:
        return _code(request, sent["pending"], onward, error.faults)
    except BroadcastError as error:
        return _login(request, "", onward, error.faults, 403)
    return _welcome(request, studio, token, onward)


@router.post("/logout")
def log_out(request: Request, studio: StudioDep, _: OwnFormDep) -> Response:
    """End the session."""
    studio.accounts.log_out(request.cookies.get(cookie(request), ""))
    return let_out(request, turned_to(request, "/"))


@router.get("/start/{token}")
def start_page(token: str, request: Request, studio: StudioDep, _: Safe) -> Response:
    """The one-time link: choose a name and a password."""
    link = studio.accounts.invitations.of(token, address_of(request))
    return _start(request, studio, link, token, full_name=link.full_name)


@router.post("/start/{token}")
def start(token: str, request: Request, studio: StudioDep, _: Safe, sent: FormDep) -> Response:
    """Make the account that the link allows, and log in."""
    link = studio.accounts.invitations.of(token, address_of(request))
    name, full_name, password = sent["name"], sent["full_name"], sent["password"]
    try:
        person = studio.accounts.invitations.create(token, name, full_name, password)
    except BroadcastError as error:
        return _start(request, studio, link, token, name=name, full_name=full_name, faults=error.faults)
    opened = studio.accounts.log_in(person.name, password, address_of(request))
    return _welcome(request, studio, opened, "/newsroom")


@router.get("/reset/{token}")
def reset_page(token: str, request: Request, studio: StudioDep, _: Safe) -> Response:
    """The one-time link from the server's command line: choose a new password."""
    name = studio.accounts.logins.resetting(token, address_of(request))
    return page(request, "reset.html", token=token, name=name, faults=())


@router.post("/reset/{token}")
def reset(token: str, request: Request, studio: StudioDep, _: Safe, sent: FormDep) -> Response:
    """Set the new password; codes from a lost telephone are asked for no more."""
    address = address_of(request)
    try:
        name = studio.accounts.logins.reset(token, sent["password"], address)
    except Invalid as error:
        name = studio.accounts.logins.resetting(token, address)
        return page(request, "reset.html", 422, token=token, name=name, faults=error.faults)
    opened = studio.accounts.log_in(name, sent["password"], address)
    return _welcome(request, studio, opened, "/newsroom")


def _welcome(request: Request, studio: Studio, token: str, onward: str) -> Response:
    """On to where they wanted; an approver who needs codes and has none is led to set them up first."""
    session = studio.accounts.session(token, here=here(request))
    first = "/account/code" if session is not None and lacks_code(session) else onward
    return let_in(request, turned_to(request, first), token)


def _code(request: Request, token: str, onward: str, faults: tuple[Fault, ...] = ()) -> Response:
    status = 403 if faults else 200
    headers = {"cache-control": "no-store"}
    return page(request, "code.html", status, headers, pending=token, onward=onward, faults=faults)


def _start(
    request: Request,
    studio: Studio,
    link: Link,
    token: str,
    *,
    name: str = "",
    full_name: str = "",
    faults: tuple[Fault, ...] = (),
) -> Response:
    return page(
        request,
        "start.html",
        422 if faults else 200,
        invitation=link,
        token=token,
        name=name,
        full_name=full_name,
        faults=faults,
        place_names=place_names(studio.places()),
    )


def _login(
    request: Request, name: str, onward: str, faults: tuple[Fault, ...], status: int = 200
) -> Response:
    return page(
        request,
        "login.html",
        status,
        name=name,
        onward=onward,
        faults=faults,
        safe=safe(request),
        session=session_of(request),
    )


def _inside(path: str) -> str:
    """A page of ours to go on to; anything else would let a link send people away."""
    plain = path.startswith("/") and not path.startswith("//") and path.isprintable() and "\\" not in path
    return path if plain else "/newsroom"

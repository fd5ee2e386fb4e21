"""Pages at the entrance: a one-time link that makes an account, logging in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import (
    FormDep,
    OwnFormDep,
    address_of,
    cookie,
    let_in,
    let_out,
    refuse_unsafe,
    safe,
    session_of,
)
from broadcast.doors.pages.granting import place_names
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.studio import Link, Studio
from broadcast.errors import BroadcastError, Fault

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
    except BroadcastError as error:
        return _login(request, sent["name"], onward, error.faults, 403)
    return let_in(request, turned_to(request, onward), token)


@router.post("/logout")
def log_out(request: Request, studio: StudioDep, _: OwnFormDep) -> Response:
    """End the session."""
    studio.accounts.log_out(request.cookies.get(cookie(request), ""))
    return let_out(request, turned_to(request, "/"))


@router.get("/start/{token}")
def start_page(token: str, request: Request, studio: StudioDep, _: Safe) -> Response:
    """The one-time link: choose a name and a password."""
    link = studio.accounts.invitation(token)
    return _start(request, studio, link, token, full_name=link.full_name)


@router.post("/start/{token}")
def start(token: str, request: Request, studio: StudioDep, _: Safe, sent: FormDep) -> Response:
    """Make the account that the link allows, and log in."""
    link = studio.accounts.invitation(token)
    name, full_name, password = sent["name"], sent["full_name"], sent["password"]
    try:
        person = studio.accounts.create(token, name, full_name, password)
    except BroadcastError as error:
        return _start(request, studio, link, token, name=name, full_name=full_name, faults=error.faults)
    opened = studio.accounts.log_in(person.name, password, address_of(request))
    return let_in(request, turned_to(request, "/newsroom"), opened)


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

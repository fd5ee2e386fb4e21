"""Người dùng: who has an account; inviting, changing and closing accounts."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, SessionDep
from broadcast.doors.pages.granting import place_names, sent_grants
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.studio import Studio
from broadcast.errors import Conflict, Fault, Invalid
from broadcast.people import Act, Grant, MayNot, Role

router = APIRouter(include_in_schema=False)

_FRESH = {"cache-control": "no-store"}
"""On a computer that several people use, nobody leafs back to names, addresses and links."""


@router.get("/people")
def people(request: Request, studio: StudioDep, session: SessionDep) -> Response:
    """Who has an account, and a form to invite others."""
    session.person.refuse_unless_may(Act.INVITE)
    return _people(request, studio)


@router.post("/people")
def invite(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Show a link that makes one account, once."""
    name, grants = sent["full_name"], sent_grants(sent)
    try:
        token = studio.accounts.invitations.invite(sent.session.person, name, grants)
    except (Invalid, MayNot) as error:
        return _people(request, studio, name, grants, faults=error.faults)
    address = f"{request.url.scheme}://{request.headers.get('host', '')}/start/{token}"
    return _people(request, studio, link=address, invited=name)


@router.get("/people/{name}")
def one(name: str, request: Request, studio: StudioDep, session: SessionDep) -> Response:
    """One account: what it is granted, and what was done to it."""
    session.person.refuse_unless_may(Act.MANAGE)
    return _one(request, studio, name)


@router.post("/people/{name}/grants")
def change_grants(name: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Đổi việc được làm."""
    sent.session.person.refuse_unless_may(Act.MANAGE)
    grants = sent_grants(sent)
    try:
        studio.accounts.change_grants(sent.session.person, name, grants)
    except (Invalid, Conflict, MayNot) as error:
        return _one(request, studio, name, error.faults, grants)
    return turned_to(request, f"/people/{name}" if sent.session.person.name != name else "/account")


@router.post("/people/{name}/closing")
def close(name: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Đóng tài khoản."""
    try:
        studio.accounts.close(sent.session.person, name)
    except Conflict as error:
        return _one(request, studio, name, error.faults)
    return turned_to(request, "/people" if sent.session.person.name != name else "/login")


@router.post("/people/{name}/code")
def reset_codes(name: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Mất điện thoại: codes are asked for no more."""
    studio.accounts.reset_codes(sent.session.person, name)
    return turned_to(request, f"/people/{name}" if sent.session.person.name != name else "/login")


def _people(
    request: Request,
    studio: Studio,
    name: str = "",
    chosen: Sequence[Grant] = (Grant(Role.WRITER),),
    *,
    faults: tuple[Fault, ...] = (),
    link: str = "",
    invited: str = "",
) -> Response:
    return page(
        request,
        "people.html",
        422 if faults else 200,
        _FRESH,
        people=studio.accounts.everybody(),
        with_codes=studio.accounts.codes.names(),
        closed=studio.accounts.closed(),
        names=place_names(studio.places()),
        full_name=name,
        chosen=chosen,
        faults=faults,
        link_=link,
        invited=invited,
    )


def _one(
    request: Request,
    studio: Studio,
    name: str,
    faults: tuple[Fault, ...] = (),
    chosen: Sequence[Grant] | None = None,
) -> Response:
    person, steps, names = studio.accounts.one(name)
    return page(
        request,
        "person.html",
        409 if faults else 200,
        _FRESH,
        person=person,
        steps=steps,
        names=names,
        codes=name in studio.accounts.codes.names(),
        chosen=person.grants if chosen is None else chosen,
        place_names=place_names(studio.places()),
        faults=faults,
    )

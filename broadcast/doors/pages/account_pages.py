"""Tài khoản của tôi: one's own password, and codes from a telephone."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.accounts import lacks_code
from broadcast.desk.tokens import key_of
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, OwnSent, SessionDep, address_of, cookie
from broadcast.doors.pages.granting import place_names
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.studio import LoggedIn, Studio
from broadcast.errors import BroadcastError, Fault

router = APIRouter(include_in_schema=False)

_SECRET = {"cache-control": "no-store"}


@router.get("/account")
def account(request: Request, studio: StudioDep, session: SessionDep, changed: str = "") -> Response:
    """Tài khoản của tôi."""
    return _account(request, studio, session, changed=bool(changed))


@router.post("/account/password")
def change_password(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Đổi mật khẩu: asks for the old one; other browsers have to log in again."""
    try:
        _change_password(request, studio, sent)
    except BroadcastError as error:
        return _account(request, studio, sent.session, error.faults)
    return turned_to(request, "/account?changed=1")


@router.get("/account/code")
def code(request: Request, studio: StudioDep, session: SessionDep) -> Response:
    """Bật mã xác nhận: what to put into the telephone; or how to turn codes off."""
    return _code(request, studio, session)


@router.get("/account/code.svg")
def picture(studio: StudioDep, session: SessionDep) -> Response:
    """The QR code for the telephone's camera, until it is confirmed."""
    drawn = studio.accounts.codes.proposed(session.person).picture
    return Response(drawn, media_type="image/svg+xml", headers=_SECRET)


@router.post("/account/code")
def confirm(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Ask for codes from now on; the recovery codes are shown this once."""
    by, key = sent.session.person, key_of(request.cookies.get(cookie(request), ""))
    try:
        spare = studio.accounts.codes.confirm(by, key, sent["code"], address_of(request))
    except BroadcastError as error:
        return _code(request, studio, sent.session, error.faults)
    return _code(request, studio, sent.session, spare=spare)


@router.post("/account/code/off")
def turn_off(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Ask for codes no more; it takes one."""
    try:
        studio.accounts.codes.turn_off(sent.session.person, sent["code"], address_of(request))
    except BroadcastError as error:
        return _code(request, studio, sent.session, error.faults)
    return turned_to(request, "/account")


def _change_password(request: Request, studio: Studio, sent: OwnSent) -> None:
    token = request.cookies.get(cookie(request), "")
    old, new = sent["old"], sent["password"]
    logins = studio.accounts.logins
    logins.change_password(sent.session.person, token, old, new, address_of(request))


def _account(
    request: Request,
    studio: Studio,
    session: LoggedIn,
    faults: tuple[Fault, ...] = (),
    *,
    changed: bool = False,
) -> Response:
    return page(
        request,
        "account.html",
        422 if faults else 200,
        faults=faults,
        changed=changed,
        left=studio.accounts.codes.left(session.person),
        place_names=place_names(studio.places()),
    )


def _code(
    request: Request,
    studio: Studio,
    session: LoggedIn,
    faults: tuple[Fault, ...] = (),
    spare: Sequence[str] = (),
) -> Response:
    codes = studio.accounts.codes
    left = codes.left(session.person)
    return page(
        request,
        "account_code.html",
        422 if faults else 200,
        _SECRET,
        faults=faults,
        left=left,
        setup=codes.proposed(session.person) if left is None else None,
        spare=spare,
        needed=lacks_code(session),
    )

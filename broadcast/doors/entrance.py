"""Cửa vào: who stands behind a request, and whether what it sends is theirs.

A session is a random token in a cookie that no script reads and no other site sends. Everything that changes
something carries the session's CSRF token besides, and must come from our own pages. Off loopback over
plain HTTP nobody can log in, so nothing can be written: passwords and cookies would be read on the way.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from itertools import chain
from typing import Annotated, BinaryIO
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.responses import Response
from starlette.types import Message, Receive

from broadcast.desk.accounts import SESSION_LASTS, right_csrf
from broadcast.doors.asked import encodes, studio_of
from broadcast.doors.looking import Looking
from broadcast.doors.pace import Queue
from broadcast.doors.studio import LoggedIn
from broadcast.errors import Fault, Invalid, Refused
from broadcast.files.upload import MOST_SOUND
from broadcast.language import Text

CSRF_HEADER = "x-csrf-token"
MOST_BODY = MOST_SOUND + 1_000_000
MOST_OF_STRANGERS = 100_000
"""Bytes of a form of somebody who is not logged in: a name, a password, a code."""
APART_S = 0.15
"""Seconds between two forms with files of one person."""
MOST_FIELDS, MOST_FIELD_BYTES = 120, 400_000

_HOSTS = {"localhost", "127.0.0.1", "::1"}
_PASSED_ON = ("x-forwarded-for", "x-forwarded-proto", "forwarded", "x-real-ip", "via")


class NotLoggedIn(Refused):
    """Only people with an account may do this."""


class NotSafe(Refused):
    """This line can be listened to: no password and no session goes over it."""


class NotFromHere(Refused):
    """The request did not come from one of our own pages."""


class BadForm(Invalid):
    """What was sent is no form that we asked for, or is too large."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that somebody sent from one of our pages: its fields, several of one name, a file.

    `refused` is why the file is not taken, when that was seen while it came: nothing of it was kept then.
    """

    fields: Mapping[str, str]
    several: Mapping[str, tuple[str, ...]]
    file: tuple[str, BinaryIO] | None
    refused: Invalid | None = None

    def __getitem__(self, name: str) -> str:
        """The field `name`, empty when it was not sent."""
        return self.fields.get(name, "")

    def number(self, name: str) -> int:
        """The field `name` as a whole number; -1 when it is none."""
        written = self[name]
        return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else -1


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSent(Sent):
    """What somebody sent who was logged in when all of it was here; `session` is theirs at that moment."""

    session: LoggedIn


def safe(request: Request) -> bool:
    """Whether nobody can listen to this line: TLS, or a browser on this very machine."""
    return request.url.scheme == "https" or here(request)


def here(request: Request) -> bool:
    """Whether the browser is on this very machine; what somebody passed on is from elsewhere."""
    if passed_on(request):
        return False
    try:
        client = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    return client.is_loopback and _host(request.headers.get("host", "")) in _HOSTS


def passed_on(request: Request) -> bool:
    """Whether somebody between says that the request is from elsewhere, be they believed or not."""
    return any(header in request.headers for header in _PASSED_ON)


def refuse_unsafe(request: Request) -> None:
    """Raise NotSafe off loopback over plain HTTP."""
    if not safe(request):
        raise NotSafe(Fault(_PLAIN, _USE_TLS))


def address_of(request: Request) -> str:
    """Where a request came from."""
    return request.client.host if request.client else "?"


def refuse_foreign(request: Request) -> None:
    """Raise NotFromHere for what another site made a browser send."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in {None, "same-origin", "none"} or (
        origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    ):
        raise NotFromHere(Fault(_FOREIGN, _FROM_HERE))


def session_of(request: Request) -> LoggedIn | None:
    """Who is logged in; asked once a request."""
    if not hasattr(request.state, "session"):
        token = request.cookies.get(cookie(request), "")
        known = token and safe(request)
        request.state.session = (
            studio_of(request).accounts.session(token, here=here(request)) if known else None
        )
    session: LoggedIn | None = request.state.session
    return session


def entered(request: Request) -> LoggedIn:
    """Who is logged in; raises NotLoggedIn."""
    session = session_of(request)
    if session is None:
        raise NotLoggedIn(Fault(_STRANGER, _LOG_IN))
    return session


async def entered_still(request: Request) -> LoggedIn:
    """Who is logged in now that the body was read; raises NotLoggedIn.

    A body may take minutes to come: by then the account may be closed, or have other roles.
    """
    if hasattr(request.state, "session"):
        del request.state.session
    return await run_in_threadpool(entered, request)


def refuse_forged(request: Request, session: LoggedIn, token: str) -> None:
    """Raise NotFromHere unless `token` is the session's own."""
    refuse_foreign(request)
    if not right_csrf(session, token):
        raise NotFromHere(Fault(_FOREIGN, _FROM_HERE))


def let_in(request: Request, response: Response, token: str) -> Response:
    """Hand the browser its session."""
    secure = request.url.scheme == "https"
    response.set_cookie(
        cookie(request),
        token,
        max_age=int(SESSION_LASTS.total_seconds()),
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )
    return response


def let_out(request: Request, response: Response) -> Response:
    """Take the session from the browser."""
    secure = request.url.scheme == "https"
    response.delete_cookie(cookie(request), path="/", secure=secure, httponly=True, samesite="strict")
    return response


def cookie(request: Request) -> str:
    """The cookie's name; over TLS one that no neighbour under the same domain can set."""
    return "__Host-broadcast" if request.url.scheme == "https" else "broadcast"


async def form(request: Request) -> AsyncIterator[Sent]:
    """The form of somebody who need not be logged in yet."""
    refuse_foreign(request)
    async for sent in _parsed(request, MOST_OF_STRANGERS):
        yield sent


async def own_form(request: Request, sender: Annotated[LoggedIn, Depends(entered)]) -> AsyncIterator[OwnSent]:
    """The form of somebody who is logged in before and after it came, sent from one of our pages."""
    refuse_foreign(request)
    if _has_files(request):
        queue: Queue = request.app.state.uploads
        await queue.turn(sender.person.name)
    async for sent in _parsed(request, MOST_BODY):
        session = await entered_still(request)
        refuse_forged(request, session, sent["csrf"] or request.headers.get(CSRF_HEADER, ""))
        yield OwnSent(
            fields=sent.fields, several=sent.several, file=sent.file, refused=sent.refused, session=session
        )


SessionDep = Annotated[LoggedIn, Depends(entered)]
FormDep = Annotated[Sent, Depends(form)]
OwnFormDep = Annotated[OwnSent, Depends(own_form)]


async def _parsed(request: Request, most: int) -> AsyncIterator[Sent]:
    try:
        refused, sent = await _read(Request(request.scope, _counted(request, most)))
    except (HTTPException, MultiPartException) as error:
        raise BadForm(Fault(_NO_FORM, _SEND_AGAIN)) from error
    try:
        yield _sent(sent.multi_items(), refused)
    finally:
        await sent.close()


async def _read(request: Request) -> tuple[Invalid | None, FormData]:
    """The form, and why its file is not taken; raises HTTPException, MultiPartException."""
    if not _has_files(request):
        return None, await request.form(max_fields=MOST_FIELDS, max_part_size=MOST_FIELD_BYTES)
    looking = Looking(
        request.headers,
        request.stream(),
        max_files=1,
        max_fields=MOST_FIELDS,
        max_part_size=MOST_FIELD_BYTES,
    )
    sent = await looking.parse()
    return looking.refused, sent


def _has_files(request: Request) -> bool:
    return request.headers.get("content-type", "").lower().startswith("multipart/form-data")


def _sent(pairs: Sequence[tuple[str, UploadFile | str]], refused: Invalid | None) -> Sent:
    words = [(name, value) for name, value in pairs if isinstance(value, str)]
    files = [value for _, value in pairs if isinstance(value, UploadFile) and value.filename]
    if not all(map(encodes, [*chain.from_iterable(words), *(file.filename or "" for file in files)])):
        raise BadForm(Fault(_NO_FORM, _SEND_AGAIN))  # a charset such as UTF-7 spells surrogates
    names = {name for name, _ in words}
    return Sent(
        fields=dict(words),
        several={name: tuple(value for each, value in words if each == name) for name in names},
        file=(files[0].filename or "", files[0].file) if files else None,
        refused=refused,
    )


def _counted(request: Request, most: int) -> Receive:
    """The request's body, refused as soon as it has more than `most` bytes."""
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > most:
            raise BadForm(Fault(_too_large(most), _SMALLER))
        return message

    return receive


def _too_large(most: int) -> Text:
    size = f"{min(most, MOST_SOUND) / 1_000_000:g} MB"
    return Text(f"tệp lớn hơn {size}", f"the file is larger than {size}")


def _host(written: str) -> str:
    return (urlsplit(f"//{written}").hostname or "").lower()


_STRANGER = Text("bạn chưa đăng nhập, hoặc phiên làm việc đã hết", "you are not logged in, or no more")
_LOG_IN = Text("đăng nhập rồi làm lại", "log in, then do it again")
_PLAIN = Text(
    "đường nối này không được mã hóa nên không đăng nhập và không ghi được gì",
    "this line is not encrypted: nobody logs in over it and nothing is written",
)
_USE_TLS = Text(
    "mở trang ngay trên máy chủ, hoặc nhờ người phụ trách máy bật HTTPS (docs/howto/people.md)",
    "open the page on the server itself, or have HTTPS set up (docs/howto/people.md)",
)
_FOREIGN = Text("yêu cầu này không đến từ trang của hệ thống", "the request did not come from our own page")
_FROM_HERE = Text("mở lại trang rồi làm lại từ đó", "open the page again and do it from there")
_NO_FORM = Text("máy chủ không đọc được mẫu đã gửi", "the form that was sent cannot be read")
_SEND_AGAIN = Text("tải lại trang rồi gửi lại", "reload the page and send it again")
_SMALLER = Text("gửi tệp nhỏ hơn, chỉ gồm một bài", "send a smaller one, with one script only")

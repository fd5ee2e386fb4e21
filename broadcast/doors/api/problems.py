"""The tree of errors as HTTP answers, mapped here and nowhere else: problem+json (RFC 9457), or a page."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from broadcast.doors.entrance import NotLoggedIn
from broadcast.doors.pages.render import problem_page
from broadcast.doors.wishes import language_of, wished_form
from broadcast.errors import BroadcastError, Conflict, Fault, Invalid, NotFound, Refused, Unavailable
from broadcast.language import Language, Text

MEDIA_TYPE = "application/problem+json"

STATUSES: Mapping[type[BroadcastError], HTTPStatus] = {
    Invalid: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Refused: HTTPStatus.FORBIDDEN,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""What each branch of the tree answers."""

TITLES: Mapping[int, Text] = {
    403: Text("Không được phép", "Not allowed"),
    404: Text("Không tìm thấy", "Not found"),
    405: Text("Địa chỉ này chỉ để đọc", "This address can only be read"),
    409: Text("Chưa làm được lúc này", "Not possible now"),
    413: Text("Gửi lên quá nhiều", "Too much was sent"),
    416: Text("Phần tệp được hỏi không có", "No such part of the file"),
    422: Text("Có chỗ ghi chưa đúng", "The request is wrong"),
    500: Text("Máy chủ gặp lỗi", "The server failed"),
    503: Text("Chưa sẵn sàng", "Not available yet"),
}

_NO_PAGE = Fault(
    Text("không có gì ở địa chỉ này", "there is nothing at this address"),
    Text("kiểm tra địa chỉ, hoặc bắt đầu từ trang chủ", "check the address, or begin at the front page"),
)
_READ_ONLY = Fault(
    Text("địa chỉ này chỉ trả lời GET và HEAD", "this address answers GET and HEAD only"),
    Text("dùng GET", "use GET"),
)
_TOO_LARGE = Fault(
    Text("nội dung gửi lên quá lớn", "the body is too large"),
    Text("gửi ít hơn mỗi lần", "send less at a time"),
)
_NO_TEXT = Fault(
    Text("nội dung gửi lên không đọc được", "the body cannot be read"),
    Text("gửi JSON viết bằng UTF-8", "send JSON in UTF-8"),
)
_BROKEN = Fault(
    Text("máy chủ gặp lỗi bất ngờ", "the server met an unexpected error"),
    Text("thử lại; nếu vẫn lỗi, xem nhật ký của máy chủ", "try again; if it stays, see the server's log"),
)


class FaultModel(BaseModel):
    """One thing that is wrong: what, what to do about it, and where (`file:line`, or a parameter's name)."""

    what: str
    remedy: str
    where: str | None


class Problem(BaseModel):
    """An error (RFC 9457). `code` names it (`not-published`, `unknown-station`); `detail` is for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    faults: list[FaultModel]


class Unsatisfiable(Invalid):
    """A range that lies outside the file; `size` is the file's length in bytes."""

    def __init__(self, size: int) -> None:
        fault = Fault(
            Text(f"tệp chỉ dài {size} byte", f"the file has only {size} bytes"),
            Text("hỏi một đoạn nằm trong tệp", "ask for a range inside it"),
        )
        super().__init__(fault)
        self.size = size


def status_of(error: BroadcastError) -> HTTPStatus:
    """What an error is answered with."""
    return next(status for kind, status in STATUSES.items() if isinstance(error, kind))


def problems(*kinds: type[BroadcastError]) -> dict[int | str, dict[str, Any]]:
    """The declared answers of a route that may raise `kinds`."""
    return {int(STATUSES[kind]): declared(TITLES[STATUSES[kind]].en) for kind in kinds}


def declared(description: str) -> dict[str, Any]:
    """One declared answer in problem+json."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


def map_errors(app: FastAPI) -> None:
    """Answer every error of `app` in one form; an unexpected one tells nothing of the inside."""
    app.add_exception_handler(BroadcastError, _broadcast_error)
    app.add_exception_handler(RequestValidationError, _wrong_request)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)


async def _broadcast_error(request: Request, error: Exception) -> Response:
    if isinstance(error, Unsatisfiable):
        headers = {"content-range": f"bytes */{error.size}", "accept-ranges": "bytes"}
        return _answer(request, 416, _code(error), error.faults, headers)
    if not isinstance(error, BroadcastError):
        raise error
    if isinstance(error, NotLoggedIn) and request.method == "GET" and _wants_page(request):
        path = f"/login?next={quote(request.url.path)}"
        return RedirectResponse(path, 303, headers={"cache-control": "no-store"})
    status = status_of(error)
    return _answer(request, status, _code(error), error.faults)


async def _wrong_request(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    names = [".".join(str(part) for part in each["loc"][1:]) for each in error.errors()]
    faults = tuple(_wrong_parameter(name) for name in names)
    return _answer(request, 422, "invalid", faults)


async def _http_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == 400:  # FastAPI's word for a body that is no UTF-8
        return _answer(request, 422, "invalid", (_NO_TEXT,))
    status = error.status_code if error.status_code in TITLES else 404
    if status == 405 and request.method == "GET" and _wants_page(request):
        return _up(request)
    faults = {404: _NO_PAGE, 405: _READ_ONLY, 413: _TOO_LARGE}.get(status, _BROKEN)
    code = HTTPStatus(status).phrase.lower().replace(" ", "-")
    return _answer(request, status, code, (faults,), dict(error.headers or {}))


def _up(request: Request) -> Response:
    """To the page that has the form: what a form is sent to was opened anew, or in the other language."""
    path = request.url.path.rpartition("/")[0] or "/"
    onward = f"{path}?{request.url.query}" if request.url.query else path
    return RedirectResponse(onward, 303, headers={"cache-control": "no-store"})


async def _unexpected(request: Request, _: Exception) -> Response:
    return _answer(request, 500, "internal-server-error", (_BROKEN,))


def _wrong_parameter(name: str) -> Fault:
    remedy = {
        "date": Text("viết ngày như 2020-08-06", "write a date like 2020-08-06"),
        "station": Text("dùng id trong /api/v1/stations", "use an id of /api/v1/stations"),
        "sha256": Text("lấy địa chỉ từ danh sách phát", "take the address from a playlist"),
        "ext": Text("dùng mp3 hoặc wav", "use mp3 or wav"),
    }.get(name, Text("xem /openapi.json", "see /openapi.json"))
    return Fault(Text(f"«{name}» viết sai hoặc thiếu", f"«{name}» is wrong or missing"), remedy)


def _code(error: BroadcastError) -> str:
    name = type(error).__name__
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


def _answer(
    request: Request,
    status: int,
    code: str,
    faults: tuple[Fault, ...],
    headers: Mapping[str, str] | None = None,
) -> Response:
    language = language_of(request.query_params, request.headers)
    about = {**(headers or {}), "cache-control": "no-store", "vary": "Accept, Accept-Language"}
    if _wants_page(request):
        return problem_page(request, status, TITLES[status], faults, about)
    body = _problem(status, code, faults, language).model_dump_json()
    about["content-language"] = language.value
    return Response(body, status, about, media_type=MEDIA_TYPE)


def problem_of(error: BroadcastError, language: Language) -> Problem:
    """An error as the body of its answer."""
    status = status_of(error)
    return _problem(status, _code(error), error.faults, language)


def _problem(status: int, code: str, faults: tuple[Fault, ...], language: Language) -> Problem:
    return Problem(
        title=TITLES[status].said(language),
        status=status,
        detail="\n".join(fault.said(language) for fault in faults),
        code=code,
        faults=[fault_in(fault, language) for fault in faults],
    )


def fault_in(fault: Fault, language: Language) -> FaultModel:
    """One fault in the reader's language."""
    return FaultModel(
        what=fault.what.said(language),
        remedy=fault.remedy.said(language),
        where=None if fault.where is None else str(fault.where),
    )


def _wants_page(request: Request) -> bool:
    if request.url.path.startswith("/api/"):
        return False
    offers = {"page": ("text/html",), "problem": (MEDIA_TYPE, "application/json")}
    return wished_form(request.headers.get("accept"), offers) == "page"

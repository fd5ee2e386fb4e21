"""Biểu đồ của báo cáo: each as an image with an address; drawn again only when its figures changed."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.doors.api.answering import unchanged
from broadcast.doors.asked import LanguageDep, StudioDep
from broadcast.doors.reports import PRINTED, AskedDep
from broadcast.errors import Fault, NotFound
from broadcast.language import Text
from broadcast.paper.drawing import Easel
from broadcast.report import Asked

router = APIRouter(include_in_schema=False)

IMAGE = {
    "content-type": "image/svg+xml",
    "cache-control": "no-cache",
    "vary": "Accept-Language",
    "x-content-type-options": "nosniff",
    "content-security-policy": PRINTED,
    "cross-origin-resource-policy": "same-origin",
}
"""A drawing carries its own style, and may do nothing else."""

DRAWN_BY = "1"
"""Goes up when charts come to look otherwise: what a browser keeps is of these looks."""


class NoChart(NotFound):
    """The report has no such chart."""


@router.get("/reports/charts/{name}.svg")
def chart(
    name: str, asked: AskedDep, request: Request, studio: StudioDep, language: LanguageDep, narrow: str = ""
) -> Response:
    """One chart as SVG; `narrow` is for a phone."""
    drawn = studio.reporting.pictures(asked)
    if name not in drawn:
        raise NoChart(Fault(_NONE, _OPEN_REPORT))
    picture, small = drawn[name], bool(narrow)
    tag = f'"{DRAWN_BY}-{picture.digest}-{language.value}-{small:d}"'
    headers = {**IMAGE, "etag": tag}
    if unchanged(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    easel: Easel = request.app.state.easel
    return Response(easel.svg(picture, language, narrow=small), headers=headers)


def query(asked: Asked, **more: str) -> str:
    """`from=2020-08-06&to=...`: the report in an address."""
    fields = {
        "from": asked.first,
        "to": asked.last,
        "campaign": asked.campaign,
        "place": asked.place,
        "as_of": asked.as_of,
        **more,
    }
    return urlencode({name: value for name, value in fields.items() if value})


_NONE = Text("báo cáo này không có biểu đồ đó", "this report has no such chart")
_OPEN_REPORT = Text("mở lại trang Báo cáo", "open the page of reports again")

"""Pages for people, in Vietnamese first: today's board, a station's day, the scripts."""

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from broadcast.doors.pages import (
    account_pages,
    audit_pages,
    board,
    campaign_pages,
    charts,
    clearing_pages,
    dictionary_pages,
    entering,
    laying_pages,
    newsroom_pages,
    people_pages,
    programme_pages,
    report_pages,
    rule_pages,
    script_pages,
    station_day,
    station_pages,
    timetable_pages,
    version_pages,
    writing_pages,
)
from broadcast.doors.pages.render import HERE, templates
from broadcast.paper.drawing import Easel

ROOMS = (
    board,
    station_pages,
    rule_pages,
    station_day,
    programme_pages,
    script_pages,
    entering,
    people_pages,
    clearing_pages,
    version_pages,
    account_pages,
    newsroom_pages,
    writing_pages,
    dictionary_pages,
    audit_pages,
    timetable_pages,
    laying_pages,
    campaign_pages,
    report_pages,
    charts,
)


class Static(StaticFiles):
    """Style, script and icon; asked for again each time, answered with 304 while unchanged."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file."""
        answer = await super().get_response(path, scope)
        MutableHeaders(raw=answer.raw_headers)["cache-control"] = "no-cache"
        return answer


def add_to(app: FastAPI) -> None:
    """Put the pages beside whatever else `app` serves."""
    app.state.templates = templates()
    app.state.easel = Easel()
    for room in ROOMS:
        app.include_router(room.router)
    app.mount("/static", Static(directory=HERE / "static"))

"""Nhật ký: every action with who and when, to look through, to verify, to take away."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from broadcast.desk.auditing import NEWEST, Head, Wanted
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, SessionDep
from broadcast.doors.pages import facts
from broadcast.doors.pages.render import page
from broadcast.errors import Conflict, Fault
from broadcast.people import Did

router = APIRouter(include_in_schema=False)


@router.get("/audit")
def audit(  # noqa: PLR0917
    request: Request,
    studio: StudioDep,
    session: SessionDep,
    by: str = "",
    on: str = "",
    did: str = "",
    before: Annotated[str, Query()] = "",
    verify: str = "",
) -> Response:
    """Nhật ký, the newest line first; with `verify` the whole chain is gone through."""
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else NEWEST
    wanted = Wanted(by.strip()[:40], on.strip()[:300], did[:60], number)
    leaf = studio.auditing.leaf(session.person, wanted)
    verdict: Head | None = None
    faults: tuple[Fault, ...] = ()
    if verify:
        try:
            verdict = studio.auditing.verified_for(session.person)
        except Conflict as error:
            faults = error.faults
    return page(
        request,
        "audit.html",
        headers={"cache-control": "no-store"},
        leaf=leaf,
        wanted=wanted,
        kinds=_kinds(),
        named=facts.named,
        told=facts.told,
        verdict=verdict,
        faults=faults,
    )


@router.post("/audit.csv")
def download(studio: StudioDep, sent: OwnFormDep) -> Response:
    """Every line as a table; that it was taken away is a line as well."""
    body = studio.auditing.download(sent.session.person)
    headers = {"content-disposition": 'attachment; filename="nhat-ky.csv"', "cache-control": "no-store"}
    return Response(body, headers=headers, media_type="text/csv; charset=utf-8")


def _kinds() -> list[Did]:
    return sorted(Did, key=lambda did: did.named.vi)

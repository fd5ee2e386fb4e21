"""Nhật ký: every action with who and when, to look through, to verify, to take away."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from broadcast.desk.auditing import NEWEST, Head, Wanted
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, SessionDep
from broadcast.doors.pages import facts
from broadcast.doors.pages.granting import place_names
from broadcast.doors.pages.render import page
from broadcast.doors.pages.searching import folded, found
from broadcast.doors.studio import Studio
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
    names, titles = _names(studio), _titles(studio)
    wanted = Wanted(by.strip()[:40], _thing(on.strip()[:300], names | titles), did[:60], number)
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
        typed=on.strip()[:300],
        titles=titles,
        names=names | dict(leaf.names),
        kinds=_kinds(),
        named=facts.named,
        told=lambda value: facts.told(value, names),
        untold=facts.UNTOLD,
        verdict=verdict,
        faults=faults,
    )


@router.post("/audit.csv")
def download(studio: StudioDep, sent: OwnFormDep) -> Response:
    """Every line as a table; that it was taken away is a line as well."""
    body = studio.auditing.download(sent.session.person)
    headers = {"content-disposition": 'attachment; filename="nhat-ky.csv"', "cache-control": "no-store"}
    return Response(body, headers=headers, media_type="text/csv; charset=utf-8")


def _names(studio: Studio) -> dict[str, str]:
    """Stations, places and campaigns as people call them, by id."""
    stations = {card.id: card.heading for card in studio.stations(studio.real_today())}
    return place_names(studio.places()) | stations | {each.id: each.name for each in studio.campaigns()}


def _titles(studio: Studio) -> dict[str, str]:
    """Titles of scripts, by id."""
    entries, _ = studio.newsroom.listed()
    on_file = {card.id: card.title for card in studio.scripts()}
    return on_file | {entry.id: entry.manuscript.title for entry in entries}


def _thing(typed: str, names: Mapping[str, str]) -> str:
    """The id of what somebody typed the name of; what is no name of one thing alone stays as it is."""
    if not typed or typed in names:
        return typed
    same = [each for each, name in names.items() if folded(name) == folded(typed)]
    near = same or [each for each, name in names.items() if found(typed, name)]
    return near[0] if len(near) == 1 else typed


def _kinds() -> list[Did]:
    return sorted(Did, key=lambda did: did.named.vi)

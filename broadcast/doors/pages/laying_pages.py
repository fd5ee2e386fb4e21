"""Lập chiến dịch: one line that is understood, then a form to look at, and the next plans obey."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.desk.campaigning import MOST_TOPICS
from broadcast.doors.asked import StudioDep
from broadcast.doors.entrance import OwnFormDep, SessionDep
from broadcast.doors.pages.laying_sheet import (
    Sheet,
    asked,
    first_and_last,
    sheet_of,
    sheet_of_order,
    sheet_sent,
)
from broadcast.doors.pages.render import page, turned_to
from broadcast.doors.studio import LoggedIn, Studio
from broadcast.errors import BroadcastError, Fault
from broadcast.people import Act
from broadcast.schedule import Campaign
from broadcast.schedule.order import Order

router = APIRouter(include_in_schema=False, prefix="/campaigns")


@router.get("/new")
def new(request: Request, studio: StudioDep, session: SessionDep, line: str = "") -> Response:
    """The form, with what was understood of `line`."""
    session.person.refuse_unless_may(Act.PLAN)
    order = studio.campaigning.read(line)
    typed = (line, order) if line.strip() else None
    return _page(request, studio, session, sheet_of_order(order), typed=typed)


@router.post("/new")
def lay(request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Lập chiến dịch."""
    sheet = sheet_sent(sent)
    try:
        wished = asked(sheet, Campaign("", "", (), ()), studio.today())
        made = studio.campaigning.add(sent.session.person, wished)
    except BroadcastError as error:
        return _page(request, studio, sent.session, sheet, error.faults)
    return turned_to(request, f"/campaigns/{made.id}")


@router.get("/{campaign}/change")
def look(campaign: str, request: Request, studio: StudioDep, session: SessionDep) -> Response:
    """The form of a campaign that people laid down."""
    session.person.refuse_unless_may(Act.PLAN)
    laid = studio.campaigning.one(campaign)
    sheet = sheet_of(laid.campaign, everywhere=studio.campaigning.everywhere(laid.campaign))
    return _page(request, studio, session, sheet, of=campaign, version=laid.version)


@router.post("/{campaign}/change")
def change(campaign: str, request: Request, studio: StudioDep, sent: OwnFormDep) -> Response:
    """Sửa chiến dịch."""
    version, sheet = sent.number("version"), sheet_sent(sent)
    try:
        before = studio.campaigning.one(campaign).campaign
        studio.campaigning.change(sent.session.person, asked(sheet, before, studio.today()), version)
    except BroadcastError as error:
        return _page(request, studio, sent.session, sheet, error.faults, of=campaign, version=version)
    return turned_to(request, f"/campaigns/{campaign}")


def _page(
    request: Request,
    studio: Studio,
    session: LoggedIn,
    sheet: Sheet,
    faults: Sequence[Fault] = (),
    *,
    of: str = "",
    version: int = 0,
    typed: tuple[str, Order] | None = None,
) -> Response:
    first, last = first_and_last(sheet)
    return page(
        request,
        "laying.html",
        422 if faults else 200,
        sheet=sheet,
        faults=faults,
        of=of,
        version=version,
        typed=typed,
        places=studio.campaigning.places(first, last, sheet.places),
        session=session,
        most_topics=MOST_TOPICS,
    )

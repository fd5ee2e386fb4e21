"""What pages and API share about reports: which period was asked for, and a report to take away."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from broadcast.asrun import Duty
from broadcast.doors.asked import StudioDep, day_of
from broadcast.doors.entrance import session_of
from broadcast.doors.studio import Studio
from broadcast.language import Language, Text
from broadcast.paper import Easel, written
from broadcast.report import Asked, ReportForm
from broadcast.report.reminding import reminder

PRINTED = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox"
"""The page to print carries its own style, and nothing else."""


def asked_of(
    studio: StudioDep,
    first: Annotated[str, Query(alias="from", description="2020-08-06; by default the 1st")] = "",
    last: Annotated[str, Query(alias="to", description="included; by default today")] = "",
    campaign: str = "",
    place: str = "",
    as_of: Annotated[str, Query(description="places as they are on that day; by default as they were")] = "",
) -> Asked:
    """The period that was written, by default the month of its last day; an empty choice is none.

    Raises:
        NoDate: what was written is no day.
        WrongPeriod: it ends before it begins, or is longer than a year.
    """
    until = day_of(last) if last else studio.today()
    since = day_of(first) if first else until.replace(day=1)
    return Asked(since, until, campaign or None, place or None, day_of(as_of) if as_of else None)


AskedDep = Annotated[Asked, Depends(asked_of)]


def reminders(studio: Studio, duties: Sequence[Duty]) -> Mapping[str, Text]:
    """What to write to each station that owes a report or was late, by its id."""
    names = {card.id: card.name for card in studio.stations()}
    above = next(place for place in studio.places() if place.parent is None)
    sender = above if above.span.holds_on(studio.real_today()) else None
    now = studio.now()
    letters = ((each.station, reminder(each, names[each.station], sender, now)) for each in duties)
    return {station: letter for station, letter in letters if letter is not None}


def handed_out(
    request: Request, studio: Studio, asked: Asked, form: ReportForm, language: Language
) -> Response:
    """The report in `form`: to keep, to print, to sign. Who is logged in leaves a line in the audit.

    Raises:
        UnknownCampaign, UnknownPlace, DatabaseUnavailable.
    """
    duties = studio.reporting.duties(asked) if form.has_duties else ()
    easel: Easel = request.app.state.easel
    body = written(studio.reporting.report(asked), duties, form, language, easel)
    session = session_of(request)
    if session is not None:
        studio.reporting.taken(session.person, asked, form)
    kind = "inline" if form is ReportForm.HTML else "attachment"
    name = f"bao-cao-{asked.first}-{asked.last}.{form.value}"
    headers = {
        "content-type": form.media_type,
        "content-disposition": f'{kind}; filename="{name}"',
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "content-security-policy": PRINTED,
    }
    return Response(body, headers=headers)

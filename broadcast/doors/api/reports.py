"""Planned and aired airtime of a period: figures for programs, and the report as a file."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from broadcast.asrun import Duty
from broadcast.doors.api import report_models as models
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import LanguageDep, StudioDep
from broadcast.doors.reports import AskedDep, handed_out, reminders
from broadcast.errors import Invalid, NotFound, Unavailable
from broadcast.language import Text
from broadcast.report import (
    ReportForm,
    Row,
    by_campaign,
    by_day,
    by_genre,
    by_language,
    by_origin,
    by_place,
    by_station,
    by_topic,
)

router = APIRouter(prefix="/api/v1", tags=["planning"])

_WRONG = problems(NotFound, Invalid, Unavailable)
_FILES = ({"schema": {"type": "string"}}, {"schema": {"type": "string", "format": "binary"}})


@router.get("/reports", summary="Planned and aired plays, and who reported", responses=_WRONG)
def reports(asked: AskedDep, studio: StudioDep) -> models.ReportOf:
    """Báo cáo: of everything, or of one `campaign`, one `place` and all below it."""
    report = studio.reporting.report(asked)
    days = by_day(report, asked.campaign) if asked.campaign else ()
    duties = studio.reporting.duties(asked)
    letters = reminders(studio, duties)
    return models.ReportOf.model_validate(
        {
            "from": asked.first,
            "to": asked.last,
            "campaign": asked.campaign,
            "place": asked.place,
            "generated_at": report.now,
            "campaigns": list(map(_row, by_campaign(report))),
            "topics": list(map(_row, by_topic(report))),
            "stations": list(map(_row, by_station(report))),
            "places": list(map(_row, by_place(report))),
            "genres": list(map(_row, by_genre(report))),
            "languages": list(map(_row, by_language(report))),
            "origins": list(map(_row, by_origin(report))),
            "days": list(map(_row, days)),
            "compliance": [_compliance(duty, letters.get(duty.station)) for duty in duties],
        }
    )


@router.get(
    "/reports.{form}",
    summary="The same report as a file",
    response_class=Response,
    responses={
        200: {
            "description": "A table (docs/report.md), a page to print, a document to sign, a workbook",
            "content": {each.media_type.partition(";")[0]: _FILES[each.has_duties] for each in ReportForm},
        },
        **_WRONG,
    },
)
def report_file(
    form: ReportForm, asked: AskedDep, request: Request, studio: StudioDep, language: LanguageDep
) -> Response:
    """The whole report in the form of the suffix; a download by somebody who is logged in is in the audit."""
    return handed_out(request, studio, asked, form, language)


def _row(row: Row) -> models.ReportRow:
    plays, aim = row.count, row.aim
    return models.ReportRow(
        campaign=row.campaign,
        topic=row.topic,
        station=row.station,
        date=row.day,
        genre=row.genre,
        language=row.language,
        origin=row.origin,
        place=row.place,
        plays=models.Plays(
            planned=plays.planned,
            aired=plays.aired,
            lost=plays.lost,
            unreported=plays.unreported,
            to_come=plays.to_come,
            planned_s=round(plays.planned_time.total_seconds()),
            aired_s=round(plays.aired_time.total_seconds()),
            programmes=plays.programmes,
            programmes_aired=plays.programmes_aired,
        ),
        goals=None
        if aim is None
        else models.Goals(
            days=aim.days,
            met=aim.met,
            baseline_plays=aim.baseline,
            target_min=aim.least,
            target_max=aim.most,
            baseline_s=round(aim.baseline_time.total_seconds()),
            target_s_min=round(aim.least_time.total_seconds()),
        ),
    )


def _compliance(duty: Duty, letter: Text | None) -> models.Compliance:
    return models.Compliance(
        station=duty.station,
        standing=duty.standing.value,
        owed=duty.owed,
        in_time=duty.in_time,
        late=duty.late,
        missing=[
            models.MissingReport(item=each.item.id, starts_at=each.item.starts_at) for each in duty.missing
        ],
        reminder=models.Reminder(vi=letter.vi, en=letter.en) if letter else None,
    )

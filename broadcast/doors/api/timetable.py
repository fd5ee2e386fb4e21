"""Lịch phát for programs: a day of all stations, and changes by hand. The pages are for people."""

import datetime as dt
from typing import Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from broadcast.doors.api import timetable_models as models
from broadcast.doors.api.models import Class
from broadcast.doors.api.people import OwnDep
from broadcast.doors.api.planning_models import LeftOut
from broadcast.doors.api.problems import MEDIA_TYPE, problem_of, problems
from broadcast.doors.asked import LanguageDep, StudioDep, day_of
from broadcast.doors.studio import CannotPlace, Done, Sheet, StationRow, Studio, Wish
from broadcast.errors import Conflict, Fault, Invalid, NotFound, Refused, Unavailable
from broadcast.language import Language, Text

router = APIRouter(prefix="/api/v1/timetable", tags=["timetable"])

_DAY = Path(description="A day, as 2020-08-06")


class NoStation(Invalid):
    """A placement names one station, or one place."""


_CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {
        "description": "A rule forbids it; perhaps another session is proposed",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/PlacementProblem"}}},
    }
}


@router.get("/{date}", summary="One day of all stations", responses=problems(Invalid))
def timetable(studio: StudioDep, language: LanguageDep, date: str = _DAY) -> models.Timetable:
    """What airs where and why, what does not and why not, and what was decided by hand."""
    return _timetable(studio.timetable.sheet(day_of(date)), language)


@router.post(
    "/{date}/placements",
    status_code=201,
    summary="Place, move, or take out by hand",
    responses=problems(NotFound, Refused, Invalid, Unavailable) | _CONFLICT,
    response_model=models.PlacementDone,
)
def place(
    wish: models.Placement,
    session: OwnDep,
    studio: StudioDep,
    language: LanguageDep,
    date: str = _DAY,
) -> models.PlacementDone | Response:
    """Inside every rule: 409 says why not, and which session would take it."""
    day = day_of(date)
    decided = Wish(wish.script, wish.slot, wish.position, wish.moved_from)
    try:
        done = studio.timetable.decide(session.person, day, _stations(studio, wish, day), decided, wish.seen)
    except CannotPlace as error:
        return _proposed(error, language)
    return _done(done, language)


@router.delete(
    "/{date}/placements/{move}",
    summary="Undo a move",
    responses=problems(NotFound, Conflict, Refused, Invalid, Unavailable),
)
def undo(
    move: str, session: OwnDep, studio: StudioDep, language: LanguageDep, date: str = _DAY
) -> models.PlacementDone:
    """Hoàn tác: as if it had never been decided."""
    return _done(studio.timetable.undo(session.person, day_of(date), move), language)


def _stations(studio: Studio, wish: models.Placement, day: dt.date) -> tuple[str, ...]:
    if (wish.station is None) == (wish.place is None):
        raise NoStation(
            Fault(
                Text("phải ghi một đài hoặc một địa bàn", "name one station, or one place"),
                Text("ghi station hoặc place", "write station or place"),
            )
        )
    return (
        (wish.station,) if wish.station is not None else studio.timetable.stations_in(wish.place or "", day)
    )


def _proposed(error: CannotPlace, language: Language) -> Response:
    offered = None
    if error.proposal is not None:
        slot = error.proposal
        offered = models.Proposal(slot=slot.slot, name=slot.name, starts_at=slot.starts)
    problem = models.PlacementProblem(**problem_of(error, language).model_dump(), proposal=offered)
    headers = {"cache-control": "no-store", "content-language": language.value}
    return Response(problem.model_dump_json(), 409, headers, media_type=MEDIA_TYPE)


def _timetable(sheet: Sheet, language: Language) -> models.Timetable:
    return models.Timetable(
        date=sheet.date,
        open=sheet.open,
        stations=[_station(row, language) for row in sheet.rows],
        moves=[
            models.Move(
                id=each.id,
                by=each.by,
                at=each.at,
                script=each.script,
                title=each.title,
                slot=each.slot,
                moved_from=each.moved_from,
                stations=list(each.stations),
            )
            for each in sheet.moves
        ],
    )


def _station(row: StationRow, language: Language) -> models.StationTimetable:
    day = row.day
    return models.StationTimetable(
        station=row.station.id,
        name=row.station.name,
        digest=row.digest,
        planned=day is not None,
        made=row.made,
        sessions=_sessions(row, language),
        left_out=[
            LeftOut(script=each.script, title=each.title, reason=each.reason.said(language))
            for each in (day.left_out if day else ())
        ],
        unhonoured=[
            models.Unhonoured(
                script=each.script, slot=each.slot, by=each.by, reason=each.reason.said(language)
            )
            for each in (day.unhonoured if day else ())
        ],
    )


def _sessions(row: StationRow, language: Language) -> list[models.TimetableSession]:
    return [
        models.TimetableSession(
            slot=each.slot,
            name=each.name,
            starts_at=each.starts,
            duration_s=each.duration_s,
            longest_s=each.longest_s,
            locked=each.slot in row.locked,
            silent=None if each.silent is None else each.silent.said(language),
            items=[
                models.TimetableItem(
                    script=item.script,
                    title=item.title,
                    campaign=item.campaign,
                    topic=item.topic,
                    klass=Class(item.klass.value),
                    duration_s=item.duration_s,
                    reason=item.reason.said(language),
                    by=item.by,
                )
                for item in each.items
            ],
        )
        for each in (row.day.sessions if row.day else ())
    ]


def _done(done: Done, language: Language) -> models.PlacementDone:
    return models.PlacementDone(
        move=done.move,
        stations=[_station(row, language) for row in done.rows],
        refused=[
            models.NotPlaced(station=name, reason=why.said(language)) for name, why in done.refused.items()
        ],
        notes=[models.NotPlaced(station=name, reason=why.said(language)) for name, why in done.notes.items()],
    )

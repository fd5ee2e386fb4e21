"""Places, and the plan of a day with its reasons, to read."""

from typing import Annotated

from fastapi import APIRouter, Query

from broadcast.doors.api import planning_models as models
from broadcast.doors.api.campaigns import target_of
from broadcast.doors.api.models import Class
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import LanguageDep, StudioDep, day_of
from broadcast.errors import Invalid, NotFound, Unavailable
from broadcast.language import Language
from broadcast.schedule import (
    DayPlan,
    PlannedItem,
    PlannedRelay,
    PlannedSession,
    TargetOutcome,
    relay_told,
)

router = APIRouter(prefix="/api/v1", tags=["planning"])


@router.get("/places", summary="All places", responses=problems(Invalid))
def places(
    studio: StudioDep,
    date: Annotated[str | None, Query(description="only the places of that day; by default all")] = None,
) -> models.Places:
    """Every place, with the one above it; of a `date` those that there are then, as they lie on it."""
    listed = [
        models.Place(
            id=place.id,
            code=place.code,
            name=place.name,
            kind=place.kind,
            parent=place.parent,
            valid_from=place.valid_from,
            valid_until=place.valid_until,
            successor=place.successor,
        )
        for place in studio.places(None if date is None else day_of(date))
    ]
    return models.Places(places=listed)


@router.get(
    "/plan", summary="What airs, and why or why not", responses=problems(NotFound, Invalid, Unavailable)
)
def plan(
    station: str, studio: StudioDep, language: LanguageDep, date: Annotated[str | None, Query()] = None
) -> models.Plan:
    """The plan of `station` for `date` (by default the day that is shown)."""
    return _plan(studio.plan(station, studio.today() if date is None else day_of(date)), language)


def _plan(plan: DayPlan, language: Language) -> models.Plan:
    return models.Plan(
        station=plan.station,
        date=plan.date,
        sessions=[_session(session, language) for session in plan.sessions],
        silent=[
            models.Silent(slot=each.slot.id, name=each.slot.name, reason=each.reason.said(language))
            for each in plan.silent
        ],
        relays=[_relay(plan, each, language) for each in (*plan.relays, *plan.resting)],
        left_out=[
            models.LeftOut(script=each.script, title=each.title, reason=each.reason.said(language))
            for each in plan.left_out
        ],
        targets=[_outcome(each, language) for each in plan.targets],
    )


def _relay(plan: DayPlan, each: PlannedRelay, language: Language) -> models.PlannedRelay:
    own = plan.stand_in(each.relay.slot)
    return models.PlannedRelay(
        relay=each.relay.id,
        name=each.relay.name,
        starts_at=each.relay.starts_on(plan.date),
        duration_s=each.relay.duration_s,
        airs=each.airs,
        reason=each.reason.said(language),
        instead=relay_told.instead(plan, each.relay).said(language) if each.airs else None,
        own=None if own is None else _session(own, language),
    )


def _session(session: PlannedSession, language: Language) -> models.Session:
    return models.Session(
        slot=session.slot.id,
        name=session.slot.name,
        starts_at=session.starts,
        duration_s=round(session.duration_s, 3),
        gain_db=session.gain_db,
        items=[_item(item, language) for item in session.items],
    )


def _item(item: PlannedItem, language: Language) -> models.PlannedItem:
    return models.PlannedItem(
        script=item.clip.script,
        title=item.clip.title,
        campaign=item.clip.campaign,
        topic=item.clip.topic,
        klass=Class(item.klass.value),
        duration_s=round(item.clip.duration_s, 3),
        reason=item.reason.said(language),
    )


def _outcome(outcome: TargetOutcome, language: Language) -> models.TargetOutcome:
    return models.TargetOutcome(
        campaign=outcome.campaign,
        planned=outcome.planned,
        planned_minutes=round(outcome.planned_s / 60, 3),
        owed=outcome.owed,
        owed_minutes=round(outcome.owed_s / 60, 3),
        target=target_of(outcome.target),
        met=outcome.met,
        reason=outcome.reason.said(language),
        topics=dict(outcome.topics),
    )

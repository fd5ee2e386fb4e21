"""Places, campaigns, and the plan of a day with its reasons, to read."""

from typing import Annotated

from fastapi import APIRouter, Query

from broadcast.doors.api import models
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import LanguageDep, StudioDep, day_of
from broadcast.errors import Invalid, NotFound, Unavailable
from broadcast.language import Language
from broadcast.schedule import (
    Campaign,
    DayPlan,
    PlannedItem,
    PlannedRelay,
    PlannedSession,
    Target,
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


@router.get("/campaigns", summary="All campaigns")
def campaigns(studio: StudioDep) -> models.Campaigns:
    """Every campaign, with what is assumed in it."""
    return models.Campaigns(campaigns=[_campaign(each) for each in studio.campaigns()])


@router.get(
    "/plan", summary="What airs, and why or why not", responses=problems(NotFound, Invalid, Unavailable)
)
def plan(
    station: str, studio: StudioDep, language: LanguageDep, date: Annotated[str | None, Query()] = None
) -> models.Plan:
    """The plan of `station` for `date` (by default the day that is shown)."""
    return _plan(studio.plan(station, studio.today() if date is None else day_of(date)), language)


def _campaign(campaign: Campaign) -> models.Campaign:
    return models.Campaign(
        id=campaign.id,
        name=campaign.name,
        topics=[models.Topic(id=topic.id, name=topic.name) for topic in campaign.topics],
        places=list(campaign.places),
        valid_from=campaign.valid_from,
        valid_until=campaign.valid_until,
        baseline_plays=campaign.baseline_plays,
        baseline_minutes=campaign.baseline_s / 60,
        target=None if campaign.target is None else _target(campaign.target),
        ramp=[models.Stage(starts=stage.starts, target=_target(stage.target)) for stage in campaign.ramp],
        languages=list(campaign.languages),
        report_every_days=campaign.report_every_days,
        legal=campaign.legal,
        assumed=campaign.assumed,
        note=campaign.note,
    )


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
        klass=models.Class(item.klass.value),
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
        target=_target(outcome.target),
        met=outcome.met,
        reason=outcome.reason.said(language),
        topics=dict(outcome.topics),
    )


def _target(target: Target) -> models.Target:
    return models.Target(
        min=target.plays_min,
        max=target.plays_max or None,
        minutes_min=target.seconds_min / 60,
        minutes_max=target.seconds_max / 60 if target.seconds_max else None,
        share=target.share,
    )

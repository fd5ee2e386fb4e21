"""Quy định: the hours and caps of a station on a day, to read."""

from typing import Annotated, get_args

from fastapi import APIRouter, Query

from broadcast.doors.api import rules_models as models
from broadcast.doors.api.problems import problems
from broadcast.doors.asked import LanguageDep, StudioDep, day_of
from broadcast.doors.rule_words import Line, lines
from broadcast.errors import Invalid, NotFound
from broadcast.language import Language
from broadcast.schedule import LocalPolicy, Slot

router = APIRouter(prefix="/api/v1/stations", tags=["planning"])

_WEEKDAYS: tuple[models.Weekday, ...] = get_args(models.Weekday)


@router.get("/{station}/rules", summary="What holds there on a day", responses=problems(NotFound, Invalid))
def rules(
    station: str, studio: StudioDep, language: LanguageDep, date: Annotated[str | None, Query()] = None
) -> models.Rules:
    """Hours, caps, closed hours of `station` on `date` (by default today), and who laid them down."""
    book = studio.rulebook(station, studio.real_today() if date is None else day_of(date))
    policy = book.policy
    return models.Rules(
        station=book.station,
        date=book.day,
        slots=[_slot(slot) for slot in sorted(policy.slots, key=lambda slot: slot.starts)],
        days=[_WEEKDAYS[day] for day in sorted(policy.days)],
        daily_cap_minutes=policy.daily_cap_s / 60,
        quiet=[str(hours) for hours in policy.quiet],
        quieter=[models.RuleHours(hours=str(q.hours), gain_db=q.gain_db) for q in policy.quieter],
        gap_minutes=policy.gap_s / 60,
        genre_caps_minutes={cap.genre: cap.most_s / 60 for cap in policy.genre_caps},
        laid_down=[_laid_down(line, entry, language) for line in lines(book) for entry in line.by],
        changes=book.changes,
    )


def _slot(slot: Slot) -> models.RuleSlot:
    return models.RuleSlot(
        id=slot.id,
        name=slot.name,
        starts=str(slot),
        longest_minutes=slot.longest_s / 60,
        aim_minutes=slot.aim_s / 60,
        exactly=slot.exactly,
    )


def _laid_down(line: Line, entry: LocalPolicy, language: Language) -> models.LaidDown:
    return models.LaidDown(
        rule=line.rule.removesuffix("_s"),
        named=line.named.said(language),
        place=entry.place,
        legal=entry.legal,
        assumed=entry.assumed,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        prevails=entry.prevails,
    )

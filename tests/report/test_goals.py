"""What is reached and what is not: of days that are over, and of sessions that somebody knows."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from houses import COVID, SCHEDULE
from told_days import DAY, HOURS, line, told

from broadcast.asrun import AsRunLine, Told, judge
from broadcast.report import Aim, Asked, by_campaign, make_report
from broadcast.schedule import VIETNAM, LocalPolicy, Slot, Target


def shared(
    target: Target | None, lines: list[AsRunLine], told: list[Told], today: date, **kept: int
) -> Aim | None:
    """The aim of three days at two stations with three sessions a day; my-an is silent on the last."""
    last = DAY + timedelta(days=2)
    laid = {
        "cho-moi": [
            LocalPolicy(
                "cho-moi",
                slots=tuple(Slot(slot, slot, time(hour), 100.0, 100.0, "") for slot, hour in HOURS.items()),
            )
        ],
        "my-an": [LocalPolicy("my-an", slots=(), valid_from=last)],
    }
    house = replace(
        SCHEDULE,
        policies=laid,
        campaigns={"covid-19": replace(COVID, **{"baseline_plays": 0, "target": target, **kept})},
    )
    now = datetime.combine(today, time(23), VIETNAM)
    rows = list(by_campaign(make_report(house, Asked(DAY, last), judge(told, lines), now)))
    return next((row.aim for row in rows if row.campaign), None)


LATER = DAY + timedelta(days=9)


def test_a_share_of_sessions_that_nobody_published_is_not_reached() -> None:
    """Two days at both stations and one at kien-an are over; on the last my-an had nothing to air."""
    assert shared(Target(share=0.5), [], [], LATER) == Aim(days=5, met=0, baseline=0, least=0, most=0)


def test_a_share_is_reached_when_the_day_is_over_and_enough_of_its_sessions_aired() -> None:
    lines = [line(slot) for slot in HOURS]
    found = [shared(Target(share=0.5), lines, [told()], today) for today in (DAY, LATER)]
    assert [(aim.met, aim.days) for aim in found if aim] == [(0, 0), (1, 5)]


def test_where_nothing_was_to_air_plays_are_missing_and_a_share_is_not() -> None:
    found = shared(Target(plays_min=2, share=0.5), [], [], LATER)
    assert found is not None
    assert (found.days, found.met, found.least) == (6, 0, 12)


def test_what_was_aired_before_is_no_target() -> None:
    found = shared(None, [line()], [told()], LATER, baseline_plays=2)
    assert found == Aim(days=0, met=0, baseline=12, least=0, most=0)
    assert shared(None, [], [], LATER) is None

"""Green, late, silent: who reported a session within an hour, later, or not at all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from told_days import BEFORE, DAY, line, told

from broadcast.asrun import IN_TIME, Airing, Duty, Outcome, Standing, duty_of, judge

AIRINGS = judge([told()], [line("sang"), line("trua", Outcome.MISSED)]).airings
MORNING, NOON, EVENING = AIRINGS
ENDS = [airing.item.ends_at for airing in AIRINGS]
SECOND = timedelta(seconds=1)


def owed(
    came: Mapping[Airing, datetime],
    now: datetime,
    since: datetime | None = BEFORE,
    airings: tuple[Airing, ...] = AIRINGS,
) -> Duty:
    received = {airing.lines[0].id: at for airing, at in came.items()}
    return duty_of("kien-an", airings, received, since, now)


def test_a_report_within_the_hour_is_in_time_and_after_it_late() -> None:
    came = {MORNING: ENDS[0] + IN_TIME, NOON: ENDS[1] + IN_TIME + SECOND}
    duty = owed(came, ENDS[1] + 2 * IN_TIME)
    assert (duty.in_time, duty.late, duty.missing, duty.standing) == (1, 1, (), Standing.LATE)


def test_a_session_is_missing_once_its_hour_of_grace_is_over_and_not_before() -> None:
    came = {MORNING: ENDS[0], NOON: ENDS[1]}
    assert owed(came, ENDS[2] + IN_TIME - SECOND).standing is Standing.GREEN
    over = owed(came, ENDS[2] + IN_TIME)
    assert (over.missing, over.standing, over.owed) == ((EVENING,), Standing.SILENT, 3)


def test_a_report_that_it_was_missed_is_a_report() -> None:
    duty = owed({MORNING: ENDS[0], NOON: ENDS[1]}, ENDS[1] + IN_TIME)
    assert NOON.line is not None
    assert NOON.line.outcome is Outcome.MISSED
    assert (duty.in_time, duty.standing) == (2, Standing.GREEN)


def test_a_station_without_a_player_owes_nothing() -> None:
    duty = owed({MORNING: ENDS[0], NOON: ENDS[1]}, ENDS[2] + IN_TIME, since=None)
    assert (duty.owed, duty.standing) == (0, Standing.NO_PLAYER)


@pytest.mark.parametrize(("since", "missing"), [(ENDS[0], 2), (ENDS[2], 0)])
def test_what_began_before_the_station_was_first_heard_of_is_not_owed(since: datetime, missing: int) -> None:
    silent = judge([told()], []).airings
    assert len(owed({}, ENDS[2] + IN_TIME, since, silent).missing) == missing


def test_nothing_is_owed_of_a_session_that_was_made_when_it_was_over() -> None:
    late = tuple(replace(airing, in_time=False) for airing in judge([told()], []).airings)
    duty = owed({}, ENDS[2] + IN_TIME, airings=late)
    assert (duty.owed, duty.standing) == (0, Standing.NOT_DUE)


def test_of_several_lines_the_first_that_came_counts() -> None:
    twice = judge([told()], [line("sang"), line("sang", id="again")]).airings[:1]
    received = {twice[0].lines[0].id: ENDS[0] + 3 * IN_TIME, twice[0].lines[1].id: ENDS[0]}
    assert duty_of("kien-an", twice, received, BEFORE, ENDS[0] + 4 * IN_TIME).in_time == 1
    assert twice[0].date == DAY

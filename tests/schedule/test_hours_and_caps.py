from datetime import date, datetime, time, timedelta, timezone

import pytest
from planning import EVENING, MORNING, NOON, schedule, slot

from broadcast.schedule import Hours, LocalPolicy, Policy, Quieter
from broadcast.schedule.hours import minutes, written
from broadcast.schedule.policy import Slot, hour_faults, inherited, over_cap, overlaps

HOUR = 3600.0


@pytest.mark.parametrize(
    ("from_h", "until_h", "meets"),
    [
        (5, 5.25, False),
        (4.9, 5.1, True),
        (0, 1, True),
        (20.75, 21, False),
        (20.75, 21.01, True),
        (23.9, 24.2, True),
    ],
)
def test_quiet_hours_run_over_midnight(from_h: float, until_h: float, meets: bool) -> None:  # noqa: FBT001
    assert Hours(time(21), time(5)).meets(from_h * HOUR, until_h * HOUR) is meets


def test_hours_within_a_day_also_catch_what_runs_past_midnight() -> None:
    early = Hours(time(0, 30), time(2))
    assert early.meets(23 * HOUR, 25 * HOUR)
    assert not early.meets(23 * HOUR, 24.25 * HOUR)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (slot(time(3, 15)), "03:15 là giờ cấm phát (21:00-05:00)"),
        (slot(time(4, 59), 1), "04:59 là giờ cấm phát (21:00-05:00)"),
        (slot(time(21)), "21:00 là giờ cấm phát (21:00-05:00)"),
        (slot(time(20, 50), 15), "khung 20:50 có thể phát tới 21:05, vào giờ cấm phát (21:00-05:00)"),
        (slot(time(20), 300), "khung 20:00 kéo qua nửa đêm"),
    ],
)
def test_a_session_in_a_closed_hour_is_refused(given: Slot, said: str) -> None:
    assert [fault.what.vi for fault in hour_faults(Policy(), given)] == [said]


@pytest.mark.parametrize("given", [slot(MORNING), slot(time(20, 45), 15), slot(time(11), 600)])
def test_a_session_in_an_open_hour_is_not(given: Slot) -> None:
    assert not list(hour_faults(Policy(), given))


def test_sessions_overlap_only_on_a_common_day() -> None:
    first, second = slot(MORNING, 61), slot(time(6))
    assert list(overlaps([second, first])) == [(first, second)]
    weekdays, weekend = slot(MORNING, 61, days=(0, 1)), slot(time(6), days=(5, 6))
    assert not list(overlaps([weekdays, weekend]))


def test_sessions_that_touch_do_not_overlap() -> None:
    assert not list(overlaps([slot(MORNING, 60), slot(time(6))]))


def test_a_session_longer_than_the_daily_cap_is_found() -> None:
    long, short = slot(MORNING, 30), slot(NOON, 15)
    assert [found for found, _ in over_cap(Policy((long, short), 20 * 60))] == [long]


def test_volume_falls_when_the_session_touches_the_quieter_hours() -> None:
    policy = Policy()
    assert policy.gain_db(slot(time(5, 50), 15)) == -6.0
    assert policy.gain_db(slot(time(6), 15)) == 0.0


def test_a_place_inherits_what_it_does_not_say() -> None:
    evening = slot(EVENING)
    quiet, loud = (Hours(time(22), time(5)),), (Quieter(Hours(time(5), time(6)), -3.0),)
    district = LocalPolicy("huyen", (slot(MORNING),), 2700, quiet, loud, "QĐ 1", assumed=False)
    commune = LocalPolicy("xa", slots=(evening,), assumed=True)
    policy = inherited([commune, district])
    assert policy == Policy((evening,), 2700, quiet, loud, "QĐ 1", assumed=True)


def test_the_hour_is_vietnamese_wall_clock() -> None:
    starts = slot(MORNING).starts_on(date(2020, 8, 6))
    assert starts == datetime(2020, 8, 6, 5, tzinfo=timezone(timedelta(hours=7)))


def test_the_sessions_of_some_days_in_order() -> None:
    days = [date(2020, 8, 7), date(2020, 8, 6)]
    starts = schedule([slot(EVENING), slot(MORNING)]).starts("an", days)
    assert [f"{each:%d %H:%M}" for each in starts] == ["06 05:00", "06 17:00", "07 05:00", "07 17:00"]


@pytest.mark.parametrize(
    ("seconds", "vi"),
    [(60, "1 phút"), (90, "1,5 phút"), (61, "1,1 phút"), (2700, "45 phút"), (0.1, "0,1 phút")],
)
def test_minutes_are_rounded_up_to_a_tenth(seconds: float, vi: str) -> None:
    assert minutes(seconds).vi == vi


def test_dates_are_written_as_in_official_letters() -> None:
    assert written(date(2020, 8, 6)).vi == "06/8/2020"
    assert written(date(2021, 2, 16)).vi == "16/02/2021"

"""Hours and caps by the day: three days of storm, schools, weekends, mergers, stations of two places."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planning import DAY, EVENING, MORNING, NOON, planned, schedule, slot, standing

from broadcast.schedule import Change, Hours, LocalPolicy, Place, Policy, Quieter, Reform, Schedule, Tie
from broadcast.schedule.policy import hour_faults

EVERY_HOUR = tuple(slot(time(hour), 5) for hour in range(7, 21))
STORM = LocalPolicy(
    "huyen",
    EVERY_HOUR,
    daily_cap_s=90 * 60,
    assumed=True,
    valid_from=DAY,
    valid_until=DAY + timedelta(days=2),
)


def starts(house: Schedule, day: date, station: str = "an") -> list[str]:
    return [str(each) for each in house.slots(station, day)]


def test_in_a_storm_every_hour_airs_for_three_days_and_then_all_is_as_before() -> None:
    house = schedule(policies=[STORM])
    usual = ["05:00", "11:00", "17:00"]
    days = [DAY + timedelta(days=ahead) for ahead in range(-1, 4)]
    assert [starts(house, day) for day in days] == [
        usual,
        *[[f"{h:02d}:00" for h in range(7, 21)]] * 3,
        usual,
    ]
    plan = planned(house, standing(3, repeat=14))
    assert len(plan.sessions) == 14
    assert planned(house, standing(3, repeat=14), day=days[-1]).sessions[0].slot.starts == MORNING


def test_a_commune_keeps_its_own_hours_unless_the_storm_prevails() -> None:
    own = LocalPolicy("an", slots=(slot(EVENING),), assumed=True)
    assert starts(schedule(policies=[own, STORM]), DAY) == ["17:00"]
    prevailing = schedule(policies=[own, replace(STORM, prevails=True)])
    assert len(starts(prevailing, DAY)) == 14
    assert starts(prevailing, DAY + timedelta(days=3)) == ["17:00"]


def test_what_holds_from_a_day_on_replaces_what_always_held() -> None:
    house = schedule(policies=[LocalPolicy("huyen", daily_cap_s=1800, assumed=True, valid_from=DAY)])
    assert [house.policy("an", day).daily_cap_s for day in (DAY - timedelta(days=1), DAY)] == [2700, 1800]


def test_a_ward_airs_from_monday_to_friday_whatever_the_sessions_say() -> None:
    house = schedule(policies=[LocalPolicy("an", days=(0, 1, 2, 3, 4), assumed=True)])
    week = [date(2020, 8, 3) + timedelta(days=ahead) for ahead in range(7)]
    assert [len(starts(house, day)) for day in week] == [3, 3, 3, 3, 3, 0, 0]
    assert [len(starts(house, day, "binh")) for day in week] == [3] * 7


def test_on_a_day_of_mourning_nothing_airs() -> None:
    silent = LocalPolicy("huyen", slots=(), assumed=True, valid_from=DAY, valid_until=DAY)
    house = schedule(policies=[silent])
    assert (starts(house, DAY), house.silent("an", DAY)) == ([], True)
    assert not house.silent("an", DAY + timedelta(days=1))


def test_volume_follows_the_hour_and_what_stands_near() -> None:
    night, school = Hours(time(5), time(6)), Hours(time(5), time(7))
    quieter = (Quieter(night, -6.0), Quieter(school, -16.0, near="truong-hoc"))
    house = schedule(policies=[LocalPolicy("huyen", quieter=quieter, assumed=True)])
    stations = house.stations | {"an": replace(house.stations["an"], near=("truong-hoc",))}
    places = house.places | {"binh": replace(house.places["binh"], near=("truong-hoc",))}
    house = replace(house, stations=stations, places=places)
    for station, expected in (("an", [-16, -16, 0]), ("binh", [-16, -16, 0]), ("chau", [-6, 0, 0])):
        policy = house.policy_at(station, DAY)
        assert [policy.gain_db(slot(at)) for at in (time(5, 30), time(6, 30), NOON)] == expected


def test_a_station_of_two_places_obeys_the_stricter_of_both() -> None:
    house = schedule(
        policies=[
            LocalPolicy("an", daily_cap_s=40 * 60, quiet=(Hours(time(22), time(4)),), assumed=True),
            LocalPolicy(
                "binh",
                slots=(slot(EVENING),),
                daily_cap_s=20 * 60,
                quiet=(Hours(time(20), time(6)), Hours(time(11), time(13))),
                quieter=(Quieter(Hours(time(17), time(18)), -3.0),),
                assumed=True,
            ),
        ]
    )
    both = replace(house.stations["an"], serves=(Tie("an"), Tie("binh", DAY)))
    house = replace(house, stations=house.stations | {"an": both})
    before, policy = house.policy_at("an", DAY - timedelta(days=1)), house.policy_at("an", DAY)
    assert before == house.policy("an", DAY)
    assert (policy.slots, policy.daily_cap_s) == (before.slots, 20 * 60)
    assert [bool(list(hour_faults(policy, each))) for each in policy.slots] == [True, True, False]
    assert policy.gain_db(slot(EVENING)) == -3.0
    plan = planned(house, standing(5))
    assert [str(session.slot) for session in plan.sessions] == ["17:00"]
    assert [str(each.reason.vi) for each in plan.silent] == [
        "05:00 là giờ cấm phát (20:00-06:00)",
        "11:00 là giờ cấm phát (11:00-13:00)",
    ]


def merged(*policies: LocalPolicy) -> Schedule:
    """An and Bình become one commune on DAY."""
    house = schedule(policies=policies)
    places = house.places | {"moi": Place("moi", "1", "Mới", "xã", "huyen")}
    kept = house.policies | {"moi": tuple(each for each in policies if each.place == "moi")}
    reform = Reform(DAY, (Change(("an", "binh"), ("moi",)),), "nhập", "NQ 1")
    return replace(house, places=places, policies=kept, reforms=(reform,))


EVE = DAY - timedelta(days=1)


def test_what_an_old_commune_laid_down_holds_at_its_station_until_the_new_one_speaks() -> None:
    old = LocalPolicy("an", daily_cap_s=1200, assumed=True)
    silent = merged(old)
    assert [silent.policy_at("an", day).daily_cap_s for day in (EVE, DAY)] == [1200, 1200]
    assert silent.policy_at("binh", DAY).daily_cap_s == 2700
    spoken = merged(old, LocalPolicy("moi", daily_cap_s=1500, assumed=True))
    assert [spoken.policy_at("an", day).daily_cap_s for day in (EVE, DAY)] == [1200, 1500]
    assert [spoken.policy_at("binh", day).daily_cap_s for day in (EVE, DAY)] == [2700, 1500]


def test_what_is_said_to_end_ends_with_the_old_commune() -> None:
    house = merged(LocalPolicy("an", daily_cap_s=1200, assumed=True, valid_until=EVE))
    assert [house.policy_at("an", day).daily_cap_s for day in (EVE, DAY)] == [1200, 2700]


# ---- whatever is laid down

FIRST = date(2020, 8, 1)
OFFSETS = st.none() | st.integers(0, 12)


@st.composite
def windows(draw: st.DrawFn) -> list[tuple[date | None, date | None]]:
    """Spans of which any two are apart or lie one within the other."""
    kept: list[tuple[float, float]] = []
    for _ in range(draw(st.integers(0, 4))):
        low, high = draw(OFFSETS), draw(OFFSETS)
        one = (-1e9 if low is None else low, 1e9 if high is None else high)
        if one[0] <= one[1] and one not in kept and all(_apart_or_within(one, other) for other in kept):
            kept.append(one)
    return [(_day(first), _day(last)) for first, last in kept]


def _day(offset: float) -> date | None:
    return None if abs(offset) > 1e8 else FIRST + timedelta(days=offset)


def _apart_or_within(one: tuple[float, float], other: tuple[float, float]) -> bool:
    apart = one[1] < other[0] or other[1] < one[0]
    within = (other[0] <= one[0] and one[1] <= other[1]) or (one[0] <= other[0] and other[1] <= one[1])
    return apart or within


@st.composite
def laid_down(draw: st.DrawFn, place: str) -> list[LocalPolicy]:
    hours = st.builds(
        Hours, st.sampled_from([time(19), time(21)]), st.sampled_from([time(4), time(5, 10), time(8)])
    )
    some_slots = st.lists(
        st.sampled_from([slot(MORNING), slot(NOON), slot(EVENING), slot(time(19, 30), 20)]), unique=True
    )
    return [
        LocalPolicy(
            place,
            slots=draw(st.none() | some_slots.map(tuple)),
            daily_cap_s=draw(st.none() | st.sampled_from([900.0, 1800.0])),
            quiet=draw(st.none() | st.tuples(hours)),
            assumed=True,
            valid_from=first,
            valid_until=last,
        )
        for first, last in draw(windows())
    ]


def by_hand(entries: Sequence[LocalPolicy], line: Sequence[str], field: str, day: date) -> object:
    """The nearest place that says something about that day, and of its entries that of the fewest days."""
    for place in line:
        said = [e for e in entries if e.place == place and getattr(e, field) is not None]
        on = [e for e in said if (e.valid_from or date.min) <= day <= (e.valid_until or date.max)]
        if on:
            return getattr(
                min(on, key=lambda e: (e.valid_until or date.max) - (e.valid_from or date.min)), field
            )
    return getattr(Policy(), field)


houses = st.tuples(laid_down("an"), laid_down("huyen"), laid_down("moi"))
days = st.integers(-2, 14).map(lambda ahead: FIRST + timedelta(days=ahead))


@given(houses, days, st.sampled_from(["an", "binh", "chau"]))
def test_on_every_day_exactly_the_policy_of_that_day_holds(
    given_: tuple[list[LocalPolicy], ...], day: date, station: str
) -> None:
    entries = [each for some in given_ for each in some]
    house = merged(*entries)
    base = house.policies["huyen"][0]
    house = replace(
        house, policies={**house.policies, "huyen": tuple(e for e in entries if e.place == "huyen")}
    )
    assert base not in house.policies["huyen"]
    line = [station, "huyen"]
    if day >= DAY and station != "chau":
        line = ["moi", station, "huyen"]
    policy = house.policy_at(station, day)
    for field in ("slots", "daily_cap_s", "quiet"):
        assert getattr(policy, field) == by_hand(entries, line, field, day)


@given(houses, days, st.sampled_from(["an", "binh"]))
def test_nothing_is_planned_in_a_quiet_minute_of_any_day(
    given_: tuple[list[LocalPolicy], ...], day: date, station: str
) -> None:
    house = merged(*[each for some in given_ for each in some if each.place != "huyen"])
    both = replace(house.stations[station], serves=(Tie("an"), Tie("binh"), Tie("chau", DAY)))
    house = replace(house, stations=house.stations | {station: both})
    quiet = {
        minute
        for line in house.lines(station, day)
        for hours in house.policy(line[0], day).quiet
        for minute in range(1440)
        if _within(hours, minute)
    }
    plan = planned(house, standing(4, repeat=3), station, day)
    sounding = {
        session.starts.hour * 60 + session.starts.minute + passed
        for session in plan.sessions
        for passed in range(int(session.slot.longest_s // 60))
    }
    assert not sounding & quiet


def _within(hours: Hours, minute: int) -> bool:
    start, end = (at.hour * 60 + at.minute for at in (hours.starts, hours.ends))
    return start <= minute < end if start < end else minute >= start or minute < end


@pytest.mark.parametrize("field", ["slots", "daily_cap_s", "quiet", "quieter", "days"])
def test_every_field_may_be_laid_down_for_a_time(field: str) -> None:
    value = {
        "slots": (slot(EVENING),),
        "daily_cap_s": 60.0,
        "quiet": (Hours(time(20), time(6)),),
        "quieter": (Quieter(Hours(time(20), time(21)), -1.0),),
        "days": (0,),
    }[field]
    entry = LocalPolicy("an", assumed=True, valid_from=DAY, valid_until=DAY, **{field: value})  # type: ignore[arg-type]
    house = schedule(policies=[entry])
    held = [getattr(house.policy("an", DAY + timedelta(days=ahead)), field) for ahead in (-1, 0, 1)]
    assert [each == value for each in held] == [False, True, False]

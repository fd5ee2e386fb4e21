"""Vì sao không: every reason is true, and what would help does help."""

import random
import re
from collections import Counter
from dataclasses import replace
from datetime import time

from planning import (
    EVENING,
    MORNING,
    NOON,
    aired,
    campaign,
    candidate,
    covid,
    planned,
    reasons,
    schedule,
    slot,
    standing,
)

from broadcast.schedule import Candidate, DayPlan, GenreCap, LocalPolicy, Placement, Schedule, Slot, Target
from broadcast.script import BulletinClass


def silent(plan: DayPlan) -> dict[int, str]:
    return {each.slot.starts.hour: each.reason.vi for each in plan.silent}


def test_a_session_that_the_cap_keeps_silent_is_not_called_full() -> None:
    plan = planned(
        schedule([slot(MORNING, 3, 2), slot(EVENING, 3)], cap_min=3), [candidate("a", 60), candidate("b", 60)]
    )
    assert len(aired(plan)) == 1
    cap = "mức 3 phút một ngày còn 1,4 phút, bài này cần 1,7 phút"
    assert silent(plan) == {17: cap}
    assert list(reasons(plan).values()) == [f"khung 05:00 đã đầy; {cap}"]


def test_the_gap_is_told_where_it_keeps_a_session_silent() -> None:
    own = LocalPolicy("an", gap_s=36_000.0)
    plan = planned(
        schedule([slot(MORNING, 5), slot(NOON, 5)], 60, policies=[own]), [candidate("a", 60, repeat=2)]
    )
    told = "một bài chỉ phát lại sau 600 phút; khung 05:00 và 11:00 cách nhau 355 phút"
    assert silent(plan) == {11: told}


def test_the_cap_of_a_genre_is_told_where_it_keeps_a_session_silent() -> None:
    own = LocalPolicy("an", genre_caps=(GenreCap("tin", 100.0),))
    plan = planned(
        schedule([slot(MORNING, 5), slot(EVENING, 5)], 60, policies=[own]), [candidate("a", 60, repeat=2)]
    )
    assert silent(plan) == {17: "thể loại tin chỉ được 1,7 phút một ngày, thêm bài này quá 0:20"}


def test_a_campaign_whose_minutes_hold_no_script_says_so() -> None:
    wanted = campaign(target=Target(1, 0, 0, 60))
    plan = planned(schedule(campaigns=[wanted]), [candidate("a", 90, campaign="covid-19", topic="x")])
    told = "chiến dịch covid-19 chỉ được 1 phút một ngày, thêm bài này quá 0:30"
    assert reasons(plan) == {"a": told}
    assert plan.targets[0].reason.vi == f"thiếu 1 lượt: {told}"


def test_a_language_without_any_script_is_missing() -> None:
    """Long Phú ordered Vietnamese and Khmer."""
    both = campaign(2, 6, languages=("vi", "km"))
    (told,) = planned(schedule(campaigns=[both]), covid(6)).targets
    assert not told.met
    assert told.reason.vi == "chưa có bài tiếng Khmer: cần ít nhất một bài đã duyệt còn hiệu lực"
    khmer = candidate("km-1", campaign="covid-19", topic="x", language="km")
    plan = planned(schedule(campaigns=[both]), [*covid(6), khmer])
    assert plan.targets[0].met
    assert "km-1" in aired(plan)


def test_what_somebody_takes_out_does_not_air_at_all() -> None:
    """Of two scripts each airs twice in one session."""
    house = schedule([slot(MORNING, 15)], campaigns=[campaign(4, 4)])
    scripts = [candidate(name, campaign="covid-19", topic="x") for name in "ab"]
    assert sorted(aired(planned(house, scripts))) == ["a", "a", "b", "b"]
    plan = planned(house, scripts, placements=[Placement("a", None, by="Lan")])
    assert "a" not in aired(plan)
    assert plan.placed[0].honoured


def test_both_limits_are_told_where_both_bind() -> None:
    """A cap of four minutes and a session of four: neither alone would help."""
    house = schedule([slot(time(6), 4)], 4, [campaign(4, 0)])
    scripts = [candidate(f"a{n}", 60, campaign="covid-19", topic="x") for n in range(4)]
    (told,) = planned(house, scripts).targets
    found = re.fullmatch(
        r"thiếu 1 lượt: khung 06:00 cần dài thêm ([\d,]+) phút và mức 4 phút một ngày cần thêm ([\d,]+) phút",
        told.reason.vi,
    )
    assert found, told.reason.vi
    longer, wider = (float(each.replace(",", ".")) for each in found.groups())
    raised = schedule([slot(time(6), 4 + longer)], 4 + wider, [campaign(4, 0)])
    assert planned(raised, scripts).targets[0].met


def test_no_session_is_told_to_grow_into_the_next_one() -> None:
    house = schedule([slot(time(6), 4), slot(time(6, 5), 4)], 60, [campaign(9, 0)])
    scripts = [candidate(f"a{n}", 60, campaign="covid-19", topic="x") for n in range(9)]
    (told,) = planned(house, scripts).targets
    assert "khung 06:05 cần dài thêm" in told.reason.vi


def test_what_goes_before_takes_its_part_of_what_is_needed() -> None:
    """An emergency waits as well: it would take the time that is added."""
    scripts = [candidate(f"a{n}", 40, campaign="covid-19", topic="x") for n in range(3)]
    scripts += [candidate(name, 150, klass=BulletinClass.EMERGENCY) for name in ("e1", "e2")]

    def house(cap_min: float) -> Schedule:
        return schedule([slot(MORNING, 15), slot(EVENING, 15)], cap_min, [campaign(3, 5)])

    (told,) = planned(house(4), scripts).targets
    found = re.search(r"mức 4 phút một ngày cần thêm ([\d,]+) phút", told.reason.vi)
    assert found
    assert planned(house(4 + float(found[1].replace(",", "."))), scripts).targets[0].met


def _small_day(number: int) -> tuple[list[Slot], float, list[Candidate], int]:
    chance = random.Random(number)
    hours = sorted(chance.sample(range(5, 20), chance.randint(1, 4)))
    slots = [slot(time(hour), chance.choice([2, 3, 4, 6, 10])) for hour in hours]
    cap_min = max(chance.choice([3, 5, 8, 12, 20]), *(each.longest_s / 60 for each in slots))
    own = [
        candidate(f"a{n}", chance.uniform(15, 90), campaign="covid-19", topic=f"t{n % 3}")
        for n in range(chance.randint(1, 6))
    ]
    return slots, cap_min, [*own, *standing(chance.randint(0, 6))], chance.randint(2, 8)


def test_what_would_help_helps_nearly_always_when_it_is_done() -> None:
    """It counts the time of the plays that lack, not of what else the longer day takes up."""
    became: Counter[str] = Counter()
    for number in range(250):
        slots, cap_min, scripts, low = _small_day(number)
        (before,) = planned(schedule(slots, cap_min, [campaign(low, 0)]), scripts).targets
        longer = dict(re.findall(r"khung (\d\d:\d\d) cần dài thêm ([\d,]+)", before.reason.vi))
        wider = re.findall(r"một ngày cần thêm ([\d,]+)", before.reason.vi)
        if before.met or not (longer or wider):
            continue
        more_s = {hour: 60 * float(each.replace(",", ".")) for hour, each in longer.items()}
        raised = [
            replace(each, longest_s=each.longest_s + by_s, aim_s=each.aim_s + by_s)
            for each in slots
            for by_s in [more_s.get(str(each), 0.0)]
        ]
        cap_min += sum(float(each.replace(",", ".")) for each in wider)
        (after,) = planned(schedule(raised, cap_min, [campaign(low, 0)]), scripts).targets
        became["helped" if after.planned > before.planned else "not"] += 1
    assert became["helped"] >= 30
    assert became["not"] <= became["helped"] / 7

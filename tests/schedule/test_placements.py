"""What people place by hand: done where the rules allow it, told where they do not, and never lost."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from planning import (
    DAY,
    FRAME,
    aired,
    campaign,
    candidate,
    covid,
    genre_s,
    planned,
    reasons,
    schedule,
    slot,
    standing,
    too_near,
)
from test_planner_properties import many, schedules, scripts

from broadcast.schedule import (
    VIETNAM,
    Candidate,
    DayPlan,
    Locked,
    Placement,
    Schedule,
    plan_day,
)
from broadcast.schedule import (
    standing as holding,
)
from broadcast.script import BulletinClass

MORNING, NOON, EVENING = "slot-0500", "slot-1100", "slot-1700"
TINY = 1e-6


def names(plan: DayPlan, slot: str) -> list[str]:
    """The scripts of one session, in order."""
    found = [each for each in plan.sessions if each.slot.id == slot]
    return [item.clip.script or "" for each in found for item in each.items]


def item(plan: DayPlan, script: str) -> tuple[str, str]:
    """Why it airs, and by whose hand."""
    for session in plan.sessions:
        for each in session.items:
            if each.clip.script == script:
                return each.reason.vi, each.by
    raise AssertionError(script)


def test_a_moved_item_leaves_its_session_and_the_others_stay_where_they_were() -> None:
    house, fit = schedule(), standing(9, repeat=1)
    before = planned(house, fit)
    moved = names(before, MORNING)[1]
    wish = Placement(moved, NOON, 0, moved_from=MORNING, by="Lan")
    after = planned(house, fit, placements=[wish])
    assert names(after, NOON) == [moved, *names(before, NOON)]
    assert names(after, MORNING) == [each for each in names(before, MORNING) if each != moved]
    assert names(after, EVENING) == names(before, EVENING)
    assert item(after, moved) == ("Lan đặt vào buổi này", "Lan")
    assert [each.honoured for each in after.placed] == [True]


def test_within_a_session_only_the_order_changes_and_the_reason_stays() -> None:
    house, fit = schedule(), standing(9, repeat=1)
    before = planned(house, fit)
    first, *others = names(before, MORNING)
    after = planned(house, fit, placements=[Placement(first, MORNING, 99, by="Lan")])
    assert names(after, MORNING) == [*others, first]
    assert item(after, first) == ("bài thường xuyên lấp chỗ", "Lan")


def test_what_is_taken_out_airs_nowhere_that_day_and_another_takes_its_time() -> None:
    house = schedule([slot(longest_min=3)], campaigns=[campaign(2, 3)])
    fit = covid(8)
    before = planned(house, fit)
    gone = aired(before)[0]
    after = planned(house, fit, placements=[Placement(gone, None, by="Lan")])
    assert gone not in aired(after)
    assert reasons(after)[gone] == "Lan cho nghỉ phát ngày này ở đài này"
    assert len(aired(after)) == len(aired(before))


def test_a_full_session_says_how_much_is_missing_and_keeps_what_it_has() -> None:
    house = schedule([slot(longest_min=3), slot(time(11), longest_min=3)], cap_min=45)
    fit = [candidate("a", 60), candidate("b", 40), candidate("dai", 100)]
    before = planned(house, fit)
    (full,) = [each.slot.id for each in before.sessions if "dai" not in names(before, each.slot.id)]
    origin = next(each.slot.id for each in before.sessions if "dai" in names(before, each.slot.id))
    after = planned(house, fit, placements=[Placement("dai", full, 0, moved_from=origin)])
    (outcome,) = after.placed
    assert not outcome.honoured
    assert outcome.note
    assert outcome.note.vi.startswith(f"buổi {full} đã đầy: thiếu 1:10")
    assert 69 < outcome.over_s < 70
    assert aired(after) == aired(before), "a move that cannot be done takes nothing away"


def test_priority_stays_before_normal_wherever_it_is_dropped() -> None:
    house = schedule([slot()])
    fit = [candidate("gap", klass=BulletinClass.PRIORITY), *standing(3, repeat=1)]
    normal = aired(planned(house, fit))[1]
    after = planned(house, fit, placements=[Placement(normal, MORNING, 0)])
    assert aired(after)[:2] == ["gap", normal]
    (outcome,) = after.placed
    assert outcome.honoured
    assert outcome.note
    assert "tin ưu tiên đứng trước" in outcome.note.vi


def test_an_emergency_is_not_moved_by_hand() -> None:
    house = schedule()
    fit = [candidate("khan", klass=BulletinClass.EMERGENCY), *standing(3)]
    for wish in (Placement("khan", None), Placement("khan", EVENING, 0, moved_from=MORNING)):
        after = planned(house, fit, placements=[wish])
        assert names(after, MORNING)[0] == "khan"
        (outcome,) = after.placed
        assert not outcome.honoured
        assert outcome.note
        assert outcome.note.vi == "tin khẩn cấp không dời bằng tay; muốn ngừng thì rút bài"


def test_what_may_not_air_is_told_by_its_own_reason() -> None:
    house = schedule(campaigns=[campaign(0, 1)])
    fit = [candidate("cu", valid_until=DAY - timedelta(days=1)), *covid(3), *standing(2)]
    after = planned(house, fit, placements=[Placement("cu", NOON, 0), Placement("khong-co", NOON)])
    expired, unknown = after.placed
    assert expired.note
    assert expired.note.vi == "hết hạn ngày 05/8/2020"
    assert unknown.note
    assert unknown.note.vi == "không còn bài này"
    second = next(each.script.id for each in covid(3) if each.script.id not in aired(after))
    (more,) = planned(house, fit, placements=[Placement(second, NOON)]).placed
    assert more.note
    assert more.note.vi == "chiến dịch covid-19 đã đủ 1 lượt trong ngày"


def test_a_locked_session_neither_takes_nor_gives() -> None:
    house, fit = schedule(), standing(9, repeat=1)
    before = planned(house, fit)
    until = datetime(2020, 8, 6, 5, 5, tzinfo=VIETNAM)
    locked = Locked(until, before.sessions[:1])
    given, other = names(before, MORNING)[0], names(before, NOON)[0]
    wishes = [Placement(given, NOON, 0, moved_from=MORNING), Placement(other, MORNING, 0, moved_from=NOON)]
    slots = house.policy("an", DAY).slots
    frames = {each.id: FRAME for each in slots}
    after = plan_day(house, "an", DAY, fit, frames, locked, wishes)
    assert aired(after) == aired(before)
    assert all(each.note and each.note.vi.startswith("buổi này đã phát") for each in after.placed)


def test_a_day_with_placements_stays_the_same_while_its_sessions_begin() -> None:
    house, fit = schedule(campaigns=[campaign()]), [*covid(5), *standing(6)]
    first = aired(planned(house, fit))[0]
    wishes = [Placement(first, EVENING, 0, moved_from=MORNING, by="Lan")]
    plan = planned(house, fit, placements=wishes)
    frames = {each.id: FRAME for each in house.policy("an", DAY).slots}
    for number in (1, 2):
        locked = Locked(plan.sessions[number - 1].starts, plan.sessions[:number])
        assert plan_day(house, "an", DAY, fit, frames, locked, wishes) == plan


def test_the_last_word_on_each_play_counts() -> None:
    one = Placement("a", NOON, 0, moved_from=MORNING)
    two = Placement("a", EVENING, 1, moved_from=NOON)
    assert holding([one, two]) == (replace(two, moved_from=MORNING),)
    back = Placement("a", MORNING, 2, moved_from=EVENING)
    assert holding([one, two, back]) == (replace(back, moved_from=None),)
    out = Placement("a", None)
    assert holding([one, out]) == (out,)
    assert holding([out, two]) == (two,)
    assert holding([one, replace(one, position=3)]) == (replace(one, position=3),)


@st.composite
def placements(draw: st.DrawFn, house: Schedule) -> list[Placement]:
    slots = [*(each.id for each in house.policy("an", DAY).slots), "khong-co"]
    wishes = st.builds(
        Placement,
        script=st.integers(0, 13).map("n{}".format),
        slot=st.sampled_from([*slots, *slots, None]),
        position=st.sampled_from([None, 0, 1, 2, 9]),
        moved_from=st.sampled_from([None, *slots]),
        by=st.just("Lan"),
    )
    decided = draw(st.lists(wishes, max_size=6))
    return list(holding(decided)) if draw(st.booleans()) else decided


@many
@given(st.data(), schedules(), scripts(), st.integers(0, 3))
def test_no_placement_breaks_a_rule(
    data: st.DataObject, house: Schedule, candidates: list[Candidate], headlines: int
) -> None:
    wishes = data.draw(placements(house))
    form = house.forms["f"]
    house = replace(house, forms={"f": replace(form, form=replace(form.form, headlines=headlines))})
    frame = replace(
        FRAME,
        headlined=replace(FRAME.call, key="headlined"),
        headlines={f"n{n}": replace(FRAME.call, key=f"h{n}", duration_s=4.0 * n) for n in range(0, 12, 2)},
        features={"x": replace(FRAME.call, key="feature")},
    )
    plan = planned(house, candidates, frame=frame, placements=wishes)
    policy = house.policy_at("an", DAY)
    order = [BulletinClass.EMERGENCY, BulletinClass.PRIORITY, BulletinClass.NORMAL]
    for session in plan.sessions:
        assert session.items
        assert session.duration_s <= session.slot.longest_s + TINY
        ends = session.starts + timedelta(seconds=session.duration_s)
        assert time(5) <= session.starts.time() < ends.time() <= time(21)
        ranks = [order.index(each.klass) for each in session.items]
        assert ranks == sorted(ranks)
    assert sum(session.duration_s for session in plan.sessions) <= policy.daily_cap_s + TINY
    row = aired(plan)
    assert all(first != second for first, second in pairwise(row))
    assert not too_near(plan, candidates, policy.gap_s)
    for cap in policy.genre_caps:
        assert genre_s(plan, candidates, cap.genre) <= cap.most_s + TINY
    assert {each.script.id for each in candidates} == set(row) | {left.script for left in plan.left_out}
    for outcome in plan.targets:
        plays = [i for s in plan.sessions for i in s.items if i.clip.campaign == outcome.campaign]
        assert len(plays) == outcome.planned <= outcome.target.most_plays
    emergencies = {each.script.id for each in candidates if each.script.klass is BulletinClass.EMERGENCY}
    by_itself = set(aired(planned(house, candidates, frame=frame)))
    assert emergencies & by_itself == emergencies & set(row)


@many
@given(st.data(), schedules(), scripts())
def test_every_placement_is_done_or_told(
    data: st.DataObject, house: Schedule, candidates: list[Candidate]
) -> None:
    wishes = list(holding(data.draw(placements(house))))
    plan = planned(house, candidates, placements=wishes)
    assert [each.placement for each in plan.placed] == wishes
    for outcome in plan.placed:
        wish = outcome.placement
        if not outcome.honoured:
            assert outcome.note
            continue
        if wish.slot is None:
            assert wish.script not in aired(plan)
        else:
            assert wish.script in names(plan, wish.slot)
            if outcome.note is None and wish.position is not None:
                row = names(plan, wish.slot)
                assert row.index(wish.script) == min(wish.position, len(row) - 1)
    assert plan == planned(house, candidates, placements=wishes)

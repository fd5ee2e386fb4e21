"""Phát lại: how soon a script may air again, and how long a genre may be heard in a day."""

from collections.abc import Sequence
from datetime import time, timedelta

from hypothesis import given
from hypothesis import strategies as st
from planning import (
    DAY,
    EVENING,
    aired,
    campaign,
    candidate,
    covid,
    genre_s,
    heard,
    planned,
    reasons,
    schedule,
    slot,
    standing,
    too_near,
)
from test_planner_properties import many

from broadcast.schedule import (
    Campaign,
    Candidate,
    DayPlan,
    GenreCap,
    LocalPolicy,
    Placement,
    Policy,
    Schedule,
)
from broadcast.schedule.policy import strictest
from broadcast.script import BulletinClass

HOUR_S = 3600.0
SIX_AND_SEVEN = (slot(time(6), 15), slot(time(7), 15), slot(EVENING, 15))


def house(gap_min: float = 0, songs_min: float | None = None, campaigns: Sequence[Campaign] = ()) -> Schedule:
    """At «an» sessions of 15 minutes at 6, 7 and 17 o'clock."""
    caps = None if songs_min is None else (GenreCap("ca-nhac", songs_min * 60),)
    own = LocalPolicy("an", gap_s=gap_min * 60, genre_caps=caps)
    return schedule(SIX_AND_SEVEN, 60, campaigns, policies=[own])


def hours_of(plan: DayPlan, script: str) -> list[int]:
    return [int(each.begins_s // HOUR_S) for each in heard(plan) if each.script == script]


def test_without_a_gap_a_script_airs_in_every_session() -> None:
    plan = planned(house(), [candidate("a", repeat=3), *standing(9)])
    assert hours_of(plan, "a") == [6, 7, 17]


def test_a_script_airs_again_only_after_the_gap() -> None:
    plan = planned(house(gap_min=60), [candidate("a", repeat=3), *standing(9)])
    assert len(hours_of(plan, "a")) == 2
    assert hours_of(plan, "a")[1] == 17


def test_the_gap_counts_from_the_latest_end_of_the_first_session() -> None:
    assert len(hours_of(planned(house(gap_min=45), [candidate("a", repeat=3), *standing(9)]), "a")) == 3
    assert len(hours_of(planned(house(gap_min=46), [candidate("a", repeat=3), *standing(9)]), "a")) == 2


def test_a_campaign_with_too_few_scripts_does_not_repeat_them_sooner_and_says_so() -> None:
    wanted = campaign(6, 9)
    free = planned(house(campaigns=[wanted]), [*covid(2), *standing(20)])
    held = planned(house(gap_min=60, campaigns=[wanted]), [*covid(2), *standing(20)])
    assert free.targets[0].met
    assert held.targets[0].planned == 4
    assert held.targets[0].reason.vi == (
        "thiếu 2 lượt: chỉ có 2 bài, mà một bài chỉ phát lại sau 60 phút; cần thêm bài khác hoặc giảm gap_min"
    )


def test_an_emergency_is_repeated_all_the_same() -> None:
    urgent = candidate("bao", klass=BulletinClass.EMERGENCY, repeat=3, genre="khan-cap")
    plan = planned(house(gap_min=600), [urgent, *standing(9)])
    assert aired(plan).count("bao") == 3


def test_nobody_puts_a_script_too_near_by_hand_and_is_told_why() -> None:
    put = [Placement("a", name, by="Lan") for name in ("slot-0600", "slot-0700")]
    one, other = planned(house(gap_min=60), [candidate("a"), *standing(3)], placements=put).placed
    assert one.honoured
    assert not other.honoured
    assert other.note is not None
    assert other.note.vi == "một bài chỉ phát lại sau 60 phút; khung 06:00 và 07:00 cách nhau 45 phút"


def test_what_stands_too_near_by_itself_gives_way_to_a_hand() -> None:
    scripts = [candidate("a"), *standing(3)]
    at = hours_of(planned(house(gap_min=60), scripts), "a")
    for hour in (6, 7, 17):
        put = Placement("a", f"slot-{hour:02d}00", by="Lan")
        plan = planned(house(gap_min=60), scripts, placements=[put])
        assert plan.placed[0].honoured
        assert hours_of(plan, "a") in ([hour], sorted({hour, *at}))


def test_a_genre_is_heard_no_longer_than_its_cap() -> None:
    songs = [candidate(f"hat-{n}", 60, genre="ca-nhac") for n in range(9)]
    plan = planned(house(songs_min=3), [*songs, *standing(4)])
    assert len([name for name in aired(plan) if name.startswith("hat")]) == 3
    left = [reason for name, reason in reasons(plan).items() if name.startswith("hat")]
    assert left == ["thể loại Ca nhạc chỉ được 3 phút một ngày, thêm bài này quá 1:00"] * 6


def test_no_cap_on_a_genre_holds_back_an_emergency_which_counts() -> None:
    urgent = candidate("bao", 200, klass=BulletinClass.EMERGENCY, genre="ca-nhac")
    plan = planned(house(songs_min=3), [urgent, candidate("hat", 20, genre="ca-nhac")])
    assert aired(plan) == ["bao"]


def test_a_campaign_that_its_genre_holds_back_says_which_cap() -> None:
    songs = [candidate(f"hat-{n}", 60, genre="ca-nhac", campaign="covid-19") for n in range(9)]
    plan = planned(house(songs_min=2, campaigns=[campaign(4, 9)]), songs)
    assert plan.targets[0].reason.vi == (
        "thiếu 2 lượt: thể loại Ca nhạc chỉ được 2 phút một ngày, thêm bài này quá 1:00"
    )


def test_loudspeakers_of_two_places_keep_the_longer_gap_and_the_smaller_cap() -> None:
    one = Policy(gap_s=60.0, genre_caps=(GenreCap("ca-nhac", 300.0), GenreCap("tin-buon", 60.0)))
    other = Policy(gap_s=90.0, genre_caps=(GenreCap("ca-nhac", 200.0),))
    both = strictest([one, other])
    assert both.gap_s == 90.0
    assert both.genre_caps == (GenreCap("ca-nhac", 200.0), GenreCap("tin-buon", 60.0))


def test_a_place_inherits_the_gap_and_may_lay_down_none() -> None:
    evening = LocalPolicy("huyen", gap_s=7200.0, valid_from=DAY, valid_until=DAY)
    made = schedule(policies=[evening, LocalPolicy("binh", gap_s=0.0)])
    assert made.policy_at("an", DAY).gap_s == 7200.0
    assert made.policy_at("an", DAY + timedelta(days=1)).gap_s == 0.0
    assert made.policy_at("binh", DAY).gap_s == 0.0


@st.composite
def crowded(draw: st.DrawFn) -> tuple[Schedule, list[Candidate]]:
    """Close sessions, few scripts that want to air often: every repeat is tempting."""
    hours = sorted(draw(st.sets(st.integers(6, 12), min_size=2, max_size=5)))
    slots = [slot(time(hour), draw(st.sampled_from([3, 10, 30]))) for hour in hours]
    own = LocalPolicy(
        "an",
        gap_s=draw(st.sampled_from([600.0, 1800.0, 3300.0, 5400.0])),
        genre_caps=(GenreCap("ca-nhac", draw(st.sampled_from([60.0, 130.0, 300.0]))),),
    )
    aims = [campaign(draw(st.integers(0, 8)), 9)]
    made = [
        candidate(
            f"n{number}",
            draw(st.sampled_from([20.0, 40.0, 65.0])),
            campaign=draw(st.sampled_from([None, "covid-19"])),
            klass=draw(st.sampled_from([BulletinClass.NORMAL] * 3 + [BulletinClass.PRIORITY])),
            genre=draw(st.sampled_from(["tin", "ca-nhac"])),
            repeat=draw(st.integers(1, 4)),
        )
        for number in range(draw(st.integers(1, 8)))
    ]
    return schedule(slots, 150, aims, policies=[own]), made


@many
@given(st.data(), crowded())
def test_no_repeat_is_too_near_and_no_genre_too_long(
    data: st.DataObject, given_: tuple[Schedule, list[Candidate]]
) -> None:
    house, scripts = given_
    wishes = data.draw(
        st.lists(
            st.builds(
                Placement,
                st.sampled_from([each.script.id for each in scripts]),
                st.sampled_from([each.id for each in house.policy_at("an", DAY).slots]),
                by=st.just("Lan"),
            ),
            max_size=4,
            unique_by=lambda wish: (wish.script, wish.slot),
        )
    )
    plan, policy = planned(house, scripts, placements=wishes), house.policy_at("an", DAY)
    assert not too_near(plan, scripts, policy.gap_s)
    assert genre_s(plan, scripts, "ca-nhac") <= policy.genre_caps[0].most_s + 1e-6

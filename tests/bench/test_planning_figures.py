"""The figures of `broadcast bench plan`, measured small."""

from broadcast.bench.country import DAYS, Size, country
from broadcast.bench.planning import stability, week
from broadcast.script import BulletinClass


def test_every_station_of_the_country_is_planned_and_withdrawals_again() -> None:
    figures = {each.name: each.value for each in week(Size(2, 3))}
    assert figures["plan.week.stations"] == 6
    assert figures["plan.withdrawn.week.plans"] >= figures["plan.withdrawn.day.plans"] > 0
    assert figures["plan.withdrawn.week.plans.worst"] == 2 * 7  # a priority item airs everywhere, every day


def test_priority_items_scripts_of_campaigns_and_standing_ones_are_withdrawn() -> None:
    made = country(Size(1))
    scripts = [each.script for each in made.candidates if each.script.id in made.withdrawn]
    assert {each.klass for each in scripts} == {BulletinClass.PRIORITY, BulletinClass.NORMAL}
    assert {each.campaign is None for each in scripts} == {True, False}


def test_a_withdrawn_script_airs_before_and_not_after() -> None:
    made = country(Size(2, 3))
    withdrawn = made.withdrawn[0]
    week_of = [made.planned(0, day, out) for out in ("", withdrawn) for day in DAYS]
    before, after = week_of[:7], week_of[7:]
    for plans, airs in ((before, True), (after, False)):
        aired = {
            item.clip.script for each in plans for plan in each for s in plan.sessions for item in s.items
        }
        assert (withdrawn in aired) is airs


def test_one_script_more_or_less_leaves_nearly_everything_where_it_was() -> None:
    figures = {each.name: each for each in stability(Size(1), every=7)}
    assert figures["plan.stability.moved"].ok

"""Stations of one place that are asked for the same."""

from dataclasses import replace

from planning import DAY, FRAME, aired, campaign, candidate, covid, planned, schedule, standing

from broadcast.programme import Clip, Frame
from broadcast.schedule import (
    Asked,
    Candidate,
    Choices,
    Pin,
    Placement,
    Plans,
    Schedule,
    Station,
    plan_stations,
)

CLUSTERS = ("an-1", "an-2", "an-3")


def house(*pins: Pin) -> Schedule:
    """A commune with three groups of loudspeakers beside its station, and another commune."""
    own = schedule(campaigns=[campaign(2, 5)], pins=pins)
    return replace(
        own, stations={**own.stations, **{name: Station(name, "an", f"Cụm {name}") for name in CLUSTERS}}
    )


def frames(call_s: float = 3.0, name: str = "call") -> dict[str, Frame]:
    frame = replace(FRAME, call=Clip(name, "", call_s))
    return {f"slot-{hour}": frame for hour in ("0500", "1100", "1700")}


SCRIPTS = [*covid(10), *standing(14)]


def grouped(of: Schedule, *asked: Asked, candidates: list[Candidate] | None = None) -> list[set[str]]:
    """Who shares a plan: what it says of its targets is one and the same."""
    plans, groups = Plans(of, DAY), dict[int, set[str]]()
    made = [plans.of(SCRIPTS if candidates is None else candidates, each) for each in asked]
    for plan in made:
        groups.setdefault(id(plan.targets), set()).add(plan.station)
    assert plans.number == len(groups)
    return list(groups.values())


def test_what_is_the_same_is_planned_once_and_comes_out_as_if_planned_for_each() -> None:
    of = house()
    asked = [Asked(name, frames(name=f"xướng-{name}")) for name in ("an", *CLUSTERS, "binh")]
    assert grouped(of, *asked) == [{"an", *CLUSTERS}, {"binh"}]
    for plan, each in zip(plan_stations(of, DAY, SCRIPTS, asked), asked, strict=True):
        alone = planned(of, SCRIPTS, each.station, frame=each.frames["slot-0500"])
        assert plan == alone
        assert {session.frame.call.key for session in plan.sessions} == {f"xướng-{each.station}"}


def test_stations_of_one_place_air_the_same_and_those_of_another_do_not() -> None:
    plans = list(
        plan_stations(house(), DAY, SCRIPTS, [Asked(name, frames()) for name in ("an-1", "an-2", "binh")])
    )
    assert aired(plans[0]) == aired(plans[1]) != aired(plans[2])


def test_longer_words_make_another_group() -> None:
    assert grouped(house(), Asked("an-1", frames(3)), Asked("an-2", frames(4))) == [{"an-1"}, {"an-2"}]


def test_a_script_for_one_of_them_alone_makes_another_group() -> None:
    only = [*SCRIPTS, candidate("rieng", places=("an-2",))]
    asked = [Asked(name, frames()) for name in CLUSTERS]
    assert grouped(house(), *asked, candidates=only) == [{"an-1", "an-3"}, {"an-2"}]
    airing = {plan.station for plan in plan_stations(house(), DAY, only, asked) if "rieng" in aired(plan)}
    assert airing == {"an-2"}


def test_a_pin_at_one_of_them_makes_another_group() -> None:
    pinned = house(Pin("tx-03", "an-3", "slot-1700", DAY, DAY))
    assert grouped(pinned, *(Asked(name, frames()) for name in CLUSTERS)) == [{"an-1", "an-2"}, {"an-3"}]


def test_what_people_decided_for_one_of_them_makes_another_group() -> None:
    hand = Asked("an-1", frames(), placements=(Placement("tx-03", None),))
    declined = Asked("an-2", frames(), choices=Choices(frozenset({"tx-03"})))
    assert grouped(house(), hand, declined, Asked("an-3", frames())) == [{"an-1"}, {"an-2"}, {"an-3"}]


def test_other_sounds_for_one_of_them_make_another_group() -> None:
    plans = Plans(house(), DAY)
    slower = [replace(each, clip=replace(each.clip, duration_s=50.0)) for each in SCRIPTS]
    for scripts, name in ((SCRIPTS, "an-1"), (list(SCRIPTS), "an-2"), (slower, "an-3")):
        assert plans.of(scripts, Asked(name, frames())).station == name
    assert plans.number == 2

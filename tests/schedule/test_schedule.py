from dataclasses import replace
from datetime import date

import pytest
from planning import DAY, THREE, campaign, candidate, schedule

from broadcast.errors import NotFound, Where
from broadcast.schedule import LocalPolicy, Pin, Place, Schedule, Station, UnknownPlace, WrongPin


def test_unknown_names_are_not_found_and_the_nearest_is_offered() -> None:
    house = schedule(campaigns=[campaign()])
    for look, near in (
        (lambda: house.station("bin"), "binh"),
        (lambda: house.place("huyn"), "huyen"),
        (lambda: house.campaign("covid"), "covid-19"),
        (lambda: house.framing("ff"), "f"),
    ):
        with pytest.raises(NotFound, match=f"có phải «{near}»"):
            look()


def test_a_place_that_is_nothing_like_any_other() -> None:
    with pytest.raises(UnknownPlace, match="xem tên trong schedules"):
        schedule().place("????")


def test_the_lineage_goes_up_to_the_district() -> None:
    assert schedule().lineage("an", DAY) == ("an", "huyen")


def test_a_circle_of_places_ends() -> None:
    places = {name: Place(name, "1", name, "xã", parent=above) for name, above in (("a", "b"), ("b", "a"))}
    house = Schedule("a", places, {"s": Station("s", "a", "S")}, {}, {}, {})
    assert house.lineage("a", DAY) == ("a", "b")
    assert house.policy("a", DAY).slots == ()


def test_a_campaign_covers_what_lies_below_its_places() -> None:
    house = schedule(campaigns=[campaign(), campaign(id="rieng", places=("binh",))])
    assert [each.id for each in house.campaigns_on(DAY, "an")] == ["covid-19"]
    assert [each.id for each in house.campaigns_on(DAY, "binh")] == ["covid-19", "rieng"]
    assert house.campaigns_on(date(2021, 1, 1), "an") == ()


def test_a_commune_may_have_hours_of_its_own() -> None:
    house = schedule(policies=[LocalPolicy("an", slots=THREE[:1], assumed=True)])
    assert [len(house.slots(name, DAY)) for name in ("an", "binh")] == [1, 3]


@pytest.mark.parametrize(
    ("district", "commune", "station", "used"),
    [
        (None, None, None, None),
        ("huyen", None, None, "huyen"),
        ("huyen", "xa", None, "xa"),
        ("huyen", "xa", "dai", "dai"),
        (None, None, "dai", "dai"),
    ],
)
def test_a_station_uses_the_set_of_sounds_named_nearest_to_it(
    district: str | None, commune: str | None, station: str | None, used: str | None
) -> None:
    house = schedule()
    places = dict(house.places)
    places["huyen"] = replace(places["huyen"], imaging=district)
    places["an"] = replace(places["an"], imaging=commune)
    stations = {**house.stations, "an": replace(house.stations["an"], imaging=station)}
    house = replace(house, places=places, stations=stations)
    assert house.imaging_set("an", DAY) == used
    assert house.imaging_set("binh", DAY) == district
    assert set(house.imaging_sets) == {used, district}


def _pinned(script: str, first: date, last: date) -> Schedule:
    pin = Pin(script, "an", "slot-0500", first, last, Where("schedules.yaml", 140))
    return schedule(campaigns=[campaign()], pins=[pin])


def test_an_item_pinned_outside_its_campaigns_window_is_refused_with_its_line() -> None:
    scripts = {"x": candidate("x", campaign="covid-19").script}
    house = _pinned("x", date(2020, 12, 30), date(2021, 1, 2))
    with pytest.raises(WrongPin) as refused:
        house.refuse_wrong_pins(scripts)
    assert refused.value.said() == (
        "schedules.yaml:140: ghim «x» ngoài thời gian của chiến dịch covid-19 (từ 06/8/2020 đến 31/12/2020); "
        "sửa valid_from, valid_until của mục ghim"
    )


def test_a_pin_of_a_script_that_does_not_exist_is_refused() -> None:
    with pytest.raises(WrongPin, match="không có bài này"):
        _pinned("y", DAY, DAY).refuse_wrong_pins({})


@pytest.mark.parametrize("fields", [{"campaign": "covid-19"}, {}])
def test_a_pin_within_the_window_or_of_no_campaign_stands(fields: dict[str, str]) -> None:
    _pinned("x", DAY, DAY).refuse_wrong_pins({"x": candidate("x", **fields).script})

"""Where stations stand on a day, by the real schedule: before and after the merge of 01/07/2025."""

from datetime import date
from pathlib import Path

import pytest

from broadcast.desk.cards import station_card
from broadcast.files.schedules import load_schedule
from broadcast.schedule import Schedule, UnknownStation, place_of, places_on

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(scope="module")
def real() -> Schedule:
    return load_schedule(Path(__file__).parents[2] / "schedules.yaml")


def test_before_the_merge_a_station_stands_where_it_was_set_up(real: Schedule) -> None:
    card = station_card(real, real.station("hoa-an"), BEFORE)
    assert (card.place, card.code, card.former, card.heading) == ("xã Hòa An", "30679", None, "Xã Hòa An")


def test_from_the_merge_on_it_stands_in_the_new_commune_with_the_old_name_beside_it(real: Schedule) -> None:
    card = station_card(real, real.station("hoa-an"), AFTER)
    assert (card.name, card.place, card.code) == ("Đài Truyền thanh xã Hòa An", "xã Hội An", "30673")
    assert card.heading == "Hòa An, xã Hội An"
    assert card.former is not None
    assert (card.former.code, card.former.until) == ("30679", BEFORE)
    assert card.former.said.vi == "trước 01/07/2025: xã Hòa An, huyện Chợ Mới"
    assert card.former.said.en == "before 2025-07-01: xã Hòa An, huyện Chợ Mới"


@pytest.mark.parametrize("day", [BEFORE, AFTER, date(2026, 11, 27)])
def test_every_station_has_its_own_heading_on_every_day(real: Schedule, day: date) -> None:
    cards = [station_card(real, each, day) for each in real.stations.values()]
    assert len({card.heading for card in cards}) == len(cards) == 18
    assert len({card.place for card in cards}) == (18 if day == BEFORE else 6)


def test_a_commune_that_kept_its_name_is_another_one_all_the_same(real: Schedule) -> None:
    place, former = place_of(real, "hoi-an", AFTER)
    assert (place.id, former and former.name) == ("xa-hoi-an", "Hội An")


def test_the_places_of_a_day_lie_in_what_there_is_on_it(real: Schedule) -> None:
    before, after = ({each.id: each.parent for each in places_on(real, day)} for day in (BEFORE, AFTER))
    assert len(before) == 19
    assert before["hoa-an"] == "cho-moi"
    assert set(after) == {"an-giang", *(name for name in real.places if name.startswith("xa-"))}
    assert {after[name] for name in after if name != "an-giang"} == {"an-giang"}
    assert after["an-giang"] is None


def test_nobody_stands_where_there_is_no_station(real: Schedule) -> None:
    with pytest.raises(UnknownStation):
        place_of(real, "khong-co", AFTER)

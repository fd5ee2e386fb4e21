"""Cards, lists and places as of the day that is asked for, over a real server and the real schedule."""

from datetime import date

import pytest
from served import Serve, Served

from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio

THEN, NOW = "2020-08-06", "2026-11-27"
FORMER = "trước 01/07/2025: xã Hòa An, huyện Chợ Mới"


@pytest.fixture
def day(serve: Serve, small_studio: Studio) -> Served:
    return serve(Reception(small_studio, date(2020, 8, 6)))  # type: ignore[arg-type]


def station(day: Served, query: str = "") -> dict:
    listed = day.get(f"/api/v1/stations{query}").json()["stations"]
    assert [each["id"] for each in listed] == sorted(each["id"] for each in listed)
    assert len(listed) == 18
    (found,) = (each for each in listed if each["id"] == "hoa-an")
    return found


def test_the_list_of_stations_stays_the_same_whatever_the_date_unless_one_is_asked_for(
    small_studio: Studio, day: Served, serve: Serve
) -> None:
    name = "Đài Truyền thanh xã Hòa An"
    then = {"id": "hoa-an", "name": name, "place": "xã Hòa An", "code": "30679"}
    today = serve(Reception(small_studio, date.fromisoformat(NOW)))  # type: ignore[arg-type]
    assert station(day) == station(today) == then
    assert station(day, f"?date={THEN}") == then | {"former": None}
    assert station(day, f"?date={NOW}") == {
        "id": "hoa-an",
        "name": name,
        "place": "xã Hội An",
        "code": "30673",
        "former": {"place": "xã Hòa An, huyện Chợ Mới", "code": "30679", "until": "2025-06-30"},
    }
    assert day.get("/api/v1/stations?date=hom-nay").status_code == 422


def test_places_are_all_there_ever_were_or_those_of_a_day(day: Served) -> None:
    every = {each["id"] for each in day.get("/api/v1/places").json()["places"]}
    assert {"cho-moi", "hoa-an", "xa-hoi-an", "an-giang"} <= every
    then, now = (
        {each["id"]: each["parent"] for each in day.get(f"/api/v1/places?date={on}").json()["places"]}
        for on in (THEN, NOW)
    )
    assert then["hoa-an"] == "cho-moi"
    assert "xa-hoi-an" not in then
    assert now["xa-hoi-an"] == "an-giang"
    assert not {"cho-moi", "hoa-an"} & set(now)
    assert day.get("/api/v1/places?date=hom-nay").status_code == 422


def test_pages_of_today_name_the_commune_of_today_and_what_it_was(day: Served) -> None:
    listed = day.get("/stations").text
    assert ">Hòa An, xã Hội An</a>" in listed
    assert FORMER in listed
    assert day.get("/stations?q=hoa+an").text.count('class="own"') == 0
    one = day.get("/stations/hoa-an").text
    assert "<h1>Hòa An, xã Hội An</h1>" in one
    assert FORMER in one
    board = day.get("/").text
    assert ">Xã Hòa An</span>" in board, "the day that is shown lies before the merge"

"""Quy định: the hours and caps of a station as people and machines are shown them, over a real server."""

from datetime import date

import pytest
from served import Serve, Served

from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio

DAY = date(2020, 8, 6)
POLICIES = """policies:
  - {place: my-an, legal: null, assumed: true, gap_min: 90, genre_caps_min: {ca-nhac: 7.5},
     quieter: [{hours: "05:00-06:00", gain_db: -7.5}]}
  - {place: cho-moi, legal: "Công điện <12>", valid_from: 2020-08-10, valid_until: 2020-08-11, prevails: true,
     daily_cap_min: 60}
"""


@pytest.fixture
def shown(serve: Serve, small_studio: Studio) -> Served:
    path = small_studio.house / "schedules.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("policies:\n", POLICIES, 1), encoding="utf-8")
    return serve(Reception(small_studio, DAY, "my-an"))  # type: ignore[arg-type]


def test_the_page_says_what_holds_and_who_says_so(shown: Served) -> None:
    page = shown.get(f"/stations/my-an/rules?date={DAY}&lang=vi").text
    for words in (
        "Thứ Năm, ngày 6 tháng 8 năm 2020",
        "05:00 sáng, dài nhất 15 phút",
        "45 phút",
        "21:00-05:00",
        "05:00-06:00: nhỏ hơn 7,5 dB",
        "ít nhất 90 phút sau",
        "Ca nhạc: 7,5 phút",
        "giả định",
        "Sẽ đổi từ Thứ Hai 10/08/2020",
    ):
        assert words in page, words
    storm = shown.get("/stations/my-an/rules?date=2020-08-10&lang=vi").text
    assert "60 phút" in storm
    assert "thắng cả quy định riêng của cấp dưới" in storm
    assert "Công điện &lt;12&gt;" in storm


def test_a_station_shows_the_way_to_its_rules(shown: Served) -> None:
    assert "/stations/my-an/rules" in shown.get("/stations/my-an").text


def test_machines_are_told_the_same(shown: Served) -> None:
    told = shown.get(f"/api/v1/stations/my-an/rules?date={DAY}").json()
    assert told["daily_cap_minutes"] == 45
    assert told["gap_minutes"] == 90
    assert told["genre_caps_minutes"] == {"ca-nhac": 7.5}
    assert told["quiet"] == ["21:00-05:00"]
    assert told["slots"][0]["starts"] == "05:00"
    assert told["changes"] == "2020-08-10"
    by = {each["rule"]: (each["place"], each["assumed"]) for each in told["laid_down"]}
    assert by["gap"] == by["genre_caps"] == ("my-an", True)
    assert by["slots"][0] == "cho-moi"


@pytest.mark.parametrize("date", ["hom-qua", "2020-02-30", "2020-8-6"])
def test_what_is_no_date_or_no_station_is_refused(shown: Served, date: str) -> None:
    assert shown.get(f"/stations/my-an/rules?date={date}").status_code == 422
    assert shown.get(f"/api/v1/stations/my-an/rules?date={date}").status_code == 422
    assert shown.get("/stations/o-dau/rules").status_code == 404
    assert shown.get("/api/v1/stations/o-dau/rules").status_code == 404

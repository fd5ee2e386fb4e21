"""Lịch phát over HTTP: what pages show, what forms change, what is refused, with and without JavaScript."""

import re
from datetime import date

import pytest
from staff import Client, Staff, hidden

from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.schedule.timetable import TimetableDay

DAY = date(2020, 8, 6)
PAGE = {"accept": "text/html"}
JSON = {"accept": "application/json"}


@pytest.fixture
def made(staff: Staff) -> Staff:
    """My An's day is made."""
    assert not staff.reception.make(DAY, Nobody()).failed
    return staff


def day_of(staff: Staff) -> TimetableDay:
    (row,) = staff.reception.timetable.sheet(DAY, "my-an").rows
    assert row.day
    return row.day


def items(staff: Staff, slot: str) -> list[str]:
    session = day_of(staff).session(slot)
    assert session
    return [item.script for item in session.items]


def form(client: Client, **fields: str) -> dict[str, str]:
    return {"csrf": client.csrf, "station": "my-an", **fields}


def test_a_stranger_sees_what_airs_and_why_and_can_change_nothing(made: Staff) -> None:
    stranger = Client(made.url)
    html = stranger.get(f"/timetable?day={DAY}", headers=PAGE).text
    assert "Lịch phát" in html
    assert "Buổi chiều" in html
    assert re.search(r"\d+:\d\d / 15:00", html)
    assert "data-may" not in html
    name = items(made, "sang")[0]
    found = stranger.get(f"/timetable/{DAY}/stations/my-an/sang/{name}", headers=PAGE)
    assert "Vì sao phát ở đây:" in found.text
    assert '<form method="post" action="/timetable' not in found.text
    answer = stranger.post(f"/timetable/{DAY}/moves", data={"script": name, "station": "my-an"}, headers=PAGE)
    assert answer.status_code == 403
    assert "Bạn chưa đăng nhập" in answer.text


def test_why_a_script_does_not_air_is_told_of_every_station(made: Staff) -> None:
    lan = made.client("lan")
    name = items(made, "sang")[0]
    lan.post(f"/timetable/{DAY}/moves", data=form(lan, script=name, slot=""))
    html = lan.get(f"/timetable/{DAY}/scripts/{name}", headers=PAGE).text
    assert "Nguyễn Thị Lan cho nghỉ phát ngày này ở đài này" in html
    listed = lan.get(f"/timetable?day={DAY}", headers=PAGE).text
    assert f"/timetable/{DAY}/scripts/{name}" in listed
    assert lan.get(f"/timetable/{DAY}/scripts/khong-co", headers=PAGE).status_code == 404
    assert lan.get(f"/timetable/{DAY}/stations/my-an/sang/khong-co", headers=PAGE).status_code == 404


def test_without_javascript_a_form_moves_an_item_and_undo_takes_it_back(made: Staff) -> None:
    lan, before = made.client("lan"), items(made, "sang")
    name = before[0]
    page = lan.get(f"/timetable/{DAY}/stations/my-an/sang/{name}", headers=PAGE).text
    fields = form(lan, script=name, slot="chieu", position="0", moved_from="sang", seen=hidden(page, "seen"))
    answer = lan.post(f"/timetable/{DAY}/moves", data=fields, headers=PAGE)
    assert answer.status_code == 303
    assert items(made, "chieu")[0] == name
    shown = lan.get(answer.headers["location"], headers=PAGE).text
    assert "Nguyễn Thị Lan dời «" in shown
    assert "vào buổi chiều" in shown
    assert "đang làm lại chương trình" in shown
    again = lan.post(f"/timetable/{DAY}/moves", data={**fields, "slot": "trua"}, headers=PAGE)
    assert again.status_code == 409
    assert "Lịch đã đổi, đã tải lại" in again.text
    undone = lan.post(f"/timetable/{DAY}/undo", data=form(lan, move=hidden(shown, "move")), headers=PAGE)
    assert undone.status_code == 303
    assert items(made, "sang") == before


def test_what_cannot_be_placed_is_told_with_what_to_do(made: Staff) -> None:
    lan = made.client("lan")
    fields = form(lan, script="khong-co", slot="chieu")
    page = lan.post(f"/timetable/{DAY}/moves", data=fields, headers=PAGE)
    assert page.status_code == 409
    assert "Không còn bài này." in page.text
    told = lan.post(f"/timetable/{DAY}/moves", data=fields, headers=JSON)
    assert told.status_code == 409
    body = told.json()
    assert body["said"].startswith("Không còn bài này. ")
    assert (body["rows"], body["proposal"]) == ({}, None)


def test_the_answer_for_the_script_holds_the_new_row(made: Staff) -> None:
    lan, name = made.client("lan"), items(made, "sang")[0]
    fields = form(lan, script=name, slot="sang", position="1", moved_from="sang")
    body = lan.post(f"/timetable/{DAY}/moves", data=fields, headers=JSON).json()
    assert items(made, "sang")[1] == name
    assert "xếp lại «" in body["said"]
    assert f"/timetable/{DAY}/stations/my-an/sang/{name}" in body["rows"]["my-an"]
    assert "Hoàn tác" in body["moves"]


def test_who_may_not_plan_is_told_so(made: Staff) -> None:
    hoa = made.client("hoa")
    html = hoa.get(f"/timetable?day={DAY}", headers=PAGE).text
    assert "data-may" not in html
    answer = hoa.post(
        f"/timetable/{DAY}/moves", data=form(hoa, script=items(made, "sang")[0], slot=""), headers=PAGE
    )
    assert answer.status_code == 403
    assert "không được xếp lịch phát bằng tay" in answer.text


def test_searching_needs_no_marks(made: Staff) -> None:
    stranger = Client(made.url)
    found = stranger.get(f"/timetable?day={DAY}&q=rua+TAY", headers=PAGE).text
    assert 'class="hit"' in found
    station = stranger.get(f"/timetable?day={DAY}&q=my+an", headers=PAGE).text
    assert 'id="dai-my-an"' in station
    assert 'id="dai-kien-an"' not in station
    nothing = stranger.get(f"/timetable?day={DAY}&q=xyzxyz", headers=PAGE).text
    assert "Không tìm thấy bài hay đài nào." in nothing
    campaign = stranger.get(f"/timetable?day={DAY}&campaign=covid-19", headers=PAGE).text
    assert 'class="hit"' in campaign


def test_a_day_that_nobody_made_is_empty_and_a_word_is_no_day(made: Staff) -> None:
    stranger = Client(made.url)
    empty = stranger.get("/timetable?day=2020-09-01", headers=PAGE)
    assert empty.status_code == 200
    assert "chưa xếp lịch" in empty.text
    assert stranger.get("/timetable?day=mai", headers=PAGE).status_code == 422


API = f"/api/v1/timetable/{DAY}"


def test_programs_read_place_and_undo_as_people_do(made: Staff) -> None:
    lan, before = made.client("lan"), items(made, "sang")
    told = Client(made.url).get(API).json()
    mine = next(each for each in told["stations"] if each["station"] == "my-an")
    assert [item["script"] for item in mine["sessions"][0]["items"]] == before
    assert mine["made"]
    assert told["open"]
    wish = {"script": before[0], "station": "my-an", "slot": "chieu", "position": 0, "moved_from": "sang"}
    done = lan.post(f"{API}/placements", json={**wish, "seen": mine["digest"]})
    assert done.status_code == 201, done.text
    assert done.json()["stations"][0]["sessions"][-1]["items"][0]["by"] == "Nguyễn Thị Lan"
    again = lan.post(f"{API}/placements", json={**wish, "slot": "trua", "seen": mine["digest"]})
    assert (again.status_code, again.json()["code"]) == (409, "changed")
    undone = lan.session.delete(f"{made.url}{API}/placements/{done.json()['move']}", timeout=30)
    assert undone.status_code == 200
    assert items(made, "sang") == before
    gone = lan.session.delete(f"{made.url}{API}/placements/{done.json()['move']}", timeout=30)
    assert (gone.status_code, gone.json()["code"]) == (404, "unknown-move")


def test_programs_are_told_why_not(made: Staff) -> None:
    lan, hoa = made.client("lan"), made.client("hoa")
    name = items(made, "sang")[0]
    one = {"script": name, "station": "my-an", "slot": None}
    for client, day, wish, status, code in (
        (hoa, DAY, one, 403, "may-not"),
        (Client(made.url), DAY, one, 403, "not-logged-in"),
        (lan, DAY, {**one, "station": "khong-co"}, 404, "unknown-station"),
        (lan, DAY, {"script": name, "place": "khong-co"}, 404, "unknown-place"),
        (lan, DAY, {"script": name}, 422, "no-station"),
        (lan, DAY, {**one, "place": "cho-moi"}, 422, "no-station"),
        (lan, DAY, {"station": "my-an"}, 422, "invalid"),
        (lan, "mai", one, 422, "no-date"),
        (lan, "2019-01-01", one, 409, "day-closed"),
        (lan, DAY, {**one, "slot": "dem"}, 409, "cannot-place"),
    ):
        answer = client.post(f"/api/v1/timetable/{day}/placements", json=wish)
        assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert all(fault["remedy"] for fault in answer.json()["faults"])
        assert ("proposal" in answer.json()) == (code == "cannot-place")


@pytest.fixture
def cramped(staff: Staff, small_studio: Studio) -> Staff:
    """The same day, where the morning takes two minutes."""
    file = small_studio.house / "schedules.yaml"
    old = 'name: sáng, starts: "05:00", longest_min: 15, aim_min: 10'
    file.write_text(file.read_text().replace(old, old.replace("15, aim_min: 10", "2, aim_min: 1")))
    assert not staff.reception.make(DAY, Nobody()).failed
    return staff


def test_a_full_session_proposes_another_and_one_button_takes_it(cramped: Staff) -> None:
    lan = cramped.client("lan")
    name = next(each for each in items(cramped, "trua") if each not in items(cramped, "sang"))
    wish = form(lan, script=name, slot="sang", position="0", moved_from="trua")
    body = lan.post(f"/timetable/{DAY}/moves", data=wish, headers=JSON).json()
    assert body["said"].startswith("Buổi sáng đã đầy: thiếu ")
    assert body["proposal"] == {"slot": "chieu", "said": "Đặt vào buổi chiều (17:00)?"}
    told = lan.post(f"{API}/placements", json={"script": name, "station": "my-an", "slot": "sang"})
    assert told.json()["proposal"]["slot"] == "chieu"

    page = lan.post(f"/timetable/{DAY}/moves", data=wish, headers=PAGE)
    assert page.status_code == 409
    assert "Đặt vào buổi chiều (17:00)" in page.text
    names = ("script", "station", "moved_from", "slot")
    take = {"csrf": lan.csrf, **{each: hidden(page.text, each) for each in names}}
    assert lan.post(f"/timetable/{DAY}/moves", data=take, headers=PAGE).status_code == 303
    assert name in items(cramped, "chieu")
    assert name not in items(cramped, "trua")

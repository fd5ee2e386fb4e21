"""Lập chiến dịch: one line, a form, and the plans of every commune obey it."""

import re
from datetime import date

import pytest
from staff import Client, Staff

from broadcast.people import Grant, Role
from broadcast.schedule import Stage, Target

LINE = "Bluezone, 3-5 lần/ngày, 05-31/8/2020, toàn huyện"


def form(client: Client, line: str = LINE) -> dict[str, str]:
    """The fields as the form shows them."""
    html = client.get("/campaigns/new", params={"line": line}).text
    inputs = re.findall(r'<input id="(\w+)"[^>]*?value="([^"]*)"', html)
    everywhere = {"everywhere": "yes"} if 'name="everywhere" value="yes" checked' in html else {}
    topics = "Cài đặt Bluezone\nKhai báo y tế"
    return {"csrf": client.csrf, **dict(inputs), **everywhere, "topics": topics}


def ticked(html: str) -> list[str]:
    return re.findall(r'name="(?:places|everywhere)" value="([\w-]+)" checked', html)


def test_one_typed_line_becomes_a_campaign_that_the_plans_obey(staff: Staff) -> None:
    lan = staff.client("lan")
    assert 'name="line"' in lan.get("/campaigns").text
    given = form(lan)
    assert (given["name"], given["plays_min"], given["plays_max"]) == ("Bluezone", "3", "5")
    assert (given["first"], given["last"]) == ("2020-08-05", "2020-08-31")
    answer = lan.post("/campaigns/new", data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, "/campaigns/bluezone")
    made = next(each for each in staff.reception.campaigns() if each.id == "bluezone")
    assert (made.target, made.places, made.assumed) == (Target(3, 5), ("cho-moi",), True)
    assert [topic.id for topic in made.topics] == ["cai-dat-bluezone", "khai-bao-y-te"]
    page = lan.get("/campaigns/bluezone").text
    assert "3-5 lượt một ngày" in page
    assert "/campaigns/bluezone/change" in page
    assert "lập chiến dịch" in lan.get("/audit").text
    assert "Bluezone" in lan.get("/newsroom/new").text, "writers choose it at once"


def test_a_change_keeps_the_ids_of_topics_and_is_not_done_over_somebody_elses(staff: Staff) -> None:
    lan = staff.client("lan")
    lan.post("/campaigns/new", data=form(lan))
    html = lan.get("/campaigns/bluezone/change").text
    assert 'name="version" value="1"' in html
    given = form(lan) | {
        "version": "1",
        "topics": "Khai báo y tế\nRửa tay",
        "ramp": "từ 16/8/2020: 4-6 lần/ngày\ntừ 24/8/2020: 20 phút/ngày",
        "baseline_minutes": "1,5",
    }
    assert lan.post("/campaigns/bluezone/change", data=given).status_code == 303
    made = next(each for each in staff.reception.campaigns() if each.id == "bluezone")
    assert [topic.id for topic in made.topics] == ["khai-bao-y-te", "rua-tay"]
    assert made.baseline_s == 90
    assert made.ramp == (
        Stage(date(2020, 8, 16), Target(4, 6)),
        Stage(date(2020, 8, 24), Target(seconds_min=1200, seconds_max=1200)),
    )
    again = lan.get("/campaigns/bluezone/change").text
    assert "từ 16/08/2020: 4-6 lượt một ngày" in again, "what the form shows it understands"
    typed = re.search(r'<textarea id="ramp"[^>]*>([^<]*)', again)
    assert typed
    assert (
        lan.post("/campaigns/bluezone/change", data=given | {"version": "2", "ramp": typed[1]}).status_code
        == 303
    )
    assert re.search(r"Bản 3, Nguyễn Thị Lan, \d\d:\d\d \d\d/\d\d/\d{4}", lan.get("/campaigns/bluezone").text)
    late = lan.post("/campaigns/bluezone/change", data=given)
    assert (late.status_code, "Có người vừa sửa chiến dịch này" in late.text) == (422, True)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "  ", "chưa ghi tên chiến dịch"),
        ("plays_min", "chín", "«chín» không phải là số"),
        ("plays_min", "9", "mức ít nhất 9 lượt lớn hơn mức nhiều nhất 5"),
        ("minutes_min", "200", "không đài nào ở đó được phát quá 45 phút"),
        ("share", "150", "phần của mỗi buổi phải từ 0 đến 100%"),
        ("last", "2020-08-01", "ở trước ngày đầu"),
        ("last", "31/8", "31/8"),
        ("ramp", "tăng gấp đôi", "không hiểu bước tăng «tăng gấp đôi»"),
        ("ramp", "từ 16/8/2019: 4 lần", "bước tăng từ 16/8/2019 không ở sau 05/8/2020"),
        ("last", "2020-08-05", "ngày cuối 05/8/2020 đã qua"),
        ("plays_min", "999", "hơn 100 lượt một ngày"),
        ("minutes_max", "0,1", "3 lượt một ngày không vừa trong 0,1 phút: mỗi lượt ít nhất 5 giây"),
        ("plays_min", "2,5", "«2,5» không phải số nguyên"),
        ("ramp", "từ 16/8: 3 lượt/tuần", "mức tính theo ngày"),
        ("everywhere", "", "chưa chọn địa bàn"),
        ("places", "my-an", "vừa chọn Toàn huyện vừa chọn từng nơi"),
    ],
)
def test_nonsense_is_told_in_the_form_and_nothing_is_kept(
    staff: Staff, field: str, typed: str, said: str
) -> None:
    lan = staff.client("lan")
    answer = lan.post("/campaigns/new", data=form(lan) | {field: typed})
    assert answer.status_code == 422
    assert said.casefold() in answer.text.casefold()
    assert "Cài đặt Bluezone" in answer.text, "what was typed stays"
    assert "bluezone" not in {each.id for each in staff.reception.campaigns()}


def test_only_planners_lay_down_campaigns_and_only_for_their_places(staff: Staff) -> None:
    staff.invite("tam", "Võ Thành Tâm", Grant(Role.PLANNER, "my-an"))
    hoa, tam = staff.client("hoa"), staff.client("tam")
    assert "Lập chiến dịch mới" not in hoa.get("/campaigns").text
    assert hoa.get("/campaigns/new").status_code == 403
    assert hoa.post("/campaigns/new", data=form(staff.client("lan")) | {"csrf": hoa.csrf}).status_code == 422
    beyond = tam.post("/campaigns/new", data=form(tam))
    assert (beyond.status_code, "không được xếp lịch phát" in beyond.text) == (422, True)
    own = tam.post("/campaigns/new", data=form(tam, "Bluezone, 3-5 lần/ngày, xã Mỹ An") | {"places": "my-an"})
    assert own.status_code == 303


def test_a_campaign_of_the_file_is_changed_in_the_file(staff: Staff) -> None:
    lan = staff.client("lan")
    assert lan.get("/campaigns/covid-19/change").status_code == 404
    lan.post("/campaigns/new", data=form(lan, "covid-19, 2 lần, toàn huyện"))
    assert "covid-19-2" in {each.id for each in staff.reception.campaigns()}
    lan.post("/campaigns/new", data=form(lan, "new, 2 lần, toàn huyện"))
    assert "new-2" in {each.id for each in staff.reception.campaigns()}


def test_an_unknown_place_is_told(staff: Staff) -> None:
    lan = staff.client("lan")
    answer = lan.post("/campaigns/new", data=form(lan) | {"everywhere": "", "places": "khong-co"})
    assert (answer.status_code, "Không có địa bàn «khong-co»" in answer.text) == (422, True)


def test_places_that_are_not_understood_are_told_and_nothing_is_ticked_in_their_stead(staff: Staff) -> None:
    lan = staff.client("lan")
    half = lan.get("/campaigns/new", params={"line": "Bluezone, 3-5 lần/ngày, xã Mỹ Ann"}).text
    assert "Máy chưa hiểu hết dòng này" in half
    assert half.count("Chưa hiểu «xã Mỹ Ann»") == 2, "above, and at the places"
    assert "có phải xã Mỹ An?" in half
    assert "Máy hiểu mức là: <b>3-5 lượt một ngày</b>" in half
    assert ticked(half) == []
    assert ticked(lan.get("/campaigns/new", params={"line": "Bluezone, xã Mỹ An"}).text) == ["my-an"]
    assert ticked(lan.get("/campaigns/new", params={"line": LINE}).text) == ["yes"]
    assert ticked(lan.get("/campaigns/new", params={"line": "Bluezone, huyện Chợ Mới"}).text) == ["yes"]
    assert ticked(lan.get("/campaigns/new").text) == [], "nobody lays down a campaign everywhere by oversight"

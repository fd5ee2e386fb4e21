"""A commune's loudspeakers over HTTP: answers as documented, pages that say what is wrong."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from staff import Client, Staff

from broadcast.desk.editorial import approve
from broadcast.desk.watching import Nobody
from broadcast.people import Grant, Role

DOCUMENT: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "openapi.json").read_text()
)
Ask = Callable[..., dict[str, Any]]
MINE, NOWHERE = "/api/v1/stations/my-an", "/api/v1/stations/khong-co"


@pytest.fixture
def le(staff: Staff) -> Client:
    """The operator of one commune."""
    staff.invite("le", "Trần Thị Lệ", Grant(Role.OPERATOR, "my-an"))
    return staff.client("le")


@pytest.fixture
def ask(staff: Staff) -> Ask:
    """Ask somebody's question and hold the answer against the document."""

    def asked(method: str, path: str, status: int, by: Client, body: object = None) -> dict[str, Any]:
        answer = by.session.request(method, staff.url + path, json=body, timeout=30)
        assert answer.status_code == status, (method, path, answer.text)
        declared = DOCUMENT["paths"][documented(path)][method.lower()]["responses"][str(status)]
        assert answer.headers["content-type"].partition(";")[0] in declared["content"], (method, path)
        return dict(answer.json())

    return asked


def documented(path: str) -> str:
    """The path as the document has it."""
    path = re.sub(r"/stations/[^/]+", "/stations/{station}", path)
    return re.sub(r"/declined/[^/]+", "/declined/{script}", re.sub(r"/faults/[^/]+", "/faults/{fault}", path))


def test_pause_and_volume_answer_as_documented(staff: Staff, le: Client, ask: Ask) -> None:
    hoa, stranger = staff.client("hoa"), Client(staff.url)
    until = (staff.reception.now() + timedelta(hours=1)).isoformat()
    past = (staff.reception.now() - timedelta(hours=1)).isoformat()
    wish = {"until": until, "reason": "đám tang"}
    assert ask("PUT", f"{MINE}/pause", 200, le, wish)["pause"]["by"] == "Trần Thị Lệ"
    ask("PUT", f"{MINE}/pause", 422, le, {"until": past})
    ask("PUT", f"{MINE}/pause", 422, le, {"until": "bao giờ"})
    ask("PUT", f"{MINE}/pause", 422, le, {"until": "9999-12-31T23:59:59Z"})
    ask("PUT", f"{MINE}/pause", 422, le, {"until": until, "emergencies": True})
    ask("PUT", f"{MINE}/pause", 403, hoa, wish)
    ask("PUT", f"{NOWHERE}/pause", 404, le, wish)
    ask("DELETE", f"{NOWHERE}/pause", 404, le)
    ask("DELETE", f"{MINE}/pause", 403, hoa)
    assert ask("DELETE", f"{MINE}/pause", 200, le)["pause"] is None
    turned = ask("PUT", f"{MINE}/volume", 200, le, {"gain_db": -6, "until": until})
    assert turned["volume"]["gain_db"] == -6
    ask("PUT", f"{MINE}/volume", 422, le, {"gain_db": 3})
    ask("PUT", f"{MINE}/volume", 422, le, {"gain_db": -3, "until": "9999-12-31T23:59:59Z"})
    ask("PUT", f"{MINE}/volume", 403, hoa, {"gain_db": -6})
    ask("PUT", f"{NOWHERE}/volume", 404, le, {"gain_db": -6})
    assert ask("GET", f"{MINE}/control", 200, stranger) == turned


def test_faults_answer_as_documented(staff: Staff, le: Client, ask: Ask) -> None:
    hoa, stranger = staff.client("hoa"), Client(staff.url)
    (fault,) = ask("POST", f"{MINE}/faults", 201, le, {"kind": "power"})["faults"]
    ask("POST", f"{MINE}/faults", 422, le, {"kind": "other"})
    ask("POST", f"{MINE}/faults", 422, le, {"kind": "khác"})
    ask("POST", f"{MINE}/faults", 403, hoa, {"kind": "power"})
    ask("POST", f"{NOWHERE}/faults", 404, le, {"kind": "power"})
    ask("GET", f"{MINE}/faults", 200, hoa)
    ask("GET", f"{MINE}/faults", 403, stranger)
    ask("GET", f"{NOWHERE}/faults", 404, hoa)
    mended = f"{MINE}/faults/{fault['id']}/mended"
    ask("PUT", mended, 403, hoa, {"note": "có điện"})
    ask("PUT", mended, 422, le, {"note": ""})
    ask("PUT", f"{MINE}/faults/{10**30}/mended", 422, le, {"note": "có điện"})
    assert ask("PUT", mended, 200, le, {"note": "có điện"})["faults"][0]["mended_by"] == "le"
    ask("PUT", mended, 404, le, {"note": "lần nữa"})


def test_choices_answer_as_documented(staff: Staff, le: Client, ask: Ask) -> None:
    hoa, stranger = staff.client("hoa"), Client(staff.url)
    items = ask("GET", f"{MINE}/choices", 200, hoa)["items"]
    ask("GET", f"{MINE}/choices", 403, stranger)
    ask("GET", f"{NOWHERE}/choices", 404, hoa)
    ask("PUT", f"{MINE}/order", 422, le, {"first": "a", "second": "b"})
    ask("PUT", f"{MINE}/order", 403, hoa, {"first": "a", "second": "b"})
    ask("PUT", f"{NOWHERE}/order", 404, le, {"first": "a", "second": "b"})
    script = items[0]["script"]
    ask("PUT", f"{MINE}/declined/{script}", 403, hoa)
    ask("PUT", f"{MINE}/declined/khong-co", 422, le)
    ask("PUT", f"{NOWHERE}/declined/{script}", 404, le)
    assert ask("PUT", f"{MINE}/declined/{script}", 200, le)["items"][0]["declined"]
    ask("DELETE", f"{MINE}/declined/{script}", 403, hoa)
    ask("DELETE", f"{NOWHERE}/declined/{script}", 404, le)
    assert not ask("DELETE", f"{MINE}/declined/{script}", 200, le)["items"][0]["declined"]
    ask("DELETE", f"{MINE}/declined/{script}", 422, le)


def test_an_operator_acts_at_their_own_station_only_and_sees_it_first(staff: Staff, le: Client) -> None:
    listed = le.get("/stations").text
    assert listed.index("/stations/my-an") < listed.index("/stations/an-thanh-trung")
    assert "trạm của tôi" in listed
    assert "/stations/my-an/pause" in le.get("/stations/my-an").text
    elsewhere = le.get("/stations/kien-an").text
    assert "/stations/kien-an/pause" not in elsewhere
    form = {"csrf": le.csrf, "until": "hour"}
    assert le.post("/stations/kien-an/pause", data=form).status_code == 403
    assert staff.reception.operating.control("kien-an").version == 0
    assert "Đăng nhập" in Client(staff.url).get("/stations/my-an").text


def test_a_form_that_cannot_be_obeyed_comes_back_with_what_is_wrong_and_what_was_typed(le: Client) -> None:
    form = {"csrf": le.csrf, "until": "hour", "emergencies": "1", "reason": "..."}
    answer = le.post("/stations/my-an/pause", data=form)
    assert answer.status_code == 422
    assert "Dừng cả tin khẩn cấp mà chưa ghi lý do" in answer.text
    assert 'value="..."' in answer.text
    wrong_hour = le.post("/stations/my-an/pause", data={"csrf": le.csrf, "until": "time", "at": "25:99"})
    assert (wrong_hour.status_code, "giờ kết thúc không đúng" in wrong_hour.text.lower()) == (422, True)
    for field in (
        {"gain_db": "3"},
        {"gain_db": "-6", "until": "hôm nào"},
        {"gain_db": "-6", "until": "2020-01-01"},
        {"gain_db": "-6", "until": "9999-12-31"},
    ):
        assert le.post("/stations/my-an/volume", data={"csrf": le.csrf, **field}).status_code == 422
    nothing = le.post("/stations/my-an/faults", data={"csrf": le.csrf, "kind": "other"})
    assert (nothing.status_code, "Chưa ghi hỏng thế nào" in nothing.text) == (422, True)
    assert le.post(f"/stations/my-an/faults/{10**30}/mended", data={"csrf": le.csrf}).status_code == 422


def test_the_communes_own_notice_begins_with_its_place_and_genre(le: Client) -> None:
    sheet = le.get("/newsroom/new?places=my-an&genre=tim-nguoi").text
    assert 'name="places" value="my-an" checked' in sheet
    assert '<option value="tim-nguoi" selected>' in sheet
    assert le.get("/newsroom/new?places=khong-co&genre=%3Cb%3E").status_code == 200


NOTICE = """---
title: {title}
genre: thong-bao
class: priority
language: vi
origin: {origin}
{places}
---
Chiều nay {title}, mời bà con dự đông đủ.
"""


def test_where_priority_items_meet_the_commune_decides_on_its_page(staff: Staff, le: Client) -> None:
    """In the only session that is left of a day whose others have begun."""
    reception, house = staff.reception, staff.reception._studio.house
    day = reception.real_today()
    reception.make(day, Nobody())
    for name, title, places in (
        ("xa", "họp ấp Mỹ An", "places: [my-an]"),
        ("huyen", "tiêm chủng", "repeat: 1"),
    ):
        file = house / "scripts_vi" / f"{name}.md"
        file.write_text(NOTICE.format(title=title, places=places, origin=f"Nơi gửi {name}"), "utf-8")
        approve(file, "Trần Văn Bình", day, house)
    reception.make(day, Nobody())
    page = le.get("/stations/my-an/from-above").text
    assert "Cùng một buổi" in page
    assert "Máy tự xếp như trên, xã chưa chọn" in page
    first, second = (
        ("xa", "huyen") if page.index("tiêm chủng</b>") < page.index("họp ấp") else ("huyen", "xa")
    )
    assert "xã chọn bài nào trước" in le.get("/stations/my-an").text
    form = {"csrf": le.csrf, "first": first, "second": second}
    assert le.post("/stations/my-an/order", data=form).status_code == 303
    page = le.get("/stations/my-an/from-above").text
    assert "Xã đã chọn thứ tự này" in page
    rows = {"xa": page.index("họp ấp Mỹ An</b>"), "huyen": page.index("tiêm chủng</b>")}
    assert rows[first] < rows[second]
    reception.make(day, Nobody())
    aired = [entry.script for item in reception.playlist("my-an", day).items for entry in item.rundown]
    assert aired.index(first) < aired.index(second)


def test_stations_are_found_without_marks(staff: Staff) -> None:
    answer = Client(staff.url).get("/stations?q=nhon%20MY").text
    assert "Nhơn Mỹ" in answer
    assert "Mỹ An" not in answer
    assert "Không có trạm nào như vậy" in Client(staff.url).get("/stations?q=zzz").text

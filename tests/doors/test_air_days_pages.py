"""Ngày phát on the writer's page: a plain form, kept with the version, shown to whoever approves."""

import re

import pytest
from staff import Client, Staff

from broadcast.script import AirDays

TEXT = "Mời bà con đi họp tại văn phòng ấp."
CHOSEN = {
    "weekly": ["mon", "thu"],
    "lunar": ["15"],
    "dates": "24/12/2026, 5.1.2027",
    "lunar_more": "10/3, tết",
}


def save(client: Client, path: str = "/newsroom/new", **fields: object) -> tuple[int, str]:
    answer = client.post(path, data={"csrf": client.csrf, "title": "Họp ấp", "text": TEXT, **fields})
    return answer.status_code, answer.headers.get("location") or answer.text


def days_of(staff: Staff, script: str) -> AirDays:
    return staff.reception.newsroom.proofs(script).entry.manuscript.days


def test_days_are_chosen_kept_and_shown_to_the_approver(staff: Staff) -> None:
    hoa, binh = staff.client("hoa"), staff.client("binh")
    assert "Ngày phát (không chọn: mọi ngày)" in hoa.get("/newsroom/new").text
    status, where = save(hoa, **CHOSEN, holidays="never")
    assert status == 303, where
    script = where.rpartition("/")[2].partition("?")[0]
    kept = AirDays(("mon", "thu"), ("2026-12-24", "2027-01-05"), ("15", "10/3", "tết"), "never")
    assert days_of(staff, script) == kept
    page = hoa.get(f"/newsroom/{script}?edit=1").text
    assert set(re.findall(r'value="(\w+)" checked', page)) == {"mon", "thu", "15"}
    assert 'value="24/12/2026, 05/01/2027"' in page
    assert 'name="lunar_more" value="10/3, tết"' in page
    assert '<option value="never" selected>' in page
    again = {"weekly": ["mon", "thu"], "lunar": ["15"], "dates": "24/12/2026, 05/01/2027"}
    same = save(hoa, f"/newsroom/{script}", **again, lunar_more="10/3, tết", holidays="never", version="1")
    assert same[0] == 303
    assert days_of(staff, script) == kept, "what the form shows it understands"
    hoa.post(f"/newsroom/{script}/submission", data={"csrf": hoa.csrf, "version": "1"})
    seen = binh.get(f"/newsroom/{script}").text
    assert "Ngày phát: thứ hai, thứ năm, 24/12/2026, 05/01/2027, rằm âm lịch mỗi tháng" in seen
    assert "không phát ngày lễ" in seen
    assert "Ngày phát" in binh.get(f"/newsroom/{script}/clearance").text


def test_other_days_are_another_version_and_told_as_a_difference(staff: Staff) -> None:
    hoa = staff.client("hoa")
    _, where = save(hoa)
    script = where.rpartition("/")[2].partition("?")[0]
    assert days_of(staff, script) == AirDays()
    assert save(hoa, f"/newsroom/{script}", weekly=["sun"], version="1")[0] == 303
    differs = hoa.get(f"/newsroom/{script}/versions").text
    assert "Ngày phát" in differs
    assert "mọi ngày" in differs
    assert "chủ nhật" in differs


@pytest.mark.parametrize(
    ("fields", "said", "shown"),
    [
        ({"dates": "30/2/2026"}, "«30/2/2026» không phải một ngày", 'value="30/2/2026"'),
        ({"dates": "thứ hai tới"}, "«thứ hai tới» không phải một ngày", 'value="thứ hai tới"'),
        ({"lunar_more": "31"}, "âm lịch không có ngày «31»", 'value="31"'),
        ({"lunar_more": "30/12/2021"}, "tháng 12 năm 2021 có 29 ngày", 'value="30/12/2021"'),
        (
            {"weekly": ["sun"], "valid_from": "2026-11-23", "valid_until": "2026-11-28"},
            "trong thời hạn của bài không có ngày phát nào như đã chọn",
            'value="sun" checked',
        ),
    ],
)
def test_wrong_days_are_refused_in_words_and_what_was_typed_stays(
    staff: Staff, fields: dict[str, object], said: str, shown: str
) -> None:
    status, html = save(staff.client("hoa"), **fields)
    assert status == 422
    assert said.casefold() in html.casefold()
    assert shown.casefold() in html.casefold()
    assert staff.reception.newsroom.listed()[0] == ()


def test_days_of_unsaved_work_come_back(staff: Staff) -> None:
    hoa = staff.client("hoa")
    fields = {"csrf": hoa.csrf, "text": TEXT, "script": "", "weekly": ["fri"], "dates": "24/12"}
    assert hoa.post("/writing/copy", data=fields).status_code == 200
    page = hoa.get("/newsroom/new?resume=1").text
    assert 'value="fri" checked' in page
    assert 'value="24/12"' in page


def test_programs_say_the_days_too(staff: Staff) -> None:
    hoa = staff.client("hoa")
    days = {"weekly": ["mon"], "dates": ["2026-12-24"], "lunar": ["15"], "holidays": "never"}
    made = hoa.post("/api/v1/scripts", json={"title": "Họp", "text": TEXT, "days": days})
    assert (made.status_code, made.json()["days"]) == (201, days)
    plain = hoa.post("/api/v1/scripts", json={"title": "Họp", "text": TEXT}).json()["days"]
    assert plain == {"weekly": [], "dates": [], "lunar": [], "holidays": "also"}
    wrong = {"title": "Họp", "text": TEXT, "days": {"lunar": ["31"]}}
    assert "«31»" in hoa.post("/api/v1/scripts", json=wrong).json()["detail"]

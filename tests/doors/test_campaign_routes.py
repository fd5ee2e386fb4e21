"""Campaigns over the API: a line is understood, a campaign laid down and changed, by the desk of the page."""

import json
from pathlib import Path
from typing import Any

import pytest
from staff import Client, Staff

from broadcast.people import Grant, Role
from broadcast.schedule import Target

DOCUMENT: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "openapi.json").read_text()
)
AT = "/api/v1/campaigns"
LINE = {"line": "Bluezone, 3-5 lần/ngày, 05-31/8/2020, toàn huyện"}
WISH: dict[str, Any] = {
    "name": "Cài đặt Bluezone",
    "topics": ["Cài đặt", "Khai báo y tế"],
    "valid_from": "2020-08-05",
    "valid_until": "2020-08-31",
    "target": {"min": 3, "max": 5},
}


def test_a_typed_line_is_proposed_and_nothing_is_kept(staff: Staff) -> None:
    lan = staff.client("lan")
    answer = lan.post(f"{AT}/proposals", json=LINE)
    assert answer.status_code == 200, answer.text
    given = answer.json()
    assert given["faults"] == []
    proposal = given["proposal"]
    assert (proposal["name"], proposal["places"]) == ("Bluezone", ["cho-moi"])
    assert (proposal["valid_from"], proposal["valid_until"]) == ("2020-08-05", "2020-08-31")
    assert proposal["target"] == {"min": 3, "max": 5, "minutes_min": 0.0, "minutes_max": None, "share": 0.0}
    assert "bluezone" not in {each["id"] for each in lan.get(AT).json()["campaigns"]}
    laid = lan.post(AT, json=proposal)
    assert laid.status_code == 201, laid.text
    assert laid.json()["campaign"]["target"] == proposal["target"]
    made = next(each for each in staff.reception.campaigns() if each.id == "bluezone")
    assert (made.target, made.assumed) == (Target(3, 5), True)


def test_what_a_line_asks_for_and_nobody_can_air_is_told_by_its_field(staff: Staff) -> None:
    lan = staff.client("lan")
    given = lan.post(f"{AT}/proposals", json={"line": "12, 500 phút/ngày"}).json()
    assert [each["where"] for each in given["faults"]] == ["name", "target_minutes"]
    assert "không đài nào ở đó được phát quá 45 phút" in given["faults"][1]["what"]
    assert given["faults"][1]["remedy"].startswith("giảm số phút")
    english = lan.post(f"{AT}/proposals", json={"line": "12"}, headers={"accept-language": "en"}).json()
    assert english["faults"][0]["what"] == "the name is missing, or too long"
    assert staff.client("hoa").post(f"{AT}/proposals", json=LINE).status_code == 403


def test_what_was_not_understood_is_told_and_no_place_stands_in_for_another(staff: Staff) -> None:
    lan = staff.client("lan")
    line = "Bluezone, 3 lượt/tuần, xã Mỹ Ann"
    given = lan.post(f"{AT}/proposals", json={"line": line}).json()
    assert [(each["where"], each["what"]) for each in given["faults"]] == [
        ("places", "chưa hiểu «xã Mỹ Ann»"),
        ("target", "chưa hiểu «3 lượt/tuần»"),
    ]
    proposal = given["proposal"]
    assert (proposal["name"], proposal["places"], proposal["target"]) == (line, [], None)
    over = lan.post(f"{AT}/proposals", json={"line": "Bluezone, 2 lần, 05-31/7/2020"}).json()
    assert [each["what"] for each in over["faults"]] == ["ngày cuối 31/7/2020 đã qua"]


def test_a_campaign_is_laid_down_and_changed_as_on_the_page(staff: Staff) -> None:
    lan = staff.client("lan")
    answer = lan.post(AT, json=WISH | {"legal": "Kế hoạch  1677", "places": ["my-an"]})
    laid = answer.json()
    assert (answer.status_code, laid["version"], laid["by"]) == (201, 1, "lan")
    name = laid["campaign"]["id"]
    assert name == "cai-dat-bluezone"
    assert [each["id"] for each in laid["campaign"]["topics"]] == ["cai-dat", "khai-bao-y-te"]
    assert (laid["campaign"]["legal"], laid["campaign"]["assumed"]) == ("Kế hoạch 1677", False)
    assert lan.get(f"{AT}/{name}").json() == laid["campaign"]
    assert f"/campaigns/{name}/change" in lan.get(f"/campaigns/{name}").text
    ramp = [{"starts": "2020-08-16", "target": {"min": 4, "minutes_min": 6.5}}]
    changed = lan.put(
        f"{AT}/{name}", json=WISH | {"topics": ["Khai báo y tế", "Rửa tay"], "ramp": ramp, "version": 1}
    )
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    now = changed.json()["campaign"]
    assert [each["id"] for each in now["topics"]] == ["khai-bao-y-te", "rua-tay"], "ids stay"
    assert now["ramp"][0]["target"] == {
        "min": 4,
        "max": None,
        "minutes_min": 6.5,
        "minutes_max": None,
        "share": 0,
    }
    versions = lan.get(f"{AT}/{name}/versions").json()["versions"]
    assert [each["version"] for each in versions] == [2, 1]
    assert versions[1]["campaign"] == laid["campaign"]
    late = lan.put(f"{AT}/{name}", json=WISH | {"version": 1})
    assert (late.status_code, late.json()["code"]) == (409, "changed-meanwhile")
    audit = lan.get("/audit").text
    assert "lập chiến dịch" in audit
    assert "sửa chiến dịch" in audit


@pytest.mark.parametrize(
    ("wrong", "where", "said"),
    [
        ({"name": "  "}, "name", "chưa ghi tên chiến dịch"),
        ({"name": "x" * 161}, "name", "tên dài quá"),
        ({"legal": "x" * 301}, "legal", "căn cứ ghi dài quá"),
        ({"target": {"min": 9, "max": 3}}, "target_plays", "mức ít nhất 9 lượt lớn hơn mức nhiều nhất 3"),
        ({"target": {"minutes_min": 200}}, "target_minutes", "được phát quá 45 phút"),
        ({"valid_until": "2020-08-01"}, "valid_until", "ở trước ngày đầu"),
        ({"places": ["my-an", "my-hiepp"]}, "places.1", "không có địa bàn «my-hiepp»"),
        ({"ramp": [{"starts": "2020-09-16", "target": {"min": 4}}]}, "ramp.0.starts", "ở sau ngày cuối"),
        ({"ramp": [{"starts": "2020-08-16", "target": {}}]}, "ramp.0", "bước tăng không ghi mức nào"),
    ],
)
def test_nonsense_is_a_problem_at_its_field_and_nothing_is_kept(
    staff: Staff, wrong: dict[str, Any], where: str, said: str
) -> None:
    lan = staff.client("lan")
    answer = lan.post(AT, json=WISH | wrong)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "wrong-campaign")
    assert answer.headers["content-type"] == "application/problem+json"
    (fault,) = problem["faults"]
    assert (fault["where"], said in fault["what"], bool(fault["remedy"])) == (where, True, True)
    assert "cai-dat-bluezone" not in {each.id for each in staff.reception.campaigns()}


def test_letters_that_nobody_sees_are_left_out(staff: Staff) -> None:
    """They come along when something is pasted, and no Word document can hold them."""
    lan = staff.client("lan")
    wish = WISH | {"name": "Cài \x0b đặt\x01 Blue\u200bzone\x00", "topics": ["Rửa\x02 tay"], "legal": "\x03"}
    laid = lan.post(AT, json=wish).json()["campaign"]
    assert (laid["name"], laid["topics"][0]["name"]) == ("Cài đặt Bluezone", "Rửa tay")
    assert (laid["legal"], laid["assumed"]) == (None, True)
    assert lan.get(f"/api/v1/reports.docx?campaign={laid['id']}").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": "x"},
        {"valid_from": "9999-12-31"},
        {"target": {"min": -1}},
        {"target": {"share": 2}},
        {"ramp": [{"starts": "hôm nay", "target": {}}]},
        {"name": "\ud800"},
        {"baseline_minutes": 1e9},
    ],
)
def test_a_body_of_another_form_is_refused(staff: Staff, wrong: dict[str, Any]) -> None:
    answer = staff.client("lan").post(AT, json=WISH | wrong)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_the_rights_are_those_of_the_page(staff: Staff) -> None:
    staff.invite("tam", "Võ Thành Tâm", Grant(Role.PLANNER, "my-an"))
    tam, hoa, stranger = staff.client("tam"), staff.client("hoa"), Client(staff.url)
    for who in (hoa, stranger, tam):
        assert who.post(AT, json=WISH).status_code == 403
    assert tam.post(AT, json=WISH | {"places": ["my-an"]}).status_code == 201
    wish = WISH | {"version": 1, "places": ["my-an"]}
    assert hoa.put(f"{AT}/cai-dat-bluezone", json=wish).status_code == 403
    beyond = tam.put(f"{AT}/cai-dat-bluezone", json=WISH | {"version": 1})
    assert beyond.status_code == 403
    assert stranger.get(f"{AT}/cai-dat-bluezone/versions").status_code == 403
    assert stranger.get(f"{AT}/cai-dat-bluezone").status_code == 200
    del tam.session.headers["x-csrf-token"]
    assert tam.put(f"{AT}/cai-dat-bluezone", json=wish).status_code == 403, "a forged request"


def test_a_campaign_of_the_file_is_changed_in_the_file(staff: Staff) -> None:
    lan = staff.client("lan")
    refused = lan.put(f"{AT}/covid-19", json=WISH | {"version": 1})
    assert (refused.status_code, refused.json()["code"]) == (404, "not-laid-here")
    assert "schedules.yaml" in refused.json()["faults"][0]["remedy"]
    assert lan.get(f"{AT}/covid-19/versions").status_code == 404
    assert lan.get(f"{AT}/covid-19").status_code == 200
    assert lan.get(f"{AT}/khong-co").status_code == 404


def test_every_status_here_is_documented() -> None:
    answers = {
        (method, path): set(operation["responses"])
        for path, item in DOCUMENT["paths"].items()
        if path.startswith(AT)
        for method, operation in item.items()
    }
    assert answers == {
        ("get", AT): {"200"},
        ("post", AT): {"201", "403", "422", "503"},
        ("post", f"{AT}/proposals"): {"200", "403", "422", "503"},
        ("get", f"{AT}/{{campaign}}"): {"200", "404"},
        ("put", f"{AT}/{{campaign}}"): {"200", "403", "404", "409", "422", "503"},
        ("get", f"{AT}/{{campaign}}/versions"): {"200", "403", "404"},
    }

"""Nhật ký over a real server: who may look, what is shown, and that a changed line is told at once."""

from datetime import datetime

import requests
from sqlalchemy import text
from staff import Client, Staff

from broadcast.desk import consent
from broadcast.desk.studio import Studio
from broadcast.people import GENESIS, Noted, link


def give(studio: Studio, staff: Staff) -> None:
    binh = next(person for person in staff.reception.accounts.everybody() if person.name == "binh")
    consent.give(studio, binh, "espeak")


def chain_of(lines: list[dict[str, object]]) -> list[Noted]:
    return [Noted(**{**line, "at": datetime.fromisoformat(str(line["at"]))}) for line in lines]  # type: ignore[arg-type]


def test_the_lines_can_be_verified_by_anybody_who_reads_them(staff: Staff, small_studio: Studio) -> None:
    binh = staff.client("binh")
    give(small_studio, staff)
    leaf = binh.get("/api/v1/audit").json()
    newest, *_ = lines = chain_of(leaf["lines"])
    assert leaf["head"] == {"number": newest.number, "chain": newest.chain}
    oldest_first = lines[::-1]
    for before, line in zip([GENESIS, *(each.chain for each in oldest_first)], oldest_first, strict=False):
        assert line.chain == link(before, line)
    assert binh.get("/api/v1/audit/verification").json() == leaf["head"]
    assert binh.get("/api/v1/audit?before=1").json()["lines"] == []
    assert binh.get("/api/v1/audit?before=0").status_code == 422


def test_a_writer_and_a_stranger_do_not_look(staff: Staff) -> None:
    hoa, stranger = staff.client("hoa"), Client(staff.url)
    for path in ("/audit", "/api/v1/audit", "/api/v1/audit/verification"):
        assert hoa.get(path).status_code == 403, path
        assert stranger.get(path).status_code in {303, 403}, path
    assert hoa.post("/audit.csv", data={"csrf": hoa.csrf}).status_code == 403
    assert 'href="/audit"' not in hoa.get("/").text


def test_the_page_tells_who_did_what_and_verifies(staff: Staff, small_studio: Studio) -> None:
    binh = staff.client("binh")
    give(small_studio, staff)
    page = binh.get("/audit?did=consent.given")
    assert "đồng ý cho máy khác đọc thay" in page.text
    assert "Trần Văn Bình" in page.text
    assert "Chuỗi nguyên vẹn" in binh.get("/audit?verify=1").text
    assert "Chưa có dòng nào" in binh.get("/audit?on=khong-co&before=abc").text
    taken: requests.Response = binh.post("/audit.csv", data={"csrf": binh.csrf})
    assert taken.headers["content-type"] == "text/csv; charset=utf-8"
    assert taken.content.startswith("\ufeffnumber,at,by".encode())
    assert binh.post("/audit.csv", data={"csrf": "x"}).status_code == 403


def test_a_line_that_was_changed_is_told(staff: Staff, small_studio: Studio) -> None:
    binh = staff.client("binh")
    give(small_studio, staff)
    with small_studio.database.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_UPDATE"))
        connection.execute(text("UPDATE audit SET facts = '{}' WHERE did = 'consent.given'"))
    assert "không còn nguyên từ dòng" in binh.get("/audit?verify=1").text
    assert binh.get("/api/v1/audit/verification").status_code == 409


def test_things_are_told_and_found_by_their_names(staff: Staff) -> None:
    binh, hoa = staff.client("binh"), staff.client("hoa")
    hoa.post("/api/v1/scripts", json={"title": "Họp ấp Long Hòa", "text": "Mời bà con họp."})
    page = binh.get("/audit?on=hop+ap+long")
    assert ">Họp ấp Long Hòa</a>" in page.text
    assert "soạn bài mới" in page.text
    assert "Chưa có dòng nào" in binh.get("/audit?on=hop+xa").text

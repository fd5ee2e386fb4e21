"""Codes, resets and grants over HTTP: the pages of accounts as a browser without a window sees them."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pyotp
import pytest
from staff import PASSWORD, Client, Staff, granted, hidden

from broadcast.desk.hashing import AT_ONCE, WAITING
from broadcast.people import Grant, Role
from broadcast.script import BulletinClass

NEW = "con đò nhỏ qua sông Tiền"


def with_codes(staff: Staff, name: str) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Codes set up for `name` behind the pages' back."""
    accounts = staff.reception.accounts
    person = accounts.one(name)[0]
    telephone = pyotp.TOTP(accounts.codes.proposed(person).secret)
    return telephone, accounts.codes.confirm(person, b"", telephone.at(staff.reception.now()), "127.0.0.1")


def test_logging_in_takes_two_steps_and_no_session_before_the_second(staff: Staff) -> None:
    _, spare = with_codes(staff, "binh")
    binh = Client(staff.url)
    asked = binh.post("/login", data={"name": "binh", "password": PASSWORD, "next": "/scripts"})
    assert asked.status_code == 200
    assert asked.headers["cache-control"] == "no-store"
    assert not binh.session.cookies
    pending = {"pending": hidden(asked.text, "pending"), "next": hidden(asked.text, "next")}
    wrong = binh.post("/login/code", data={**pending, "code": "123456"})
    assert wrong.status_code == 403
    assert "Mã xác nhận không đúng" in wrong.text
    assert not binh.session.cookies
    entered = binh.post("/login/code", data={**pending, "code": spare[0]})
    assert (entered.status_code, entered.headers["location"]) == (303, "/scripts")
    assert binh.get("/api/v1/session").json()["name"] == "binh"
    late = Client(staff.url).post("/login/code", data={**pending, "code": spare[1]})
    assert late.status_code == 403
    assert "đã quá lâu" in late.text.lower()


def test_programs_send_the_code_along(staff: Staff) -> None:
    _, spare = with_codes(staff, "binh")
    client, login = Client(staff.url), {"name": "binh", "password": PASSWORD}
    asked = client.post("/api/v1/session", json=login)
    assert (asked.status_code, asked.json()["code"]) == (403, "code-needed")
    wrong = client.post("/api/v1/session", json={**login, "code": "123456"})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong-code")
    assert client.post("/api/v1/session", json={**login, "code": spare[0]}).status_code == 200


FROM_AFAR = {"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7", "host": "station.test"}


def test_from_afar_an_approver_without_codes_is_led_to_them_and_approves_nothing(staff: Staff) -> None:
    binh = Client(staff.url)
    binh.session.headers.update(FROM_AFAR)
    login = {"name": "binh", "password": PASSWORD, "next": "/newsroom"}
    led = binh.post("/login", data=login)
    assert led.headers["location"] == "/account/code"
    binh.session.headers["cookie"] = led.headers["set-cookie"].split(";")[0]
    assert "Muốn duyệt bài từ máy này" in binh.get("/account/code").text
    assert 'href="/account/code"' in binh.get("/newsroom").text
    csrf = binh.get("/api/v1/session").json()["csrf"]
    binh.session.headers["x-csrf-token"] = csrf
    hoa = staff.client("hoa")
    text = {"title": "Họp ấp", "text": "Mời bà con họp ấp lúc 19 giờ."}
    script = hoa.post("/api/v1/scripts", json=text).json()["id"]
    hoa.post(f"/api/v1/scripts/{script}/submission", json={"version": 1})
    back = binh.post(f"/api/v1/scripts/{script}/return", json={"version": 1, "reason": "ghi rõ ngày"})
    assert back.status_code == 403
    assert "bật mã xác nhận" in back.text.lower()
    here = staff.client("binh")  # at the machine itself it goes on as before
    done = here.post(f"/api/v1/scripts/{script}/return", json={"version": 1, "reason": "ghi rõ ngày"})
    assert done.status_code == 200


def test_a_telephone_is_set_up_and_turned_off_on_the_page_of_one_s_account(staff: Staff) -> None:
    hoa = staff.client("hoa")
    assert "Bật mã xác nhận" in hoa.get("/account").text
    shown = hoa.get("/account/code")
    assert shown.headers["cache-control"] == "no-store"
    picture = hoa.get("/account/code.svg")
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert picture.headers["cache-control"] == "no-store"
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', shown.text)
    assert secret
    telephone = pyotp.TOTP(secret[1].replace(" ", ""))
    form = {"csrf": hoa.csrf}
    assert hoa.post("/account/code", data={**form, "code": "1"}).status_code == 422
    done = hoa.post("/account/code", data={**form, "code": telephone.at(staff.reception.now())})
    spare = re.findall(r"<code>(\d{5}-\d{5})</code>", done.text)
    assert len(spare) == 10
    assert spare[0] not in hoa.get("/account/code").text, "shown once"
    assert hoa.get("/account/code.svg").status_code == 409
    off = hoa.post("/account/code/off", data={**form, "code": spare[0]})
    assert off.headers["location"] == "/account"
    assert staff.client("hoa")


def test_the_head_of_station_resets_a_lost_telephone(staff: Staff) -> None:
    with_codes(staff, "binh")
    lan = staff.client("lan")
    assert "mất điện thoại" in lan.get("/people/binh").text
    assert lan.post("/people/binh/code", data={"csrf": lan.csrf}).headers["location"] == "/people/binh"
    assert staff.client("binh").post("/people/lan/code", data={"csrf": "x"}).status_code == 403
    assert "mất điện thoại" not in lan.get("/people/binh").text


def test_a_link_from_the_command_line_sets_a_new_password(staff: Staff) -> None:
    link = f"/reset/{staff.reception.accounts.logins.reset_link('hoa', 'may-chu')}"
    hoa = Client(staff.url)
    assert "hoa" in hoa.get(link).text
    assert hoa.post(link, data={"password": "matkhau12345678"}).status_code == 422
    assert hoa.post(link, data={"password": NEW}).headers["location"] == "/newsroom"
    assert hoa.get("/api/v1/session").json()["name"] == "hoa"
    assert Client(staff.url).get(link).status_code == 404


def test_grants_are_given_row_by_row_and_hold_on_the_very_next_request(staff: Staff) -> None:
    lan, hoa = staff.client("lan"), staff.client("hoa")
    rows = granted("writer", place="my-an", ceiling="normal")
    assert lan.post("/people/hoa/grants", data={"csrf": lan.csrf, **rows}).status_code == 303
    assert hoa.get("/api/v1/session").json()["grants"] == [
        {"role": "writer", "place": "my-an", "ceiling": "normal"}
    ]
    page = lan.get("/people/hoa").text
    assert "biên tập viên (xã Mỹ An; chỉ tin thông thường)" in page
    text = {"title": "Họp ấp", "text": "Mời bà con họp ấp lúc 19 giờ."}
    assert hoa.post("/api/v1/scripts", json={**text, "places": ["my-an"]}).status_code == 201
    elsewhere = hoa.post("/api/v1/scripts", json={**text, "places": ["kien-an"]})
    assert (elsewhere.status_code, "xã Chợ Mới" in elsewhere.text) == (403, True)
    for wrong in (
        {"role": ["writer"], "place": ["", ""], "ceiling": ["normal"]},
        {"role": ["king"], "place": [""], "ceiling": ["normal"]},
        {"role": ["writer"], "place": ["khong-co"], "ceiling": ["normal"]},
        {"role": ["writer"], "place": [""], "ceiling": ["highest"]},
    ):
        assert lan.post("/people/hoa/grants", data={"csrf": lan.csrf, **wrong}).status_code in {409, 422}
    assert staff.reception.accounts.one("hoa")[0].grants == {
        Grant(Role.WRITER, "my-an", BulletinClass.NORMAL)
    }


def test_while_too_many_log_in_the_next_is_told_so_and_the_rest_goes_on(staff: Staff) -> None:
    places = staff.reception.accounts.logins.hashing._places
    for _ in range(AT_ONCE + WAITING):
        assert places.acquire(blocking=False)
    login, hoa = {"name": "hoa", "password": PASSWORD}, Client(staff.url)
    told = hoa.post("/api/v1/session", json=login)
    assert (told.status_code, told.json()["code"]) == (503, "too-busy")
    assert "quá nhiều người đăng nhập" in hoa.post("/login", data=login).text
    assert hoa.get("/healthz").status_code == 200
    for _ in range(AT_ONCE + WAITING):
        places.release()
    assert hoa.post("/api/v1/session", json=login).status_code == 200


@contextmanager
def slow_body(pause: threading.Event, begun: threading.Event, body: bytes) -> Iterator[Iterator[bytes]]:
    def parts() -> Iterator[bytes]:
        yield body[: len(body) // 2]
        begun.set()
        pause.wait(30)
        yield body[len(body) // 2 :]

    yield parts()


@pytest.mark.parametrize("end", ["closed", "granted less"])
def test_off_boarding_ends_an_upload_that_is_under_way(staff: Staff, end: str) -> None:
    hoa, lan = staff.client("hoa"), staff.reception.accounts.one("lan")[0]
    pause, begun, answers = threading.Event(), threading.Event(), []
    body = (
        b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n'
        + b"Xin ch\xc3\xa0o b\xc3\xa0 con. " * 99
    )
    headers = {"content-type": "multipart/form-data; boundary=x"}

    def upload() -> None:
        with slow_body(pause, begun, body + b"\r\n--x--\r\n") as parts:
            answers.append(hoa.post("/api/v1/scripts", data=parts, headers=headers))

    sending = threading.Thread(target=upload)
    sending.start()
    assert begun.wait(30)
    if end == "closed":
        staff.reception.accounts.close(lan, "hoa")
    else:
        staff.reception.accounts.change_grants(lan, "hoa", [Role.APPROVER])
    pause.set()
    sending.join(30)
    (answer,) = answers
    assert answer.status_code == 403
    assert staff.reception.newsroom.listed()[0] == ()

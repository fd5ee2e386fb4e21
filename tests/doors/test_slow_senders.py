"""What a closed account began to send is refused at its end; so is text that no UTF-8 holds."""

import http.client
from urllib.parse import urlencode

import pytest
from staff import PASSWORD, Client, Staff

from broadcast.people import Person, Role

HALF = "\\ud800"
"""Half of a surrogate pair as JSON and as Python's codec `unicode_escape` spell it."""


class Slow:
    """A request of somebody who is logged in, of which the server has the headers and the first bytes."""

    def __init__(self, client: Client, method: str, path: str, kind: str, body: bytes) -> None:
        self._connection = http.client.HTTPConnection(client.url.removeprefix("http://"), timeout=30)
        self._rest = body[5:]
        headers = {
            "content-type": kind,
            "content-length": str(len(body)),
            "cookie": f"broadcast={client.session.cookies['broadcast']}",
            "x-csrf-token": client.csrf,
            "expect": "100-continue",
        }
        self._connection.putrequest(method, path)
        for name, value in headers.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()
        # The server says "continue" when the application asks for the body: the entrance is passed by then.
        assert self._connection.sock.recv(25) == b"HTTP/1.1 100 Continue\r\n\r\n"
        self._connection.send(body[:5])

    def end(self) -> tuple[int, str]:
        """Send the rest; status and text of the answer."""
        self._connection.send(self._rest)
        answer = self._connection.getresponse()
        with answer:
            said = answer.status, answer.read().decode()
        self._connection.close()
        return said


@pytest.fixture
def lan(staff: Staff) -> Person:
    """The head of station, with a second one beside her: Tư."""
    staff.invite("tu", "Võ Văn Tư", Role.PLANNER, Role.WRITER)
    return staff.reception.accounts.one("lan")[0]


FORM = "application/x-www-form-urlencoded"


def test_a_request_that_was_begun_ends_with_the_account(staff: Staff, lan: Person) -> None:
    tu = staff.client("tu")
    form = urlencode({"csrf": tu.csrf, "full_name": "Cửa Sau", "roles": "planner"}).encode()
    script = b'{"title": "Tin", "text": "Loi tin."}'
    wish = f'{{"old": "{PASSWORD}", "new": "con đò nhỏ qua sông Tiền"}}'.encode()
    begun = [
        Slow(tu, "POST", "/people", FORM, form),
        Slow(tu, "POST", "/people/hoa/closing", FORM, form),
        Slow(tu, "POST", "/api/v1/scripts", "application/json", script),
        Slow(tu, "PUT", "/api/v1/session/password", "application/json", wish),
    ]
    staff.reception.accounts.close(lan, "tu")
    for slow in begun:
        status, text = slow.end()
        assert status == 403, text
        assert "chưa đăng nhập" in text
        assert "/start/" not in text
    assert staff.reception.accounts.one("hoa")[0].roles == {Role.WRITER}
    assert staff.reception.newsroom.listed()[0] == ()


def test_a_form_is_taken_with_the_roles_of_its_end(staff: Staff, lan: Person) -> None:
    tu = staff.client("tu")
    slow = Slow(tu, "POST", "/newsroom/new", FORM, urlencode({"csrf": tu.csrf, "text": "Lời tin."}).encode())
    staff.reception.accounts.change_grants(lan, "tu", {Role.APPROVER})
    status, text = slow.end()
    assert status == 403
    assert "không được soạn" in text.lower()


def test_half_a_surrogate_pair_is_refused_wherever_json_is_taken(staff: Staff) -> None:
    lan = staff.client("lan")
    script = lan.post("/api/v1/scripts", json={"title": "Tin", "text": "Lời tin."}).json()["id"]
    for method, path, body in (
        ("POST", "/api/v1/session", f'{{"name": "v{HALF}", "password": "x"}}'),
        ("POST", "/api/v1/session", f'{{"name": "lan", "password": "{HALF}"}}'),
        ("PUT", "/api/v1/session/password", f'{{"old": "{HALF}", "new": "x"}}'),
        ("PUT", "/api/v1/session/password", f'{{"old": "{PASSWORD}", "new": "ao cá bờ dừa xuồng {HALF}"}}'),
        ("POST", "/api/v1/scripts", f'{{"title": "{HALF}", "text": "Lời"}}'),
        ("PUT", f"/api/v1/scripts/{script}", f'{{"title": "T", "text": "L{HALF}", "version": 1}}'),
        ("POST", f"/api/v1/scripts/{script}/return", f'{{"version": 1, "reason": "Sai {HALF}"}}'),
        ("POST", f"/api/v1/scripts/{script}/withdrawal", f'{{"version": 1, "reason": "Sai {HALF}"}}'),
    ):
        headers = {"content-type": "application/json"}
        answer = lan.session.request(method, lan.url + path, data=body.encode(), headers=headers, timeout=30)
        assert answer.status_code == 422, (path, body, answer.text)


@pytest.mark.parametrize(
    "path", ["/newsroom/new", "/api/v1/scripts", "/people", "/account/password", "/login"]
)
@pytest.mark.parametrize("place", ["value", "name", "file"])
def test_a_charset_that_spells_surrogates_makes_no_form(staff: Staff, path: str, place: str) -> None:
    lan = staff.client("lan")
    half = {each: HALF if each == place else "text" for each in ("value", "name", "file")}
    parts = (
        f'name="csrf"\r\n\r\n{lan.csrf}',
        f'name="{half["name"]}"\r\n\r\nNoi {half["value"]}',
        f'name="file"; filename="{half["file"]}.txt"\r\n\r\nNoi',
    )
    body = "".join(f"--x\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--x--\r\n"
    kind = {"content-type": "multipart/form-data; boundary=x; charset=unicode_escape"}
    answer = lan.post(path, data=body.encode(), headers=kind)
    assert answer.status_code == 422, answer.text
    assert "không đọc được mẫu" in answer.text

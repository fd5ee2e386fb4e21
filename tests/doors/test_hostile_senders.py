"""What strangers may send: no more than a stranger has to say, and nothing in the name of a station."""

import pytest
import requests
from staff import Client, Staff

from broadcast.doors.api.gate import MOST_BODY
from broadcast.doors.entrance import MOST_OF_STRANGERS

JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "path", ["/api/v1/session", "/api/v1/scripts/x/approval", "/api/v1/stations/x/order"]
)
def test_json_of_a_stranger_is_not_read_without_end(staff: Staff, path: str) -> None:
    body = b'{"name": "' + b"a" * MOST_BODY + b'"}'
    method = "PUT" if path.endswith("order") else "POST"
    answer = requests.request(method, staff.url + path, data=body, headers=JSON, timeout=30)
    assert answer.status_code == 413
    assert answer.json()["status"] == 413


@pytest.mark.parametrize("path", ["/login", "/login/code", "/start/x", "/reset/x"])
def test_a_stranger_sends_no_files(staff: Staff, path: str) -> None:
    enough = b"a" * (MOST_OF_STRANGERS + 1)
    stranger = Client(staff.url)
    told = stranger.post(path, files={"file": ("a.mp3", enough)})
    assert told.status_code == 422
    assert "lớn hơn" in told.text
    assert stranger.post(path, data=b"name=" + enough, headers=FORM).status_code == 422
    assert stranger.post(path, data=b"name=" + b"a" * 100, headers=FORM).status_code in {403, 404}


def test_a_page_that_was_made_to_point_here_reports_nothing(staff: Staff) -> None:
    for path in ("as-run", "heartbeat"):
        url = f"{staff.url}/api/v1/stations/my-an/{path}"
        rebound = {"origin": "http://evil.example", "host": "evil.example"}
        told = requests.post(url, json={"lines": [], "beats": []}, headers=rebound, timeout=30)
        assert told.status_code == 403
        assert requests.post(url, json={"lines": [], "beats": []}, timeout=30).status_code == 200


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/people", "no-store"),
        ("/people/hoa", "no-store"),
        ("/audit", "no-store"),
        ("/newsroom", "no-store"),
        ("/", "no-store"),
    ],
)
def test_what_is_somebodys_own_is_kept_by_nothing_between(staff: Staff, path: str, kept: str) -> None:
    assert staff.client("lan").get(path).headers["cache-control"] == kept
    assert Client(staff.url).get("/").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/api/v1/session", "/api/v1/scripts/x/release"])
def test_a_body_that_is_no_text_is_told_as_one_that_cannot_be_read(staff: Staff, path: str) -> None:
    answer = staff.client("lan").post(path, data=b"\xff\xfe", headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")

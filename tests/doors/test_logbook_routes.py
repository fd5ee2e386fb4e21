"""What stations report over HTTP: over a real server, a real database, a small real house."""

import threading
from collections.abc import Iterator
from datetime import date

import pytest
import requests
import uvicorn

from broadcast.desk.reception import Reception
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.doors.api import create_app
from broadcast.doors.listening import listening

DAY = date(2020, 8, 6)


@pytest.fixture
def address(small_studio: Studio) -> Iterator[str]:
    reception = Reception(small_studio, DAY, "my-an")
    reception.make(DAY, Nobody())
    listener = listening("127.0.0.1", 0)
    server = uvicorn.Server(
        uvicorn.Config(create_app(reception), log_level="warning", lifespan="off", ws="none")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


def line(item: dict[str, object], **more: object) -> dict[str, object]:
    audio = item["audio"]
    assert isinstance(audio, dict)
    return {
        "id": f"line-{item['id']}", "item": item["id"], "date": str(DAY), "version": 1, "outcome": "PLAYED",
        "planned_at": item["starts_at"], "started_at": item["starts_at"], "ended_at": item["starts_at"],
        "played_s": item["duration_s"], "reason": None, "sha256": audio["sha256"], **more,
    }  # fmt: skip


def items(address: str) -> list[dict[str, object]]:
    return list(requests.get(f"{address}/api/v1/stations/my-an/playlists/{DAY}", timeout=5).json()["items"])


def test_lines_are_written_once_however_often_they_are_sent(address: str) -> None:
    lines = [line(item) for item in items(address)]
    url = f"{address}/api/v1/stations/my-an/as-run"
    assert requests.post(url, json={"lines": lines}, timeout=5).json() == {"accepted": 3, "known": 0}
    assert requests.post(url, json={"lines": lines}, timeout=5).json() == {"accepted": 0, "known": 3}


def test_a_heartbeat_is_taken(address: str) -> None:
    beat = {
        "id": "beat-1", "at": "2026-11-23T05:05:00Z", "agent": "1", "playing": None,
        "playlists": {str(DAY): 1}, "waiting": 0, "free_bytes": 1,
    }  # fmt: skip
    answer = requests.post(f"{address}/api/v1/stations/my-an/heartbeat", json={"beats": [beat]}, timeout=5)
    control = {"version": 0, "pause": None, "volume": None}
    assert (answer.status_code, answer.json()) == (200, {"accepted": 1, "known": 0, "control": control})


@pytest.mark.parametrize(
    ("station", "body", "content_type", "status"),
    [
        ("my-an", b"{", "application/json", 422),
        ("my-an", b"[]", "application/json", 422),
        ("my-an", b'{"lines": [{"id": 1}]}', "application/json", 422),
        ("my-an", b"[" * 100_000, "application/json", 422),
        ("my-an", b'{"lines": "' + b"x" * 2_100_000 + b'"}', "application/json", 422),
        ("khong-co", b'{"lines": []}', "application/json", 404),
        ("my-an", b'{"lines": []}', "text/plain", 403),
    ],
)
def test_nonsense_is_refused_in_words(
    address: str, station: str, body: bytes, content_type: str, status: int
) -> None:
    url = f"{address}/api/v1/stations/{station}/as-run"
    answer = requests.post(url, data=body, headers={"Content-Type": content_type}, timeout=10)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]

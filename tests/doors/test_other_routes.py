"""Scripts, plans, health and errors, from a real server on loopback."""

from pathlib import Path

import pytest
from in_memory import DAY, TEXTS, InMemory
from served import Serve, Served

from broadcast.doors.api.problems import STATUSES, TITLES
from broadcast.errors import BroadcastError
from broadcast.language import Text


def test_a_script_is_shown_with_its_text_and_its_life(day: Served) -> None:
    listed = {each["id"]: each for each in day.get("/api/v1/scripts").json()["scripts"]}
    assert sorted(listed) == sorted(TEXTS)
    assert listed["khau-trang-01"]["class"] == "priority"
    assert listed["khau-trang-01"]["cleared"] is True
    assert listed["cat-dien"]["cleared"] is False
    assert "âm tiết" in listed["chua-sua"]["faults"][0]
    one = day.get("/api/v1/scripts/khau-trang-01").json()
    assert one["text"] == TEXTS["khau-trang-01"][2]
    assert one["approved"]["by"] == "Nguyễn Thị Bé Ba"


def test_a_reading_proof_tiles_its_script(day: Served) -> None:
    proof = day.get("/api/v1/scripts/khau-trang-01/reading").json()
    assert "".join(piece["written"] for piece in proof["pieces"]) == proof["source"]
    assert {"rule": "date", "spoken": "sáu tháng tám năm hai nghìn không trăm hai mươi"}.items() <= next(
        piece for piece in proof["pieces"] if piece["written"] == "06/8/2020"
    ).items()


def test_doubts_are_told_in_the_language_of_whoever_asks(day: Served) -> None:
    path = "/api/v1/scripts/chua-sua/reading"
    vi = [piece["doubt"] for piece in day.get(path).json()["pieces"] if piece["doubt"]]
    en = [piece["doubt"] for piece in day.get(path, accept_language="en").json()["pieces"] if piece["doubt"]]
    assert [doubt["severity"] for doubt in vi] == ["error", "error"]
    assert vi[0]["why"] != en[0]["why"]
    assert "khỏi" in vi[0]["proposals"]


def test_a_plan_says_what_airs_and_why(day: Served) -> None:
    plan = day.get(f"/api/v1/plan?station=hoa-binh&date={DAY}").json()
    assert plan == day.get("/api/v1/plan?station=hoa-binh").json()
    assert [session["starts_at"] for session in plan["sessions"]] == [
        "2020-08-06T05:00:00+07:00",
        "2020-08-06T11:00:00+07:00",
        "2020-08-06T17:00:00+07:00",
    ]
    assert "còn thiếu 2 lượt" in plan["sessions"][0]["items"][0]["reason"]
    assert plan["left_out"][0]["script"] == "chua-sua"
    assert plan["targets"][0]["topics"] == {"khau-trang": 2, "bluezone": 1}


def test_places_and_campaigns_are_listed(day: Served) -> None:
    assert day.get("/api/v1/places").json()["places"][1]["parent"] == "cho-moi"
    campaigns = day.get("/api/v1/campaigns").json()["campaigns"]
    assert campaigns[0]["target"] == {
        "min": 2,
        "max": 5,
        "minutes_min": 0.0,
        "minutes_max": None,
        "share": 0.0,
    }
    assert campaigns[1]["target"] is None


@pytest.mark.parametrize(
    ("studio", "status"),
    [
        ({"made": 4}, 200),
        ({"made": 2}, 503),
        ({"made": 4, "failed": {"hoa-binh": Text("hỏng", "broken")}}, 503),
    ],
    ids=["made", "being made", "failed"],
)
def test_ready_means_that_every_station_is_made(
    serve: Serve, sounds: Path, studio: dict[str, object], status: int
) -> None:
    served = serve(InMemory(sounds, **studio))
    answer = served.get("/readyz")
    assert answer.status_code == status
    failed = {"hoa-binh": "hỏng"} if "failed" in studio else {}
    assert answer.json() == {"made": studio["made"], "of": 4, "failed": failed}
    assert ("retry-after" in answer.headers) == (status == 503)
    assert served.get("/healthz").json() == {"status": "ok"}


def test_metrics_count_stations_and_answers_by_route(serve: Serve, sounds: Path) -> None:
    served = serve(InMemory(sounds, made=3))
    for number in range(3):
        served.get(f"/api/v1/scripts/khong-co-{number}")
    text = served.get("/metrics").text
    assert "\nbroadcast_stations 4\n" in text
    assert "\nbroadcast_stations_made 3\n" in text
    assert 'broadcast_answers_total{route="/api/v1/scripts/{script}",status="404"} 3\n' in text


def test_every_branch_of_the_tree_of_errors_has_its_status_and_title() -> None:
    assert set(STATUSES) == set(BroadcastError.__subclasses__())
    assert {int(status) for status in STATUSES.values()} <= set(TITLES)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/scripts/khong-co", 404),
        ("GET", "/api/v1/plan", 422),
        ("GET", "/api/v1/plan?station=hoa-binh&date=2020-02-30", 422),
        ("GET", "/api/v1/plan?station=hoa-binh&date=1999-01-01", 503),
        ("POST", "/api/v1/stations", 405),
        ("DELETE", "/api/v1/scripts/cat-dien", 405),
        ("PUT", f"/api/v1/stations/hoa-binh/playlists/{DAY}", 405),
    ],
)
def test_every_error_is_a_problem_that_says_what_to_do(
    day: Served, method: str, path: str, status: int
) -> None:
    answer = day.ask(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"] == TITLES[status].vi
    assert problem["faults"][0]["what"]
    assert problem["faults"][0]["remedy"]
    if status == 405:
        assert answer.headers["allow"] == "GET"


def test_problems_speak_english_to_those_who_ask_for_it(day: Served) -> None:
    answer = day.get("/api/v1/plan", accept_language="en")
    assert answer.headers["content-language"] == "en"
    assert answer.json()["detail"] == "«station» is wrong or missing; use an id of /api/v1/stations"


def test_an_unexpected_error_tells_nothing_of_the_inside(serve: Serve, sounds: Path) -> None:
    served = serve(InMemory(sounds, broken=True))
    for path, kind in (("/api/v1/stations", "application/problem+json"), ("/", "text/html; charset=utf-8")):
        answer = served.get(path, Connection="close")  # uvicorn hangs up after an error
        assert (answer.status_code, answer.headers["content-type"]) == (500, kind)
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
    assert served.get("/healthz").status_code == 200

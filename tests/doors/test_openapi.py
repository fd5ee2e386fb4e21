"""The document at /openapi.json is pinned, and it is true to what is answered."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from in_memory import DAY, InMemory
from pydantic import TypeAdapter
from served import Serve, Served

from broadcast.doors.api import (
    campaign_models,
    models,
    operating_models,
    planning_models,
    report_models,
    rules_models,
    text_models,
    timetable_models,
)
from broadcast.doors.api.app import create_app, openapi
from broadcast.doors.api.problems import Problem

PINNED = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
SHA = "{sha}"
REPORT = f"from={DAY}&to={DAY}"
LIST = f"/api/v1/stations/hoa-binh/playlists/{DAY}"
PAPER = f"/api/v1/stations/hoa-binh/running-orders/{DAY}"
SESSION = f"/api/v1/stations/hoa-binh/sessions/{DAY}/sang"
EXAMPLES: dict[tuple[str, int], list[tuple[str, dict[str, str]]]] = {
    ("/api/v1/stations", 200): [("/api/v1/stations", {}), (f"/api/v1/stations?date={DAY}", {})],
    ("/api/v1/stations", 422): [("/api/v1/stations?date=x", {})],
    ("/api/v1/stations/{station}/playlists/{date}", 200): [
        (LIST, {}),
        *((f"{LIST}.{form}", {}) for form in ("m3u8", "xspf", "pls")),
    ],
    ("/api/v1/stations/{station}/playlists/{date}", 304): [(LIST, {"if-none-match": "*"})],
    ("/api/v1/stations/{station}/control", 200): [("/api/v1/stations/hoa-binh/control", {})],
    ("/api/v1/stations/{station}/control", 304): [
        ("/api/v1/stations/hoa-binh/control", {"if-none-match": "*"})
    ],
    ("/api/v1/stations/{station}/control", 404): [("/api/v1/stations/khong-co/control", {})],
    ("/api/v1/stations/{station}/playlists/{date}", 404): [("/api/v1/stations/x/playlists/2020-08-06", {})],
    ("/api/v1/stations/{station}/playlists/{date}", 422): [("/api/v1/stations/x/playlists/x", {})],
    ("/api/v1/audio/{sha256}.{ext}", 200): [
        (f"/api/v1/audio/{SHA}.mp3", {}),
        ("/api/v1/audio/{wav}.wav", {}),
    ],
    ("/api/v1/audio/{sha256}.{ext}", 206): [
        (f"/api/v1/audio/{SHA}.mp3", {"range": "bytes=0-9"}),
        ("/api/v1/audio/{wav}.wav", {"range": "bytes=0-1"}),
    ],
    ("/api/v1/audio/{sha256}.{ext}", 304): [(f"/api/v1/audio/{SHA}.mp3", {"if-none-match": "*"})],
    ("/api/v1/audio/{sha256}.{ext}", 404): [(f"/api/v1/audio/{'cd' * 32}.mp3", {})],
    ("/api/v1/audio/{sha256}.{ext}", 416): [(f"/api/v1/audio/{SHA}.mp3", {"range": "bytes=99999999-"})],
    ("/api/v1/audio/{sha256}.{ext}", 422): [("/api/v1/audio/x.mp3", {})],
    ("/api/v1/stations/{station}/running-orders/{date}.{form}", 200): [
        (f"{PAPER}.html", {}),
        (f"{PAPER}.docx", {}),
    ],
    ("/api/v1/stations/{station}/running-orders/{date}.{form}", 404): [(f"{PAPER[:-2]}01.html", {})],
    ("/api/v1/stations/{station}/running-orders/{date}.{form}", 422): [(f"{PAPER}.pdf", {})],
    ("/api/v1/stations/{station}/sessions/{date}/{slot}.{form}", 200): [
        (f"{SESSION}.mp3", {}),
        (f"{SESSION}.wav", {}),
    ],
    ("/api/v1/stations/{station}/sessions/{date}/{slot}.{form}", 206): [
        (f"{SESSION}.mp3", {"range": "bytes=0-9"})
    ],
    ("/api/v1/stations/{station}/sessions/{date}/{slot}.{form}", 404): [(f"{SESSION}x.wav", {})],
    ("/api/v1/stations/{station}/sessions/{date}/{slot}.{form}", 416): [
        (f"{SESSION}.mp3", {"range": "bytes=99999999-"})
    ],
    ("/api/v1/stations/{station}/sessions/{date}/{slot}.{form}", 422): [(f"{SESSION}.ogg", {})],
    ("/api/v1/scripts", 200): [("/api/v1/scripts", {})],
    ("/api/v1/scripts/{script}", 200): [("/api/v1/scripts/cat-dien", {})],
    ("/api/v1/scripts/{script}", 404): [("/api/v1/scripts/x", {})],
    ("/api/v1/scripts/{script}/reading", 200): [("/api/v1/scripts/chua-sua/reading", {})],
    ("/api/v1/scripts/{script}/reading", 404): [("/api/v1/scripts/x/reading", {})],
    ("/api/v1/places", 200): [("/api/v1/places", {}), (f"/api/v1/places?date={DAY}", {})],
    ("/api/v1/places", 422): [("/api/v1/places?date=x", {})],
    ("/api/v1/campaigns", 200): [("/api/v1/campaigns", {})],
    ("/api/v1/campaigns/{campaign}", 200): [("/api/v1/campaigns/covid-19", {})],
    ("/api/v1/campaigns/{campaign}", 404): [("/api/v1/campaigns/x", {})],
    ("/api/v1/plan", 200): [("/api/v1/plan?station=hoa-binh", {})],
    ("/api/v1/plan", 404): [("/api/v1/plan?station=x", {})],
    ("/api/v1/plan", 422): [("/api/v1/plan", {})],
    ("/api/v1/plan", 503): [("/api/v1/plan?station=hoa-binh&date=1999-01-01", {})],
    ("/api/v1/stations/{station}/rules", 200): [("/api/v1/stations/hoa-binh/rules", {})],
    ("/api/v1/stations/{station}/rules", 404): [("/api/v1/stations/x/rules", {})],
    ("/api/v1/stations/{station}/rules", 422): [("/api/v1/stations/hoa-binh/rules?date=x", {})],
    ("/api/v1/timetable/{date}", 200): [(f"/api/v1/timetable/{DAY}", {})],
    ("/api/v1/timetable/{date}", 422): [("/api/v1/timetable/x", {})],
    ("/api/v1/reports", 200): [(f"/api/v1/reports?{REPORT}&campaign=covid-19", {})],
    ("/api/v1/reports", 404): [("/api/v1/reports?campaign=x", {})],
    ("/api/v1/reports", 422): [("/api/v1/reports?from=2020-08-06&to=2020-08-05", {})],
    ("/api/v1/reports", 503): [("/api/v1/reports?from=1999-01-01&to=1999-01-01", {})],
    ("/api/v1/reports.{form}", 200): [
        (f"/api/v1/reports.{form}?{REPORT}", {}) for form in ("csv", "html", "docx", "xlsx")
    ],
    ("/api/v1/reports.{form}", 404): [("/api/v1/reports.csv?place=x", {})],
    ("/api/v1/reports.{form}", 422): [("/api/v1/reports.exe", {})],
    ("/api/v1/reports.{form}", 503): [("/api/v1/reports.csv?from=1999-01-01&to=1999-01-01", {})],
    ("/healthz", 200): [("/healthz", {})],
    ("/readyz", 200): [("/readyz", {})],
    ("/metrics", 200): [("/metrics", {})],
}
"""A request for each answer that is documented; /readyz's 503 needs a day that is being made."""


BEHIND_A_LOGIN = {
    "/api/v1/audit",
    "/api/v1/audit/verification",
    "/api/v1/campaigns/{campaign}/versions",
    "/api/v1/session",
    *(f"/api/v1/scripts/{{script}}/{each}" for each in ("life", "clip", "recall")),
    *(f"/api/v1/stations/{{station}}/{each}" for each in ("faults", "choices")),
}
"""Read by people with an account: see the tests of routes (audit, campaigns, people: all that writes)."""


@pytest.fixture(scope="module")
def document(sounds: Path) -> dict[str, Any]:
    return openapi(create_app(InMemory(sounds)))


def documented(document: dict[str, Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    for path, item in document["paths"].items():
        if "get" not in item or path in BEHIND_A_LOGIN:
            continue
        for status, answer in item["get"]["responses"].items():
            yield path, int(status), answer


def test_the_document_is_the_one_that_stations_were_promised(document: dict[str, Any]) -> None:
    # changed on purpose: curl -s http://127.0.0.1:8000/openapi.json > docs/openapi.json
    assert document == json.loads(PINNED.read_text())


def test_the_server_gives_out_the_same_document(day: Served) -> None:
    assert day.get("/openapi.json").json() == json.loads(PINNED.read_text())


def test_every_reference_in_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert named <= set(document["components"]["schemas"])
    assert {"Problem", "Playlist"} <= named


def test_every_documented_answer_is_given_as_documented(
    day: Served, serve: Serve, sounds: Path, document: dict[str, Any]
) -> None:
    sound = day.get(LIST).json()["items"][0]["audio"]["sha256"]
    wav = "5b" * 32
    (sounds / f"{wav}.wav").write_bytes(b"RIFF")
    for path, status, answer in documented(document):
        if (path, status) == ("/readyz", 503):
            given = [serve(InMemory(sounds, made=1)).get("/readyz")]
        elif (path, status) == ("/api/v1/stations/{station}/sessions/{date}/{slot}.{form}", 503):
            given = [serve(InMemory(sounds, at_work=True)).get(f"{SESSION}.wav")]
        else:
            asked = EXAMPLES[path, status]
            given = [
                day.ask("GET", url.replace(SHA, sound).replace("{wav}", wav), headers)
                for url, headers in asked
            ]
        assert {each.status_code for each in given} == {status}, path
        assert {_media_type(each) for each in given} == set(answer.get("content", {None: {}})), (path, status)
        promised = {name.lower() for name in answer.get("headers", {})} - {"vary", "content-range"}
        assert all(promised <= {name.lower() for name in each.headers} for each in given), (path, status)


def test_only_a_plain_name_in_the_path_cannot_be_wrong(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        if "get" in item and "422" not in item["get"]["responses"]:
            for parameter in item["get"].get("parameters", []):
                assert parameter["in"] == "path", path
                assert set(parameter["schema"]) == {"type", "title"}, path


def test_json_answers_have_exactly_the_documented_fields(day: Served, document: dict[str, Any]) -> None:
    checked = 0
    for path, status, answer in documented(document):
        schema = answer.get("content", {}).get("application/json", {}).get("schema")
        if schema is None or (path, status) == ("/readyz", 503):
            continue
        url, headers = EXAMPLES[path, status][0]
        model = _model(schema["$ref"].rpartition("/")[2])
        body = day.ask("GET", url, headers).content
        parsed = TypeAdapter(model).validate_json(body)
        assert _keys(json.loads(body)) <= _keys(json.loads(parsed.model_dump_json(by_alias=True)))
        checked += 1
    assert checked == 15


def test_problems_have_exactly_the_documented_fields(day: Served) -> None:
    body = day.get("/api/v1/nothing").content
    assert json.loads(Problem.model_validate_json(body).model_dump_json()) == json.loads(body)


def _media_type(answer: requests.Response) -> str | None:
    kind = answer.headers.get("content-type")
    return None if kind is None else kind.partition(";")[0]


def _model(name: str) -> Any:
    homes = (
        *(models, campaign_models, planning_models, text_models),
        *(timetable_models, report_models, operating_models, rules_models),
    )
    return next(getattr(home, name) for home in homes if hasattr(home, name))


def _keys(value: object, at: str = "") -> set[str]:
    if isinstance(value, dict):
        return {f"{at}.{key}" for key in value}.union(
            *(_keys(each, f"{at}.{key}") for key, each in value.items())
        )
    if isinstance(value, list):
        return set().union(*(_keys(each, f"{at}[]") for each in value))
    return set()


def test_everything_that_writes_says_that_it_may_be_refused(document: dict[str, Any]) -> None:
    writing = [
        (path, each["responses"])
        for path, item in document["paths"].items()
        for method, each in item.items()
        if method != "get"
    ]
    assert len(writing) >= 7
    for path, answers in writing:
        assert {"403", "422"} <= set(answers), path
        assert all("application/problem+json" in answers[status]["content"] for status in ("403", "422")), (
            path
        )

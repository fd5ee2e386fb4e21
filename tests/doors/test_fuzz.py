"""Every documented call with made-up requests: no 5xx, and no answer that /openapi.json does not promise.

`make test` asks a few hundred times, `make fuzz` 20,000 (BROADCAST_FUZZ). Half of the requests name scripts
that are there, with the version and the seal that stand there now, by people of different rights: so they get
as far as the desk.
"""

import copy
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import requests
import schemathesis
import tiny_house
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import CHECKS, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from served import Serve, Served
from staff import PASSWORD, Staff

from broadcast.desk.reception import Reception
from broadcast.desk.watching import Nobody
from broadcast.doors.api.app import create_app, openapi
from broadcast.people import Person, Role
from broadcast.script import Manuscript

CALLS = int(os.environ.get("BROADCAST_FUZZ", "0")) or 500
SEED = int(os.environ.get("BROADCAST_SEED", "1"))
TURN = 20
CHEAP_CALLS = 40
"""At most, or little more, for what verifies a password: argon2 costs a tenth of a second each time."""

NOW = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
DAY = date(2026, 11, 23)
PEOPLE = {"lan": tuple(Role), "binh": (Role.APPROVER, Role.WRITER), "hoa": (Role.WRITER,)}
TEXTS = ("Ngày mai cắt điện.", "Mời bà con đi tiêm.", "Đeo khẩu trang khi ra kh i nhà.")
"""The last has a hole in it: it can be written and never submitted."""

ON_FILE = "nuoc-sach"

SELDOM = {
    "PUT /api/v1/session/password",
    "POST /api/v1/session",
    "POST /api/v1/scripts/{script}/approval",  # all of it was listened to
    "POST /api/v1/timetable/{date}/placements",  # the digest of the timetable that was seen
    "DELETE /api/v1/timetable/{date}/placements/{move}",
    "PUT /api/v1/stations/{station}/order",  # two priority items that meet
    "PUT /api/v1/stations/{station}/pause",  # an end within the coming 24 hours
}
"""What no made-up request gets through: it takes what only somebody who looked has. Their own tests do."""

NOT_READY = {"/readyz"}
"""503 is what it says while a day is made (the contract)."""


@dataclass
class Desk:
    """A small newsroom behind a real server, and somebody of each kind who is logged in."""

    reception: Reception
    url: str
    document: dict[str, Any]
    tokens: dict[str, tuple[str, str]] = field(default_factory=dict)
    answers: dict[str, Counter[int]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def enter(self) -> None:
        """Everybody has a session, whatever was closed before."""
        accounts = self.reception.accounts
        for name in PEOPLE:
            if name not in self.tokens or accounts.session(self.tokens[name][0]) is None:
                token = accounts.log_in(name, PASSWORD, "192.0.2.1")
                session = accounts.session(token)
                assert session is not None
                self.tokens[name] = (token, session.csrf)

    def asked(self) -> Counter[int]:
        """How often each status was answered."""
        return sum(self.answers.values(), Counter[int]())

    def headers(self, name: str | None) -> dict[str, str]:
        if name is None:
            return {}
        token, csrf = self.tokens[name]
        return {"cookie": f"broadcast={token}", "x-csrf-token": csrf}

    def scripts(self) -> list[str]:
        """Of people, the latest changed first, and one on file."""
        return [*(entry.id for entry in self.reception.newsroom.listed()[0][:8]), ON_FILE]

    def fields(self, case: schemathesis.Case) -> set[str]:
        """What the body of such a request may hold."""
        body = self.document["paths"][case.path][case.method.lower()].get("requestBody")
        if body is None:
            return set()
        schema = body["content"]["application/json"]["schema"]
        if "$ref" in schema:
            schema = self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return set(schema["properties"])

    def laid(self) -> dict[str, int]:
        """Campaigns that people laid down, with the version that stands."""
        laid, _ = self.reception.campaigning.laid()
        return {name: each.version for name, each in list(laid.items())[:8]}

    def audio(self) -> str:
        items = self.reception.playlist("my-an", DAY).items
        return next(item.audio.sha256 for item in items if item.audio)


@pytest.fixture(scope="module")
def desk(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    place = tmp_path_factory.mktemp("fuzz")
    tiny_house.lay_out(place / "house")
    shutil.copy(tiny_house.ROOT / "scripts_vi" / f"{ON_FILE}.md", place / "house" / "scripts_vi")
    studio = tiny_house.tiny_studio(place / "house", place / "data", lambda: NOW)
    reception = Reception(studio, DAY)
    served: Served = serve(reception)  # type: ignore[arg-type]
    for name, roles in PEOPLE.items():
        Staff(reception, served.url).invite(name, name.title(), *roles)
    hoa = Person("hoa", "Hoa", frozenset({Role.WRITER}))
    for number, text in enumerate(TEXTS):
        entry = reception.newsroom.write(hoa, Manuscript(f"Bài số {number}", text))
        if number == 0:
            reception.clearing.submit(hoa, entry.id, 1)
    assert not reception.make(DAY, Nobody()).failed
    yield Desk(reception, served.url, openapi(create_app(reception)))
    studio.database.close()


VERIFY = {"/api/v1/session", "/api/v1/session/password"}


def known(draw: st.DataObject, case: schemathesis.Case, desk: Desk) -> None:
    """Let the request name what is there."""

    def one(values: Sequence[Any]) -> Any:
        return draw.draw(st.sampled_from(values))

    for given_by, name, values in (
        (case.path_parameters, "script", desk.scripts()),
        (case.path_parameters, "station", tiny_house.STATIONS),
        (case.path_parameters, "date", [f"{DAY}{form}" for form in ("", ".m3u8", ".xspf", ".pls", ".json")]),
        (case.path_parameters, "campaign", [*desk.laid(), "covid-19"]),
        (case.path_parameters, "sha256", [desk.audio()]),
        (case.path_parameters, "ext", ["mp3"]),
        (case.query, "station", tiny_house.STATIONS),
        (case.query, "date", [str(DAY)]),
    ):
        if isinstance(given_by, dict) and name in given_by:
            given_by[name] = one(values)
    if isinstance(case.body, dict):
        asked = desk.fields(case)
        case.body.update(
            {name: one(values) for name, values in _decided(desk, case).items() if name in asked}
        )


def _decided(desk: Desk, case: schemathesis.Case) -> dict[str, Sequence[Any]]:
    """Fields of a body with which it gets through."""
    fields: dict[str, Sequence[Any]] = {
        "text": TEXTS,
        "title": ["Cắt điện"],
        "reason": ["Ghi rõ ngày", "Đã có điện"],
        "name": list(PEOPLE),
        **{each: [""] for each in ("campaign", "topic", "origin", "start", "end")},
        **{each: [None] for each in ("valid_from", "valid_until")},
        "genre": ["thong-bao"],
        "places": [[], ["my-an"]],
        "language": ["vi"],
        "days": [{}, {"weekly": ["mon"]}, {"lunar": ["31"]}, {"dates": ["2026-12-24"], "holidays": "never"}],
        "line": ["Bluezone, 3-5 lần/ngày", "Bluezone, 500 phút/ngày, 05-31/8"],
        "target": [None, {"min": 3, "max": 5}],
        "ramp": [[], [{"starts": "2026-12-01", "target": {"min": 4}}]],
    }
    if "campaign" in case.path_parameters:
        fields["version"] = [desk.laid().get(case.path_parameters["campaign"], 1)]
    script = case.path_parameters.get("script")
    if script in {entry.id for entry in desk.reception.newsroom.listed()[0]}:
        clearing = desk.reception.clearing
        entry = desk.reception.newsroom.proofs(script).entry
        heard = clearing.heard(entry)
        fields |= {"version": [entry.version], "seal": [asdict(clearing.seal(entry, heard))]}
        fields |= {"audio": [heard.sha256], "stretches": [[], [[0, heard.duration_s]]]}
    return fields


def checks() -> list[Any]:
    """What is checked of every answer; that a wrong request is refused is tested where it is wrong."""
    names = ("not_a_server_error", "status_code_conformance", "content_type_conformance")
    names = (*names, "response_headers_conformance", "response_schema_conformance")
    return list(CHECKS.get_by_names(list(names)))


def ask(desk: Desk, case: schemathesis.Case, who: str | None, session: requests.Session) -> None:
    """Ask once, and note what is wrong with the answer: one run tells of every fault."""
    answer = case.call(base_url=desk.url, session=session, headers=desk.headers(who), timeout=30)
    call = f"{case.method} {case.path}"
    desk.answers.setdefault(call, Counter())[answer.status_code] += 1
    chosen = checks()
    if case.path in NOT_READY:
        chosen.remove(not_a_server_error)
    try:
        case.validate_response(answer, checks=chosen)
    except FailureGroup as group:
        for failure in group.exceptions:
            desk.faults.setdefault(f"{call} {answer.status_code}: {failure.title}", f"{group}")


def fuzz(desk: Desk, operation: schemathesis.APIOperation, calls: int, start: int) -> int:
    """Ask one operation `calls` times: one request in five is wrong on purpose. Gives how often it asked."""
    before = desk.asked().total()
    right = operation.as_strategy()
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @seed(start)
    @settings(
        max_examples=calls,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def asked(draw: st.DataObject) -> None:
        case = draw.draw(right if draw.draw(st.integers(0, 4)) else wrong)
        if draw.draw(st.booleans()):
            known(draw, case, desk)
        ask(desk, case, draw.draw(st.sampled_from([*PEOPLE, None])), session)

    with requests.Session() as session:
        asked()
    return desk.asked().total() - before


def fuzz_all(desk: Desk) -> None:
    """Ask them all in turns, so that one finds what another did; what cannot vary is asked a few times."""
    schema = schemathesis.openapi.from_dict(desk.document)
    items = desk.document["paths"].items()
    operations = [schema[path][method.upper()] for path, item in items for method in item]
    turn = 0
    while desk.asked().total() < CALLS:
        desk.enter()
        for operation in tuple(operations):
            asked = fuzz(desk, operation, TURN, SEED + turn)
            if asked < TURN or (operation.path in VERIFY and turn * TURN > CHEAP_CALLS):
                operations.remove(operation)
        turn += 1


def test_no_call_makes_the_server_fail_or_answer_what_is_not_documented(desk: Desk) -> None:
    fuzz_all(desk)
    for call, statuses in sorted(desk.answers.items()):
        print(f"{call}: {dict(sorted(statuses.items()))}")
    print(f"{desk.asked().total()} calls: {dict(sorted(desk.asked().items()))}")
    assert not desk.faults, "\n\n".join(f"{what}\n{how}" for what, how in desk.faults.items())
    often = {call: statuses for call, statuses in desk.answers.items() if statuses.total() >= 100}
    idle = {call for call, statuses in often.items() if not any(200 <= each < 300 for each in statuses)}
    assert idle <= SELDOM, idle


def test_an_answer_that_is_not_documented_is_found(desk: Desk) -> None:
    untrue = copy.deepcopy(desk.document)
    del untrue["paths"]["/api/v1/scripts/{script}/life"]["get"]["responses"]["403"]
    del untrue["components"]["schemas"]["Stations"]["properties"]["stations"]
    untrue["components"]["schemas"]["Stations"] |= {"required": ["elsewhere"]}
    schema = schemathesis.openapi.from_dict(untrue)
    other = replace(desk, answers={}, faults={})
    for path in ("/api/v1/scripts/{script}/life", "/api/v1/stations"):
        fuzz(other, schema[path]["GET"], 20, SEED)
    assert {fault.partition(":")[0] for fault in other.faults} == {
        "GET /api/v1/scripts/{script}/life 403",
        "GET /api/v1/stations 200",
    }

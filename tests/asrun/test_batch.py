"""What stations send is read whole, or refused with everything that is wrong in it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from told_days import as_json, beat_json, line

from broadcast.asrun import MOST, Outcome, WrongBatch, as_run_lines, heartbeats
from broadcast.errors import Invalid


def refused(**changes: Any) -> tuple[str, ...]:
    with pytest.raises(WrongBatch) as error:
        as_run_lines("kien-an", {"lines": [{**as_json(line()), **changes}]})
    assert all(fault.what.vi and fault.what.en and fault.remedy.vi for fault in error.value.faults)
    return tuple(fault.what.en for fault in error.value.faults)


def test_lines_come_back_as_they_were_written_with_their_station() -> None:
    lines = (
        line("sang"),
        line("trua", Outcome.CUT, 60.0),
        line("chieu", Outcome.MISSED),
        line("sang", Outcome.LATE, id="x"),
    )
    assert as_run_lines("kien-an", {"lines": [as_json(each) for each in lines]}) == lines


def test_what_is_not_known_is_passed_over_and_null_may_be_left_out() -> None:
    written = {**as_json(line("sang", Outcome.PLAYED)), "speaker": "north"}
    del written["reason"]
    assert as_run_lines("kien-an", {"lines": [written], "sent_at": 1}) == (line("sang"),)


def test_an_empty_batch_is_a_batch() -> None:
    assert as_run_lines("kien-an", {"lines": []}) == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", None),
        ("id", ""),
        ("id", 7),
        ("id", "=HYPERLINK(1)"),
        ("id", "a\n"),
        ("id", "a\x00b"),
        ("id", "a" * 201),
        ("item", "trưa"),
        ("date", "2020-8-6"),
        ("date", "20200806"),
        ("date", "2020-02-30"),
        ("date", "0001-01-01"),
        ("date", 20200806),
        ("version", 0),
        ("version", True),
        ("version", 1.0),
        ("version", 2**31),
        ("outcome", "played"),
        ("outcome", "AIRED"),
        ("outcome", None),
        ("outcome", []),
        ("planned_at", "2020-08-06T05:00:00"),
        ("planned_at", "2020-08-06"),
        ("planned_at", 1596664800),
        ("planned_at", "0001-01-01T00:00:00+07:00"),
        ("planned_at", "9999-12-31T23:59:59-07:00"),
        ("started_at", "soon"),
        ("ended_at", ""),
        ("played_s", "100"),
        ("played_s", -0.1),
        ("played_s", float("nan")),
        ("played_s", float("inf")),
        ("played_s", 10**400),
        ("played_s", True),
        ("reason", "power"),
        ("reason", {}),
        ("reason", {"code": "power", "vi": "mất điện"}),
        ("reason", {"code": "power", "vi": "mất\x1bđiện", "en": "power"}),
        ("reason", {"code": "power", "vi": "\ud800", "en": "power"}),
        ("reason", {"code": "power", "vi": "x" * 501, "en": "power"}),
        ("sha256", "a" * 63),
        ("sha256", "A" * 64),
    ],
)
def test_a_field_that_is_wrong_is_named(field: str, value: object) -> None:
    (what,) = refused(**{field: value})
    assert what.startswith(f"lines[0].{field}: ")


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": "MISSED", "reason": as_json(line("sang", Outcome.MISSED))["reason"]},
        {"started_at": None},
        {"ended_at": None},
        {"outcome": "LATE", "ended_at": None},
        {"outcome": "CUT"},
        {"outcome": "MISSED", "started_at": None, "ended_at": None, "played_s": 0},
    ],
)
def test_a_line_that_contradicts_itself_is_refused(changes: dict[str, Any]) -> None:
    assert refused(**changes)[0].startswith("lines[0]: ")


def test_a_cut_whose_end_nobody_saw_is_taken() -> None:
    written = {**as_json(line("sang", Outcome.CUT, 31.5)), "ended_at": None}
    (read,) = as_run_lines("kien-an", {"lines": [written]})
    assert (read.ended_at, read.played_s) == (None, 31.5)


def test_a_clock_that_was_set_back_in_the_middle_does_not_lose_the_line() -> None:
    written = {**as_json(line()), "ended_at": "2020-08-06T04:01:40+07:00"}
    (read,) = as_run_lines("kien-an", {"lines": [written]})
    assert read.played_s == 100.0


def test_a_cut_of_which_nobody_knows_whether_it_began_is_taken() -> None:
    silent = {"started_at": None, "ended_at": None, "played_s": 0.0}
    (read,) = as_run_lines("kien-an", {"lines": [{**as_json(line("sang", Outcome.CUT)), **silent}]})
    assert (read.outcome, read.started_at) == (Outcome.CUT, None)


def test_every_fault_of_a_batch_is_named_at_once() -> None:
    good, bad = as_json(line()), {**as_json(line()), "version": 0, "sha256": "-"}
    with pytest.raises(Invalid) as error:
        as_run_lines("kien-an", {"lines": [good, bad, 7, {**good, "outcome": "CUT"}]})
    assert [fault.what.en.partition(":")[0] for fault in error.value.faults] == [
        "lines[1].version",
        "lines[1].sha256",
        "lines[2]",
        "lines[3]",
    ]


@pytest.mark.parametrize("body", [{}, {"lines": None}, {"lines": {}}, {"lines": "x"}, {"beats": []}])
def test_a_body_without_its_list_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(WrongBatch, match="lines"):
        as_run_lines("kien-an", body)


def test_a_batch_has_a_largest_size() -> None:
    one = as_json(line())
    assert len(as_run_lines("kien-an", {"lines": [one] * MOST})) == MOST
    with pytest.raises(WrongBatch, match=str(MOST)):
        as_run_lines("kien-an", {"lines": [one] * (MOST + 1)})


def test_a_heartbeat_tells_what_a_station_holds() -> None:
    (beat,) = heartbeats("kien-an", {"beats": [beat_json(playing="kien-an.2020-08-06.sang", waiting=2)]})
    assert beat.at == datetime(2020, 8, 5, 22, 1, tzinfo=UTC)
    assert beat.playlists == {date(2020, 8, 6): 1, date(2020, 8, 7): 2}
    assert (beat.station, beat.playing, beat.waiting) == ("kien-an", "kien-an.2020-08-06.sang", 2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", "2020-08-06T05:00:00"),
        ("agent", ""),
        ("agent", "x\ny"),
        ("playing", 3),
        ("playlists", None),
        ("playlists", [1]),
        ("playlists", {"today": 1}),
        ("playlists", {"2020-08-06": "1"}),
        ("playlists", {f"{year}-01-01": 1 for year in range(2000, 2101)}),
        ("waiting", -1),
        ("waiting", None),
        ("free_bytes", 2**63),
        ("free_bytes", 1.5),
    ],
)
def test_a_wrong_field_of_a_heartbeat_is_named(field: str, value: object) -> None:
    with pytest.raises(WrongBatch) as error:
        heartbeats("kien-an", {"beats": [beat_json(**{field: value})]})
    (fault,) = error.value.faults
    assert fault.what.vi.startswith(f"beats[0].{field}: ")


def test_a_station_whose_clock_began_anew_is_still_heard() -> None:
    (beat,) = heartbeats("kien-an", {"beats": [beat_json(at="1970-01-01T07:00:12+07:00")]})
    assert beat.at.year == 1970

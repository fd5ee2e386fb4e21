"""What a benchmark says, as a value, as JSON, as an exit status."""

import json

import pytest

from broadcast.bench import Figure, Goal, Measured, at_least, at_most
from broadcast.bench.texts import lines, mixed
from broadcast.doors.cli.benching import bench, tell
from broadcast.language import Language, Text


@pytest.mark.parametrize(
    ("goal", "value", "met"),
    [
        (at_least(1), 1, True),
        (at_least(1), 0.99, False),
        (at_most(1.5), 1.5, True),
        (at_most(1.5), 1.6, False),
    ],
)
def test_a_goal_holds_its_bound(goal: Goal, value: float, *, met: bool) -> None:
    assert Figure("read.speed", value, "x", goal).ok is met


def test_a_figure_prints_as_the_contract_says() -> None:
    figure = Figure("read.speed.plan.to_peer", 4.36249, "x", at_least(1))
    assert figure.as_json() == {
        "name": "read.speed.plan.to_peer",
        "value": 4.362,
        "unit": "x",
        "goal": ">= 1",
        "ok": True,
    }
    assert Figure("read.speed.plan", 1.0, "chars/s").as_json()["goal"] is None


@pytest.mark.parametrize(("value", "status"), [(2.0, 0), (0.5, 1)])
def test_a_missed_goal_is_status_1(value: float, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    measured = Measured(
        (Figure("read.speed", value, "x", at_least(1)),), (Text("bỏ qua máy kia", "skipped the peer"),)
    )
    for as_json in (True, False):
        assert tell(lambda _: measured, quick=True, as_json=as_json, language=Language.EN) == status
    out, err = capsys.readouterr()
    told, end = json.JSONDecoder().raw_decode(out)
    assert told["figures"][0]["ok"] is (status == 0)
    assert ("MISSED" in out[end:]) is (status == 1)
    assert err == "skipped the peer\n" * 2


def test_every_benchmark_has_help_in_both_languages() -> None:
    assert all(" | " in (command.help or "") for command in bench.commands.values())


def test_the_mixed_text_is_the_same_on_every_run_and_as_long_as_asked() -> None:
    text = mixed(20_000)
    assert text == mixed(20_000)
    assert 20_000 <= len(text) + 1 < 20_400
    assert len(set(lines(20_000))) == text.count("\n") + 1

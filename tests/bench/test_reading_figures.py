"""`broadcast bench read` over little text: every figure is there, and the ratios come first."""

import pytest

from broadcast.bench import Measured
from broadcast.bench.reading import measured, plan


@pytest.fixture(scope="module")
def told() -> Measured:
    return measured(4_000, rounds=1)


def test_the_reader_is_measured_and_ratios_come_first(told: Measured) -> None:
    names = [figure.name for figure in told.figures]
    assert {"read.speed.plan", "read.speed.mixed", "read.import", "read.memory.8x_lines"} <= set(names)
    assert {name.rpartition(".")[2] for name in names if ".growth." in name} == {"2x", "4x", "8x"}
    units = [figure.unit for figure in told.figures]
    assert units == sorted(units, key=lambda unit: unit != "x")
    assert all(figure.value > 0 for figure in told.figures)


def test_a_missing_peer_is_named(told: Measured) -> None:
    compared = any(figure.name.endswith(".to_peer") for figure in told.figures)
    assert compared or any("sea-g2p" in text.vi for text in told.skipped)


def test_the_plan_of_the_benchmark_is_whole() -> None:
    assert "1677" in plan()
    assert plan().count("\n") > 500

"""The benchmark of reports over two stations: every figure is there, and the database says the same."""

import pytest

from broadcast.bench import Measured
from broadcast.bench.reporting import measured
from broadcast.report import ReportForm


@pytest.fixture(scope="module")
def told() -> Measured:
    return measured(2, rounds=1)


def test_every_form_is_measured_and_the_ratio_comes_first(told: Measured) -> None:
    names = [figure.name for figure in told.figures]
    assert names[0] == "report.month.growth.2x"
    assert {f"report.month.2_stations.{form}" for form in ReportForm} <= set(names)
    figures = {figure.name: figure.value for figure in told.figures}
    assert figures["report.month.plays"] == 2 * 31 * 3 * 5
    assert figures["report.month.stations"] == 2


def test_its_figures_are_those_of_the_database(told: Measured) -> None:
    off = {figure.name: figure for figure in told.figures if "off_by" in figure.name}
    assert len(off) == 2
    assert all(figure.ok for figure in off.values())

"""`broadcast bench station`: what is counted and weighed, over little work; `make test` does not time it."""

import os
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
import requests

from broadcast.agent.clock import VIETNAM
from broadcast.bench.memory import family, pss_kb
from broadcast.bench.station import _errors, _requests
from broadcast.bench.village import STATION, Village


@pytest.fixture
def village():
    with Village(b"no sound", 1.0, datetime.now(VIETNAM) + timedelta(hours=1)) as village:
        yield village


def test_errors_count_early_and_late_alike_and_a_goal_can_be_missed() -> None:
    figures = {figure.name: figure for figure in _errors("idle", [0.001, -0.002, 0.060])}
    assert figures["station.start_error.idle.p50"].value == pytest.approx(2)
    assert figures["station.start_error.idle.worst"].value == pytest.approx(60)
    assert figures["station.start_error.idle.p50"].ok
    assert not figures["station.start_error.idle.worst"].ok


def test_an_unchanged_poll_is_one_request() -> None:
    ratio, polls = _requests(2.5)
    assert ratio.value == 1
    assert polls.value >= 1


def test_requests_are_counted_by_what_was_answered(village: Village) -> None:
    path = f"{village.url}/api/v1/stations/{STATION}/playlists/{datetime.now(VIETNAM).date()}"
    first = requests.get(path, timeout=5)
    again = requests.get(path, headers={"If-None-Match": first.headers["ETag"]}, timeout=5)
    nothing = requests.get(f"{village.url}/else", timeout=5)
    assert [first.status_code, again.status_code, nothing.status_code] == [200, 304, 404]
    assert village.asked == {("GET", 200): 1, ("GET", 304): 1, ("GET", 404): 1}


def test_memory_is_read_of_a_process_and_its_children() -> None:
    words = "held = b'1' * 20_000_000; print('ready', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert child.pid in family(os.getpid())
        assert pss_kb(child.pid) > 20_000
        child.communicate(b"\n", timeout=10)

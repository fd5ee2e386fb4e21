"""`broadcast run` as a process of its own, and what it says of itself."""

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests
from newcomer import BARE, DAY, ROOT, command


@contextmanager
def served(data: Path, *more: str | Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The service and its address."""
    process = subprocess.Popen(
        command("run", "--port", "0", "--data", data, *more),
        env=BARE,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield process, found.group()
                return
        pytest.fail("it never said where it listens")
    finally:
        process.kill()
        process.communicate(timeout=20)


def until_ready(address: str, within_s: float) -> list[tuple[int, object]]:
    """What /readyz answered, once a change, until it was 200."""
    told: list[tuple[int, object]] = []
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        answer = requests.get(f"{address}/readyz", timeout=10)
        if not told or told[-1] != (answer.status_code, answer.json()):
            told.append((answer.status_code, answer.json()))
        if answer.status_code == 200:
            return told
        time.sleep(0.1)
    pytest.fail(f"not ready: {told[-3:]}")


@dataclass(frozen=True)
class FirstStart:
    """What a service was seen to do from its first start to its end.

    `told`: what /readyz answered, once a change; `audio`: the status of each file of one station;
    `left`: how many of its children outlived it.
    """

    healthy: int
    told: list[tuple[int, Any]]
    audio: list[int]
    status: int
    left: int


def first_start(data: Path) -> FirstStart:
    """Start on an empty DATA, wait until it is ready, end it."""
    with served(data, "--date", DAY, "--station", "my-an", "--player", "null") as (process, address):
        healthy = requests.get(f"{address}/healthz", timeout=5).status_code
        told = until_ready(address, 120)
        items = requests.get(f"{address}/api/v1/stations/my-an/playlists/{DAY}", timeout=5).json()["items"]
        audio = [requests.head(address + item["audio"]["url"], timeout=5).status_code for item in items]
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        status = process.wait(20)
    return FirstStart(healthy, told, audio, status, sum(child.is_running() for child in children))

"""`broadcast run` as a process of its own, and what it says of itself."""

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from newcomer import BARE, ROOT, command


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

"""`kill -9` at any moment while making: the next start ends in the same state, with no child left alive.

The short form kills 6 times; `make faults` kills 30 times (BROADCAST_KILLS).
"""

import json
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import psutil
from newcomer import BARE, DAY, ROOT, broadcast, command

KILLS = int(os.environ.get("BROADCAST_KILLS", "6"))
STATION = "an-thanh-trung"
ALONE_WITHIN_S = 5.0


def make(data: Path) -> list[str]:
    return command("make", "--date", DAY, "--station", STATION, "--data", data)


def state(data: Path) -> dict[str, object]:
    """Everything that was made: files by name and content, and what was published."""
    files = {
        str(path.relative_to(data)): path.read_bytes()
        for folder in ("audio", "clips", "speech")
        for path in sorted((data / folder).rglob("*"))
        if path.is_file()
    }
    run = broadcast("playlist", STATION, DAY, "--data", data)
    published = json.loads(run.stdout)
    return {**files, "items": published["items"], "version": published["version"]}


def killed_after(data: Path, seconds: float) -> list[psutil.Process] | None:
    """Start making, kill it after `seconds`; the children that it had then (None: it was done before)."""
    process = subprocess.Popen(
        make(data), env=BARE, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        children = psutil.Process(process.pid).children(recursive=True)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return children
    return None


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that outlive their parent by more than a moment."""
    until = time.monotonic() + ALONE_WITHIN_S
    while any(_runs(process) for process in processes) and time.monotonic() < until:
        time.sleep(0.02)
    return [process for process in processes if _runs(process)]


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_killed_run_is_finished_by_the_next_in_the_same_state(tmp_path: Path) -> None:
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    began = time.monotonic()
    subprocess.run(make(undisturbed), env=BARE, cwd=ROOT, check=True, capture_output=True, timeout=170)
    whole_s = time.monotonic() - began
    moments = random.Random(1677)
    left, killed = [], 0
    for number in range(KILLS):
        # Each start goes a bit further than the last, because what was finished stays.
        after_s = whole_s * moments.uniform(0.1, (number + 2) / (KILLS + 1))
        children = killed_after(disturbed, after_s)
        killed += children is not None
        left += alive(children or [])
    assert left == []
    assert killed >= KILLS // 2
    subprocess.run(make(disturbed), env=BARE, cwd=ROOT, check=True, capture_output=True, timeout=170)
    assert state(disturbed) == state(undisturbed)

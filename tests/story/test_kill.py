"""`kill -9` at any moment while making: the next start ends in the same state, with no child left alive.

The short form kills 4 times in a house of seven scripts; `make faults` kills 30 times in the whole one.
"""

import hashlib
import json
import os
import random
import signal
import subprocess
import time
from datetime import date, timedelta
from pathlib import Path

import psutil
from newcomer import BARE, DAY, ROOT, broadcast, command

SHORT = 4
KILLS = int(os.environ.get("BROADCAST_KILLS", str(SHORT)))
STATION = "an-thanh-trung"
FIRST = date.fromisoformat(DAY)
ALONE_WITHIN_S = 5.0


def make(data: Path, house: Path, day: date, days: int = 1) -> list[str]:
    wanted = ("--date", str(day), "--days", str(days), "--station", STATION)
    return command("make", *wanted, "--data", data, "--house", house)


def made_whole(data: Path, house: Path, day: date, days: int = 1) -> int:
    """Make without disturbance; how many files there are then."""
    subprocess.run(
        make(data, house, day, days), env=BARE, cwd=ROOT, check=True, capture_output=True, timeout=170
    )
    return files_in(data)


def files_in(data: Path) -> int:
    return sum(1 for folder in ("audio", "clips", "speech") for _ in (data / folder).glob("??/*"))


def state(data: Path) -> dict[str, object]:
    """Everything that was made: files by name and content, and what was published."""
    files = {
        str(path.relative_to(data)): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("audio", "clips", "speech")
        for path in sorted((data / folder).rglob("*"))
        if path.is_file()
    }
    for day in (FIRST + timedelta(days=number) for number in range(KILLS)):
        published = json.loads(broadcast("playlist", STATION, str(day), "--data", data).stdout)
        files[str(day)] = json.dumps([published["version"], published["items"]])
    return files


def killed_at(data: Path, house: Path, day: date, files: int) -> list[psutil.Process] | None:
    """Start making, kill it once there are `files`; the children it had then (None: it was done before)."""
    process = subprocess.Popen(
        make(data, house, day), env=BARE, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    while process.poll() is None:
        if files_in(data) >= files:
            children = psutil.Process(process.pid).children(recursive=True)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
            return children
        time.sleep(0.002)
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


def test_killed_runs_are_finished_by_the_next_in_the_same_state(tmp_path: Path, small_house: Path) -> None:
    """Each run has a day of its own to make, so that each kill finds work under way."""
    house = ROOT if KILLS > SHORT else small_house
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    cold = made_whole(undisturbed, house, FIRST)
    a_day = made_whole(undisturbed, house, FIRST + timedelta(days=1)) - cold
    made_whole(undisturbed, house, FIRST, KILLS)
    chance = random.Random(1677)
    left, killed = [], 0
    for number in range(KILLS):
        more = chance.randint(0, cold // 4 if number < 2 else a_day - 1)
        children = killed_at(disturbed, house, FIRST + timedelta(days=number), files_in(disturbed) + more)
        killed += children is not None
        left += alive(children or [])
    assert left == []
    assert killed >= KILLS - 1
    made_whole(disturbed, house, FIRST, KILLS)
    assert state(disturbed) == state(undisturbed)

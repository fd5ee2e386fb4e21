"""The agent as it is: its own threads, the machine's clock, a real process, kill -9."""

import io
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
import requests
import soundfile
from commune import STATION, item, playlist, wav
from loopback import Loopback
from scipy.signal import correlate

from broadcast.agent import Agent, open_player
from broadcast.agent.clock import VIETNAM
from broadcast.agent.lock import AgentRuns, locked
from broadcast.agent.players.aircheck import begins
from broadcast.agent.rehearsal import measure_starts

RATE_HZ = 24_000
EMERGENCY = {"class": "emergency"}


def until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "nothing happened"
        time.sleep(0.02)


def noise(seconds: float) -> bytes:
    packed = io.BytesIO()
    samples = np.random.default_rng(1677).normal(0, 0.1, round(seconds * RATE_HZ))
    soundfile.write(packed, samples, RATE_HZ, format="WAV", subtype="PCM_16")
    return packed.getvalue()


def plan(server: Loopback, *items: tuple) -> None:
    """Each (name, content, seconds, starts_at): emergencies, because tests run at night as well."""
    for _, content, *_ in items:
        server.keep(content)
    for day in {starts.date() for *_, starts in items}:
        told = [
            item(name, at, content, length, **EMERGENCY)
            for name, content, length, at in items
            if at.date() == day
        ]
        server.publish(day, playlist(day, told))


def airchecks(folder: Path) -> list[tuple[datetime, np.ndarray]]:
    return [(begins(path), soundfile.read(path, dtype="int16")[0]) for path in sorted(folder.glob("*.wav"))]


def test_a_programme_airs_on_time_and_is_on_the_aircheck_and_in_the_log(
    server: Loopback, session: requests.Session, tmp_path: Path
) -> None:
    content = noise(1.0)
    starts = datetime.now(VIETNAM) + timedelta(seconds=2.5)
    plan(server, ("sang", content, 1.0, starts))
    stop = threading.Event()
    agent = Agent(
        server.url,
        STATION,
        tmp_path / "data",
        open_player(f"file:{tmp_path / 'tape'}"),
        session=session,
        poll_s=1.0,
    )
    running = threading.Thread(target=agent.run, args=(stop,))
    running.start()
    until(lambda: server.lines)
    stop.set()
    running.join()

    (line,) = server.lines.values()
    assert (line["outcome"], line["reason"]) == ("PLAYED", None)
    began, heard = max(airchecks(tmp_path / "tape"), key=lambda reel: np.abs(reel[1]).sum())
    wanted = soundfile.read(tmp_path / "data" / "audio" / f"{line['sha256']}.wav", dtype="int16")[0]
    place = int(correlate(heard.astype(float), wanted.astype(float), "valid").argmax())
    assert np.abs(heard[place : place + wanted.size].astype(int) - wanted).max() <= 1
    assert abs((began + timedelta(seconds=place / RATE_HZ) - starts).total_seconds()) < 0.05
    assert abs((datetime.fromisoformat(line["started_at"]) - starts).total_seconds()) < 0.05


@contextmanager
def process(server: Loopback, tmp_path: Path) -> Iterator[subprocess.Popen]:
    script = Path(__file__).with_name("one_commune.py")
    arguments = [sys.executable, script, server.url, tmp_path / "data", tmp_path / "tape"]
    with subprocess.Popen([str(each) for each in arguments], cwd=Path(__file__).parents[2]) as agent:
        try:
            yield agent
        finally:
            agent.kill()


def loud(tmp_path: Path, value: int) -> list[int]:
    """The lengths of the unbroken stretches of that value on all airchecks."""
    lengths = []
    for _, samples in airchecks(tmp_path / "tape"):
        here = np.concatenate([[0], (samples == value).astype(int), [0]])
        edges = np.flatnonzero(np.diff(here))
        lengths += (edges[1::2] - edges[::2]).tolist()
    return lengths


def test_kill_9_in_the_middle_and_nothing_airs_twice(server: Loopback, tmp_path: Path) -> None:
    now = datetime.now(VIETNAM)
    long, short = wav(1000, 4.0, RATE_HZ), wav(2000, 0.5, RATE_HZ)
    plan(
        server,
        ("dai", long, 4.0, now + timedelta(seconds=2.5)),
        ("ngan", short, 0.5, now + timedelta(seconds=6.5)),
    )
    with process(server, tmp_path) as agent:
        until(lambda: sum(loud(tmp_path, 1000)) > RATE_HZ / 2)
        agent.kill()
    with process(server, tmp_path) as agent:
        until(lambda: len(server.lines) == 2)
        agent.send_signal(signal.SIGTERM)
        assert agent.wait(10) == 0
    told = {line["item"]: line for line in server.lines.values()}
    assert (told["dai"]["outcome"], told["dai"]["reason"]["code"]) == ("CUT", "interrupted")
    assert told["dai"]["started_at"] is not None
    assert told["ngan"]["outcome"] == "PLAYED"
    assert len(loud(tmp_path, 1000)) == 1
    assert loud(tmp_path, 2000) == [RATE_HZ // 2]


def test_a_second_agent_on_the_same_folder_is_refused(
    server: Loopback, session: requests.Session, tmp_path: Path
) -> None:
    agent = Agent(server.url, STATION, tmp_path, open_player("null"), session=session)
    with locked(tmp_path), pytest.raises(AgentRuns, match="đã có máy phát"):
        agent.run(threading.Event())


def test_starts_are_rehearsed(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = measure_starts(3, busy=False)
    assert len(starts) == 3
    assert max(map(abs, starts)) < 0.25

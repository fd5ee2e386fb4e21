"""`broadcast bench station`: how near to its second a sound leaves the agent, its memory, what it asks."""

import io
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import soundfile

from broadcast.agent import Agent, open_player
from broadcast.agent.clock import VIETNAM
from broadcast.agent.rehearsal import measure_starts
from broadcast.bench.figures import Figure, Measured, at_least, at_most
from broadcast.bench.memory import PROC, family, pss_kb
from broadcast.bench.village import DAYS, STATION, Village
from broadcast.errors import Fault, Unavailable
from broadcast.language import Text

RATE_HZ = 24_000
PROGRAMME_S = 600.0
_LEAD_S, _WATCHED_S, _LOOK_S = 10.0, 6.0, 0.25
_POLL_S = 0.5
_PATIENCE_S = 60.0

MOST_OFF_MS = 50.0
"""How near to its second a sound shall begin, in milliseconds."""


class AgentEnded(Unavailable):
    """The agent under measurement stopped by itself."""


def measure(quick: bool) -> Measured:  # noqa: FBT001 - every benchmark is told so
    """200 starts idle and 200 with every core busy; memory while it plays; requests of unchanged polls."""
    return measured(20, 5.0) if quick else measured(200, 30.0)


def measured(starts: int, polled_s: float) -> Measured:
    """All figures over so many starts and so many seconds of polling."""
    weight, skipped = _memory()
    errors = [
        figure
        for name, busy in (("idle", False), ("busy", True))
        for figure in _errors(name, measure_starts(starts, busy=busy))
    ]
    return Measured((*_requests(polled_s), *errors, *weight), skipped)


def _errors(name: str, late_s: Sequence[float]) -> Iterator[Figure]:
    """Milliseconds off the second, early or late."""
    off_ms = np.abs(np.asarray(late_s)) * 1000
    for which, share in (("p50", 0.5), ("p99", 0.99), ("worst", 1.0)):
        value = float(np.quantile(off_ms, share))
        yield Figure(f"station.start_error.{name}.{which}", value, "ms", at_most(MOST_OFF_MS))
    yield Figure(f"station.starts.{name}", float(len(late_s)), "starts")


def _requests(seconds: float) -> tuple[Figure, ...]:
    """GET requests for each answer "not changed", while nothing changes and everything is on the shelf."""
    with _village(timedelta(hours=1)) as village, _agent_of(village):
        until = time.monotonic() + _PATIENCE_S
        while village.asked["GET", 200] < DAYS + 1 and time.monotonic() < until:
            time.sleep(_LOOK_S)
        before = village.asked.copy()
        time.sleep(seconds)
        asked = village.asked - before
    gets = sum(count for (method, _), count in asked.items() if method == "GET")
    unchanged = asked["GET", 304]
    ratio = gets / unchanged if unchanged else float("inf")
    return (
        Figure("station.requests.per_unchanged_poll", ratio, "x", at_most(1)),
        Figure("station.polls.unchanged", float(unchanged), "polls", at_least(1)),
    )


def _memory() -> tuple[tuple[Figure, ...], tuple[Text, ...]]:
    """The greatest PSS of the agent's processes while a programme plays to an aircheck, in MB."""
    if not (PROC / "self" / "smaps_rollup").exists():
        return (), (Text("bỏ qua bộ nhớ: chỉ Linux cho biết PSS", "skipped memory: only Linux tells PSS"),)
    with _village(timedelta(seconds=_LEAD_S)) as village, tempfile.TemporaryDirectory() as folder:
        most_kb, played = _watched(village, Path(folder))
    return (
        Figure("station.memory.pss", most_kb / 1000, "MB", at_most(90)),
        Figure("station.memory.played", float(played), "files", at_least(1)),
    ), ()


def _watched(village: Village, folder: Path) -> tuple[int, int]:
    """The most memory in kB that the real command took, and how many airchecks it wrote."""
    tape = folder / "tape"
    words = ("--server", village.url, "--station", STATION, "--player", f"file:{tape}", "--data", str(folder))
    command = [sys.executable, "-m", "broadcast", "station", *words]
    most_kb, until = 0, time.monotonic() + _LEAD_S + _WATCHED_S
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as agent:  # noqa: S603 - our own command
        try:
            while time.monotonic() < until:
                time.sleep(_LOOK_S)
                if agent.poll() is not None:
                    raise AgentEnded(_ended(agent.returncode))
                most_kb = max(most_kb, sum(map(pss_kb, family(agent.pid))))
        finally:
            agent.kill()
    return most_kb, sum(path.stat().st_blocks > 0 for path in tape.glob("*.wav"))


def _village(lead: timedelta) -> Village:
    """A server whose programme of noise is on air `lead` from now."""
    packed = io.BytesIO()
    noise = np.random.default_rng(1677).normal(0, 0.1, round(PROGRAMME_S * RATE_HZ)).astype(np.float32)
    soundfile.write(packed, noise, RATE_HZ, format="MP3")
    return Village(packed.getvalue(), PROGRAMME_S, datetime.now(VIETNAM) + lead)


@contextmanager
def _agent_of(village: Village) -> Iterator[None]:
    """The agent beside us, asking for today twice a second (its line looks once a second)."""
    with tempfile.TemporaryDirectory() as folder:
        agent = Agent(village.url, STATION, Path(folder), open_player("null"), poll_s=_POLL_S)
        stop = threading.Event()
        running = threading.Thread(target=agent.run, args=(stop,))
        running.start()
        try:
            yield
        finally:
            stop.set()
            running.join()


def _ended(status: int) -> Fault:
    return Fault(
        Text(f"máy phát tự dừng, mã {status}", f"the agent ended by itself with status {status}"),
        Text("chạy riêng broadcast station để xem lý do", "run broadcast station by itself to see why"),
    )

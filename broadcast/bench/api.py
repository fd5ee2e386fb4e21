"""`broadcast bench api`: how fast stations and pages are answered, at rest and while bombs are uploaded.

The real command serves in a process of its own, those who send bombs are another one, which leaves the
machine to others: they would sit elsewhere. Rest and siege take turns, so that whatever else the machine
does hits both.
"""

import json
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import requests

from broadcast.bench.figures import Figure, Measured, at_least, at_most
from broadcast.bench.memory import PROC, Watch
from broadcast.errors import Fault, Unavailable
from broadcast.language import Text

DAY = "2020-08-06"
STATION = "my-an"
CLIENTS = 4
ZEROS = 100_000_000
MOST_TIMES, MOST_REFUSING_S, MOST_MB = 2.0, 2.0, 512.0
_PASSWORD = "ao cá bờ dừa xuồng ba lá"  # noqa: S105 - of an account that lasts as long as the benchmark
_PATIENCE_S = 120.0


class NotServing(Unavailable):
    """The service under measurement did not come up."""


def measure(quick: bool) -> Measured:  # noqa: FBT001 - every benchmark is told so
    """Turns of rest and siege: two of 5 s each, or five of 12 s."""
    return measured(2, 5.0) if quick else measured(5, 12.0)


@dataclass(frozen=True)
class Service:
    """The service under measurement; `told` is the file of what it said."""

    url: str
    pid: int
    told: Path


@dataclass
class Seen:
    """What was measured: seconds by call at rest and besieged; answers to bombs; the most memory in MB."""

    rest: dict[str, list[float]] = field(default_factory=dict)
    siege: dict[str, list[float]] = field(default_factory=dict)
    bombs: list[tuple[str, int, float]] = field(default_factory=list)
    memory_mb: float = 0.0


def measured(turns: int, seconds: float, clients: int = CLIENTS, zeros: int = ZEROS) -> Measured:
    """All figures over so many turns of so many seconds."""
    seen = Seen()
    with _served() as service, requests.Session() as session:
        url, headers = service.url, _entered(service, session)
        calls = _calls(url, session)
        _asked(calls, seconds / 2)  # warm
        for _ in range(turns):
            _add(seen.rest, _asked(calls, seconds))
            with Watch(service.pid) as watch, _besieged(url, headers, clients, zeros) as answers:
                _add(seen.siege, _asked(calls, seconds))
            seen.bombs += answers
            seen.memory_mb = max(seen.memory_mb, watch.most_kb / 1000)
    skipped = (
        () if PROC.exists() else (Text("bỏ qua bộ nhớ: chỉ Linux cho biết", "skipped memory: Linux only"),)
    )
    return Measured(tuple(figures(seen)), skipped)


def figures(seen: Seen) -> Iterator[Figure]:
    """Ratios first, then the bombs, then how long each call takes."""
    every = [each for took in seen.rest.values() for each in took]
    besieged = [each for took in seen.siege.values() for each in took]
    ratio = _quantile(besieged, 0.99) / _quantile(every, 0.99)
    yield Figure("api.siege.p99", ratio, "x rest", at_most(MOST_TIMES))
    yield Figure("api.siege.p50", _quantile(besieged, 0.5) / _quantile(every, 0.5), "x rest")
    yield Figure("api.bombs.slowest", max(took for *_, took in seen.bombs), "s", at_most(MOST_REFUSING_S))
    taken = sum(status < 400 for _, status, _ in seen.bombs)
    yield Figure("api.bombs.taken", float(taken), "files", at_most(0))
    broken = sum(status >= 500 and status != 503 for _, status, _ in seen.bombs)
    yield Figure("api.bombs.failing", float(broken), "answers", at_most(0))
    yield Figure("api.bombs.refused", float(len(seen.bombs) - taken), "files", at_least(1))
    yield Figure("api.bombs.put_off", float(sum(status == 503 for _, status, _ in seen.bombs)), "files")
    yield Figure("api.memory.peak", seen.memory_mb, "MB", at_most(MOST_MB))
    for kind in sorted({kind for kind, *_ in seen.bombs}):
        took = max(took for each, _, took in seen.bombs if each == kind)
        yield Figure(f"api.bombs.{kind}", took, "s")
    for name in seen.rest:
        for when, taken_s in (("rest", seen.rest[name]), ("siege", seen.siege[name])):
            yield Figure(f"api.{name}.{when}.p50", _quantile(taken_s, 0.5) * 1000, "ms")
            yield Figure(f"api.{name}.{when}.p99", _quantile(taken_s, 0.99) * 1000, "ms")


@dataclass(frozen=True)
class Call:
    """One thing to ask for, and the status that is right."""

    session: requests.Session
    url: str
    status: int
    headers: Mapping[str, str]

    def ask(self) -> float:
        """Seconds until the whole answer was here; raises NotServing when it is another one."""
        started = time.perf_counter()
        answer = self.session.get(self.url, headers=self.headers, timeout=_PATIENCE_S)
        took = time.perf_counter() - started
        if answer.status_code != self.status:
            raise NotServing(_answered(self.url, answer.status_code))
        return took


def _calls(url: str, session: requests.Session) -> Mapping[str, Call]:
    playlist = f"{url}/api/v1/stations/{STATION}/playlists/{DAY}"
    etag = session.get(playlist, timeout=_PATIENCE_S).headers["etag"]
    return {
        "playlist": Call(session, playlist, 200, {}),
        "unchanged": Call(session, playlist, 304, {"if-none-match": etag}),
        "board": Call(session, f"{url}/", 200, {"accept": "text/html"}),
        "proof": Call(session, f"{url}/api/v1/scripts/khau-trang-01/reading", 200, {}),
    }


def _asked(calls: Mapping[str, Call], seconds: float) -> dict[str, list[float]]:
    """Ask for all in turns, for so long."""
    took: dict[str, list[float]] = {name: [] for name in calls}
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for name, call in calls.items():
            took[name].append(call.ask())
    return took


def _add(to: dict[str, list[float]], more: Mapping[str, Sequence[float]]) -> None:
    for name, took in more.items():
        to.setdefault(name, []).extend(took)


def _quantile(took: Sequence[float], share: float) -> float:
    return float(np.quantile(np.asarray(took), share))


@contextmanager
def _besieged(
    url: str, headers: Mapping[str, str], clients: int, zeros: int
) -> Iterator[list[tuple[str, int, float]]]:
    """While the block runs bombs are sent; then their answers are in the list."""
    answers: list[tuple[str, int, float]] = []
    command = [sys.executable, "-m", "broadcast.bench.besieging"]
    wish = {"url": url, "headers": dict(headers), "clients": clients, "zeros": zeros}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as senders:  # noqa: S603 - our own module
        assert senders.stdin is not None and senders.stdout is not None  # noqa: S101, PT018 - pipes were asked for
        senders.stdin.write(f"{json.dumps(wish)}\n")
        senders.stdin.flush()
        senders.stdout.readline()  # they have packed their bombs
        yield answers
        senders.stdin.close()
        answers += [(kind, status, took) for kind, status, took in json.loads(senders.stdout.read())]


@contextmanager
def _served() -> Iterator[Service]:
    """`broadcast run` with a day that is made."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        words = ["--date", DAY, "--station", STATION, "--port", str(port), "--data", f"{folder}/data"]
        told = Path(folder) / "told"
        command = [sys.executable, "-m", "broadcast", "run", *words, "--player", "null"]
        with told.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as service:  # noqa: S603 - our own command
            try:
                url = f"http://127.0.0.1:{port}"
                _wait(service, url)
                yield Service(url, service.pid, told)
            finally:
                service.terminate()


def _wait(service: "subprocess.Popen[bytes]", url: str) -> None:
    """Until the day is made; raises NotServing when it is not in time."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and service.poll() is None:
        try:
            if requests.get(f"{url}/readyz", timeout=_PATIENCE_S).status_code == 200:
                return
        except requests.ConnectionError:
            pass
        time.sleep(0.2)
    raise NotServing(_answered(url, service.poll() or 503))


def _entered(service: Service, session: requests.Session) -> Mapping[str, str]:
    """Make the first account; what its requests carry."""
    link = re.search(r"/start/([\w-]+)", service.told.read_text())
    if link is None:
        raise NotServing(_answered(service.url, 404))
    form = {"name": "do", "full_name": "Người đo", "password": _PASSWORD}
    session.post(f"{service.url}/start/{link[1]}", data=form, timeout=_PATIENCE_S, allow_redirects=False)
    csrf = session.get(f"{service.url}/api/v1/session", timeout=_PATIENCE_S).json()["csrf"]
    cookies = "; ".join(f"{each.name}={each.value}" for each in session.cookies)
    return {"cookie": cookies, "x-csrf-token": csrf}


def _answered(url: str, status: int) -> Fault:
    return Fault(
        Text(f"{url} trả lời {status}", f"{url} answered {status}"),
        Text("chạy riêng broadcast run để xem lý do", "run broadcast run by itself to see why"),
    )

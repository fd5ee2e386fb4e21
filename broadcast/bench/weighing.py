"""What a command costs: CPU seconds and the greatest memory of it and all that it starts.

A small process stands between: memory that a child had before it became another program counts as its own,
and a benchmark is a large parent.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from broadcast.errors import Fault, Unavailable
from broadcast.language import Text

_BETWEEN = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, capture_output=True, errors="replace")
wall_s = time.perf_counter() - started
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1_024
print(json.dumps({
    "cpu_s": used.ru_utime + used.ru_stime, "wall_s": wall_s, "peak_mb": used.ru_maxrss * unit / 1e6,
    "out": done.stdout, "err": done.stderr, "status": done.returncode,
}))
"""


class ChildFailed(Unavailable):
    """A command that was to be measured did not end well."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """One run: CPU of the process and its children, the wall clock, the largest of them in MB, its words."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    out: str
    err: str


def weighed(command: Sequence[object]) -> Weighed:
    """Run `command` and say what it cost.

    Raises:
        ChildFailed: it ended with another status than 0.
    """
    words = [sys.executable, "-S", "-c", _BETWEEN, *map(str, command)]
    run = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - our own interpreter
    told = json.loads(run.stdout)
    if told.pop("status") != 0:
        raise ChildFailed(_failed(str(command[0]), told["err"]))
    return Weighed(**told)


def python(code: str, *arguments: object) -> Weighed:
    """What a fresh interpreter costs that runs `code`."""
    return weighed((sys.executable, "-c", code, *arguments))


def ours(*arguments: object) -> Weighed:
    """What our own command costs, as somebody types it."""
    return weighed((sys.executable, "-m", "broadcast", *arguments))


def _failed(name: str, said: str) -> Fault:
    last = " ".join(said.split())[-300:]
    return Fault(
        Text(f"{name} không chạy được ({last})", f"{name} failed ({last})"),
        Text("chạy riêng lệnh đó để xem lý do", "run that command by itself to see why"),
    )

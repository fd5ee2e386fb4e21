"""Measuring many finished files without being in anybody's way: in one child of the lowest priority."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from broadcast.errors import Fault, Unavailable
from broadcast.language import Text
from broadcast.sound.measured import Measured

LOOK_S = 0.3
"""How often it is looked whether the work shall stop."""


class NotMeasured(Unavailable):
    """The process that measures could not be run."""


def measured_aside(paths: Sequence[Path], stopping: Callable[[], bool]) -> Iterator[Measured | None]:
    """Measure `paths` one after the other; None for one that is no sound. Fewer answers when told to stop.

    It takes as long as the machine has nothing better to do: there is no deadline.

    Raises:
        NotMeasured: the child could not be started, or ended early.
    """
    if not paths:
        return
    said = _said([str(path.resolve()) for path in paths], stopping)
    for line in said.splitlines():
        found = json.loads(line)
        yield None if found is None else Measured.of(found)


def _said(paths: Sequence[str], stopping: Callable[[], bool]) -> str:
    command = [sys.executable, "-m", "broadcast.sound.measuring_child", str(os.getpid()), *paths]
    try:
        child = subprocess.Popen(  # noqa: S603 - our own program; the paths are hashes in our own folder
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            text=True,
        )
    except OSError as error:
        raise NotMeasured(_fault(str(error))) from error
    with child:
        while True:
            try:
                said = child.communicate(timeout=LOOK_S)[0]
            except subprocess.TimeoutExpired:
                if stopping():
                    child.kill()
            else:
                break
    if child.returncode != 0 and not stopping():
        raise NotMeasured(_fault(f"status {child.returncode}"))
    return said if child.returncode == 0 else ""


def _environment() -> dict[str, str]:
    """The child finds our package where we did; one thread is enough for it."""
    return {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


def _fault(why: str) -> Fault:
    return Fault(
        Text(f"không chạy được chương trình đo độ to ({why})", f"the meter could not be run ({why})"),
        Text("kiểm tra bộ nhớ và ổ đĩa của máy chủ", "check the server's memory and disk"),
    )

"""One agent at a time plays from a folder: two would play one station twice."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadcast.errors import Conflict, Fault
from broadcast.language import Text


class AgentRuns(Conflict):
    """Another agent plays from this folder."""


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold `data`. The kernel gives it back when the process ends, however it ends.

    Raises:
        AgentRuns: another process holds it.
    """
    data.mkdir(parents=True, exist_ok=True)
    lock = os.open(data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(lock, data)
        yield
    finally:
        os.close(lock)


def _take(lock: int, data: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        fault = Fault(
            Text(f"đã có máy phát chạy với thư mục {data}", f"another agent already runs with {data}"),
            Text("tắt máy phát kia, hoặc chọn thư mục khác", "stop that one, or choose another folder"),
        )
        raise AgentRuns(fault) from error

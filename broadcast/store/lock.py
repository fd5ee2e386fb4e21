"""One process at a time writes to DATA."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadcast.errors import Conflict, Fault
from broadcast.language import Text


class DataInUse(Conflict):
    """Another process works in this DATA folder."""


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Hold the lock of `data`. The kernel gives it back when the process ends, however it ends.

    Raises:
        DataInUse: another process holds it.
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
        raise DataInUse(
            Fault(
                Text(
                    f"thư mục {data} đang được một chương trình khác dùng",
                    f"{data} is in use by another process",
                ),
                Text(
                    "tắt chương trình kia, hoặc chọn DATA khác", "stop that process, or choose another DATA"
                ),
            )
        ) from error

"""A folder has one process that works in it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from broadcast.errors import Conflict


@contextmanager
def held(folder: Path, in_use: Conflict) -> Iterator[None]:
    """Hold `folder`, made where it is missing; the kernel gives it back however the process ends.

    Raises:
        Conflict: `in_use`, when another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise in_use from error
        yield
    finally:
        os.close(lock)

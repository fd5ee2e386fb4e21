"""A file appears whole or not at all: written beside its name, forced to the disk, then renamed."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from broadcast.errors import Fault, Unavailable, Where
from broadcast.language import Text

PART = ".part"
"""The ending of an unfinished file; whoever sweeps a folder after a crash looks for it."""


class NotWritten(Unavailable):
    """The disk is full, or the folder cannot be written."""


@contextmanager
def whole(to: Path, *, parents: bool = False) -> Iterator[BinaryIO]:
    """A file to write that becomes `to` when the block ends well.

    Otherwise nothing is left, and an older `to` stands. `parents`: make its folder where it is missing.
    Safe when two threads or processes write the same `to`: each has a part of its own, the last rename wins.

    Raises:
        NotWritten: the disk is full, or the folder is missing or closed to us.
    """
    part = to.with_name(f"{to.name}.{os.getpid()}-{threading.get_ident()}{PART}")
    try:
        if parents:
            to.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(to)
    except OSError as error:
        if not _is_ours(error, to, part):
            raise
        raise NotWritten(_fault(to, error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _is_ours(error: OSError, to: Path, part: Path) -> bool:
    """Whether the error is about what was written, not about something that the block read."""
    names = {str(path) for path in (to, part, *to.parents)}
    return error.filename is None or str(error.filename) in names


def abandoned(part: Path) -> bool:
    """Whether nobody writes this unfinished file: its process has ended, or is ours, which has just begun."""
    writer = part.suffixes[-2:-1]
    try:
        pid = int(writer[0].removeprefix(".").partition("-")[0])
        os.kill(pid, 0)
    except (IndexError, ValueError, ProcessLookupError):
        return True
    except PermissionError:
        return False
    return pid == os.getpid()


def _fault(to: Path, error: OSError) -> Fault:
    return Fault(
        Text(f"không ghi được tệp ({error.strerror})", f"the file could not be written ({error.strerror})"),
        Text(
            "dọn bớt đĩa, kiểm tra quyền ghi của thư mục",
            "free some disk space, check that the folder can be written",
        ),
        Where(str(to)),
    )

"""A file appears whole or not at all: written beside its name, forced to the disk, then renamed."""

import errno
import os
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from broadcast.errors import Fault, Invalid, Unavailable, Where
from broadcast.language import Text

PART = ".part"
"""The ending of an unfinished file; whoever sweeps a folder after a crash looks for it."""


class NotWritten(Unavailable):
    """The disk is full, or the folder cannot be written."""


class NotAFile(Invalid):
    """What stands there is a folder, a pipe or a device: no file may take its place."""


def destination(to: Path) -> Path:
    """The file that writing to `to` makes or replaces: where `to` is a link, what it points to.

    Raises:
        NotAFile: something else than a file stands there, or links lead round in a circle.
    """
    real = Path(os.path.realpath(to))  # unlike Path.resolve, it bears a circle in every Python
    with suppress(OSError):  # nothing there, or nothing to be seen: writing will tell
        if not stat.S_ISREG(real.lstat().st_mode):
            raise NotAFile(_no_file(to))
    return real


@contextmanager
def whole(to: Path, *, parents: bool = False) -> Iterator[BinaryIO]:
    """A file to write that becomes `to` when the block ends well.

    Otherwise nothing is left, and an older `to` stands. Where `to` is a link, it stays, and what it points to
    is written. `parents`: make its folder where it is missing.
    Safe when two threads or processes write the same `to`: each has a part of its own, the last rename wins.

    Raises:
        NotWritten: the disk is full, or the folder is missing or closed to us.
        NotAFile: something else than a file stands there.
    """
    given, to = to, destination(to)
    part = to.with_name(f"{to.name}.{os.getpid()}-{threading.get_ident()}{PART}")
    try:
        if parents:
            to.parent.mkdir(parents=True, exist_ok=True)
        _sweep(to)
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(to)
    except OSError as error:
        if not _is_ours(error, to, part):
            raise
        raise NotWritten(_fault(given, error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _sweep(to: Path) -> None:
    """Remove what killed processes left of the same file: nobody else looks for it outside of DATA."""
    ours = f"{to.name}.{os.getpid()}-"
    with suppress(OSError):  # a folder that may be written and not listed will do
        for old in to.parent.iterdir():
            like = old.name.startswith(f"{to.name}.") and old.name.endswith(PART)
            if like and not old.name.startswith(ours) and abandoned(old):
                old.unlink(missing_ok=True)


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
        _REMEDIES.get(error.errno or 0, _USUAL),
        Where(str(to)),
    )


_USUAL = Text(
    "dọn bớt đĩa, kiểm tra quyền ghi của thư mục",
    "free some disk space, check that the folder can be written",
)
_REMEDIES: Mapping[int, Text] = {
    errno.ENOENT: Text(
        "tạo thư mục ấy trước, hoặc ghi vào thư mục có sẵn", "make that folder first, or write elsewhere"
    ),
    errno.ENAMETOOLONG: Text("đặt tên tệp ngắn hơn", "give the file a shorter name"),
}


def _no_file(to: Path) -> Fault:
    return Fault(
        Text(
            "đây không phải là tệp (thư mục, ống hoặc thiết bị)", "this is no file (a folder, pipe or device)"
        ),
        Text("ghi ra một tên tệp khác", "write to the name of a file"),
        Where(str(to)),
    )

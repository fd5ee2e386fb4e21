"""Dùng đến: when a kept file was last used is its time of change; what nobody used for long goes.

Whoever finds a file and whoever removes one hold its folder for that moment, across threads and processes:
what was found is still there when it is read. The kernel gives the folder back however a process ends.
"""

import fcntl
import math
import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from broadcast.disk import PART

WITNESS = ".json"
"""The ending of the file that says that those beside it are whole: written last, removed first."""

_GONE = -math.inf

AGAIN = timedelta(days=1)
"""A file that is used often is marked once in this time: what lives for months needs no more."""


def used(path: Path, now: datetime) -> os.stat_result:
    """Mark `path` as used at `now` (aware), and what was seen of it.

    After this it stays for as long as unused files are kept. A disk that cannot be written is no reason to
    fail: the file then ages, and is made again some day.

    Raises:
        OSError: it is not there, or cannot be looked at.
    """
    seen, now_s = path.stat(), now.timestamp()
    if now_s - seen.st_mtime >= AGAIN.total_seconds():  # never back: a clock that is wrong ages nothing
        with held_still(path.parent):
            try:
                os.utime(path, (now_s, now_s))
            except FileNotFoundError:
                raise
            except OSError:
                pass
    return seen


@contextmanager
def held_still(folder: Path) -> Iterator[None]:
    """Nothing in `folder` is removed as unused meanwhile; where it is not there yet, nothing can be."""
    with _held(folder, fcntl.LOCK_SH):
        yield


def retire(kept: Iterable[Path], now: datetime, unused_for: timedelta, needed: Collection[str] = ()) -> int:
    """Remove files of `kept` that were not used for `unused_for` before `now`; how many names there were.

    Files of one name (`ab/abc.mp3`, `ab/abc.json`) live together, as long as the newest of them; a name in
    `needed` stays. Time is counted from the last use of any file where that is earlier than `now`: a machine
    that stood still for a season, or whose clock is wrong, loses nothing before it works again.
    """
    names: dict[Path, list[Path]] = defaultdict(list)
    changed: dict[Path, float] = {}
    for path in kept:
        at = _changed(path)
        if path.suffix != PART and at > _GONE:
            name = path.with_suffix("")
            names[name].append(path)
            changed[name] = max(changed.get(name, at), at)
    counted_from = min(now.timestamp(), max(changed.values(), default=0.0))
    before = counted_from - unused_for.total_seconds()
    old = (name for name, at in changed.items() if at < before and name.name not in needed)
    return sum(_removed(names[name], before) for name in old)


def _removed(files: Iterable[Path], before: float) -> bool:
    """Remove the files of one name unless they are in use by now; whether they were removed.

    What says that a clip is whole goes first, so that a process killed in between leaves none behind.
    """
    files = sorted(files, key=lambda path: path.suffix != WITNESS)
    with _held(files[0].parent, fcntl.LOCK_EX | fcntl.LOCK_NB) as alone:
        if not alone or any(_changed(path) >= before for path in files):
            return False
        for path in files:
            path.unlink(missing_ok=True)
    return True


def _changed(path: Path) -> float:
    """When it was changed last, in seconds; `_GONE` where it is not there any more."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return _GONE


@contextmanager
def _held(folder: Path, how: int) -> Iterator[bool]:
    """Whether `folder` could be locked in that manner; it is, as long as the block lasts."""
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield False
        return
    try:
        yield _locked(lock, how)
    finally:
        os.close(lock)


def _locked(lock: int, how: int) -> bool:
    try:
        fcntl.flock(lock, how)
    except OSError:  # somebody is at it, or this disk knows no locks
        return False
    return True

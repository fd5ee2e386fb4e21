"""How much memory a process and its children take: the proportional set size, which only Linux tells."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

PROC = Path("/proc")
_LOOK_S = 0.1


class Watch:
    """While it is entered a thread looks at the family of `pid`; `most_kb` is the most it took."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)
        self.most_kb = 0

    def __enter__(self) -> Self:
        self._looking.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._looking.join()

    def _look(self) -> None:
        while (PROC / "self" / "smaps_rollup").exists() and not self._over.wait(_LOOK_S):
            self.most_kb = max(self.most_kb, sum(map(_still_kb, family(self._pid))))


def _still_kb(pid: int) -> int:
    """Nothing for one that has ended meanwhile."""
    try:
        return pss_kb(pid)
    except OSError:
        return 0


def family(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for task in (PROC / str(pid) / "task").glob("*/children"):
        for child in task.read_text().split():
            yield from family(int(child))


def pss_kb(pid: int) -> int:
    """Proportional set size of one process in kB: memory that it shares with others is divided by them."""
    for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0

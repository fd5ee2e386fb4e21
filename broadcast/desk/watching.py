"""How long work tells how far it is, and learns that it shall stop."""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from typing import Protocol, TypeVar

from broadcast.errors import Conflict
from broadcast.language import Text

Job = TypeVar("Job")
Made = TypeVar("Made")


class Stopped(Conflict):
    """The work was told to stop; what was finished stays, the rest is made at the next start."""


class Watcher(Protocol):
    """Port: somebody who watches a piece of long work."""

    def phase(self, name: Text, total: int) -> None:
        """A new phase of `total` steps begins."""
        ...

    def step(self) -> None:
        """One step is done. Called from several threads."""
        ...

    def stopping(self) -> bool:
        """Whether the work shall stop at the next step."""
        ...


class Nobody:
    """Watches in silence; `stop` may be set from another thread."""

    def __init__(self) -> None:
        self.stop = threading.Event()

    def phase(self, name: Text, total: int) -> None:
        """Say nothing."""

    def step(self) -> None:
        """Say nothing."""

    def stopping(self) -> bool:
        """Whether somebody set `stop`."""
        return self.stop.is_set()


def in_parallel(
    do: Callable[[Job], Made], jobs: Iterable[Job], watcher: Watcher, workers: int
) -> Sequence[Made]:
    """`do` each of `jobs` with `workers` threads, in the order of the jobs; the first error ends all.

    Threads are enough: speaking happens in processes of its own, and filters and encoders release the lock.

    Raises:
        Stopped: the watcher asked for it.
    """

    def one(job: Job) -> Made:
        if watcher.stopping():
            raise Stopped
        made = do(job)
        watcher.step()
        return made

    pool = ThreadPoolExecutor(workers, thread_name_prefix="studio")
    try:
        futures = [pool.submit(one, job) for job in jobs]
        wait(futures, return_when=FIRST_EXCEPTION)
        failed = [future for future in futures if future.done() and future.exception()]
        return [future.result() for future in failed[:1] or futures]  # the failed one raises here
    finally:
        pool.shutdown(wait=True, cancel_futures=True)

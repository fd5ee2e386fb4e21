"""How things are timed on a machine that others use too: in turns, and the best of several rounds counts."""

import gc
import time
from collections.abc import Callable, Sequence

Work = Callable[[], object]


def side_by_side(works: Sequence[Work], rounds: int) -> tuple[float, ...]:
    """The best seconds of each work; they take turns, so that a busy minute hits all of them alike."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for at, work in enumerate(works):
            best[at] = min(best[at], seconds(work))
    return tuple(best)


def seconds(work: Work) -> float:
    """Wall-clock seconds of one run; the collector of rubbish waits."""
    gc.collect()
    gc.disable()
    try:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started
    finally:
        gc.enable()

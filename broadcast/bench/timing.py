"""How things are timed on a machine that others use too: in turns, and the best of several rounds counts."""

import gc
import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

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
    return spent(work).wall_s


@dataclass(frozen=True, slots=True)
class Spent:
    """What a work took: CPU seconds of this process and of its children, and the wall clock."""

    cpu_s: float
    wall_s: float


def spent(work: Work) -> Spent:
    """What one run took; the collector of rubbish waits."""
    gc.collect()
    gc.disable()
    try:
        before_s, started = cpu_s(), time.perf_counter()
        work()
        return Spent(cpu_s() - before_s, time.perf_counter() - started)
    finally:
        gc.enable()


def taking_turns(
    works: Mapping[str, Work], rounds: int, before: Callable[[], object] = lambda: None
) -> dict[str, Spent]:
    """Like `side_by_side`, with CPU: the least of each; `before` runs before each work and is not counted."""
    best = dict.fromkeys(works, Spent(float("inf"), float("inf")))
    for _ in range(rounds):
        for name, work in works.items():
            before()
            took = spent(work)
            best[name] = Spent(min(best[name].cpu_s, took.cpu_s), min(best[name].wall_s, took.wall_s))
    return best


def cpu_s() -> float:
    """CPU seconds so far of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)

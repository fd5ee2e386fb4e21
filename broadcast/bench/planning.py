"""`broadcast bench plan`: how near plans come to the best, how little moves, what a country's week costs."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from statistics import mean

from broadcast.bench.country import DAYS, WITHDRAWN, Size, country
from broadcast.bench.figures import Figure, Measured, at_least, at_most
from broadcast.bench.memory import Watch
from broadcast.bench.small_days import SmallDay, broken, small_day, urgent_plays, wanted_plays
from broadcast.bench.timing import spent
from broadcast.language import Text
from broadcast.schedule import DayPlan

PROCESSES = 2
_SMALL_DAYS = 200


def measure(quick: bool) -> Measured:  # noqa: FBT001 - every benchmark is told so
    """10,000 stations in 200 groups and 200 small days; quick: a tenth of both."""
    exact, skipped = _beside_the_best(quick=quick)
    size, alone = (Size(20, 50), Size(10)) if quick else (Size(200, 50), Size(100))
    figures = (*exact, *stability(Size(10)), *_growth(Size(10, 10)), *week(size), *_all_different(alone))
    return Measured(figures, skipped)


def _beside_the_best(*, quick: bool) -> tuple[tuple[Figure, ...], tuple[Text, ...]]:
    days = [small_day(number) for number in range(_SMALL_DAYS)]
    faults = sum(len(list(broken(day, day.planned()))) for day in days)
    rules = Figure("plan.rules_broken", float(faults), "rules", at_most(0))
    if find_spec("ortools") is None:
        absent = "OR-Tools chưa cài: không có kế hoạch tốt nhất để so", "no OR-Tools: no best plans beside"
        return (rules,), (Text(*absent),)
    days, patience_s = (days[::10], 1.5) if quick else (days, 10.0)
    return (*_shares(days, patience_s), rules), ()


def _shares(days: Sequence[SmallDay], patience_s: float) -> Iterator[Figure]:
    """Of the wanted plays that the solver reaches, how many the planner does, where that is proved."""
    from broadcast.bench.exact import best

    ours_s = theirs_s = 0.0
    shares: list[float] = []
    urgent = proved = 0
    for day in days:
        begun = time.process_time()
        plan = day.planned()
        ours_s += time.process_time() - begun
        known = best(day, plan, patience_s)
        theirs_s += known.took_s
        urgent += urgent_plays(plan) == known.urgent
        if known.proved:
            proved += 1
            shares.append(wanted_plays(plan) / known.wanted if known.wanted else 1.0)
    yield Figure("plan.exact.share.mean", mean(shares), "x", at_least(0.98))
    yield Figure("plan.exact.share.worst", min(shares), "x", at_least(0.9))
    yield Figure("plan.exact.faster", theirs_s / ours_s, "x", at_least(100))
    yield Figure("plan.exact.urgent_as_many", urgent / len(days), "x")
    yield Figure("plan.exact.proved", float(proved), "days")


def stability(size: Size, every: int = 8) -> Iterator[Figure]:
    """One script withdrawn, or come anew: the share of all other airings that are in another session then."""
    made = country(size)
    scripts = [each.script.id for each in made.candidates][::every]
    moved: list[float] = []
    for place in range(size.places):
        for script in scripts:
            whole, without = (next(made.planned(place, DAYS[0], out)) for out in ("", script))
            moved.append(_moved(whole, without, script))
    yield Figure("plan.stability.moved", mean(moved), "x", at_most(0.1))
    yield Figure("plan.stability.moved.worst", max(moved), "x")


def _moved(one: DayPlan, other: DayPlan, script: str) -> float:
    before, after = _airings(one), _airings(other)
    gone = sum(count for (_, name), count in (before - after).items() if name != script)
    return gone / before.total()


def _airings(plan: DayPlan) -> Counter[tuple[str, str]]:
    return Counter((each.slot.id, item.clip.script or "") for each in plan.sessions for item in each.items)


def _growth(size: Size) -> Iterator[Figure]:
    """What twice as much of one thing costs; CPU of one process."""
    more = {
        "groups": Size(size.places * 2, size.stations),
        "stations": Size(size.places, size.stations * 2),
        "items": Size(size.places, size.stations, 80, 80),
    }
    once = _cost_s(size)
    for name, double in more.items():
        goal = at_most(2.4) if name != "items" else None
        yield Figure(f"plan.growth.{name}", _cost_s(double) / once, "x", goal)
    yield Figure(
        "plan.growth.different",
        _cost_s(Size(size.places * 2)) / _cost_s(Size(size.places)),
        "x",
        at_most(2.4),
    )


def _cost_s(size: Size) -> float:
    made = country(size)

    def work() -> None:
        for place in range(size.places):
            list(made.planned(place, DAYS[0]))

    return min(spent(work).cpu_s for _ in range(3))


def week(size: Size) -> Iterator[Figure]:
    """All stations for a week; then one script is withdrawn, and what had it is planned anew."""
    with Watch(os.getpid()) as watch, _workers() as run:
        run(_ready, size)
        took_s, days = _timed(run, _plan_week, size)
        cpu_s = run(_cpu_ms, size) / 1000
        today_s, today = _timed(run, _withdraw_today, size)
        rest_s, rest = _timed(run, _withdraw, size)
    scaled = size.places / 200
    yield Figure("plan.week", took_s, "s", at_most(20 * scaled))
    yield Figure("plan.week.cpu", cpu_s, "CPU s")
    yield Figure("plan.week.stations", float(size.places * size.stations), "stations")
    yield Figure("plan.week.rate", days / took_s, "station-days/s")
    yield Figure("plan.withdrawn.day", today_s, "s", at_most(1.0))
    yield Figure("plan.withdrawn.day.plans", float(today), "plans")
    yield Figure("plan.withdrawn.week", today_s + rest_s, "s")
    yield Figure("plan.withdrawn.week.plans", float(today + rest), "plans")
    yield Figure("plan.memory", watch.most_kb / 1000, "MB", at_most(500))


def _all_different(size: Size) -> Iterator[Figure]:
    with _workers() as run:
        run(_ready, size)
        took_s, days = _timed(run, _plan_week, size)
    yield Figure("plan.different.rate", days / took_s, "station-days/s")


Job = Callable[[Size, int], int]
Run = Callable[[Job, Size], int]


@contextmanager
def _workers() -> Iterator[Run]:
    """Processes that keep what they planned: a job is done by each for its part of the places."""
    with ExitStack() as stack:
        spawn = get_context("spawn")
        pools = [stack.enter_context(ProcessPoolExecutor(1, spawn)) for _ in range(PROCESSES)]

        def run(job: Job, size: Size) -> int:
            asked = [pool.submit(job, size, number) for number, pool in enumerate(pools)]
            return sum(each.result() for each in asked)

        yield run


def _timed(run: Run, job: Job, size: Size) -> tuple[float, int]:
    begun = time.perf_counter()
    done = run(job, size)
    return time.perf_counter() - begun, done


@cache
def _kept() -> dict[tuple[int, int], list[DayPlan]]:
    """In a worker: its plans by place and day."""
    return {}


def _ready(size: Size, _: int) -> int:
    country(size)
    return 0


def _cpu_ms(_: Size, __: int) -> int:
    """What this worker has taken since it began."""
    return round(time.process_time() * 1000)


def _plan_week(size: Size, part: int) -> int:
    """How many days of stations it planned."""
    made, kept = country(size), _kept()
    for place in range(part, size.places, PROCESSES):
        for number, day in enumerate(DAYS):
            kept[place, number] = list(made.planned(place, day))
    return sum(map(len, kept.values()))


def _withdraw_today(size: Size, _: int) -> int:
    return _withdrawn(size, range(1))


def _withdraw(size: Size, _: int) -> int:
    return _withdrawn(size, range(len(DAYS)))


def _withdrawn(size: Size, days: Sequence[int]) -> int:
    """How many plans of these days had it and were made anew; the others stay in force."""
    made, kept = country(size), _kept()
    had = [
        (place, number)
        for (place, number), plans in kept.items()
        if number in days and any(name == WITHDRAWN for _, name in _airings(plans[0]))
    ]
    for place, number in had:
        kept[place, number] = list(made.planned(place, DAYS[number], WITHDRAWN))
    return len(had)

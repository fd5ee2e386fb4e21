"""`broadcast bench plan`: how near plans come to the best, how little moves, what a country's week costs."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from importlib.util import find_spec
from multiprocessing import get_context
from statistics import mean

from broadcast.bench import reporting
from broadcast.bench.country import DAYS, Size, country
from broadcast.bench.figures import Figure, Goal, Measured, at_least, at_most
from broadcast.bench.memory import Watch
from broadcast.bench.small_days import SmallDay, broken, small_day, urgent_plays, wanted_plays
from broadcast.bench.timing import spent
from broadcast.language import Text
from broadcast.schedule import DayPlan

PROCESSES = 2
TRIES = 3
"""A machine is interrupted: of what takes less than a second the best of so many counts."""

_SMALL_DAYS = 200


def measure(quick: bool) -> Measured:  # noqa: FBT001 - every benchmark is told so
    """10,000 stations in 200 groups, 200 small days, a month's report; quick: a tenth of both, one round."""
    exact, skipped = _beside_the_best(quick=quick)
    size, alone = (Size(20, 50), Size(10)) if quick else (Size(200, 50), Size(100))
    figures = (
        *exact,
        *stability(Size(4 if quick else 10)),
        *_growth(10),
        *week(size),
        *_all_different(alone),
    )
    return Measured((*figures, *reporting.measure(quick).figures), skipped)


def _beside_the_best(*, quick: bool) -> tuple[tuple[Figure, ...], tuple[Text, ...]]:
    days = [small_day(number) for number in range(_SMALL_DAYS)]
    faults = sum(len(list(broken(day, day.planned()))) for day in days)
    rules = Figure("plan.rules_broken", float(faults), "rules", at_most(0))
    if find_spec("ortools") is None:
        absent = "OR-Tools chưa cài: không có kế hoạch tốt nhất để so", "no OR-Tools: no best plans beside"
        return (rules,), (Text(*absent),)
    days, patience_s = (days[::10], 1.5) if quick else (days, 10.0)
    faster = None if quick else at_least(100)  # stopped so early the solver is no measure
    return (*_shares(days, patience_s, faster), rules), ()


def _shares(days: Sequence[SmallDay], patience_s: float, faster: Goal | None) -> Iterator[Figure]:
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
    yield Figure("plan.exact.faster", theirs_s / ours_s, "x", faster)
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


def _airs(plan: DayPlan, script: str) -> bool:
    return any(item.clip.script == script for session in plan.sessions for item in session.items)


def _growth(places: int) -> Iterator[Figure]:
    """What twice as much of one thing costs; CPU of one process.

    Twice the items (campaigns, their scripts, standing items) where there was room before and is after, and
    where there was not and is not; between the two lies what it costs to look for room.
    """
    some, many = 10, 80
    doubled = {
        "groups": (Size(places, some), Size(places * 2, some)),
        "stations": (Size(places, some), Size(places, some * 2)),
        "different": (Size(places), Size(places * 2)),
        "items": (Size(places, 1, 20, 20), Size(places, 1, 40, 40)),
        "items.no_room": (Size(places, 1, many, many), Size(places, 1, many * 2, many * 2)),
    }
    for name, (once, twice) in doubled.items():
        yield Figure(f"plan.growth.{name}", _cost_s(twice) / _cost_s(once), "x", at_most(2.4))
    room, none = Size(places, 1, 40, 40), Size(places, 1, many, many)
    yield Figure("plan.growth.out_of_room", _cost_s(none) / _cost_s(room), "x")


def _cost_s(size: Size) -> float:
    made = country(size)

    def work() -> None:
        for place in range(size.places):
            list(made.planned(place, DAYS[0]))

    return min(spent(work).cpu_s for _ in range(3))


def week(size: Size) -> Iterator[Figure]:
    """All stations for a week; then scripts are withdrawn one by one, and what had each is planned anew."""
    with Watch(os.getpid()) as watch, _workers() as run:
        run(_ready, size)
        took_s, days = _timed(run, _plan_week, size)
        cpu_s = run(_cpu_ms, size) / 1000
        scripts = country(size).withdrawn
        now = [partial(_withdrawn, each, range(1)) for each in scripts]
        today = [min(_timed(run, each, size) for _ in range(TRIES)) for each in now]
        today_cpu_s = (run(_cpu_ms, size) / 1000 - cpu_s) / TRIES
        later = [_timed(run, partial(_withdrawn, each, range(1, len(DAYS))), size) for each in scripts]
        later_cpu_s = run(_cpu_ms, size) / 1000 - cpu_s - today_cpu_s * TRIES
    all_days = [
        (now_s + then_s, now + then) for (now_s, now), (then_s, then) in zip(today, later, strict=True)
    ]
    scaled = size.places / 200
    yield Figure("plan.week", took_s, "s", at_most(20 * scaled))
    yield Figure("plan.week.cpu", cpu_s, "CPU s")
    yield Figure("plan.week.stations", float(size.places * size.stations), "stations")
    yield Figure("plan.week.rate", days / took_s, "station-days/s")
    yield from _replanned("plan.withdrawn.day", today, at_most(1.0) if scaled == 1 else None)
    yield Figure("plan.withdrawn.day.cpu", today_cpu_s / len(scripts), "CPU s")
    yield from _replanned("plan.withdrawn.week", all_days)
    yield Figure("plan.withdrawn.week.cpu", (today_cpu_s + later_cpu_s) / len(scripts), "CPU s")
    yield Figure("plan.memory", watch.most_kb / 1000, "MB", at_most(500))


def _replanned(name: str, took: Sequence[tuple[float, int]], goal: Goal | None = None) -> Iterator[Figure]:
    """Seconds and plans for each script that was withdrawn: the mean and the worst."""
    seconds, plans = [each for each, _ in took], [each for _, each in took]
    yield Figure(name, mean(seconds), "s", goal)
    yield Figure(f"{name}.worst", max(seconds), "s", goal)
    yield Figure(f"{name}.plans", mean(plans), "plans")
    yield Figure(f"{name}.plans.worst", float(max(plans)), "plans")


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


def _withdrawn(script: str, days: Sequence[int], size: Size, _: int) -> int:
    """How many plans of these days had it and are made anew; the others stay in force."""
    made, kept = country(size), _kept()
    had = [
        (place, number)
        for (place, number), plans in kept.items()
        if number in days and _airs(plans[0], script)
    ]
    for place, number in had:
        list(made.planned(place, DAYS[number], script))
    return len(had)

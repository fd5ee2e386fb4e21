"""Trạm giống nhau: stations that are asked for the same on a day have the same plan; it is made once.

Stations of one place share what the place lays down, and the turn of topics (see `rotation`): a commune's
groups of loudspeakers then differ only in what names one of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from broadcast.programme import Frame
from broadcast.schedule.choice import NO_CHOICES, Choices, own
from broadcast.schedule.demand import Past
from broadcast.schedule.locked import NOTHING_LOCKED, Locked
from broadcast.schedule.placement import Placement
from broadcast.schedule.plan import Candidate, DayPlan
from broadcast.schedule.planner import plan_day
from broadcast.schedule.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Asked:
    """What `plan_day` is asked for one station, beside what is the same for all of them."""

    station: str
    frames: Mapping[str, Frame]
    locked: Locked = NOTHING_LOCKED
    placements: tuple[Placement, ...] = ()
    choices: Choices = NO_CHOICES
    past: Past = field(default_factory=dict)


class Plans:
    """The plans of a day, each made once for all stations that are alike. Threads may ask together."""

    def __init__(self, schedule: Schedule, day: date) -> None:
        self.day = day
        self._schedule = schedule
        self._named = {pin.place for pin in schedule.pins} | {relay.place for relay in schedule.relays}
        self._made: dict[tuple[object, ...], list[_Made]] = {}

    @property
    def number(self) -> int:
        """How many were made."""
        return sum(map(len, self._made.values()))

    def of(self, candidates: Sequence[Candidate], asked: Asked) -> DayPlan:
        """The plan of a station, as `plan_day` makes it; raises what that raises."""
        made = self._made.setdefault(self._key(candidates, asked.station), [])
        alike = next((each for each in made if each.serves(candidates, asked)), None)
        if alike is None:
            alike = _Made(candidates, asked, self._plan(candidates, asked))
            made.append(alike)
        return alike.plan if alike.asked is asked else _addressed(alike.plan, asked)

    def _plan(self, candidates: Sequence[Candidate], asked: Asked) -> DayPlan:
        return plan_day(
            self._schedule,
            asked.station,
            self.day,
            candidates,
            asked.frames,
            asked.locked,
            asked.placements,
            choices=asked.choices,
            past=asked.past,
        )

    def _key(self, candidates: Sequence[Candidate], station: str) -> tuple[object, ...]:
        """What sets stations apart but for what they are asked."""
        scripts = (each.script for each in candidates if each.script.places)
        meant = tuple((own(script, station), script.airs_at(station)) for script in scripts)
        schedule, day = self._schedule, self.day
        return (
            schedule.station(station).place,
            schedule.lines(station, day),
            schedule.policy_at(station, day),
            meant,
            station if station in self._named else "",
        )


@dataclass(frozen=True, slots=True)
class _Made:
    """A plan, and what it was made from."""

    candidates: Sequence[Candidate]
    asked: Asked
    plan: DayPlan

    def serves(self, candidates: Sequence[Candidate], asked: Asked) -> bool:
        """Whether it is the plan of that, too."""
        same = candidates is self.candidates or list(candidates) == list(self.candidates)
        return same and _alike(self.asked, asked)


def plan_stations(
    schedule: Schedule, day: date, candidates: Sequence[Candidate], asked: Iterable[Asked]
) -> Iterator[DayPlan]:
    """The plan of each, as `plan_day` would make it; made once for all that are alike."""
    plans = Plans(schedule, day)
    return (plans.of(candidates, each) for each in asked)


def _alike(one: Asked, other: Asked) -> bool:
    return (
        one.locked == other.locked
        and one.placements == other.placements
        and one.choices == other.choices
        and one.past == other.past
        and (one.frames is other.frames or _lengths(one.frames) == _lengths(other.frames))
    )


def _lengths(frames: Mapping[str, Frame]) -> dict[str, tuple[object, ...]]:
    """All that a plan heeds of the sounds around its items, by slot: how long they are."""
    return {slot: _length(frame) for slot, frame in frames.items()}


def _length(frame: Frame) -> tuple[object, ...]:
    around = (frame.signature, frame.call, frame.greeting, *frame.stingers, frame.closing, frame.sign_off)
    return (
        tuple(clip.duration_s for clip in around),
        frame.bed is None,
        None if frame.headlined is None else frame.headlined.duration_s,
        {script: clip.duration_s for script, clip in frame.headlines.items()},
        {topic: (clip.key, clip.duration_s) for topic, clip in frame.features.items()},
    )


def _addressed(plan: DayPlan, asked: Asked) -> DayPlan:
    """The same plan for another station, with the sounds that name it."""
    sessions, stand_ins = (
        tuple(
            session
            if session.slot.id not in asked.frames or session.frame is asked.frames[session.slot.id]
            else replace(session, frame=asked.frames[session.slot.id])
            for session in each
        )
        for each in (plan.sessions, plan.stand_ins)
    )
    return replace(plan, station=asked.station, sessions=sessions, stand_ins=stand_ins)

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


def plan_stations(
    schedule: Schedule, day: date, candidates: Sequence[Candidate], asked: Iterable[Asked]
) -> Iterator[DayPlan]:
    """The plan of each, as `plan_day` would make it; made once for all that are alike."""
    for group in groups_of(schedule, day, candidates, asked):
        first = group[0]
        plan = plan_day(
            schedule,
            first.station,
            day,
            candidates,
            first.frames,
            first.locked,
            first.placements,
            choices=first.choices,
            past=first.past,
        )
        yield from (plan if each is first else _addressed(plan, each) for each in group)


def groups_of(
    schedule: Schedule, day: date, candidates: Sequence[Candidate], asked: Iterable[Asked]
) -> list[list[Asked]]:
    """Those that get the same plan together, in the order in which they came."""
    named = [each for each in candidates if each.script.places]
    pinned = {pin.place for pin in schedule.pins} | {relay.place for relay in schedule.relays}
    groups: dict[tuple[object, ...], list[list[Asked]]] = {}
    for each in asked:
        station = each.station
        meant = tuple((own(one.script, station), one.script.airs_at(station)) for one in named)
        heard = schedule.served(station, day), schedule.policy_at(station, day)
        key = (schedule.station(station).place, heard, meant, station if station in pinned else "")
        alike = groups.setdefault(key, [])
        group = next((group for group in alike if _alike(group[0], each)), None)
        if group is None:
            alike.append([each])
        else:
            group.append(each)
    return [group for alike in groups.values() for group in alike]


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

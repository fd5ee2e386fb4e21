"""Small random days that an exact solver can plan too, and whether a plan of them keeps every rule."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from broadcast.programme import Clip, Form, Frame, Ruler, rundown
from broadcast.programme.announcer import Words
from broadcast.schedule import (
    Campaign,
    Candidate,
    DayPlan,
    Framing,
    Imaging,
    LocalPolicy,
    Place,
    PlannedSession,
    Schedule,
    Slot,
    Station,
    Target,
    plan_day,
)
from broadcast.script import Approval, BulletinClass, Script

DAY = date(2020, 8, 6)
STATION = "tram"
_APPROVED = Approval("A", DAY, "same")


@dataclass(frozen=True, slots=True)
class SmallDay:
    """One station's day: its open sessions in order, what may air, and targets by campaign."""

    slots: Sequence[Slot]
    cap_s: float
    form: Form
    frame: Frame
    fit: Sequence[Candidate]
    targets: Mapping[str, Target]

    @property
    def most(self) -> int:
        """No session can hold more items, were all of them the shortest."""
        longest = max(slot.longest_s for slot in self.slots)
        shortest = min((each.clip for each in self.fit), key=lambda clip: clip.duration_s)
        bare, ruler = Clip("", "", shortest.duration_s, urgent=True), Ruler(self.form, self.frame)
        return next(number for number in range(99) if ruler.laid_s([bare] * (number + 1)) > longest)

    @property
    def size(self) -> int:
        """About how much a solver has to think about."""
        return len(self.slots) * self.most * len(self.fit)

    def planned(self) -> DayPlan:
        """What `plan_day` makes of it."""
        frames = {slot.id: self.frame for slot in self.slots}
        return plan_day(self.schedule, STATION, DAY, self.fit, frames)

    @property
    def schedule(self) -> Schedule:
        """The same as a schedule of one station."""
        policy = LocalPolicy("noi", tuple(self.slots), self.cap_s, assumed=True)
        return Schedule(
            district="noi",
            places={"noi": Place("noi", "1", "Nơi", "xã")},
            stations={STATION: Station(STATION, "noi", "Trạm")},
            policies={"noi": (policy,)},
            forms={self.form.id: Framing(self.form, Words("", "", ""), Imaging("s", (), "e"))},
            campaigns={name: _campaign(name, target) for name, target in self.targets.items()},
        )


def _campaign(name: str, target: Target) -> Campaign:
    return Campaign(name, name, (), ("noi",), target=target)


def small_day(number: int) -> SmallDay:
    """The day of this number: always the same. Some have room for everything, most have not."""
    chance = random.Random(number)  # noqa: S311 - the same days for everybody
    hours = sorted(chance.sample(range(5, 20), chance.randint(2, 4)))
    slots = [_slot(hour, chance.choice([120, 180, 240, 300, 360])) for hour in hours]
    names = "abcdef"[: chance.randint(2, 6)]
    lows = [chance.randint(1, 4) for _ in names]
    targets = {name: Target(low, low + chance.randint(0, 2)) for name, low in zip(names, lows, strict=True)}
    owners = [name for name in names for _ in range(chance.randint(1, 4))]
    owners += [""] * chance.randint(0, 4)
    fit = [_candidate(chance, f"{owner or 'x'}{n:02d}", owner or None) for n, owner in enumerate(owners)]
    cap_s = round(sum(slot.longest_s for slot in slots) * chance.choice([0.6, 0.8, 1, 1.2]))
    form = Form("mau", "", headlines=chance.choice([0, 0, 2]))
    return SmallDay(slots, cap_s, form, _frame(chance, fit), fit, targets)


def _slot(hour: int, longest_s: float) -> Slot:
    return Slot(f"{hour:02d}", f"{hour:02d}", time(hour), longest_s, longest_s, "mau")


def _candidate(chance: random.Random, name: str, campaign: str | None) -> Candidate:
    kinds = [BulletinClass.NORMAL] * 8 + [BulletinClass.PRIORITY if campaign else BulletinClass.EMERGENCY]
    klass, topic, seconds = chance.choice(kinds), chance.choice("xyz"), chance.randint(150, 900) / 10
    voice, repeat = chance.choice(["nam", "nu"]), chance.choice([1, 1, 1, 2])
    script = Script(
        name,
        name,
        "",
        "tin",
        "same",
        klass,
        campaign,
        topic,
        repeat=repeat,
        approved=Approval("A", DAY, "same"),
    )
    urgent = klass is BulletinClass.EMERGENCY
    return Candidate(script, Clip(name, name, seconds, name, campaign, topic, voice, urgent))


def _frame(chance: random.Random, fit: Sequence[Candidate]) -> Frame:
    """Imaging of 20 s and more, sometimes with music, headlines, the introduction of a feature."""
    titles = {each.script.id: Clip(each.script.id, "", chance.randint(15, 40) / 10) for each in fit}
    music, features = chance.random() < 0.5, chance.random() < 0.3
    return Frame(
        signature=Clip("nhac-hieu", "", 6.0),
        call=Clip("xuong", "", 3.0),
        greeting=Clip("chao", "", 5.0),
        stingers=(Clip("cat-1", "", 2.0), Clip("cat-2", "", 4.5)),
        closing=Clip("ket", "", 4.0),
        sign_off=Clip("het", "", 5.0),
        bed=Clip("nen", "", 30.0) if music else None,
        headlined=Clip("tin-chinh", "", 2.0),
        headlines=titles,
        features={"x": Clip("chuyen-muc", "", 4.0)} if features else {},
    )


def urgent_plays(plan: DayPlan) -> int:
    """Emergencies count 100 a play, priority items 1 each, as in `exact`."""
    items = [item for session in plan.sessions for item in session.items]
    emergencies = sum(item.klass is BulletinClass.EMERGENCY for item in items)
    priority = {item.clip.script for item in items if item.klass is BulletinClass.PRIORITY}
    return 100 * emergencies + len(priority)


def wanted_plays(plan: DayPlan) -> int:
    """Of each campaign as many plays as air, but no more than its minimum."""
    return sum(min(outcome.planned, outcome.target.plays_min) for outcome in plan.targets)


def broken(day: SmallDay, plan: DayPlan) -> Iterator[str]:
    """Every rule that a plan breaks, seen from what airs alone."""
    lengths = [_length_s(session) for session in plan.sessions]
    for session, length in zip(plan.sessions, lengths, strict=True):
        if length > session.slot.longest_s:
            yield f"{session.slot}: longest"
        ranks = [item.klass.rank for item in session.items]
        if ranks != sorted(ranks, reverse=True):
            yield f"{session.slot}: order of classes"
    if sum(lengths) > day.cap_s:
        yield "daily cap"
    aired = [item.clip.script or "" for session in plan.sessions for item in session.items]
    yield from (f"{name}: twice in a row" for name, after in pairwise(aired) if name == after)
    yield from _too_often(day, plan, aired)


def _length_s(session: PlannedSession) -> float:
    return rundown(session.form, session.frame, [item.clip for item in session.items]).length_s


def _too_often(day: SmallDay, plan: DayPlan, aired: Sequence[str]) -> Iterator[str]:
    plays = Counter(aired)
    carried = {outcome.campaign: outcome.planned for outcome in plan.targets}
    yield from (
        f"{name}: most plays" for name, target in day.targets.items() if carried[name] > target.plays_max
    )
    for each in day.fit:
        script = each.script
        target = day.targets.get(script.campaign or "")
        least = target.plays_min if target else 0
        if plays[script.id] > max(script.repeat, least):
            yield f"{script.id}: repeat"
        held = max((_plays(session, script.id) for session in plan.sessions), default=0)
        if held > 1 and not least and script.klass is not BulletinClass.EMERGENCY:
            yield f"{script.id}: once a session"


def _plays(session: PlannedSession, script: str) -> int:
    return sum(item.clip.script == script for item in session.items)

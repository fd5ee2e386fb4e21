"""The best plan there is, by OR-Tools' CP-SAT: the rules of `plan_day` in whole numbers, for small days only.

It is asked first for as many plays of emergencies and priority items as can air at all. Then, with the
plan's own emergencies where they are (the soonest) and its priority items (whose turn it is, is no matter of
targets), for wanted plays: of each campaign as many as its minimum, summed up. It may lay items out as it
likes inside the same rules: the longest session and the daily cap by real rundowns (imaging, pauses,
stingers, features, headlines), the order of classes, a campaign's most plays, once a session, `repeat`,
nothing twice in a row across sessions. For a campaign's minimum a script may air more often than its writer
wished, as in `plan_day`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from ortools.sat.python import cp_model

from broadcast.bench.small_days import SmallDay
from broadcast.programme import Clip, Ruler
from broadcast.schedule import DayPlan
from broadcast.schedule.sheet import MARGIN_S, RANK
from broadcast.script import BulletinClass

Linear: TypeAlias = Any
"""A sum of variables."""

_EMERGENCY = 100
"""Before any number of priority items."""


@dataclass(frozen=True, slots=True)
class Best:
    """What can be reached: `urgent` (an emergency's play counts 100, a priority item 1) and `wanted` plays.

    Without `proved` there may be better. `took_s` is the solver's CPU alone.
    """

    urgent: int
    wanted: int
    proved: bool
    took_s: float


def best(day: SmallDay, plan: DayPlan, patience_s: float = 20.0) -> Best:
    """The best of `day` beside `plan`, looked for on one thread."""
    model = _Model(day)
    urgent = model.most(model.urgent(), patience_s)
    model.air_urgent_of(plan)
    wanted = model.most(model.wanted(), patience_s)
    return Best(urgent.value, wanted.value, urgent.proved and wanted.proved, urgent.took_s + wanted.took_s)


@dataclass(frozen=True, slots=True)
class _Found:
    value: int
    proved: bool
    took_s: float


class _Model:
    """One variable for each script at each position of each session."""

    def __init__(self, day: SmallDay) -> None:
        self.day = day
        self.rules = cp_model.CpModel()
        self.sessions, self.spots, self.scripts = range(len(day.slots)), range(day.most), range(len(day.fit))
        self.at = {
            (s, p, i): self.rules.new_bool_var("")
            for s in self.sessions
            for p in self.spots
            for i in self.scripts
        }
        self.used = {
            (s, p): sum(self.at[s, p, i] for i in self.scripts) for s in self.sessions for p in self.spots
        }
        for s in self.sessions:
            self._in_a_row(s)
            self._in_order_of_class(s)
        self._never_twice_in_a_row()
        self._as_often_as_wished()
        self._inside_the_hours()
        self._inside_the_maximums()

    def most(self, what: Linear, patience_s: float) -> _Found:
        self.rules.maximize(what)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.random_seed = 1, 1677
        solver.parameters.max_time_in_seconds = patience_s
        proved = solver.solve(self.rules) == cp_model.OPTIMAL
        return _Found(round(solver.objective_value), proved, solver.user_time)

    def urgent(self) -> Linear:
        emergencies = sum(self._plays(i) for i in self._of_class(BulletinClass.EMERGENCY))
        aired = [self._capped(self._plays(i), 1) for i in self._of_class(BulletinClass.PRIORITY)]
        return _EMERGENCY * emergencies + sum(aired)

    def air_urgent_of(self, plan: DayPlan) -> None:
        """Have each emergency where the plan has it (the soonest), and its priority items somewhere."""
        rows = {session.slot.id: [item.clip.script for item in session.items] for session in plan.sessions}
        for i in self._of_class(BulletinClass.EMERGENCY):
            for s, slot in enumerate(self.day.slots):
                plays = rows.get(slot.id, []).count(self.day.fit[i].script.id)
                self.rules.add(self._plays(i, [s]) >= plays)
        aired = {script for row in rows.values() for script in row}
        for i in self._of_class(BulletinClass.PRIORITY):
            if self.day.fit[i].script.id in aired:
                self.rules.add(self._plays(i) >= 1)

    def wanted(self) -> Linear:
        return sum(
            self._capped(self._carried(name), target.plays_min) for name, target in self.day.targets.items()
        )

    def _of_class(self, klass: BulletinClass) -> Iterable[int]:
        return (i for i in self.scripts if self.day.fit[i].script.klass is klass)

    def _plays(self, i: int, sessions: Iterable[int] | None = None) -> Linear:
        among = self.sessions if sessions is None else sessions
        return sum(self.at[s, p, i] for s in among for p in self.spots)

    def _carried(self, campaign: str) -> Linear:
        return sum(self._plays(i) for i in self.scripts if self.day.fit[i].script.campaign == campaign)

    def _capped(self, plays: Linear, most: int) -> Linear:
        """No more than either; asked to be large it is the smaller of the two."""
        counted = self.rules.new_int_var(0, most, "")
        self.rules.add(counted <= plays)
        return counted

    def _in_a_row(self, s: int) -> None:
        """One item at each position, and none behind an empty one."""
        for p in self.spots:
            self.rules.add(self.used[s, p] <= (self.used[s, p - 1] if p else 1))

    def _in_order_of_class(self, s: int) -> None:
        ranks = [RANK[each.script.klass] for each in self.day.fit]
        for p in self.spots[1:]:
            before, here = (
                sum(rank * self.at[s, spot, i] for i, rank in enumerate(ranks)) for spot in (p - 1, p)
            )
            self.rules.add(before <= here + 2 * (1 - self.used[s, p]))

    def _never_twice_in_a_row(self) -> None:
        for i in self.scripts:
            heard: Linear = 0  # whether it is what was heard last before a session
            for s in self.sessions:
                self.rules.add(self.at[s, 0, i] + heard <= 1)
                after = self.rules.new_bool_var("")
                self.rules.add(after >= heard - self.used[s, 0])
                for p in self.spots:
                    behind = p + 1 in self.spots
                    self.rules.add(after >= self.at[s, p, i] - (self.used[s, p + 1] if behind else 0))
                    if behind:
                        self.rules.add(self.at[s, p, i] + self.at[s, p + 1, i] <= 1)
                heard = after

    def _as_often_as_wished(self) -> None:
        for i in self.scripts:
            script = self.day.fit[i].script
            target = self.day.targets.get(script.campaign or "")
            least = target.plays_min if target else 0
            self.rules.add(self._plays(i) <= max(script.repeat, least))
            if not least and script.klass is not BulletinClass.EMERGENCY:
                for s in self.sessions:
                    self.rules.add(self._plays(i, [s]) <= 1)

    def _inside_the_hours(self) -> None:
        lengths = [self._length_ms(s) for s in self.sessions]
        margin = _ms(MARGIN_S)
        for slot, length in zip(self.day.slots, lengths, strict=True):
            self.rules.add(length <= _ms(slot.longest_s) - margin)
        whole = (length + margin * self.used[s, 0] for s, length in enumerate(lengths))
        self.rules.add(sum(whole) <= _ms(self.day.cap_s))

    def _length_ms(self, s: int) -> Linear:
        form, frame = self.day.form, self.day.frame
        empty = Clip("", "", 0.0, urgent=True)
        surround = Ruler(form, frame).laid_s([empty]) - form.after_item_s
        items = sum(
            _ms(self.day.fit[i].clip.duration_s + form.after_item_s) * self._plays(i, [s])
            for i in self.scripts
        )
        between = sum(
            _ms(frame.stingers[(p - 1) % len(frame.stingers)].duration_s + form.after_stinger_s)
            * self.used[s, p]
            for p in self.spots[1:]
            if frame.stingers
        )
        return _ms(surround) * self.used[s, 0] + items + between + self._features(s) + self._headlines(s)

    def _features(self, s: int) -> Linear:
        """Each introduction once, where something that is not urgent is on its topic."""
        form, frame = self.day.form, self.day.frame
        empty = Clip("", "", 0.0, urgent=True)
        without = Ruler(form, frame).laid_s([empty])
        total: Linear = 0
        for topic in frame.features:
            introduced = self.rules.new_bool_var("")
            for i in self.scripts:
                if self.day.fit[i].clip.topic == topic and not self.day.fit[i].clip.urgent:
                    for p in self.spots:
                        self.rules.add(introduced >= self.at[s, p, i])
            length = Ruler(form, frame).laid_s([Clip("", "", 0.0, topic=topic)]) - without
            total += _ms(length) * introduced
        return total

    def _headlines(self, s: int) -> Linear:
        """The titles of the first items, and the words before them; none where an item is urgent."""
        form, frame = self.day.form, self.day.frame
        if frame.headlined is None:
            return 0
        calm = self.rules.new_bool_var("")  # free to be 0 only where something urgent airs
        urgent = [self._plays(i, [s]) for i in self.scripts if self.day.fit[i].clip.urgent]
        self.rules.add(calm + sum(urgent) >= 1)
        words = self.rules.new_bool_var("")
        total: Linear = _ms(frame.headlined.duration_s + form.after_greeting_s) * words
        for i in self.scripts:
            title = frame.headlines.get(self.day.fit[i].script.id)
            if title is not None:
                told = self.rules.new_bool_var("")
                for p in self.spots[: form.headlines]:
                    self.rules.add(told >= self.at[s, p, i] + calm - 1)
                self.rules.add(words >= told)
                total += _ms(title.duration_s + form.after_greeting_s) * told
        return total

    def _inside_the_maximums(self) -> None:
        for name, target in self.day.targets.items():
            self.rules.add(self._carried(name) <= target.plays_max)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)

"""Sổ ngày: what was made of each day and from what, what failed, what waits. Begun anew at each start."""

import threading
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from broadcast.desk import duty
from broadcast.desk.cards import Progress
from broadcast.desk.house import House
from broadcast.language import Text
from broadcast.schedule import Station

Steps = Mapping[str, int]
"""How many changes people made by hand in a day, by station id."""

Waiting = Mapping[str, Text]
"""Engines that are away while nobody let another speak, and why they are."""


class Daybook:
    """How far the days are. For several threads: nobody here waits for a day that is being made."""

    def __init__(self) -> None:
        self._writing = threading.Lock()
        self._made_from: dict[date, tuple[House, Steps]] = {}
        self._made: dict[date, set[str]] = {}
        self._failed: dict[date, dict[str, Text]] = {}
        self._tried: dict[date, datetime] = {}  # days that failed or wait, and since when
        self._waiting: dict[date, Waiting] = {}

    # ---- to look at

    def due(self, house: House, steps: Mapping[date, Steps], now: datetime) -> date | None:
        """The first of the days in `steps` that was not made from `house` and its steps, if any."""
        with self._writing:
            return next((day for day in steps if self._is_due(day, house, steps[day], now)), None)

    def _is_due(self, day: date, house: House, steps: Steps, now: datetime) -> bool:
        files, by_hand = self._made_from.get(day, (None, None))
        return files is not house or by_hand != steps or self._tried.get(day, now) + duty.RETRY <= now

    def touched(
        self, day: date, stations: Sequence[Station], house: House, steps: Steps
    ) -> Sequence[Station]:
        """Those for which somebody placed something by hand, where nothing else changed; else all."""
        with self._writing:
            files, before = self._made_from.get(day, (None, {}))
            if files is not house or day in self._tried:
                return stations
        return [each for each in stations if steps.get(each.id) != before.get(each.id)] or stations

    def progress(self, day: date, stations: Collection[str]) -> Progress:
        """How far `day` is at `stations`."""
        with self._writing:
            failed = {name: why for name, why in self._failed.get(day, {}).items() if name in stations}
            made = self._made.get(day, set()).intersection(stations)
        return Progress(len(made), len(stations), dict(sorted(failed.items())), day)

    # ---- to write down

    def begin(self, day: date, house: House, steps: Steps) -> None:
        """It is made from these; also when it fails: it is tried again in a while, not at every look."""
        with self._writing:
            self._made_from[day] = house, steps
            self._failed[day] = {}

    def note(self, day: date, station: str, why: Text | None) -> None:
        """`station` is done: made, or (`why`) failed."""
        with self._writing:
            made = self._made.setdefault(day, set())
            if why is None:
                made.add(station)
            else:
                made.discard(station)
                self._failed.setdefault(day, {})[station] = why

    def end(self, day: date, failed: Mapping[str, Text], now: datetime) -> None:
        """It was gone through; where stations have failed it is tried again in a while."""
        with self._writing:
            self._tried.pop(day, None)
            if failed:
                self._tried[day] = now

    def wait(
        self, day: date, waiting: Waiting, days: Sequence[date], now: datetime
    ) -> Mapping[date, Waiting]:
        """`day` waits for these engines (none: for nobody); what each of `days` waits for."""
        with self._writing:
            self._waiting = {each: said for each, said in self._waiting.items() if each in days}
            self._waiting[day] = waiting
            if waiting:
                self._tried[day] = now
            return dict(self._waiting)

    def give_up(self, day: date, stations: Collection[str], why: Text, now: datetime) -> Mapping[str, Text]:
        """All of `stations` that are not made have failed for this reason; they are given back."""
        with self._writing:
            missing = sorted(set(stations) - self._made.get(day, set()))
            self._failed[day] = dict.fromkeys(missing, why)
            self._tried[day] = now
            return dict(self._failed[day])

    def forget(self) -> None:
        """From what days were made: all of them are due."""
        with self._writing:
            self._made_from.clear()

    def keep_only(self, days: Sequence[date]) -> None:
        """Forget from what other days were made, and when they failed."""
        with self._writing:
            self._made_from = {day: made for day, made in self._made_from.items() if day in days}
            self._tried = {day: when for day, when in self._tried.items() if day in days}

"""Làm chương trình: the coming days, made from what is on file and again when that changes."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from broadcast.desk import consent, duty, falling, keeping, placing, traffic
from broadcast.desk.alarms import Alarms
from broadcast.desk.cards import Progress
from broadcast.desk.daybook import Daybook
from broadcast.desk.house import House
from broadcast.desk.rights import refuse_unless_may_at
from broadcast.desk.studio import Studio
from broadcast.desk.traffic import Outcome
from broadcast.desk.watching import Nobody, Watcher
from broadcast.language import Text
from broadcast.people import Act, Person
from broadcast.schedule import Station
from broadcast.script import BulletinClass


class Making:
    """The making of the days, one at a time; safe to ask from several threads.

    `days` gives those to make, the shown one first; `only` makes a single station (None: every one).
    """

    def __init__(
        self,
        studio: Studio,
        house: Callable[[], House],
        days: Callable[[], Sequence[date]],
        alarms: Alarms,
        only: str | None = None,
    ) -> None:
        self._studio = studio
        self._house = house
        self._days = days
        self._alarms = alarms
        self._only = only
        self._book = Daybook()
        self._at_work = threading.Lock()  # held while a day is made: minutes; the book has a lock of its own
        self.hurrying: threading.Thread | None = None  # what a recall has made again

    def due(self) -> date | None:
        """The nearest coming day that was not made from what is on file now, if any. A cheap look."""
        house, now = self._house(), self._studio.now()
        return self._book.due(house, placing.steps_of_days(self._studio, self._days()), now)

    def progress(self) -> Progress:
        """How far the shown day is."""
        return self._book.progress(self._days()[0], self._stations())

    def make(self, day: date, watcher: Watcher) -> Outcome:
        """Make `day` from what is on file now; the last good schedule stands in for a broken one.

        Raises:
            Invalid: the schedule is broken and there never was a good one.
            Stopped: the watcher asked for it.
        """
        with self._at_work:
            falling.tell(self._studio, self._house(), self._alarms)
            house, steps = self._house(), placing.steps_of_days(self._studio, [day])[day]
            stations = self._book.touched(day, house.stations(self._only), house, steps)
            self._book.begin(day, house, steps)
            outcome = self._made(day, house, stations, watcher)
            self._tell_made(day, outcome.failed)
            self._tell_waiting(day, outcome.waiting)
            return outcome

    def _made(self, day: date, house: House, stations: Sequence[Station], watcher: Watcher) -> Outcome:
        return traffic.make_day(
            self._calmly(day), house, day, stations, watcher, lambda *told: self._book.note(day, *told)
        )

    def _calmly(self, day: date) -> Studio:
        """Days ahead take half of the machine: the shown day is served and played meanwhile."""
        if day == self._days()[0]:
            return self._studio
        return replace(self._studio, workers=max(1, self._studio.workers // 2))

    def _tell_made(self, day: date, failed: Mapping[str, Text]) -> None:
        self._book.end(day, failed, self._studio.now())
        if failed:
            self._alarms.put(duty.making(day), duty.not_made(day, failed))
        else:
            self._alarms.clear(duty.making(day))

    def _tell_waiting(self, day: date, waiting: Mapping[str, Text]) -> None:
        """One alarm an engine, with the first day that waits for it."""
        every = self._book.wait(day, waiting, self._days(), self._studio.now())
        told: dict[str, Text] = {}
        for each, engines in sorted(every.items(), reverse=True):
            told |= {duty.SPEECH + name: duty.waits(name, each, why) for name, why in engines.items()}
        self._alarms.settle(duty.SPEECH, told)

    def give_up(self, day: date, why: Text) -> None:
        """`day` could not be made: every station that is not made has failed for this reason.

        Where all were made before, the older programmes still air, perhaps with a script that was withdrawn:
        that is an alarm as well, and it is tried again in a while.
        """
        missing = self._book.give_up(day, self._stations(), why, self._studio.now())
        told = duty.not_made(day, missing) if missing else duty.not_made_anew(day, why)
        self._alarms.put(duty.making(day), told)

    def hurry(self, days: Sequence[date]) -> None:
        """Make `days` again beside the clock, which may be a few seconds away or at work on a later day."""
        wanted = [day for day in days if day in self._days()]
        self.hurrying = threading.Thread(target=self._make_again, args=(wanted,), name="recall", daemon=True)
        self.hurrying.start()

    def _make_again(self, days: Sequence[date]) -> None:
        for day in days:
            try:
                self.make(day, Nobody())
            except Exception as error:  # noqa: BLE001 - told as an alarm; the clock tries again
                self.give_up(day, traffic.said(error))

    def consent(self, by: Person, wished: str) -> None:
        """Let the embedded engine speak while `wished` is away; what waits is made at the next look.

        Raises:
            MayNot: `by` may not approve, or not everywhere: it speaks for every station that wished so.
            UnknownEngine: there is no such engine.
        """
        refuse_unless_may_at(by, Act.APPROVE, (), BulletinClass.NORMAL, self._house().schedule)
        consent.give(self._studio, by, wished)
        self._book.forget()

    def retire(self) -> None:
        """Remove finished programmes that no station may still want, and clips that nobody used for long."""
        with self._at_work:
            keeping.retire(self._studio)
            keeping.retire_clips(self._studio)
            self._book.keep_only(self._days())

    def _stations(self) -> frozenset[str]:
        return frozenset(station.id for station in self._house().stations(self._only))

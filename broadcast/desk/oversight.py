"""Trông coi: what is not as it should be is found, and stands as an alarm until it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from broadcast.desk import duty, falling, levels, logbook
from broadcast.desk.alarms import Alarms
from broadcast.desk.house import House
from broadcast.desk.measuring import Gauge
from broadcast.desk.studio import Studio
from broadcast.language import Text


@dataclass(frozen=True, slots=True)
class Oversight:
    """Goes through sessions and programmes; `days` gives those that are made, the shown one first."""

    studio: Studio
    house: Callable[[], House]
    days: Callable[[], Sequence[date]]
    alarms: Alarms
    gauge: Gauge

    def close_sessions(self) -> None:
        """Alarms for the sessions since yesterday that are over and were not reported, and no others."""
        falling.tell(self.studio, self.house(), self.alarms)
        today = self.studio.today()
        airings = logbook.unreported(self.studio, [today - timedelta(days=1), today])
        self.alarms.settle(duty.UNREPORTED, duty.not_reported(self.house().schedule, airings))
        for name in duty.over([alarm.id for alarm in self.alarms.standing()], self.days()):
            self.alarms.clear(name)

    def measure(self, stopping: Callable[[], bool]) -> None:
        """Measure what was published and never was, the shown day first; alarms for what is not right.

        Raises:
            NotMeasured: the process that measures could not be run.
        """
        for troubles in self.gauge.measured(self.days(), stopping):
            self.alarms.settle(levels.OFF, levels.alarms(self.house().schedule, troubles))

    def tell(self, name: str, what: Text | None) -> None:
        """Sound the alarm `name`, or (None) end it."""
        if what is None:
            self.alarms.clear(name)
        else:
            self.alarms.put(name, what)

"""Báo động: what is wrong with the service stands where people see it, until it is right again."""

import threading
from collections.abc import Mapping

from broadcast.desk.studio import Studio
from broadcast.language import Text
from broadcast.store import alarms
from broadcast.store.alarms import Alarm
from broadcast.store.database import DatabaseUnavailable

__all__ = ["Alarm", "Alarms"]


class Alarms:
    """The alarms of one service; they outlive a restart. For several threads.

    What cannot be written, because the disk is full for one, is kept in memory: that it is full must be seen.
    """

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._unwritten: dict[str, Alarm] = {}
        self._writing = threading.Lock()

    def put(self, name: str, what: Text) -> None:
        """Sound the alarm `name`; one that stands already keeps its moment."""
        alarm = Alarm(name, what, self._studio.now())
        with self._writing:
            try:
                with self._studio.database.begin() as connection:
                    alarms.put(connection, alarm)
            except DatabaseUnavailable:
                self._unwritten.setdefault(name, alarm)

    def clear(self, name: str) -> None:
        """It is right again; raises DatabaseUnavailable."""
        with self._writing, self._studio.database.begin() as connection:
            self._unwritten.pop(name, None)
            alarms.clear(connection, name)

    def settle(self, beginning: str, wanted: Mapping[str, Text]) -> None:
        """Of all alarms whose ids begin so, exactly `wanted` stand afterwards; raises DatabaseUnavailable."""
        now = self._studio.now()
        with self._writing, self._studio.database.begin() as connection:
            for stale in {alarm.id for alarm in alarms.every(connection, beginning)} - wanted.keys():
                alarms.clear(connection, stale)
            for name, what in wanted.items():
                alarms.put(connection, Alarm(name, what, now))

    def standing(self) -> tuple[Alarm, ...]:
        """Every alarm, the oldest first."""
        with self._writing, self._studio.database.begin() as connection:
            written = {alarm.id: alarm for alarm in alarms.every(connection)}
        every = {**self._unwritten, **written}
        return tuple(sorted(every.values(), key=lambda alarm: (alarm.since, alarm.id)))

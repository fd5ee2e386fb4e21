"""The last good state: when schedules.yaml is broken, the schedule that worked before stays in force."""

import threading
from pathlib import Path

from broadcast.desk.house import House, open_house
from broadcast.desk.studio import Studio
from broadcast.errors import Fault, Invalid
from broadcast.sound.whole import whole

SCHEDULE = "schedules.yaml"

Stamp = frozenset[tuple[str, int, int]]


class Files:
    """The house as its files say, read again only when one of them changed.

    A schedule that is whole is copied into DATA; a broken one is passed over in favour of that copy.
    """

    def __init__(self, studio: Studio) -> None:
        self._root = studio.house
        self._copy = studio.data / "last-good" / SCHEDULE
        self._reading = threading.Lock()
        self._stamp: Stamp | None = None
        self._house: House | None = None
        self._broken: tuple[Fault, ...] = ()

    def house(self) -> House:
        """The house as it stands, or with the last good schedule.

        Raises:
            Invalid: the schedule is broken and there never was a good one.
        """
        with self._reading:
            stamp = _stamp(self._root)
            if self._house is None or stamp != self._stamp:
                self._house, self._stamp = self._opened(), stamp
            return self._house

    def broken(self) -> tuple[Fault, ...]:
        """What is wrong with the schedule on file while an earlier one is in force."""
        return self._broken

    def _opened(self) -> House:
        try:
            house = open_house(self._root)
        except Invalid as error:
            if not self._copy.is_file():
                raise
            self._broken = error.faults
            return open_house(self._root, self._copy)
        self._broken = ()
        self._keep()
        return house

    def _keep(self) -> None:
        schedule = (self._root / SCHEDULE).read_bytes()
        if not self._copy.is_file() or self._copy.read_bytes() != schedule:
            self._copy.parent.mkdir(parents=True, exist_ok=True)
            with whole(self._copy) as file:
                file.write(schedule)


def _stamp(root: Path) -> Stamp:
    """Changes when a file is written, added, removed or renamed: names, sizes and times of writing."""
    files = [root / SCHEDULE, *(root / "scripts_vi").glob("*.md"), *(root / "jingles").glob("*.flac")]
    return frozenset(
        (path.name, status.st_size, status.st_mtime_ns)
        for path in files
        if path.exists()
        for status in [path.stat()]
    )

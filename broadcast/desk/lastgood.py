"""The last good state: when schedules.yaml is broken, the schedule that worked before stays in force."""

import threading
from pathlib import Path

from broadcast.desk.editorial import imaging_faults, refuse
from broadcast.desk.house import House, open_house
from broadcast.desk.studio import Studio
from broadcast.disk import whole
from broadcast.errors import Fault, Invalid
from broadcast.schedule import Place, Station

SCHEDULE = "schedules.yaml"

Stamp = frozenset[tuple[str, int, int]]


class Files:
    """The house as its files say, read again only when one of them changed.

    A schedule that is whole is copied into DATA with the sounds that it asks for. Where it is broken, or a
    sound is missing or does not decode, that copy holds. Scripts need none: a faulty one does not air.
    """

    def __init__(self, studio: Studio) -> None:
        self._root = studio.house
        self._kept = studio.data / "last-good"
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
            refuse(imaging_faults(house))
        except Invalid as error:
            if not (self._kept / SCHEDULE).is_file():
                raise
            self._broken = error.faults
            return open_house(self._root, kept=self._kept)
        self._broken = ()
        self._keep(house)
        return house

    def _keep(self, house: House) -> None:
        """Sounds first, then the schedule: an interrupted copy never asks for a sound that is not there.

        At last a sound goes that a set has no more: it would be found before the one that is now used.
        """
        jingles = self._kept / "jingles"
        named: tuple[Place | Station, ...] = (
            *house.schedule.places.values(),
            *house.schedule.stations.values(),
        )
        for own in filter(None, (each.imaging for each in named)):  # one that owns nothing asked for is known
            (jingles / own).mkdir(parents=True, exist_ok=True)
        copies = {self._kept / file.relative_to(self._root): file for file in house.sounds}
        for copy, file in {**copies, self._kept / SCHEDULE: self._root / SCHEDULE}.items():
            if not copy.is_file() or copy.read_bytes() != file.read_bytes():
                copy.parent.mkdir(parents=True, exist_ok=True)
                with whole(copy) as written:
                    written.write(file.read_bytes())
        for old in set(jingles.glob("*/*.flac")) - copies.keys():
            old.unlink()


def _stamp(root: Path) -> Stamp:
    """Changes when a file is written, added, removed or renamed: names, sizes and times of writing.

    A folder of sounds counts by its name alone: its time changes while a sound in it is still written.
    """
    jingles = root / "jingles"
    files = [root / SCHEDULE, *(root / "scripts_vi").glob("*"), *jingles.rglob("*.flac")]
    sets = ((f"{path.relative_to(root)}/", 0, 0) for path in jingles.glob("*") if path.is_dir())
    return frozenset(
        (str(path.relative_to(root)), status.st_size, status.st_mtime_ns)
        for path in files
        if path.exists()
        for status in [path.stat()]
    ).union(sets)

"""Phòng đo: finished programmes measured after they were published, behind everything else."""

import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from broadcast.desk import levels
from broadcast.desk.levels import Programme, Trouble, Verdict
from broadcast.desk.studio import Studio
from broadcast.errors import Fault, Unavailable
from broadcast.language import Text
from broadcast.playlist import from_json
from broadcast.sound.measured import Figures, Measured, Picture, measure_whole
from broadcast.sound.measuring import measured_aside
from broadcast.store import measurements, playlists

BATCH = 12
"""Files a child measures: about 6 s of an idle core. What they gave is written down when it ends."""

AT_ONCE_BYTES = 16 << 20
"""What a page measures while somebody waits: half an hour at 64 kbit/s, two seconds of a core."""


class BeingMeasured(Unavailable):
    """It is left to the clock, or another file is being measured just now."""


class WrongFile(Unavailable):
    """The file is not what its name says."""


@dataclass(frozen=True, slots=True)
class Level:
    """What was measured on a programme's file, and how that stands to what was wanted (LUFS, dBTP)."""

    figures: Figures
    picture: Picture
    verdict: Verdict
    target_lufs: float
    ceiling_dbtp: float


class Gauge:
    """Máy đo: measures one file at a time, each once. For several threads."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._at_once = threading.Lock()
        self._listed: Mapping[tuple[str, date, int], tuple[Programme, ...]] = {}

    def level(self, sha256: str, ext: str) -> Level:
        """What is known of a file; measured now, in about half a second, when it never was.

        Raises:
            NoSuchAudio: there is no such file.
            BeingMeasured: it is long, or somebody else asked for another one just now.
            WrongFile, NotAudio: it cannot be measured.
        """
        self._studio.audio.find(sha256, ext)  # what was measured says nothing about a file that is gone
        with self._studio.database.begin() as connection:
            known = measurements.find(connection, sha256)
        return self._level(known.measured if known else self._measured_now(sha256, ext))

    def _level(self, measured: Measured) -> Level:
        profile = self._studio.profile
        found = levels.verdict(measured.figures, profile)
        return Level(measured.figures, measured.picture, found, profile.loudness_lufs, profile.ceiling_dbtp)

    def _measured_now(self, sha256: str, ext: str) -> Measured:
        path = self._studio.audio.find(sha256, ext)
        if path.stat().st_size > AT_ONCE_BYTES:
            raise BeingMeasured(Fault(_LONG, _LATER))
        if not self._at_once.acquire(blocking=False):
            raise BeingMeasured(Fault(_BUSY, _WAIT))
        try:
            if not self._studio.audio.holds(sha256, ext):
                raise WrongFile(Fault(_WRONG, _MADE_AGAIN))
            measured = measure_whole(path)
        finally:
            self._at_once.release()
        self._keep({sha256: measured})
        return measured

    def measured(self, days: Sequence[date], stopping: Callable[[], bool]) -> Iterator[Sequence[Trouble]]:
        """Measure what was published for `days`, the nearest first, and never was measured.

        After every few files, and at least once: all that is wrong as far as it is known.

        Raises:
            NotMeasured: the process that measures could not be run.
        """
        damaged: set[str] = set()
        while not stopping():
            programmes = self._published(days)
            with self._studio.database.begin() as connection:
                known = dict(measurements.figures(connection))
            absent = {each.sha256 for each in programmes if not self._path(each).is_file()}
            done = {*known, *absent, *damaged}
            some = list({each.sha256: each for each in programmes if each.sha256 not in done}.values())[
                :BATCH
            ]
            found = self._measured_aside(some, stopping)
            if stopping():
                return
            known |= {sha256: measured.figures for sha256, measured in found.items()}
            damaged |= {each.sha256 for each in some} - found.keys()
            yield tuple(self._troubles(programmes, known, absent, damaged))
            if not some:
                return

    def _measured_aside(
        self, programmes: Sequence[Programme], stopping: Callable[[], bool]
    ) -> Mapping[str, Measured]:
        whole = [each for each in programmes if self._studio.audio.holds(each.sha256, each.ext)]
        answers = measured_aside([self._path(each) for each in whole], stopping)
        found = {each.sha256: measured for each, measured in zip(whole, answers, strict=False) if measured}
        self._keep(found)
        return found

    def _keep(self, found: Mapping[str, Measured]) -> None:
        if found:
            with self._studio.database.begin() as connection:
                for sha256, measured in found.items():
                    measurements.keep(connection, sha256, measured, self._studio.now())

    def _path(self, programme: Programme) -> Path:
        return self._studio.audio.path(programme.sha256, programme.ext)

    def _troubles(
        self,
        programmes: Sequence[Programme],
        known: Mapping[str, Figures],
        absent: Collection[str],
        damaged: Collection[str],
    ) -> Iterator[Trouble]:
        for each in programmes:
            if each.sha256 in absent:
                yield levels.missing(each)
            elif each.sha256 in damaged:
                yield levels.damaged(each)
            elif each.sha256 in known and (
                trouble := levels.off(each, known[each.sha256], self._studio.profile)
            ):
                yield trouble

    def _published(self, days: Sequence[date]) -> Sequence[Programme]:
        """The programmes of `days`, the nearest first; a playlist is read once, it never changes."""
        with self._studio.database.begin() as connection:
            newest = set(playlists.versions(connection, days))
            self._listed = {
                one: self._listed[one] if one in self._listed else _programmes(connection, *one[:2])
                for one in newest
            }
        places = {day: place for place, day in enumerate(days)}
        every = [(places[day], each) for (_, day, _), some in self._listed.items() for each in some]
        return [each for _, each in sorted(every, key=lambda one: (one[0], one[1].starts_at, one[1].station))]


def _programmes(connection: Connection, station: str, day: date) -> tuple[Programme, ...]:
    snapshot = playlists.latest(connection, station, day)
    items = from_json(snapshot.body).items if snapshot else ()
    return tuple(
        Programme(station, item.starts_at, item.title, item.audio.sha256, item.audio.url.rpartition(".")[2])
        for item in items
        if item.audio
    )


_BUSY = Text("đang đo một chương trình khác", "another programme is being measured")
_WAIT = Text("mở lại trang này sau ít giây", "open this page again in a few seconds")
_LONG = Text("chương trình dài, đang chờ máy chủ đo", "a long programme waits for the server to measure it")
_LATER = Text("mở lại trang này sau vài phút", "open this page again in some minutes")
_WRONG = Text(
    "tệp tiếng trên đĩa không còn đúng bản đã công bố", "the file is not what was published any more"
)
_MADE_AGAIN = Text("hệ thống tự ghép lại trong vòng một giờ", "it is joined again within the hour")

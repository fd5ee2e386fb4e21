"""A station's own announcer: sentences composed from phrases that were recorded once.

It says only what its phrases cover whole: station calls, greetings, dates, closings. Nothing is synthesised.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np

from broadcast.adapters.speech.take import Take, write
from broadcast.errors import Fault
from broadcast.files.phrases import INDEX, LONGEST_S, Announcer, Recording, announcers, load_announcer
from broadcast.language import Text
from broadcast.sound.audio import Audio, NotAudio, decode
from broadcast.sound.splice import evened, spliced
from broadcast.speech import EngineFailed, Manner, Speaker, Voice, spoken_line
from broadcast.speech.phrases import Layout, laid_out

RATE_HZ = 24_000
SYLLABLES_PER_S = 4.0
"""Told as the pace; an announcer has their own, and it cannot be changed."""

ADAPTER = 1
"""Version of how phrases are evened and joined: raise it when the sound changes."""

_RECORD = Text(
    "thu thêm, hoặc chọn giọng khác cho câu này", "record them, or choose another voice for this sentence"
)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """An announcer as read from the disk: `longest` words a phrase, `mark` a digest of all files."""

    announcer: Announcer
    longest: int
    mark: str


class PhraseFolder:
    """The announcers in `place`, one folder each. Threads may share it; changed files are seen at once.

    `names` are the announcers for woman and man, for manners that name none.
    """

    def __init__(self, place: Path, *, names: Mapping[Speaker, str] | None = None) -> None:
        self._place, self._names = place, dict(names or {})
        self._read: dict[Path, tuple[tuple[object, ...], _Shelf]] = {}
        self._reading = threading.Lock()

    def of(self, manner: Manner) -> _Shelf:
        """The announcer for `manner`: by name, the settings', one of that sex, else the first.

        Raises:
            EngineFailed: there is no such announcer, or their index cannot be read.
        """
        folders = {folder.name: folder for folder in announcers(self._place)}
        wanted = manner.name or self._names.get(manner.speaker, "")
        if wanted and wanted in folders:
            return self._shelf(folders[wanted])
        if wanted or not folders:
            raise EngineFailed(_nobody(wanted, self._place, list(folders)))
        shelves = [self._shelf(folder) for folder in folders.values()]
        return next((each for each in shelves if each.announcer.speaker is manner.speaker), shelves[0])

    def _shelf(self, folder: Path) -> _Shelf:
        with self._reading:
            try:
                seen = _seen(folder)
                if self._read.get(folder, (None,))[0] != seen:
                    self._read[folder] = (seen, _shelf(load_announcer(folder)))
            except OSError as error:
                raise EngineFailed(_nobody(folder.name, self._place, [])) from error
            return self._read[folder][1]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Speaks with the phrases of an announcer in `folder`. Threads may share it."""

    folder: PhraseFolder
    manner: Manner = field(default_factory=Manner)

    @property
    def voice(self) -> Voice:
        """The announcer, with a digest of the index and of every recording.

        Raises:
            EngineFailed: there is no such announcer.
        """
        shelf = self.folder.of(self.manner)
        version = f"{shelf.mark}/{ADAPTER}"
        return Voice("recorded", shelf.announcer.name, version, round(SYLLABLES_PER_S * 60))

    def speaking(self, manner: Manner) -> "Recorded":
        """Another announcer; neither pace nor pitch of a recording is changed."""
        return Recorded(self.folder, manner)

    def can_say(self, words: str) -> bool:
        """Whether every word of a sentence is recorded; nothing is decoded."""
        try:
            return not self.missing(words)
        except EngineFailed:
            return False

    def missing(self, words: str) -> tuple[str, ...]:
        """The words of a sentence that nobody has recorded, as runs of them; nothing is decoded.

        Raises:
            EngineFailed: there is no such announcer, or no word in the sentence.
        """
        return self._layout(self.folder.of(self.manner), spoken_line(words)).missing

    def say(self, words: str, to: Path) -> None:
        """Write `words` to `to` (see the port).

        Raises:
            EngineFailed: some words are not recorded (they are told), or a recording is unusable.
            OSError: the disk does not take it.
        """
        line = spoken_line(words)
        shelf = self.folder.of(self.manner)
        layout = self._layout(shelf, line)
        if layout.missing:
            raise EngineFailed(_not_recorded(layout.missing))
        parts = [(_sound(shelf.announcer.recordings[part.phrase]), part.pause_s) for part in layout.parts]
        audio = spliced(parts)
        write(Take((np.clip(audio.samples, -1, 1) * 32_767).astype(np.int16), audio.rate_hz), to)

    def _layout(self, shelf: _Shelf, line: str) -> Layout:
        return laid_out(line, shelf.announcer.recordings, shelf.longest)


def _seen(folder: Path) -> tuple[object, ...]:
    """What changes when any file of the folder does."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)


def _shelf(announcer: Announcer) -> _Shelf:
    mark = sha256((announcer.folder / INDEX).read_bytes())
    for recording in announcer.recordings.values():
        mark.update(recording.file.read_bytes())
    longest = max((len(key.split()) for key in announcer.recordings), default=0)
    return _Shelf(announcer, longest, mark.hexdigest()[:16])


def _sound(recording: Recording) -> Audio:
    try:
        audio = evened(decode(recording.file, rate_hz=RATE_HZ, longest_s=LONGEST_S))
    except NotAudio as error:
        raise EngineFailed(*error.faults) from error
    if not audio.samples.size:
        name = recording.file.name
        what = Text(f"tệp thu «{name}» chỉ có im lặng", f"the recording «{name}» is all silence")
        raise EngineFailed(Fault(what, _RECORD, recording.where))
    return audio


def _not_recorded(missing: tuple[str, ...]) -> Fault:
    listed = ", ".join(f"«{words}»" for words in dict.fromkeys(missing))
    return Fault(Text(f"chưa thu các chữ: {listed}", f"not recorded: {listed}"), _RECORD)


def _nobody(wanted: str, place: Path, known: list[str]) -> Fault:
    listed = ", ".join(known) or "-"
    if not wanted:
        return Fault(
            Text(f"chưa có câu thu sẵn nào trong {place}", f"no phrase is recorded in {place}"),
            Text(f"thu câu và ghi vào <tên>/{INDEX}", f"record phrases and list them in <name>/{INDEX}"),
        )
    return Fault(
        Text(f"không có câu thu sẵn của «{wanted}»", f"no phrases of «{wanted}» are recorded"),
        Text(f"chọn một trong: {listed}", f"choose one of: {listed}"),
    )

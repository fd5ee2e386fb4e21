"""phrases/<announcer>/phrases.tsv: which words an announcer has recorded, and in which file.

A row is `words TAB file`, the file a WAV or FLAC beside the index. Lines that begin with # are remarks; one
of them may say `# giọng: nữ` or `# giọng: nam`. An empty line is nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from broadcast.errors import Fault, Where
from broadcast.language import Text
from broadcast.sound.audio import NotAudio, decode
from broadcast.sound.splice import evened
from broadcast.speech import Speaker
from broadcast.speech.phrases import phrase_key

INDEX = "phrases.tsv"
SUFFIXES = frozenset({".wav", ".flac"})
LONGEST_S = 30.0
"""A phrase is a sentence at most; what is longer is something else."""

_SPEAKERS = {"nữ": Speaker.WOMAN, "nam": Speaker.MAN}
_SAID = "giọng:"


@dataclass(frozen=True, slots=True)
class Recording:
    """One phrase: its key (see phrase_key), its file, and where the index names it."""

    key: str
    file: Path
    where: Where


@dataclass(frozen=True, slots=True)
class Announcer:
    """Phát thanh viên of a station: `recordings` by key, and the faults of rows that were left out."""

    folder: Path
    speaker: Speaker | None
    recordings: Mapping[str, Recording]
    faults: tuple[Fault, ...] = field(default=())

    @property
    def name(self) -> str:
        """The announcer's name: that of the folder."""
        return self.folder.name


def announcers(place: Path) -> tuple[Path, ...]:
    """The folders below `place` that hold an index, by name."""
    return tuple(sorted(index.parent for index in place.glob(f"*/{INDEX}")))


def load_announcer(folder: Path) -> Announcer:
    """Read an index; nothing is decoded, but every file must be there.

    Raises:
        OSError: the index cannot be read.
    """
    index = folder / INDEX
    speaker: Speaker | None = None
    recordings: dict[str, Recording] = {}
    faults: list[Fault] = []
    for number, line in enumerate(index.read_bytes().decode("utf-8-sig", "replace").splitlines(), 1):
        where = Where(str(index), number)
        if line.startswith("#"):
            speaker = _SPEAKERS.get(line.removeprefix("#").strip().removeprefix(_SAID).strip()) or speaker
        elif line.strip():
            row = _row(line, folder, where, recordings)
            if isinstance(row, Fault):
                faults.append(row)
            else:
                recordings[row.key] = row
    return Announcer(folder, speaker, recordings, tuple(faults))


def faults_of_phrases(place: Path) -> Iterator[Fault]:
    """Every fault of every index below `place`, and of every recording: they are all decoded."""
    for folder in announcers(place):
        yield from faults_of_announcer(folder)


def faults_of_announcer(folder: Path) -> Iterator[Fault]:
    """Every fault of one index and of its recordings."""
    announcer = load_announcer(folder)
    yield from announcer.faults
    for recording in announcer.recordings.values():
        yield from _unsound(recording)


def _row(line: str, folder: Path, where: Where, before: Mapping[str, Recording]) -> Recording | Fault:
    words, _, name = line.partition("\t")
    name = name.strip()
    key, file = phrase_key(words), folder / name
    if not key or not name or "\t" in name:
        return _fault(where, "dòng không có dạng: lời, TAB, tên tệp", "the line is not: words, TAB, file")
    if name != file.name or file.suffix.lower() not in SUFFIXES or not name.isprintable():
        return _fault(
            where, f"«{name}» không phải tệp WAV, FLAC ở cạnh", f"«{name}» is no WAV or FLAC beside it"
        )
    if not file.is_file():
        return _fault(where, f"không có tệp «{name}»", f"there is no file «{name}»")
    if key in before:
        first = before[key].where.line
        return _fault(where, f"lời này đã có ở dòng {first}", f"these words stand in line {first} already")
    return Recording(key, file, where)


def _unsound(recording: Recording) -> Iterator[Fault]:
    name = recording.file.name
    try:
        audio = evened(decode(recording.file, longest_s=LONGEST_S))
    except NotAudio as error:
        for fault in error.faults:
            said = (f"«{name}»: {fault.what.vi}", f"«{name}»: {fault.what.en}")
            yield Fault(Text(*said), fault.remedy, recording.where)
    else:
        if not audio.samples.size:
            yield _fault(recording.where, f"«{name}» chỉ có im lặng", f"«{name}» is all silence")


def _fault(where: Where, vi: str, en: str) -> Fault:
    return Fault(Text(vi, en), Text("sửa dòng này hoặc thu lại", "mend the line or record it again"), where)

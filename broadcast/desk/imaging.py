"""Nhạc hiệu của đài: a station's own sounds, from scores, from its name, or from a recording of its own."""

from collections.abc import Sequence
from pathlib import Path

from broadcast.errors import Fault, NotFound, Where
from broadcast.language import Text
from broadcast.reading.syllables import bare
from broadcast.sound.audio import decode
from broadcast.sound.levels import Levels, levels_of
from broadcast.sound.mastering import LONGEST_RECORDING_S, Cut, Kind, mastered, taken
from broadcast.sound.naming import own_words
from broadcast.sound.scores import BED, IMAGING
from broadcast.sound.synthesis import RATE_HZ, Samples, Tune, performed, write_flac, write_flacs


class NoSet(NotFound):
    """There are no sounds of a station in this folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            Fault(
                Text("trong thư mục không có bộ nhạc hiệu", "there is no imaging set in this folder"),
                Text("làm bằng lệnh broadcast jingles", "make one: broadcast jingles"),
                Where(str(folder)),
            )
        )


def make_imaging(folder: Path, tunes: Sequence[Tune] = IMAGING) -> tuple[Path, ...]:
    """Write every tune into `folder` as FLAC, all or none; the files made. Others there stay as they are.

    Raises:
        NotWritten: the disk is full, or the folder is closed to us.
        OSError: the folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {folder / f"{tune.name}.flac": _ready(tune) for tune in tunes}
    write_flacs(made)
    return tuple(made)


def folder_of(name: str, jingles: Path) -> Path:
    """Where the set of a station of that name lies unless told: jingles/an-thanh-trung.

    Raises:
        NoName: there is no word in `name`.
    """
    return jingles / "-".join(bare(word) for word in own_words(name))


def cut_in(recording: Path, kind: Kind, cut: Cut, folder: Path) -> Path:
    """A part of a station's own recording as one sound of the set in `folder`; the file made.

    Raises:
        NotAudio: `recording` is missing, no whole sound, or longer than `LONGEST_RECORDING_S`.
        BadCut: the part cannot become that sound.
        NotWritten: the disk is full, or the folder is closed to us.
        OSError: the folder cannot be made.
    """
    samples = taken(decode(recording, rate_hz=RATE_HZ, longest_s=LONGEST_RECORDING_S), kind, cut)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{kind.file}.flac"
    write_flac(samples, path)
    return path


def sounds_in(folder: Path) -> tuple[Path, ...]:
    """Every sound in `folder`, in the order of a day, a station's other sounds last.

    Raises:
        NoSet: there is none.
    """
    order = [tune.name for tune in IMAGING]
    paths = sorted(
        folder.glob("*.flac"),
        key=lambda path: (order.index(path.stem) if path.stem in order else len(order), path.name),
    )
    if not paths:
        raise NoSet(folder)
    return tuple(paths)


def measured(paths: Sequence[Path]) -> tuple[Levels, ...]:
    """The figures of each sound; of a bed also how it goes round and lies under speech.

    Raises:
        NotAudio: one of them is no whole sound.
    """
    return tuple(levels_of(path, loops=path.stem == BED.name) for path in paths)


def _ready(tune: Tune) -> Samples:
    """A tune as it sounds: gains of scores.py were measured once, those of composed ones are found here."""
    samples = performed(tune)
    return samples if tune in IMAGING else mastered(samples)

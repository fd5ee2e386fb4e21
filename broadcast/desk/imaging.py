"""Nhạc hiệu của đài: make the station's own sounds anew from their scores."""

from pathlib import Path

from broadcast.sound.scores import IMAGING
from broadcast.sound.synthesis import performed, write_flac


def make_imaging(folder: Path) -> tuple[Path, ...]:
    """Write every sound of the station into `folder` as FLAC; the files made. Others there stay as they are.

    Raises:
        NotWritten: the disk is full, or the folder is closed to us.
        OSError: the folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = {folder / f"{tune.name}.flac": performed(tune) for tune in IMAGING}
    for path, samples in made.items():
        write_flac(samples, path)
    return tuple(made)

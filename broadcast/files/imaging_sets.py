"""Bộ nhạc hiệu: jingles/ holds the sounds of all stations, a folder in it what a station has of its own."""

from pathlib import Path

from broadcast.schedule import SIGNALS

ENDING = ".flac"


def sets_in(jingles: Path) -> tuple[str, ...]:
    """The names of the sets below `jingles`, in their order."""
    return tuple(sorted(path.name for path in jingles.glob("*") if path.is_dir()))


def sound_file(jingles: Path, name: str, own: str | None = None) -> Path:
    """The file of the sound `name` where the set `own` is in use (None: no own set).

    What the set lacks is taken from `jingles` itself, so a station may own no more than its signature.
    Emergency and drill sound the same everywhere, whatever lies in a set.
    """
    everywhere = jingles / f"{name}{ENDING}"
    if own is None or name in SIGNALS:
        return everywhere
    owned = jingles / own / f"{name}{ENDING}"
    return owned if owned.is_file() else everywhere

"""Order in DATA: the lock, what an interrupted run left, and what nobody needs any more."""

from collections.abc import Iterator
from contextlib import contextmanager

from broadcast.desk.studio import Studio
from broadcast.playlist import from_json
from broadcast.store import playlists, programmes
from broadcast.store.lock import DataInUse, locked

__all__ = ["DataInUse", "in_order", "retire", "sweep"]


@contextmanager
def in_order(studio: Studio) -> Iterator[None]:
    """Hold DATA for this process, with the leftovers of an interrupted run swept.

    Raises:
        DataInUse: another process works there.
    """
    with locked(studio.data):
        sweep(studio)
        try:
            yield
        finally:
            studio.database.close()


def sweep(studio: Studio) -> int:
    """Remove half-made files; how many there were. Nothing finished is touched. Needs the lock of DATA."""
    halves = [*studio.speech.glob("??/*.part*"), *(studio.data / "incoming").glob("*")]
    for half in halves:
        half.unlink(missing_ok=True)
    return len(halves) + studio.clips.sweep() + studio.audio.sweep()


def retire(studio: Studio) -> int:
    """Remove finished programmes that no unexpired playlist names; how many there were.

    They can be joined again from stored clips at the cost of a copy.
    """
    with studio.database.begin() as connection:
        needed = {
            item.audio.sha256
            for snapshot in playlists.unexpired(connection, studio.now())
            for item in from_json(snapshot.body).items
            if item.audio
        }
        gone = [path for path in studio.audio.files() if path.stem not in needed]
        for path in gone:
            programmes.forget(connection, path.stem)
            path.unlink()
    return len(gone)

"""Order in DATA: the lock, what an interrupted run left, and what nobody needs any more."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import zip_longest

from broadcast.desk.studio import Studio
from broadcast.playlist import from_json
from broadcast.store import backup, measurements, playlists, programmes
from broadcast.store.backup import NotBackedUp
from broadcast.store.lock import DataInUse, locked
from broadcast.store.playlists import Snapshot

__all__ = ["DataInUse", "NotBackedUp", "back_up", "in_order", "retire", "sweep"]

BACKUPS = 7
"""How many daily copies of the database are kept."""

SUPERSEDED = timedelta(hours=3)
"""How long files stay that a newer version does not name: stations ask for news every few minutes. Ours."""


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
    halves = [
        *studio.speech.glob("??/*.part*"),
        *(studio.data / "incoming").glob("*"),
        *(studio.data / "backups").glob("*.part*"),
    ]
    for half in halves:
        half.unlink(missing_ok=True)
    return len(halves) + studio.clips.sweep() + studio.audio.sweep()


def retire(studio: Studio) -> int:
    """Remove finished programmes that no station may still want; how many there were.

    Wanted is what an unexpired playlist names, and for a while what a newer version took out of it. The rest
    can be joined again from stored clips at the cost of a copy. What was measured on it is forgotten with it.
    """
    now = studio.now()
    with studio.database.begin() as connection:
        needed = {
            item.audio.sha256
            for snapshot in _wanted(playlists.unexpired(connection, now), now)
            for item in from_json(snapshot.body).items
            if item.audio
        }
        gone = [path for path in studio.audio.files() if path.stem not in needed]
        for path in gone:
            programmes.forget(connection, path.stem)
            path.unlink()
        for sha256 in measurements.figures(connection).keys() - needed:
            measurements.forget(connection, sha256)
    return len(gone)


def _wanted(snapshots: Iterable[Snapshot], now: datetime) -> Iterator[Snapshot]:
    """The newest of every station and day, and those that were the newest not long ago."""
    ordered = sorted(snapshots, key=lambda each: (each.station, each.date, each.version))
    for snapshot, following in zip_longest(ordered, ordered[1:]):
        newest = following is None or (following.station, following.date) != (snapshot.station, snapshot.date)
        if newest or following.published_at > now - SUPERSEDED:
            yield snapshot


def back_up(studio: Studio) -> bool:
    """Today's copy of the database in DATA/backups/, unless there is one; whether one was made now.

    The newest `BACKUPS` are kept. PostgreSQL is backed up by its operator, with pg_dump.

    Raises:
        NotBackedUp: there is no copy of today.
    """
    folder = studio.data / "backups"
    to = folder / f"broadcast-{studio.today().isoformat()}.sqlite3"
    if to.is_file() or not backup.back_up(studio.database, to):
        return False
    for old in sorted(folder.glob("broadcast-*.sqlite3"))[:-BACKUPS]:
        old.unlink()
    return True

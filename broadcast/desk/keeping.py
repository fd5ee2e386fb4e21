"""Order in DATA: the lock, what an interrupted run left, and what nobody needs any more."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import zip_longest

from broadcast.desk.studio import Studio
from broadcast.playlist import from_json
from broadcast.store import backup, measurements, playlists, programmes, scripts, using
from broadcast.store.backup import NotBackedUp
from broadcast.store.lock import DataInUse, locked
from broadcast.store.playlists import Snapshot

__all__ = ["DataInUse", "NotBackedUp", "back_up", "in_order", "retire", "retire_clips", "sweep"]

BACKUPS = 7
"""How many daily copies of the database are kept."""

UNUSED = timedelta(days=60)
"""How long clips and sentences stay that nobody uses. Every greeting has its date, and every opening is a
clip of its own: 54 a day at 18 stations, 16 MB. No playlist needs them after 16 days (made 7 days ahead, kept
8); what comes back every month is found again. Ours."""

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


def retire_clips(studio: Studio) -> int:
    """Remove clips, notes and spoken sentences that nobody used for `UNUSED`; how many there were.

    They can be made again. What people uploaded cannot, and stays as long as a version of its script is
    written down; so does the very sound that an approval is bound to.
    """
    now = studio.now()
    with studio.database.begin() as connection:
        needed = scripts.sounds(connection)
    return studio.clips.retire(now, UNUSED, needed) + using.retire(studio.speech.glob("??/*"), now, UNUSED)


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

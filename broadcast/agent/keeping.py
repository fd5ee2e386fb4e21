"""Kho của máy phát: playlists and audio on the commune's disk, whole or not at all."""

import hashlib
import os
import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from broadcast.agent.clock import VIETNAM
from broadcast.agent.playlist import Airing, Audio, Playlist, WrongPlaylist, read
from broadcast.disk import PART, whole
from broadcast.errors import Fault, NotFound, Unavailable
from broadcast.language import Text

KEPT = timedelta(days=7)
"""How long playlists and their files stay after their day."""

SPARE_BYTES = 64 << 20
"""Left free on the disk: the journal must always find room."""

_BLOCK = 1 << 18
_IN_FORCE, _COMING = ".json", ".coming.json"
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")


class NotKept(NotFound):
    """The file is not here, or not wholly."""


class WrongContent(Unavailable):
    """What arrived is not what its name says."""


class DiskFull(Unavailable):
    """There is no room for another file."""


class Shelf:
    """Playlists and audio files below `root`, for one station and for several threads.

    A playlist that arrives is *coming* until its files are here or its hour has come, then it is *in force*.
    """

    def __init__(self, root: Path, station: str) -> None:
        self._lists, self._audio = root / "playlists", root / "audio"
        self._station = station
        self._guard = threading.RLock()
        for folder in (self._lists, self._audio):
            folder.mkdir(parents=True, exist_ok=True)
        for half in self._lists.glob(f"*{PART}"):  # a power cut left it; ours is the only agent here
            half.unlink()
        self._in_force = dict(self._stored(_IN_FORCE))
        self._coming = dict(self._stored(_COMING))
        self.changes = 0

    @property
    def in_force(self) -> dict[date, Playlist]:
        """What is played by, a day each."""
        with self._guard:
            return dict(self._in_force)

    def airings(self) -> list[Airing]:
        """All airings in force, in order of their hours."""
        every = (airing for playlist in self.in_force.values() for airing in playlist.airings)
        return sorted(every, key=lambda airing: airing.starts_at)

    def etag(self, day: date) -> str | None:
        """What the server called the newest playlist of that day; None when there is none."""
        path = self._lists / f"{day}.etag"
        with self._guard:
            known = day in self._in_force or day in self._coming
            return path.read_text("utf-8") if known and path.is_file() else None

    def offer(self, day: date, body: bytes, etag: str) -> Playlist:
        """Keep a playlist as it came.

        Raises:
            WrongPlaylist: it cannot be read; nothing has changed.
        """
        playlist = read(body, self._station, day)
        with self._guard:
            newest = self._coming.get(day) or self._in_force.get(day)
            if newest is None or playlist.succeeds(newest):
                write_whole(self._lists / f"{day}{_COMING}", body)
                self._coming[day] = playlist
            write_whole(self._lists / f"{day}.etag", etag.encode())
        return playlist

    def turn(self, since: datetime, until: datetime) -> None:
        """Put in force what is coming and complete.

        An airing between the two moments, in it or in the one before, means that the hour has come: then it
        rules with what is here.
        """
        if not self._coming:
            return
        with self._guard:
            for day, coming in list(self._coming.items()):
                if self._complete(coming) or self._due(day, since, until):
                    (self._lists / f"{day}{_COMING}").replace(self._lists / f"{day}{_IN_FORCE}")
                    self._in_force[day] = self._coming.pop(day)
                    self.changes += 1

    def wanted(self) -> list[Audio]:
        """Files that are not here yet: emergencies first, then in order of their hours."""
        with self._guard:
            lists = [*self._coming.values(), *self._in_force.values()]
        airings = [airing for playlist in lists for airing in playlist.airings if airing.audio]
        airings.sort(key=lambda airing: (not airing.emergency, airing.starts_at))
        files = {airing.audio.sha256: airing.audio for airing in airings if airing.audio}
        return [audio for audio in files.values() if not self.path(audio).is_file()]

    def path(self, audio: Audio) -> Path:
        """Where the file stands once its content has been checked."""
        suffix = Path(audio.url).suffix.lower()
        return self._audio / f"{audio.sha256}{suffix if _SUFFIX.fullmatch(suffix) else ''}"

    def part(self, audio: Audio) -> Path:
        """Where it grows while it arrives.

        Raises:
            DiskFull: there is no room for it.
        """
        if self.free_bytes() < audio.bytes + SPARE_BYTES:
            raise DiskFull(
                Fault(
                    Text("máy phát hết chỗ trên đĩa", "the player's disk is full"),
                    Text("xóa bớt tệp khác trên máy", "remove other files from it"),
                )
            )
        return self._audio / f"{audio.sha256}.part"

    def arrived(self, audio: Audio) -> int:
        """How many bytes of it have arrived."""
        part = self._audio / f"{audio.sha256}.part"
        return part.stat().st_size if part.is_file() else 0

    def take_in(self, audio: Audio) -> None:
        """The part is as long as it should be: check its content and give it its name.

        Raises:
            WrongContent: it is something else; the part is removed.
        """
        part = self._audio / f"{audio.sha256}.part"
        if part.stat().st_size != audio.bytes or sha256_of(part) != audio.sha256:
            part.unlink()
            raise WrongContent(_wrong_content(audio))
        _sync(part)
        part.replace(self.path(audio))
        _sync(self._audio)

    def checked(self, audio: Audio) -> Path:
        """The file, its content read once more: cards decay, and the hour is near.

        Raises:
            NotKept: it has not arrived.
            WrongContent: it was damaged here; it is removed, to be fetched again.
        """
        path = self.path(audio)
        try:
            sound = path.stat().st_size == audio.bytes and sha256_of(path) == audio.sha256
        except OSError as error:
            raise NotKept(_not_kept(audio)) from error
        if not sound:
            path.unlink(missing_ok=True)
            raise WrongContent(_wrong_content(audio))
        return path

    def sweep(self, now: datetime) -> None:
        """Remove playlists older than `KEPT` and the files that no playlist names."""
        oldest = now.astimezone(VIETNAM).date() - KEPT
        with self._guard:
            for day in [day for day in {**self._in_force, **self._coming} if day < oldest]:
                self._drop(day)
            named = {audio.sha256 for playlist in self._every() for audio in playlist.audio}
            for path in self._audio.iterdir():
                if path.name.partition(".")[0] not in named:
                    path.unlink(missing_ok=True)

    def free_bytes(self) -> int:
        """Room on the disk."""
        return shutil.disk_usage(self._audio).free

    def _every(self) -> list[Playlist]:
        return [*self._in_force.values(), *self._coming.values()]

    def _drop(self, day: date) -> None:
        for suffix in (_IN_FORCE, _COMING, ".etag"):
            (self._lists / f"{day}{suffix}").unlink(missing_ok=True)
        self._coming.pop(day, None)
        if self._in_force.pop(day, None):
            self.changes += 1

    def _complete(self, playlist: Playlist) -> bool:
        return all(self.path(audio).is_file() for audio in playlist.audio)

    def _due(self, day: date, since: datetime, until: datetime) -> bool:
        lists = [self._coming[day], *([self._in_force[day]] if day in self._in_force else [])]
        return any(since <= airing.starts_at <= until for each in lists for airing in each.airings)

    def _stored(self, suffix: str) -> Iterator[tuple[date, Playlist]]:
        """What an earlier run kept; what cannot be read any more is removed, to be fetched again."""
        for path in sorted(self._lists.glob(f"????-??-??{suffix}")):
            day = date.fromisoformat(path.name[:10])
            try:
                yield day, read(path.read_bytes(), self._station, day)
            except WrongPlaylist:
                path.unlink()


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`: after a power cut there is the old or the new, never half."""
    with whole(path) as file:
        file.write(content)
    _sync(path.parent)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _not_kept(audio: Audio) -> Fault:
    return Fault(
        Text(f"chưa có tệp {audio.sha256[:12]}", f"the file {audio.sha256[:12]} is not here"),
        Text("chờ tải về", "wait for it to arrive"),
    )


def _wrong_content(audio: Audio) -> Fault:
    return Fault(
        Text(f"tệp {audio.sha256[:12]} không đúng nội dung", f"the file {audio.sha256[:12]} is damaged"),
        Text("máy sẽ tải lại", "it will be fetched again"),
    )

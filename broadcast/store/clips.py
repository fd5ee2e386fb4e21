"""The folder of clips stored ready: each found by a key that names everything it is made from."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from broadcast.disk import PART, abandoned, whole
from broadcast.errors import Fault, NotFound, Where
from broadcast.language import Text
from broadcast.store.using import WITNESS, held_still, retire, used

_SOUND = ".mp3"
_META = WITNESS
_NOTE = ".note"
_SIZE = "bytes"


class NoSuchClip(NotFound):
    """There is no whole clip of that key."""


class ClipFolder:
    """Clips below `root`, in folders of two letters: `<key>.mp3` and `<key>.json` beside it.

    The JSON is written last, so that a clip is there whole or not at all, whenever the power goes. Threads
    and processes may put the same key at once: what they put is the same, and the last one stays.

    Looking up a clip or reading a note counts as using it (see using.py), by the clock `now`.
    """

    def __init__(self, root: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._root, self._now = root, now

    def path(self, key: str) -> Path:
        """Where the MP3 frames of `key` stand, or would stand."""
        return self._at(key, _SOUND)

    def has(self, key: str) -> bool:
        """Whether the clip is there whole."""
        try:
            self.meta(key)
        except NoSuchClip:
            return False
        return True

    def meta(self, key: str) -> Mapping[str, Any]:
        """What was stored beside the clip.

        Raises:
            NoSuchClip: it is not there, or not whole.
        """
        try:
            size = used(self.path(key), self._now()).st_size  # first: from now on nobody removes it
            meta = _read(self._at(key, _META))
            whole_clip = size == meta[_SIZE]
        except (OSError, KeyError):
            whole_clip = False
        if not whole_clip:
            raise NoSuchClip(_no_such(self.path(key)))
        return meta

    def use(self, key: str) -> None:
        """Keep the clip, if it is there, as one that may be needed again soon."""
        with suppress(OSError):
            used(self.path(key), self._now())

    def put(self, key: str, frames: bytes, meta: Mapping[str, Any]) -> None:
        """Store a clip and what is known of it (JSON values).

        Raises:
            Unavailable: the disk is full or closed; the clip is then not there.
        """
        with held_still(self.path(key).parent):
            self._write(self.path(key), frames)
            self._write(self._at(key, _META), _written({**meta, _SIZE: len(frames)}))

    def note(self, key: str, facts: Mapping[str, Any]) -> None:
        """Write down what is known of something that is no clip, such as a file that clips are made from.

        Raises:
            Unavailable: the disk is full or closed.
        """
        self._write(self._at(key, _NOTE), _written(facts))

    def noted(self, key: str) -> Mapping[str, Any]:
        """What was written down under `key`.

        Raises:
            NoSuchClip: nothing, or nothing that can be read.
        """
        path = self._at(key, _NOTE)
        try:
            used(path, self._now())
        except OSError as error:
            raise NoSuchClip(_no_such(path)) from error
        return _read(path)

    def keys(self) -> Iterator[str]:
        """The keys of all clips."""
        return (path.stem for path in self._root.glob(f"??/*{_META}"))

    def sweep(self) -> int:
        """Remove what an interrupted run left; the number of files removed.

        A `mix` may work here at the same time: unfinished files of processes that live are left alone.
        """
        left = [part for part in self._root.glob(f"??/*{PART}") if abandoned(part)]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def retire(self, now: datetime, unused_for: timedelta, needed: Collection[str]) -> int:
        """Remove clips and notes that nobody used for `unused_for` before `now`; how many there were.

        None whose key is in `needed`. A `mix` may work here at the same time (see using.py).
        """
        return retire(self._root.glob("??/*"), now, unused_for, needed)

    def _at(self, key: str, ending: str) -> Path:
        return self._root / key[:2] / f"{key}{ending}"

    def _write(self, path: Path, content: bytes) -> None:
        with whole(path, parents=True) as file:
            file.write(content)


def _written(facts: Mapping[str, Any]) -> bytes:
    return json.dumps(facts, separators=(",", ":")).encode()


def _read(path: Path) -> Mapping[str, Any]:
    try:
        facts: Mapping[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise NoSuchClip(_no_such(path)) from error
    return facts


def _no_such(path: Path) -> Fault:
    return Fault(
        Text("không có mẩu âm thanh này", "there is no such clip"),
        Text("chạy lại để hệ thống làm lại", "run again, it will be made again"),
        Where(str(path)),
    )

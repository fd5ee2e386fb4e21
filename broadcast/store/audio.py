"""The folder of finished files, each named by the SHA-256 of what it holds."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

from broadcast.errors import Fault, NotFound
from broadcast.language import Text

_SHA256 = re.compile(r"[0-9a-f]{64}")
_BLOCK = 1 << 20


class NoSuchAudio(NotFound):
    """There is no file of that name."""


class AudioFolder:
    """Finished programmes below `root`, in 256 folders; a file appears whole or not at all."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, sha256: str, ext: str) -> Path:
        """Where the file stands, or would stand."""
        return self._root / sha256[:2] / f"{sha256}.{ext}"

    def find(self, sha256: str, ext: str) -> Path:
        """The file of that name.

        Raises:
            NoSuchAudio: there is none.
        """
        if _SHA256.fullmatch(sha256) and ext.isalnum() and (path := self.path(sha256, ext)).is_file():
            return path
        raise NoSuchAudio(
            Fault(
                Text("không có tệp âm thanh này", "there is no such audio file"),
                Text(
                    "tải lại danh sách phát để lấy địa chỉ mới",
                    "fetch the playlist again for the new address",
                ),
            )
        )

    def holds(self, sha256: str, ext: str) -> bool:
        """Whether the file is there and is what its name says: the content is read, not only its size."""
        path = self.path(sha256, ext)
        return path.is_file() and _sha256(path) == sha256

    def workplace(self, name: str) -> Path:
        """A path on the same disk to make a file at before `take`; another each time it is asked for."""
        self._root.mkdir(parents=True, exist_ok=True)
        return self._root / f"{token_hex(4)}-{name}"

    def take(self, made: Path, sha256: str, ext: str) -> Path:
        """Move a finished file to its name."""
        path = self.path(sha256, ext)
        path.parent.mkdir(parents=True, exist_ok=True)
        return made.replace(path)

    def files(self) -> Iterator[Path]:
        """Every finished file."""
        return (path for path in self._root.glob("??/*") if path.suffix != ".part")

    def sweep(self) -> int:
        """Remove what an interrupted run left; the number of files removed. Needs the lock of DATA."""
        left = [path for path in self._root.glob("*") if path.is_file()] + list(self._root.glob("??/*.part"))
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()

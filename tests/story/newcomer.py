"""The real command, run as on a newcomer's machine: a process of its own with nothing on the PATH."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DAY = "2020-08-06"
BARE = {"PATH": "/nonexistent", "HOME": "/nonexistent", "LANG": "C.UTF-8"}
"""An environment in which no ffmpeg, ffprobe, espeak or sox can be found."""


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "broadcast", *map(str, arguments)]


def broadcast(*arguments: str | Path, timeout_s: float = 170) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), env=BARE, cwd=ROOT, capture_output=True, text=True, timeout=timeout_s
    )


def copied(data: Path, to: Path) -> Path:
    """A DATA of one's own: finished files never change, so they are linked; the database is copied."""

    def copy(source: str, target: str) -> None:
        if source.endswith((".mp3", ".wav")):
            os.link(source, target)
        else:
            shutil.copy(source, target)

    return Path(shutil.copytree(data, to, copy_function=copy))


def file_of(data: Path, sha256: str) -> Path:
    return data / "audio" / sha256[:2] / f"{sha256}.mp3"

"""The real command, run as on a newcomer's machine: a process of its own with nothing on the PATH."""

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


def file_of(data: Path, sha256: str) -> Path:
    return data / "audio" / sha256[:2] / f"{sha256}.mp3"

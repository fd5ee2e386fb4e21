"""One real day, made once for all stories."""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from newcomer import DAY, ROOT, broadcast
from service import FirstStart, first_start

from broadcast.playlist import Playlist, from_json

Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def data(once: Once) -> Path:
    """DATA of all 18 stations after the first start of `broadcast run`, which is written down beside it."""

    def make(folder: Path) -> None:
        seen = first_start(folder)
        (folder / "first-start.json").write_text(json.dumps(asdict(seen)))
        run = broadcast("make", "--date", DAY, "--data", folder, "--json")
        assert run.returncode == 0, run.stderr
        (folder / "made.json").write_text(run.stdout)

    return once("data-of-the-stories", make)


@pytest.fixture(scope="session")
def start(data: Path) -> FirstStart:
    return FirstStart(**json.loads((data / "first-start.json").read_text()))


@pytest.fixture(scope="session")
def made(data: Path) -> list[dict[str, Any]]:
    return json.loads((data / "made.json").read_text())[0]["made"]


@pytest.fixture(scope="session")
def playlists(data: Path, made: list[dict[str, Any]]) -> Mapping[str, Playlist]:
    """Every published playlist, as `broadcast playlist` prints it."""
    printed = {each["station"]: broadcast("playlist", each["station"], DAY, "--data", data) for each in made}
    return {station: from_json(run.stdout.encode()) for station, run in printed.items()}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house that a test may break."""
    copy = tmp_path / "house"
    copy.mkdir()
    shutil.copy(ROOT / "schedules.yaml", copy)
    for folder in ("scripts_vi", "jingles"):
        shutil.copytree(ROOT / folder, copy / folder)
    return copy

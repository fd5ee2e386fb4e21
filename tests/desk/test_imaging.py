"""The generator and what it made: the committed files are its work, to the sample."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.desk.imaging import make_imaging
from broadcast.sound.scores import IMAGING

JINGLES = Path(__file__).parents[2] / "jingles"
NAMES = [tune.name for tune in IMAGING]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("dai") / "jingles"
    folder.mkdir()
    (folder / "README.md").write_text("của đài", encoding="utf-8")
    (folder / "nhac-hieu.flac").write_bytes(b"half of an older one")
    return {path.stem: path for path in make_imaging(folder)}


def test_every_sound_of_the_station_is_made(made: dict[str, Path]) -> None:
    assert list(made) == NAMES
    folder = made["nhac-hieu"].parent
    assert {path.name for path in folder.iterdir()} == {*(f"{name}.flac" for name in NAMES), "README.md"}


def test_what_else_lies_in_the_folder_stays(made: dict[str, Path]) -> None:
    assert (made["nhac-hieu"].parent / "README.md").read_text(encoding="utf-8") == "của đài"


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_file_is_what_the_generator_makes(made: dict[str, Path], name: str) -> None:
    ours, rate_hz = soundfile.read(JINGLES / f"{name}.flac", dtype="int16")
    now, rate_now_hz = soundfile.read(made[name], dtype="int16")
    assert (ours.shape, rate_hz) == (now.shape, rate_now_hz)
    # The last bit of a sine is the machine's; one step of 16 bits is all that it may become.
    assert np.abs(ours.astype(int) - now.astype(int)).max() <= 1


def test_a_file_in_the_place_of_the_folder_is_not_touched(tmp_path: Path) -> None:
    taken = tmp_path / "jingles"
    taken.write_text("của người khác", encoding="utf-8")
    with pytest.raises(FileExistsError):
        make_imaging(taken)
    assert taken.read_text(encoding="utf-8") == "của người khác"

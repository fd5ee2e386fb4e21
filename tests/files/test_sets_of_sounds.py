"""Where the sounds of a station's own set are looked for."""

from pathlib import Path

import pytest

from broadcast.files.imaging_sets import sets_in, sound_file
from broadcast.schedule import SIGNALS
from broadcast.sound import scores


@pytest.fixture
def jingles(tmp_path: Path) -> Path:
    for name in (
        "nhac-hieu",
        "ket-thuc",
        *SIGNALS,
        "my-an/nhac-hieu",
        *(f"my-an/{each}" for each in SIGNALS),
    ):
        path = tmp_path / f"{name}.flac"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return tmp_path


def test_the_stations_own_set_comes_first_and_what_it_lacks_is_everybodys(jingles: Path) -> None:
    assert sound_file(jingles, "nhac-hieu", "my-an") == jingles / "my-an" / "nhac-hieu.flac"
    assert sound_file(jingles, "ket-thuc", "my-an") == jingles / "ket-thuc.flac"
    assert sound_file(jingles, "nhac-hieu") == jingles / "nhac-hieu.flac"
    assert sound_file(jingles, "nhac-hieu", "khac") == jingles / "nhac-hieu.flac"


@pytest.mark.parametrize("name", SIGNALS)
def test_emergency_and_drill_never_come_from_a_set(jingles: Path, name: str) -> None:
    assert sound_file(jingles, name, "my-an") == jingles / f"{name}.flac"


def test_the_signals_are_those_that_every_set_is_made_with() -> None:
    tunes = (scores.EMERGENCY_RISING, scores.EMERGENCY_FALLING, scores.DRILL)
    assert tuple(tune.name for tune in tunes) == SIGNALS


def test_a_set_is_a_folder(jingles: Path) -> None:
    assert sets_in(jingles) == ("my-an",)
    assert sets_in(jingles / "absent") == ()

"""Figures of sounds that are known beforehand."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from speechlike import tone

from broadcast.sound.levels import Levels, levels_of

RATE_HZ = 44_100


def levels(folder: Path, samples: np.ndarray, *, loops: bool = False) -> Levels:
    soundfile.write(folder / "a.wav", samples, RATE_HZ, subtype="PCM_16")
    return levels_of(folder / "a.wav", loops=loops)


def test_fades_are_measured_from_what_is_heard(tmp_path: Path) -> None:
    samples = tone(1_000, 6.0, -12, RATE_HZ)
    samples[:RATE_HZ] *= np.linspace(0, 1, RATE_HZ, dtype=np.float32)
    samples[-2 * RATE_HZ :] *= np.linspace(1, 0, 2 * RATE_HZ, dtype=np.float32)
    sound = levels(tmp_path, samples)
    assert sound.rise_s == pytest.approx(0.5, abs=0.03)  # half of the level is 6 dB below it
    assert sound.fall_s == pytest.approx(0.2, abs=0.03)  # a tenth of the level is 20 dB below it
    assert sound.loudness.duration_s == 6.0
    assert (sound.seam, sound.under_speech) == (None, None)


def test_what_a_horn_does_not_play_is_not_counted(tmp_path: Path) -> None:
    mixed = tone(1_000, 2.0, -20, RATE_HZ) + tone(100, 2.0, -20, RATE_HZ)
    assert levels(tmp_path, mixed).horn_share == pytest.approx(0.5, abs=0.01)
    assert levels(tmp_path, tone(1_000, 2.0, -20, RATE_HZ)).horn_share > 0.999


def test_a_seam_is_seen_and_a_bed_is_measured_under_speech(tmp_path: Path) -> None:
    even = tone(1_000, 3.0, -20, RATE_HZ)  # whole periods
    round_again = levels(tmp_path, even, loops=True)
    assert round_again.seam is not None
    assert round_again.seam < 1.05
    clicking = levels(tmp_path, even[:-11], loops=True).seam
    assert clicking is not None
    assert clicking > 1.5
    under = round_again.under_speech
    assert under is not None
    # The bed overlaps its own beginning for half a second; two equal tones add up there.
    assert (under.integrated_lu, under.loudest_lu) == (pytest.approx(18, abs=0.6), pytest.approx(16, abs=1.0))


def test_figures_go_into_json_as_they_are(tmp_path: Path) -> None:
    told = levels(tmp_path, tone(1_000, 3.0, -20, RATE_HZ), loops=True).as_json()
    assert {"name", "duration_s", "integrated_lufs", "momentary_max_lufs", "true_peak_dbtp"} <= told.keys()
    assert {"rise_s", "fall_s", "horn_share", "seam", "under_speech"} <= told.keys()
    assert told["under_speech"]["duck_db"] == -18  # type: ignore[index]


@pytest.mark.parametrize("size", [1, 2, 500])
def test_a_bed_of_hardly_anything_is_measured_in_numbers(tmp_path: Path, size: int) -> None:
    sound = levels(tmp_path, np.full(size, 0.5, np.float32), loops=True)
    json.dumps(sound.as_json(), allow_nan=False)


def test_a_silent_bed_has_no_figures_under_speech(tmp_path: Path) -> None:
    assert levels(tmp_path, np.zeros(RATE_HZ, np.float32), loops=True).under_speech is None

"""A finished file measured in one pass: its loudness as the meter reads it, and the picture of its sound."""

import math
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil
import pytest
import soundfile

from broadcast.sound.audio import Audio
from broadcast.sound.loudness import measure_file
from broadcast.sound.measured import COLUMNS, Measured, Picture, drawn_together, measure_whole
from broadcast.sound.measuring import measured_aside
from broadcast.sound.measuring_child import PATIENCE
from broadcast.sound.piece import store_ready
from broadcast.sound.profile import Profile
from broadcast.sound.source import NotAudio

RATE = 24_000


def tone(seconds: float, amplitude: float, hertz: float = 440.0) -> np.ndarray:
    at = np.arange(round(seconds * RATE)) / RATE
    return (amplitude * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    """Ten seconds loud, ten of silence, ten at a tenth of the amplitude."""
    path = tmp_path / "three.wav"
    sound = np.concatenate((tone(10, 0.5), np.zeros(10 * RATE, np.float32), tone(10, 0.05)))
    soundfile.write(path, sound, RATE, subtype="FLOAT")
    return path


def test_the_picture_shows_what_sounds_where_and_how_loud(wav: Path) -> None:
    picture = measure_whole(wav).picture
    assert (len(picture.peaks), len(picture.levels)) == (300, 300)
    assert set(picture.peaks[:100]) == {128}
    assert set(picture.peaks[101:200]) == {0}
    assert set(picture.peaks[201:]) == {13}
    loud, silent, soft = (picture.levels[at] / 4 - 60 for at in (50, 150, 250))
    assert silent == -60
    assert loud == pytest.approx(measure_whole(wav).figures.integrated_lufs, abs=0.5)
    assert loud - soft == pytest.approx(20.0, abs=0.5)


def test_an_mp3_reads_as_the_meter_reads_it_through_the_other_decoder(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp3"
    path.write_bytes(store_ready(Audio(tone(12, 0.3), RATE), Profile()).frames)
    read, other = measure_whole(path).figures, measure_file(path)
    assert read.integrated_lufs == pytest.approx(other.integrated_lufs, abs=0.01)
    assert read.range_lu == pytest.approx(other.range_lu, abs=0.05)
    assert read.true_peak_dbtp == pytest.approx(other.true_peak_dbtp, abs=0.01)


def test_hours_have_a_picture_of_the_same_size_and_no_peak_is_lost() -> None:
    peaks = np.zeros(36_000, np.uint8)
    peaks[[0, 17_777, 35_999]] = (9, 200, 7)
    drawn = drawn_together(peaks)
    assert len(drawn) == COLUMNS
    assert (drawn[0], drawn[17_777 * COLUMNS // 36_000], drawn[-1]) == (9, 200, 7)
    assert sum(map(bool, drawn)) == 3


def test_what_is_loud_only_now_and_then_has_high_peaks_and_low_means(tmp_path: Path) -> None:
    path = tmp_path / "clicks.wav"
    second = np.concatenate((tone(0.1, 0.5), np.zeros(RATE * 9 // 10, np.float32)))
    soundfile.write(path, np.tile(second, 1_000), RATE)
    picture = measure_whole(path).picture
    assert set(picture.peaks) == {128}
    assert set(picture.means) == {12}


def test_silence_and_half_a_second_are_measured_too(tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    soundfile.write(path, np.zeros(RATE // 2), RATE)
    found = measure_whole(path)
    assert found.figures.integrated_lufs == found.figures.true_peak_dbtp == -math.inf
    assert found.picture == Picture(bytes(5), bytes(5), b"")


def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    path = tmp_path / "words.mp3"
    for content in (b"", b"these are words, " * 99):
        path.write_bytes(content)
        with pytest.raises(NotAudio, match="không đo được"):
            measure_whole(path)
    with pytest.raises(NotAudio):
        measure_whole(tmp_path / "nowhere.mp3")


def test_many_files_are_measured_in_a_process_that_gives_way(wav: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.mp3"
    words.write_bytes(b"these are words")
    seen: set[int] = set()

    def look() -> bool:
        with suppress(psutil.Error):  # it ends while it is asked
            seen.update(child.nice() for child in psutil.Process().children())
        return False

    paths = [wav, words, *[wav] * 40]
    first, second, *others = measured_aside(paths, look)
    here = measure_whole(wav)
    assert first == here
    assert second is None
    assert others == [here] * 40
    assert PATIENCE in seen


def test_what_was_measured_comes_through_a_line_of_json_as_it_was(wav: Path) -> None:
    here = measure_whole(wav)
    assert Measured.of(here.as_json()) == here


def test_a_service_that_ends_does_not_wait_for_the_meter(wav: Path) -> None:
    assert list(measured_aside([wav] * 2_000, lambda: True)) == []
    assert [child for child in psutil.Process().children() if "measuring_child" in str(child.cmdline())] == []

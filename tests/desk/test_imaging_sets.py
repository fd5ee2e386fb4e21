"""A station's own set: made once here, and measured as the district's is."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.desk.imaging import NoSet, cut_in, folder_of, make_imaging, measured, sounds_in
from broadcast.disk import NotAFile
from broadcast.sound.audio import NotAudio
from broadcast.sound.composing import composed
from broadcast.sound.levels import Levels
from broadcast.sound.mastering import CEILING_DBTP, Cut, kind_of
from broadcast.sound.moods import mood_of
from broadcast.sound.scores import DRILL, IMAGING

ROOT = Path(__file__).parents[2]
NAME = "Đài Truyền thanh xã An Thạnh Trung"
TUNES = composed(NAME, mood_of("am-ap"))
NAMES = [tune.name for tune in TUNES]
COMPOSED = NAMES[:-3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nhac") / "an-thanh-trung"
    make_imaging(folder, TUNES)
    return folder


@pytest.fixture(scope="module")
def levels(folder: Path) -> dict[str, Levels]:
    return {sound.name: sound for sound in measured(sounds_in(folder))}


def test_the_set_has_the_files_of_the_districts_in_the_order_of_a_day(levels: dict[str, Levels]) -> None:
    assert list(levels) == [tune.name for tune in IMAGING]


def test_it_is_as_loud_as_the_districts_and_nothing_clips(levels: dict[str, Levels]) -> None:
    for name in COMPOSED:
        assert -18.5 <= levels[name].loudness.integrated_lufs <= -16.5, name
        assert levels[name].loudness.true_peak_dbtp <= CEILING_DBTP + 0.1, name


@pytest.mark.parametrize("name", COMPOSED)
def test_a_horn_plays_all_of_it(folder: Path, levels: dict[str, Levels], name: str) -> None:
    samples, rate_hz = soundfile.read(folder / f"{name}.flac")
    energy = np.square(np.abs(np.fft.rfft(samples)))
    hz = np.fft.rfftfreq(samples.size, 1 / rate_hz)
    assert energy[(hz >= 500) & (hz <= 4_000)].sum() > 0.85 * energy.sum()
    assert energy[hz < 250].sum() < 0.001 * energy.sum()
    assert levels[name].horn_share > 0.98


@pytest.mark.parametrize("name", [name for name in COMPOSED if name != "nhac-nen"])
def test_a_sound_begins_at_once_and_ends_softly(folder: Path, levels: dict[str, Levels], name: str) -> None:
    samples, rate_hz = soundfile.read(folder / f"{name}.flac")
    assert np.abs(samples[[0, -1]]).max() < 10 ** (-70 / 20)
    assert np.abs(samples[: round(0.002 * rate_hz)]).max() < 0.35 * np.abs(samples).max()
    assert np.flatnonzero(np.abs(samples) > 0.001)[0] < 0.05 * rate_hz
    assert levels[name].fall_s > 0.1


def test_the_bed_goes_round_calmly_far_below_speech(folder: Path, levels: dict[str, Levels]) -> None:
    bed = levels["nhac-nen"]
    assert bed.seam is not None
    assert bed.under_speech is not None
    assert bed.seam < 1.5
    assert bed.under_speech.integrated_lu == pytest.approx(18, abs=0.3)
    assert bed.under_speech.loudest_lu > 12
    samples, rate_hz = soundfile.read(folder / "nhac-nen.flac")
    halves = np.square(samples[: samples.size // (rate_hz // 2) * (rate_hz // 2)]).reshape(-1, rate_hz // 2)
    powers_db = 10 * np.log10(halves.mean(axis=1))
    assert powers_db.max() - powers_db.min() < 12


@pytest.mark.parametrize("name", NAMES[-3:])
def test_emergency_and_drill_sound_as_everywhere(folder: Path, name: str) -> None:
    assert np.array_equal(
        soundfile.read(folder / f"{name}.flac", dtype="int16")[0],
        soundfile.read(ROOT / "jingles" / f"{name}.flac", dtype="int16")[0],
    )


def test_the_same_name_and_mood_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = [tune for tune in composed(NAME, mood_of("am-ap")) if tune.name == "nhac-cat-3"]
    for path in make_imaging(tmp_path, again):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_a_set_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "dien-tap.flac").mkdir()
    before = b"the signature of yesterday"
    (tmp_path / "nhac-cat-1.flac").write_bytes(before)
    with pytest.raises(NotAFile, match=r"dien-tap\.flac"):
        make_imaging(tmp_path, (TUNES[1], DRILL))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dien-tap.flac", "nhac-cat-1.flac"]
    assert (tmp_path / "nhac-cat-1.flac").read_bytes() == before


def test_a_stations_set_lies_under_its_name(tmp_path: Path) -> None:
    assert folder_of("Đài Truyền thanh thị trấn Mỹ Luông", tmp_path) == tmp_path / "my-luong"
    assert folder_of("../../Đài", tmp_path) == tmp_path / "dai"


def test_a_recording_becomes_a_sound_of_the_set_and_the_others_stay(tmp_path: Path) -> None:
    shutil.copy(ROOT / "jingles/nhac-cat-1.flac", tmp_path)
    recording = ROOT / "jingles/nhac-hieu.flac"
    made = cut_in(recording, kind_of("signature"), Cut(1.0, 6.0), tmp_path)
    assert made == tmp_path / "nhac-hieu.flac"
    assert [path.stem for path in sounds_in(tmp_path)] == ["nhac-hieu", "nhac-cat-1"]
    (signature, _) = measured(sounds_in(tmp_path))
    assert signature.loudness.duration_s == pytest.approx(6.0)
    assert signature.loudness.true_peak_dbtp <= CEILING_DBTP + 0.1


@pytest.mark.parametrize("content", [b"", b"[playlist]\nFile1=x\n", b"fLaC" + b"\0" * 5_000])
def test_a_recording_that_is_no_sound_leaves_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cu.wav").write_bytes(content)
    with pytest.raises(NotAudio, match=r"cu\.wav"):
        cut_in(tmp_path / "cu.wav", kind_of("bed"), Cut(), tmp_path / "moi")
    assert not (tmp_path / "moi").exists()


def test_a_folder_without_sounds_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoSet, match="không có bộ nhạc hiệu"):
        sounds_in(tmp_path / "khong-co")

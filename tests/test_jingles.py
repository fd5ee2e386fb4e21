"""The committed sounds of the station, measured as an engineer would before they go to the horns."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from broadcast.sound.loudness import Loudness, measure_file
from broadcast.sound.synthesis import pitch_hz

JINGLES = Path(__file__).parents[1] / "jingles"
SECONDS = {
    "nhac-hieu": (10, 14),
    "nhac-cat-1": (2, 4),
    "nhac-cat-2": (2, 4),
    "nhac-cat-3": (2, 4),
    "nhac-nen": (30, 40),
    "ket-thuc": (8, 12),
    "khan-cap-len": (4, 6),
    "khan-cap-xuong": (4, 6),
    "dien-tap": (3, 5),
}
ENDING = [name for name in SECONDS if name != "nhac-nen"]
RISING = ("E5", "A5", "B5", "E6")
NOTE_S = 0.55
PEAK_DBFS = -3.0
LUFS = (-18.5, -14.0)
SILENT = 10 ** (-60 / 20)
LONGEST_SILENCE_S = 0.05
BAND_HZ = (500, 4000)

every_sound = pytest.mark.parametrize("name", SECONDS)


def sound(name: str) -> tuple[np.ndarray, int]:
    return soundfile.read(JINGLES / f"{name}.flac")


def spectrum(samples: np.ndarray, rate_hz: int) -> tuple[np.ndarray, np.ndarray]:
    return np.fft.rfftfreq(samples.size, 1 / rate_hz), np.abs(np.fft.rfft(samples * np.hanning(samples.size)))


def strongest_hz(samples: np.ndarray, rate_hz: int) -> float:
    hz, strength = spectrum(samples, rate_hz)
    return float(hz[strength.argmax()])


def strongest_notes(name: str, step_s: float, count: int) -> list[float]:
    samples, rate_hz = sound(name)
    starts = [round((number * step_s + 0.1) * rate_hz) for number in range(count)]
    return [strongest_hz(samples[at : at + round(0.4 * rate_hz)], rate_hz) for at in starts]


def loudness(name: str) -> Loudness:
    return measure_file(JINGLES / f"{name}.flac")


def test_the_folder_holds_the_whole_set_and_a_note_on_each() -> None:
    assert {path.stem for path in JINGLES.glob("*.flac")} == set(SECONDS)
    note = (JINGLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in SECONDS if note.count(f"`{name}.flac`") < 2] == []


def test_the_set_is_small_enough_to_be_carried() -> None:
    sizes = [path.stat().st_size for path in JINGLES.glob("*.flac")]
    assert max(sizes) < 1_000_000
    assert sum(sizes) < 3_000_000


@every_sound
def test_a_sound_is_flac_of_one_channel_at_16_bit_and_as_long_as_its_task(name: str) -> None:
    file = soundfile.info(JINGLES / f"{name}.flac")
    assert (file.format, file.subtype, file.samplerate, file.channels) == ("FLAC", "PCM_16", 44_100, 1)
    shortest_s, longest_s = SECONDS[name]
    assert shortest_s <= file.duration <= longest_s


@every_sound
def test_no_sound_clips_or_leans_to_one_side(name: str) -> None:
    samples, _ = sound(name)
    assert np.abs(samples).max() <= 10 ** (PEAK_DBFS / 20)
    assert abs(samples.mean()) < 1e-4


@every_sound
def test_every_sound_is_as_loud_as_the_others(name: str) -> None:
    quietest, loudest = LUFS
    measured = loudness(name)
    assert quietest <= measured.integrated_lufs <= loudest
    assert measured.true_peak_dbtp < PEAK_DBFS + 0.2


@pytest.mark.parametrize("name", ENDING)
def test_a_sound_begins_and_ends_softly_and_wastes_no_time(name: str) -> None:
    samples, rate_hz = sound(name)
    assert np.abs(samples[[0, -1]]).max() < 1e-4
    edge = round(0.002 * rate_hz)
    loudest = np.abs(samples).max()
    assert np.abs(samples[:edge]).max() < 0.35 * loudest
    assert np.abs(samples[-edge:]).max() < 0.01 * loudest
    heard = np.flatnonzero(np.abs(samples) > SILENT)
    assert heard[0] <= LONGEST_SILENCE_S * rate_hz
    assert samples.size - heard[-1] <= LONGEST_SILENCE_S * rate_hz


@every_sound
def test_a_horn_can_play_it(name: str) -> None:
    hz, strength = spectrum(*sound(name))
    energy = np.square(strength)
    low, high = BAND_HZ
    assert energy[(hz >= low) & (hz <= high)].sum() > 0.85 * energy.sum()
    assert energy[hz < 250].sum() < 0.001 * energy.sum()
    assert strength[hz > 8000].max() < strength.max() / 100


@every_sound
def test_it_is_music_and_not_noise(name: str) -> None:
    hz, strength = spectrum(*sound(name))
    energy = np.square(strength[(hz > 300) & (hz < 6000)]) + 1e-12
    assert np.exp(np.log(energy).mean()) / energy.mean() < 0.01


def test_the_urgent_chime_rises_and_its_mirror_falls() -> None:
    rising, falling = (strongest_notes(name, NOTE_S, 4) for name in ("khan-cap-len", "khan-cap-xuong"))
    written = [pitch_hz(note) for note in RISING]
    assert rising == pytest.approx(written, rel=0.01)
    assert falling == pytest.approx(written[::-1], rel=0.01)


def test_nobody_takes_a_drill_for_the_real_thing() -> None:
    drill = strongest_notes("dien-tap", 0.5, 8)
    assert max(drill) < 1.02 * min(drill)
    assert all(abs(drill[0] / pitch_hz(note) - 1) > 0.1 for note in RISING)
    likeness = {name: _likeness("dien-tap", name) for name in ("khan-cap-len", "khan-cap-xuong")}
    assert max(likeness.values()) < 0.5


def test_the_bed_goes_round_without_a_click() -> None:
    samples, _ = sound("nhac-nen")
    round_again = np.concatenate((samples[-500:], samples[:500]))
    steps = np.abs(np.diff(round_again))
    seam = steps[499]
    assert seam <= 1.5 * np.delete(steps, 499).max()
    bends = np.abs(np.diff(round_again, 2))
    assert bends[498:500].max() <= 1.5 * np.delete(bends, [498, 499]).max()


def test_the_bed_stays_calm() -> None:
    samples, rate_hz = sound("nhac-nen")
    half_seconds = np.square(samples[: samples.size // (rate_hz // 2) * (rate_hz // 2)]).reshape(
        -1, rate_hz // 2
    )
    levels_db = 10 * np.log10(half_seconds.mean(axis=1))
    assert levels_db.max() - levels_db.min() < 12


def _likeness(one: str, other: str) -> float:
    """1 where two sounds have the same spectrum by semitones, 0 where nothing is shared."""
    first, second = (_bands(name) for name in (one, other))
    return float(first @ second / np.sqrt((first @ first) * (second @ second)))


def _bands(name: str) -> np.ndarray:
    hz, strength = spectrum(*sound(name))
    edges = 300 * 2 ** (np.arange(0, 5 * 12) / 12)
    return np.histogram(hz, edges, weights=np.square(strength))[0]

import numpy as np
import pytest
from speechlike import speech, tone

from broadcast.sound.audio import Audio
from broadcast.sound.bed import Bed
from broadcast.sound.horn import for_horn
from broadcast.sound.level import level, limit
from broadcast.sound.loudness import measure


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("peak", [0.02, 0.4, 1.3])
def test_speech_comes_to_the_target_below_the_ceiling(seed: int, peak: float) -> None:
    measured = measure(level(speech(8, seed=seed, peak=peak), -16.0, -2.0))
    assert measured.integrated_lufs == pytest.approx(-16.0, abs=0.1)
    assert measured.true_peak_dbtp <= -1.99


def test_the_limiter_sees_peaks_between_the_samples() -> None:
    hidden = Audio(tone(6_000, 2, -1.0, 24_000, 45.0), 24_000)  # sample peaks at -4 dBFS
    assert np.abs(hidden.samples).max() < 0.65
    assert measure(limit(hidden, -3.0)).true_peak_dbtp == pytest.approx(-3.0, abs=0.1)


def test_what_needs_no_limiting_is_only_made_louder() -> None:
    quiet = speech(5, peak=0.05)
    levelled = level(quiet, -26.0, -1.0)
    ratio = levelled.samples / np.where(quiet.samples == 0, 1, quiet.samples)
    heard = np.abs(quiet.samples) > 0.001
    assert np.ptp(ratio[heard]) < 1e-3 * ratio[heard].mean()


def test_the_limiter_turns_down_only_around_the_peak() -> None:
    samples = tone(300, 2, -12, 24_000).copy()
    samples[24_000:24_024] *= 3
    limited = limit(Audio(samples, 24_000), -6.0).samples
    assert np.array_equal(limited[:23_000], samples[:23_000])
    assert np.array_equal(limited[25_000:], samples[25_000:])
    assert np.abs(limited).max() <= 10 ** (-6 / 20) + 1e-6
    assert np.abs(np.diff(limited / np.where(samples == 0, 1, samples))[24_100:24_400]).max() < 0.02


def test_silence_stays_silence() -> None:
    silence = Audio(np.zeros(24_000, np.float32), 24_000)
    assert not level(silence, -16.0, -1.0).samples.any()
    assert not for_horn(silence).samples.any()


def among_hiss(sound: np.ndarray, hiss_dbfs: float, seconds: float = 2.0) -> Audio:
    """One second of almost nothing, `sound`, almost nothing again."""
    hiss = np.random.default_rng(1).standard_normal(round(seconds * 24_000)) * 10 ** (hiss_dbfs / 20)
    hiss[24_000 : 24_000 + sound.size] += sound
    return Audio(hiss.astype(np.float32), 24_000)


@pytest.mark.parametrize("to_lufs", [-16.0, -30.0])
@pytest.mark.parametrize("hiss_dbfs", [-200, -90])
@pytest.mark.parametrize("samples", [1, 48, 200])
def test_a_click_in_silence_is_not_made_a_shot(samples: int, hiss_dbfs: float, to_lufs: float) -> None:
    click = among_hiss(np.full(samples, 0.3), hiss_dbfs)
    before, after = measure(click), measure(level(click, to_lufs, -1.0))
    assert after.true_peak_dbtp <= before.true_peak_dbtp + 0.5


def test_short_sounds_that_are_meant_come_to_the_target() -> None:
    """A pip of a time signal (0.1 s), a knock on wood that rings for a twentieth of a second."""
    t = np.arange(2_400) / 24_000
    for sound in (tone(1_000, 0.1, -20, 24_000), 0.3 * np.exp(-t / 0.02) * np.sin(2 * np.pi * 900 * t)):
        measured = measure(level(among_hiss(sound, -90), -26.0, -1.0))
        assert measured.integrated_lufs == pytest.approx(-26, abs=0.3)


def test_a_click_among_soft_speech_does_not_keep_the_speech_soft() -> None:
    samples = speech(8, peak=0.05).samples.copy()
    samples[24_000:24_048] = 0.8
    measured = measure(level(Audio(samples, 24_000), -16.0, -1.0))
    assert measured.integrated_lufs == pytest.approx(-16, abs=0.3)


def test_a_very_short_sound_is_levelled_too() -> None:
    assert measure(
        level(Audio(tone(800, 0.2, -30, 24_000), 24_000), -20.0, -1.0)
    ).integrated_lufs == pytest.approx(-20, abs=0.3)


def band_db(audio: Audio, low_hz: float, high_hz: float) -> float:
    spectrum = np.abs(np.fft.rfft(audio.samples)) ** 2
    hz = np.fft.rfftfreq(audio.samples.size, 1 / audio.rate_hz)
    return 10 * np.log10(spectrum[(hz >= low_hz) & (hz < high_hz)].sum())


def test_a_horn_gets_more_speech_at_the_same_peak_and_nothing_it_cannot_play() -> None:
    plain = speech(20, seed=3)
    horn = level(for_horn(plain), -16.0, -2.0)
    peak_db = 20 * np.log10(np.abs(horn.samples).max() / np.abs(plain.samples).max())
    assert band_db(horn, 500, 4_000) - band_db(plain, 500, 4_000) - peak_db > 2.5
    assert band_db(horn, 20, 120) - band_db(plain, 20, 120) < -20
    assert measure(for_horn(plain)).integrated_lufs == pytest.approx(measure(plain).integrated_lufs, abs=0.1)
    uneven = Audio(np.concatenate((plain.samples, plain.samples * 0.3)), 24_000)
    assert measure(for_horn(uneven)).range_lu < measure(uneven).range_lu - 2


def test_a_bed_lies_as_far_below_as_asked_and_fades_at_both_ends() -> None:
    music = Audio(tone(440, 3, -6, 44_100), 44_100)
    silence = Audio(np.zeros(240_000, np.float32), 24_000)
    under = Bed(music, -18.0).ready(24_000, -16.0).under(silence)
    middle = Audio(under.samples[24_000:-24_000], 24_000)
    assert measure(middle).integrated_lufs == pytest.approx(-34.0, abs=0.7)  # louder for lack of fades
    assert np.abs(under.samples[:120]).max() < 0.05 * np.abs(under.samples).max()
    assert np.abs(under.samples[-120:]).max() < 0.05 * np.abs(under.samples).max()


def test_a_bed_repeats_without_a_hole_or_a_click() -> None:
    music = Audio(tone(440, 2.001, -6, 24_000), 24_000)
    loop = Bed(music).ready(24_000, -16.0).part(0, 240_000, 240_000)[24_000:-24_000]
    rms = np.sqrt(np.square(loop[: loop.size // 2_400 * 2_400].reshape(-1, 2_400)).mean(axis=1))
    assert rms.min() > 0.25 * rms.max()
    assert np.abs(np.diff(loop)).max() < 1.6 * np.abs(loop).max() * 2 * np.pi * 440 / 24_000

"""Recordings of different days: one level, trimmed, joined without a click."""

import numpy as np
import pytest

from broadcast.sound.audio import Audio
from broadcast.sound.splice import JOIN_S, LOUDEST, MARGIN_S, SPEAKING, evened, spliced

RATE = 24_000


def tone(seconds: float, *, rms: float = 0.1, hertz: float = 300.0) -> np.ndarray:
    at = np.arange(round(seconds * RATE)) / RATE
    return (rms * np.sqrt(2) * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def room(seconds: float, rms: float) -> np.ndarray:
    return np.random.default_rng(1).normal(0, rms, round(seconds * RATE)).astype(np.float32)


def audio(*parts: np.ndarray) -> Audio:
    return Audio(np.concatenate(parts), RATE)


def rms(samples: np.ndarray) -> float:
    return float(np.sqrt(np.mean(samples.astype(np.float64) ** 2)))


@pytest.mark.parametrize("level", [0.003, 0.03, 0.3])
@pytest.mark.parametrize("room_db", [-60, -35])
def test_a_recording_comes_to_the_common_level_without_its_empty_ends(level: float, room_db: float) -> None:
    noise = level * 10 ** (room_db / 20)
    made = evened(audio(room(0.8, noise), tone(1.0, rms=level), room(0.5, noise)))
    assert rms(made.samples[2000:-2000]) == pytest.approx(SPEAKING, rel=0.05)
    assert made.duration_s == pytest.approx(1.0 + 2 * MARGIN_S, abs=0.03)


def test_pauses_within_count_neither_for_the_level_nor_are_they_cut() -> None:
    made = evened(audio(tone(0.5), np.zeros(RATE, np.float32), tone(0.5)))
    assert rms(made.samples[2000:8000]) == pytest.approx(SPEAKING, rel=0.05)
    assert made.duration_s == pytest.approx(2.0, abs=0.03)


def test_a_recording_with_high_peaks_stays_below_full_scale() -> None:
    spiky = tone(1.0, rms=0.01)
    spiky[5000] = 0.9
    assert np.abs(evened(audio(spiky)).samples).max() <= LOUDEST + 1e-6


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(100), np.zeros(RATE)])
def test_of_silence_nothing_is_left(samples: np.ndarray) -> None:
    assert evened(Audio(samples.astype(np.float32), RATE)).samples.size == 0


def test_a_pause_is_silence_and_without_one_the_parts_cross() -> None:
    one, two = audio(tone(0.4)), audio(tone(0.3, hertz=500))
    apart = spliced([(one, 0.25), (two, 0.0)])
    assert apart.duration_s == pytest.approx(0.95, abs=0.001)
    assert not apart.samples[round(0.401 * RATE) : round(0.649 * RATE)].any()
    crossed = spliced([(one, 0.0), (two, 0.0)])
    assert crossed.duration_s == pytest.approx(0.7 - JOIN_S, abs=0.001)


def test_no_join_clicks() -> None:
    """A step between neighbours would be larger than any that the tones themselves make."""
    parts = [
        (audio(tone(0.2, hertz=hertz)), pause) for hertz, pause in ((300, 0), (410, 0.1), (290, 0), (333, 0))
    ]
    samples = spliced(parts).samples
    steepest = 0.1 * np.sqrt(2) * 2 * np.pi * 410 / RATE
    assert np.abs(np.diff(samples)).max() < steepest * 1.2
    assert abs(samples[0]) < 0.001
    assert abs(samples[-1]) < 0.001


def test_very_short_parts_are_joined_too() -> None:
    short = audio(tone(0.004))
    assert spliced([(short, 0.0), (short, 0.0), (short, 0.1)]).samples.size

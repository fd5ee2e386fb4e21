"""The signals of EBU Tech 3341 (2023, table 1) and Tech 3342 (2023, table 1), made from their definitions."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from speechlike import speech, tone

from broadcast.sound.audio import Audio
from broadcast.sound.loudness import (
    Loudness,
    energies,
    integrated,
    k_weighting,
    measure,
    measure_blocks,
    measure_file,
    of_steps,
    timeline,
)

RATE_HZ = 48_000


def tones(*parts: Any) -> np.ndarray:
    """1 kHz in (dBFS, seconds) parts, one after the other."""
    return np.concatenate([tone(1_000, seconds, dbfs) for dbfs, seconds in parts])


def silence(seconds: float) -> np.ndarray:
    return np.zeros(round(seconds * RATE_HZ), np.float32)


def stereo(mono: Any) -> Loudness:
    return metered(np.stack((mono, mono), axis=1))


def metered(samples: Any, rate_hz: int = RATE_HZ) -> Loudness:
    step = 7_919  # a prime: blocks end anywhere
    blocks = (samples[at : at + step] for at in range(0, len(samples), step))
    return measure_blocks(blocks, rate_hz, samples.shape[1] if samples.ndim > 1 else 1)


def test_k_weighting_at_48_khz_is_the_recommendations() -> None:
    shelf, high_pass = k_weighting(48_000)
    assert shelf[:3] == pytest.approx([1.53512485958697, -2.69169618940638, 1.19839281085285], abs=1e-9)
    assert shelf[4:] == pytest.approx([-1.69065929318241, 0.73248077421585], abs=1e-9)
    assert high_pass[4:] == pytest.approx([-1.99004745483398, 0.99007225036621], abs=1e-9)


def test_997_hz_at_full_scale_in_one_channel_reads_minus_3_01() -> None:
    assert measure(Audio(tone(997, 20, 0), RATE_HZ)).integrated_lufs == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize("dbfs", [-23, -33], ids=["3341-1", "3341-2"])
def test_a_steady_tone_reads_its_level_on_every_scale(dbfs: float) -> None:
    measured = stereo(tones((dbfs, 20)))
    assert measured.integrated_lufs == pytest.approx(dbfs, abs=0.1)
    assert measured.momentary_max_lufs == pytest.approx(dbfs, abs=0.1)
    assert measured.short_term_max_lufs == pytest.approx(dbfs, abs=0.1)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param([(-36, 10), (-23, 60), (-36, 10)], id="3341-3"),
        pytest.param([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], id="3341-4"),
        pytest.param([(-26, 20), (-20, 20.1), (-26, 20)], id="3341-5"),
    ],
)
def test_gates_leave_out_what_is_too_soft(parts: Any) -> None:
    assert stereo(tones(*parts)).integrated_lufs == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("low_frequency", ["with", "without"])
def test_five_channels_are_weighed_and_the_low_frequency_one_is_not(low_frequency: str) -> None:
    channels = [tone(1_000, 20, dbfs) for dbfs in (-28, -28, -24, -30, -30)]  # 3341-6
    if low_frequency == "with":
        channels.insert(3, tone(60, 20, -6))
    assert metered(np.stack(channels, axis=1)).integrated_lufs == pytest.approx(-23, abs=0.1)


def test_short_term_stays_when_every_three_seconds_are_alike() -> None:
    assert stereo(tones(*[(-20, 1.34), (-30, 1.66)] * 5)).short_term_max_lufs == pytest.approx(
        -23, abs=0.1
    )  # 3341-9


@pytest.mark.parametrize("number", range(0, 20, 3))
def test_short_term_catches_three_seconds_wherever_they_begin(number: int) -> None:
    signal = np.concatenate((silence(number * 0.15), tones((-23, 3)), silence(1)))  # 3341-10
    assert stereo(signal).short_term_max_lufs == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("number", range(0, 20, 3))
def test_short_term_follows_a_rising_row(number: int) -> None:
    row = [  # 3341-11, as far as the tone of this number
        np.concatenate((silence(n * 0.15), tones((-38 + n, 3)), silence(3 - n * 0.15)))
        for n in range(number + 1)
    ]
    assert stereo(np.concatenate(row)).short_term_max_lufs == pytest.approx(-38 + number, abs=0.1)


def test_momentary_stays_when_every_400_ms_are_alike() -> None:
    measured = stereo(tones(*[(-20, 0.18), (-30, 0.22)] * 25))  # 3341-12
    assert measured.momentary_max_lufs == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("number", range(20))
def test_momentary_catches_400_ms_wherever_they_begin(number: int) -> None:
    signal = np.concatenate((silence(number * 0.02), tones((-23, 0.4)), silence(1)))  # 3341-13
    assert stereo(signal).momentary_max_lufs == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("number", range(0, 20, 3))
def test_momentary_follows_a_rising_row(number: int) -> None:
    row = [  # 3341-14
        np.concatenate((silence(n * 0.02), tones((-38 + n, 0.4)), silence(0.4 - n * 0.02)))
        for n in range(number + 1)
    ]
    assert stereo(np.concatenate(row)).momentary_max_lufs == pytest.approx(-38 + number, abs=0.1)


@pytest.mark.parametrize(
    ("divisor", "amplitude", "phase", "dbtp"),
    [
        pytest.param(4, 0.50, 0.0, -6.0, id="3341-15"),
        pytest.param(4, 0.50, 45.0, -6.0, id="3341-16"),
        pytest.param(6, 0.50, 60.0, -6.0, id="3341-17"),
        pytest.param(8, 0.50, 67.5, -6.0, id="3341-18"),
        pytest.param(4, 1.41, 45.0, 3.0, id="3341-19"),
    ],
)
@pytest.mark.parametrize("rate_hz", [24_000, 44_100, 48_000])
def test_true_peak_is_found_between_the_samples(
    divisor: int, amplitude: float, phase: float, dbtp: float, rate_hz: int
) -> None:
    signal = amplitude * tone(rate_hz / divisor, 1, 0, rate_hz, phase)
    fade = np.minimum(1, np.arange(signal.size) / 2_000)  # the tone alone, no step at its ends
    measured = metered((signal * fade * fade[::-1]).astype(np.float32), rate_hz).true_peak_dbtp
    assert dbtp - 0.4 <= measured <= dbtp + 0.2


@pytest.mark.parametrize(
    ("levels", "range_lu"),
    [
        pytest.param([-20, -30], 10, id="3342-1"),
        pytest.param([-20, -15], 5, id="3342-2"),
        pytest.param([-40, -20], 20, id="3342-3"),
        pytest.param([-50, -35, -20, -35, -50], 15, id="3342-4"),
    ],
)
def test_loudness_range(levels: list[int], range_lu: float) -> None:
    assert stereo(tones(*((dbfs, 20) for dbfs in levels))).range_lu == pytest.approx(range_lu, abs=1)


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 22_050, 24_000, 44_100, 96_000])
def test_every_rate_reads_alike(rate_hz: int) -> None:
    assert metered(tone(1_000, 20, -20, rate_hz), rate_hz).integrated_lufs == pytest.approx(-23, abs=0.1)


def test_silence_is_minus_infinity_and_null_in_json() -> None:
    measured = measure(Audio(np.zeros(48_000, np.float32), 48_000))
    assert measured.integrated_lufs == -np.inf
    assert measured.as_json()["integrated_lufs"] is None
    assert measured.as_json()["duration_s"] == 1.0
    levels = {key for key in measured.as_json() if key.endswith(("_lufs", "_dbtp"))}
    assert {measured.as_json()[key] for key in levels} == {None}


@pytest.mark.parametrize("amplitude", [0.0, 1e-20, 1e-11])
def test_what_is_below_minus_200_is_silence_by_every_meter(amplitude: float) -> None:
    """24 bits end at -144 dBFS; what a filter leaves below that is arithmetic, not sound."""
    measured = measure(Audio(tone(1_000, 4, 0) * np.float32(amplitude), 48_000))
    levels = (measured.integrated_lufs, measured.momentary_max_lufs, measured.short_term_max_lufs)
    assert (*levels, measured.true_peak_dbtp) == (-np.inf,) * 4
    kept = of_steps(energies(tone(1_000, 4, 0) * np.float32(amplitude), 48_000), -np.inf, 4.0)
    assert (kept.momentary_max_lufs, kept.short_term_max_lufs) == (-np.inf, -np.inf)


def test_what_is_soft_but_there_is_not_silence() -> None:
    measured = measure(Audio(tone(1_000, 4, -90), 48_000))
    assert measured.momentary_max_lufs == pytest.approx(-93, abs=0.2)
    assert measured.integrated_lufs == -np.inf  # below the absolute gate


def test_sound_shorter_than_a_gating_block_is_still_measured() -> None:
    assert measure(Audio(tone(1_000, 0.1, -10), 48_000)).integrated_lufs == pytest.approx(
        -13.0 - 6.02, abs=0.3
    )


def test_blocks_and_the_whole_read_the_same() -> None:
    audio = speech(20)
    whole = metered(audio.samples[:, None], audio.rate_hz)
    at_once = measure_blocks([audio.samples], audio.rate_hz)
    assert whole.integrated_lufs == pytest.approx(at_once.integrated_lufs, abs=1e-6)
    assert whole.true_peak_dbtp == pytest.approx(at_once.true_peak_dbtp, abs=1e-6)


def test_a_stereo_file_is_measured_with_both_channels(tmp_path: Path) -> None:
    left, right = tone(1_000, 10, -23), tone(1_000, 10, -23)
    soundfile.write(tmp_path / "two.flac", np.stack((left, right), axis=1), RATE_HZ)
    measured = measure_file(tmp_path / "two.flac")
    assert measured.integrated_lufs == pytest.approx(-23, abs=0.1)
    assert measured.duration_s == 10


def test_kept_energies_tell_the_loudness_of_a_whole() -> None:
    first, second = speech(12.34, seed=1), speech(7.77, seed=2, peak=0.2)
    whole = np.concatenate((first.samples, np.zeros(12_000, np.float32), second.samples))
    parts = [
        (0.0, energies(first.samples, 24_000)),
        (first.duration_s + 0.5, energies(second.samples, 24_000)),
    ]
    steps = timeline(parts, whole.size / 24_000)
    measured = measure(Audio(whole, 24_000))
    assert integrated(steps) == pytest.approx(measured.integrated_lufs, abs=0.1)
    assert of_steps(steps, -1.0, 20.0).range_lu == pytest.approx(measured.range_lu, abs=0.3)

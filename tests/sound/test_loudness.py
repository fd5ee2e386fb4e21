"""The meter: the signals of EBU Tech 3341 and 3342, as `broadcast bench mix` makes them; its own rules."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from speechlike import speech, tone

from broadcast.bench.ebu import (
    LOUDNESS_LU,
    PEAK_ABOVE_DB,
    PEAK_BELOW_DB,
    RANGE_LU,
    RATE_HZ,
    SIGNALS,
    Signal,
    metered,
    single_peak,
    steady_peak,
)
from broadcast.sound.audio import Audio
from broadcast.sound.loudness import (
    energies,
    integrated,
    k_weighting,
    measure,
    measure_blocks,
    measure_file,
    of_steps,
    timeline,
)


def test_k_weighting_at_48_khz_is_the_recommendations() -> None:
    shelf, high_pass = k_weighting(48_000)
    assert shelf[:3] == pytest.approx([1.53512485958697, -2.69169618940638, 1.19839281085285], abs=1e-9)
    assert shelf[4:] == pytest.approx([-1.69065929318241, 0.73248077421585], abs=1e-9)
    assert high_pass[4:] == pytest.approx([-1.99004745483398, 0.99007225036621], abs=1e-9)


def test_997_hz_at_full_scale_in_one_channel_reads_minus_3_01() -> None:
    assert measure(Audio(tone(997, 20, 0), RATE_HZ)).integrated_lufs == pytest.approx(-3.01, abs=0.02)


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: f"{signal.name}-{signal.reading}")
def test_the_signals_of_the_ebu_read_what_they_shall(signal: Signal) -> None:
    off = signal.measured() - signal.expected
    if signal.reading == "true_peak_dbtp":
        assert -PEAK_BELOW_DB <= off <= PEAK_ABOVE_DB
    else:
        assert abs(off) <= (RANGE_LU if signal.reading == "range_lu" else LOUDNESS_LU)


def test_no_published_signal_that_can_be_made_is_left_out() -> None:
    recordings = {"3341-7", "3341-8", "3342-5", "3342-6"}
    published = {f"3341-{n}" for n in range(1, 24)} | {f"3342-{n}" for n in range(1, 7)}
    assert {signal.name for signal in SIGNALS} == published - recordings


@pytest.mark.parametrize("rate_hz", [24_000, 44_100])
@pytest.mark.parametrize(
    ("divisor", "amplitude", "phase", "dbtp"),
    [
        (4, 0.50, 0.0, -6.0),
        (4, 0.50, 45.0, -6.0),
        (6, 0.50, 60.0, -6.0),
        (8, 0.50, 67.5, -6.0),
        (4, 1.41, 45.0, 3.0),
    ],
)
def test_true_peak_is_found_between_the_samples_at_other_rates_too(
    divisor: int, amplitude: float, phase: float, dbtp: float, rate_hz: int
) -> None:
    signal = steady_peak(divisor, amplitude, phase, rate_hz)
    assert dbtp - PEAK_BELOW_DB <= metered(signal, rate_hz).true_peak_dbtp <= dbtp + PEAK_ABOVE_DB


@pytest.mark.parametrize("offset", range(4))
@pytest.mark.parametrize("rate_hz", [24_000, 44_100])
def test_one_period_that_stands_out_is_found_at_other_rates_too(offset: int, rate_hz: int) -> None:
    measured = metered(single_peak(offset, rate_hz), rate_hz).true_peak_dbtp
    assert -PEAK_BELOW_DB <= measured <= PEAK_ABOVE_DB


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

"""A station's own recording, cut into the set."""

import math

import numpy as np
import pytest
from speechlike import tone

from broadcast.sound.audio import Audio
from broadcast.sound.loudness import measure
from broadcast.sound.mastering import (
    CEILING_DBTP,
    KINDS,
    SET_LUFS,
    BadCut,
    Cut,
    Kind,
    UnknownKind,
    kind_of,
    taken,
)
from broadcast.sound.synthesis import RATE_HZ

SIGNATURE, BED = kind_of("signature"), kind_of("bed")


def recording(seconds: float = 14.0, dbfs: float = -12.0) -> Audio:
    """A low note for three seconds, then a high one."""
    low, high = tone(440, 3.0, dbfs, RATE_HZ), tone(1_320, seconds - 3.0, dbfs, RATE_HZ)
    return Audio(np.concatenate((low, high)), RATE_HZ)


def heard(samples: np.ndarray) -> Audio:
    return Audio(samples.astype(np.float32) / 32_767, RATE_HZ)


def strongest_hz(samples: np.ndarray) -> float:
    return float(np.fft.rfftfreq(samples.size, 1 / RATE_HZ)[np.abs(np.fft.rfft(samples)).argmax()])


def test_the_part_that_was_asked_for_is_taken_to_the_sample() -> None:
    sound = taken(recording(), SIGNATURE, Cut(start_s=2.0, length_s=5.5, fade_in_s=0.05, fade_out_s=1.0))
    assert sound.size == round(5.5 * RATE_HZ)
    assert strongest_hz(sound[: RATE_HZ // 2]) == pytest.approx(440, abs=3)
    assert strongest_hz(sound[round(1.1 * RATE_HZ) : 2 * RATE_HZ]) == pytest.approx(1_320, abs=3)


def test_it_begins_and_ends_in_silence_and_fades_for_as_long_as_told() -> None:
    sound = np.abs(taken(recording(), SIGNATURE, Cut(4.0, 8.0, fade_in_s=0.5, fade_out_s=2.0)).astype(float))
    loudest = sound.max()
    assert sound[[0, -1]].max() <= 2
    assert sound[: round(0.1 * RATE_HZ)].max() < 0.3 * loudest
    assert sound[round(0.6 * RATE_HZ) : round(5.9 * RATE_HZ)].max() > 0.98 * loudest
    assert 0.3 * loudest < sound[round(6.9 * RATE_HZ) : round(7.1 * RATE_HZ)].max() < 0.7 * loudest


@pytest.mark.parametrize("dbfs", [-40.0, -12.0, 8.0])
def test_soft_and_overdriven_recordings_come_out_as_loud_as_the_set(dbfs: float) -> None:
    loudness = measure(heard(taken(recording(dbfs=dbfs), SIGNATURE, Cut(3.0, 10.0))))
    assert loudness.integrated_lufs == pytest.approx(SET_LUFS, abs=0.1)
    assert loudness.true_peak_dbtp <= CEILING_DBTP + 0.1


@pytest.mark.parametrize("kind", [SIGNATURE, BED], ids=["signature", "bed"])
def test_without_fades_the_part_stays_as_it_is(kind: Kind) -> None:
    sound = taken(recording(), kind, Cut(4.0, 8.0, fade_in_s=0, fade_out_s=0))
    assert sound.size == 8 * RATE_HZ
    edges = np.abs(np.concatenate((sound[: RATE_HZ // 100], sound[-RATE_HZ // 100 :])))
    assert edges.max() > 0.98 * np.abs(sound).max()


def test_without_a_length_it_goes_to_the_end() -> None:
    assert taken(recording(12.0), SIGNATURE, Cut(start_s=2.5)).size == round(9.5 * RATE_HZ)


def test_a_bed_goes_round_without_a_click() -> None:
    sound = taken(recording(20.0), BED, Cut(4.0, 12.0, fade_out_s=1.0)).astype(float)
    assert sound.size == pytest.approx(11 * RATE_HZ, abs=RATE_HZ / 500)
    round_again = np.concatenate((sound[-500:], sound[:500]))
    steps = np.abs(np.diff(round_again))
    assert steps[499] <= 1.1 * np.delete(steps, 499).max()
    assert np.abs(sound[:441]).max() > 0.5 * np.abs(sound).max()


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        (Cut(start_s=20), "chỉ dài 14.00 giây"),
        (Cut(start_s=10, length_s=5), "thiếu 5.00 giây từ giây 10"),
        (Cut(length_s=2), "signature phải dài 3-30 giây"),
        (Cut(length_s=0), "signature phải dài 3-30 giây"),
        (Cut(start_s=math.nan), "sửa --start"),
        (Cut(length_s=math.nan), "sửa --start"),
        (Cut(length_s=4, fade_in_s=math.nan), "giảm --fade-in"),
        (Cut(length_s=4, fade_in_s=2, fade_out_s=3), r"đoạn êm \(5 giây\) dài hơn"),
    ],
)
def test_a_cut_that_does_not_fit_is_told(cut: Cut, told: str) -> None:
    with pytest.raises(BadCut, match=told):
        taken(recording(), SIGNATURE, cut)


def test_a_silent_part_is_refused() -> None:
    silent = Audio(np.zeros(10 * RATE_HZ, np.float32), RATE_HZ)
    with pytest.raises(BadCut, match="im lặng"):
        taken(silent, SIGNATURE, Cut())


@pytest.mark.parametrize("given", ["", "emergency", "drill"])
def test_signals_are_not_replaced(given: str) -> None:
    with pytest.raises(UnknownKind) as caught:
        kind_of(given)
    assert all(kind.id in str(caught.value) for kind in KINDS)

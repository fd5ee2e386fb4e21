"""What is left out of the interpolation may be left out: nothing that is higher is ever missed."""

import numpy as np
import pytest
from speechlike import speech, tone

from broadcast.sound.peak import REACH, BlockPeaks, inner_peak

SOUNDS = {
    "noise": np.random.default_rng(3).standard_normal(24_013),
    "voice": speech(3.0).samples,
    "near the highest tone": tone(11_700, 1, -1, 24_000, 45),
    "clicks": np.resize([*np.zeros(700), 1, -1, 1, -1, *np.zeros(23), 1, *np.zeros(11), -1], 24_000),
}


@pytest.fixture(params=SOUNDS)
def sound(request: pytest.FixtureRequest) -> np.ndarray:
    return SOUNDS[request.param].astype(np.float32)


def everywhere(sound: np.ndarray, rate_hz: int, block: int) -> np.ndarray:
    """Every block interpolated, whatever it may hold."""
    return BlockPeaks(sound, rate_hz, block).above(-1.0)


@pytest.mark.parametrize(("rate_hz", "block"), [(24_000, 24), (48_000, 48), (44_100, 44), (8_000, 32)])
def test_no_block_exceeds_what_bounds_it(sound: np.ndarray, rate_hz: int, block: int) -> None:
    bare, full = BlockPeaks(sound, rate_hz, block), everywhere(sound, rate_hz, block)
    assert full.max() <= bare.bound
    for level in np.quantile(full, [0.2, 0.6, 0.95, 0.999]):
        known = BlockPeaks(sound, rate_hz, block).above(float(level))
        high = full > level
        assert known[high] == pytest.approx(full[high], rel=1e-5)


def test_levels_may_be_asked_for_in_any_order(sound: np.ndarray) -> None:
    blocks = BlockPeaks(sound, 24_000, 24)
    for share in (0.9, 0.2, 0.5, 0.0):
        blocks.above(blocks.bound * share)
    assert blocks.above(-1.0) == pytest.approx(everywhere(sound, 24_000, 24), rel=1e-5)


@pytest.mark.parametrize("size", [2 * REACH, 2 * REACH + 1, 2 * REACH + 31, 5_000])
def test_the_highest_place_of_all_is_found(sound: np.ndarray, size: int) -> None:
    part = sound[:size]
    single = everywhere(part, 24_000, 1).max(initial=0.0) if size > 2 * REACH else 0.0
    assert inner_peak(part, 24_000) == pytest.approx(single, rel=1e-5)
    assert inner_peak(part, 24_000, above=100.0) == 100.0

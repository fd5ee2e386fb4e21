"""Sound to test with: like speech in syllables, pauses and crest (12-18 dB), made from a seed."""

import numpy as np
from scipy.signal import butter, sosfilt

from broadcast.sound.audio import Audio


def speech(seconds: float, *, rate_hz: int = 24_000, seed: int = 0, peak: float = 0.5) -> Audio:
    rng = np.random.default_rng(seed)
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    pitch = 120 + 30 * np.sin(2 * np.pi * 0.7 * t + rng.uniform(0, 6))
    phase = 2 * np.pi * np.cumsum(pitch) / rate_hz
    formants = {5: 3.0, 6: 3.0, 14: 3.0, 15: 3.0}
    voiced = sum(np.sin(k * phase) * formants.get(k, 1.0) / k**1.1 for k in range(1, 30))
    syllables = np.clip(np.sin(2 * np.pi * 4.2 * t + rng.uniform(0, 6)) + 0.4, 0, None)
    stress = np.interp(
        t, np.arange(0, seconds + 1, 0.24), rng.uniform(0.6, 1.4, len(np.arange(0, seconds + 1, 0.24)))
    )
    band = butter(2, [2_500, min(8_000, rate_hz * 0.45)], "bandpass", fs=rate_hz, output="sos")
    hiss = (
        sosfilt(band, rng.standard_normal(t.size)) * np.clip(np.sin(2 * np.pi * 4.2 * t + 2.5), 0, None) ** 4
    )
    phrases = np.sin(2 * np.pi * t / 3.1 + 1.2) > -0.9
    sound = (voiced * syllables * stress * 0.5 + hiss * 0.15) * phrases
    return Audio((sound / np.abs(sound).max() * peak).astype(np.float32), rate_hz)


def tone(
    hz: float, seconds: float, dbfs: float, rate_hz: int = 48_000, phase_degrees: float = 0.0
) -> np.ndarray:
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    return (10 ** (dbfs / 20) * np.sin(2 * np.pi * hz * t + np.radians(phase_degrees))).astype(np.float32)

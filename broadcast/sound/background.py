"""Nền: how noisy a recording is behind what is said, and whether it came through a telephone."""

import numpy as np
import numpy.typing as npt

from broadcast.sound.audio import Audio
from broadcast.sound.loudness import Energies, decibels

QUIET_SHARE = 0.1
"""The quietest tenth of a recording shows what is behind it."""

FLAT = 0.4
"""From this spectral flatness on it is noise: hiss has 0.8-1, wind and engines 0.47, what is soft in speech
0.15-0.3, music below 0.02 (measured)."""

_WINDOW_S = 0.1
_MOST_WINDOWS = 600
_SPEECH_HZ = 300, 3_400
_EDGE_HZ = 2_000, 3_400
_ABOVE_HZ = 4_300, 8_000
_TONES = 0.02
_EDGE_DB = -30.0
_ABOVE_DB = -48.0
"""Speech from a microphone has 4.3-8 kHz at -15 to -35 dB of 0.3-3.4 kHz, through a telephone below -55."""


def noise_below_lu(audio: Audio, steps: Energies, mean: float) -> float | None:
    """How far the noise behind `audio` is below its loudness (LU); None where it is music or hardly anything.

    `steps` are its K-weighted energies every 100 ms, `mean` is the energy of its integrated loudness.
    """
    sounding = np.flatnonzero(steps > mean * 1e-6)
    if not sounding.size:
        return None
    quietest = sounding[np.argsort(steps[sounding])][: max(1, round(sounding.size * QUIET_SHARE))]
    if _flatness(_spectrum(audio, quietest)) < FLAT:
        return None
    return max(0.0, -decibels(float(np.sqrt(np.median(steps[quietest]) / mean))))


def through_telephone(audio: Audio) -> bool:
    """Whether there is speech up to 3.4 kHz and nothing above: 8 kHz once, whatever the file says now."""
    windows = np.arange(int(audio.duration_s / _WINDOW_S))
    power = _spectrum(audio, windows)
    speech = _band(audio, power, _SPEECH_HZ)
    if _flatness(power) < _TONES or _level_db(_band(audio, power, _EDGE_HZ), speech) < _EDGE_DB:
        return False  # a gong, a chime: what has nothing at 3 kHz either tells nothing
    return _level_db(_band(audio, power, _ABOVE_HZ), speech) < _ABOVE_DB


def _spectrum(audio: Audio, windows: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """The mean power spectrum of these 100 ms windows, or of some hundreds spread over them."""
    size = round(audio.rate_hz * _WINDOW_S)
    chosen = windows[:: max(1, -(-windows.size // _MOST_WINDOWS))]
    shape = np.hanning(size)
    power = np.zeros(size // 2 + 1)
    for window in chosen:
        samples = audio.samples[window * size : (window + 1) * size]
        if samples.size == size:
            power += np.square(np.abs(np.fft.rfft(samples * shape)))
    return power / max(1, chosen.size)


def _flatness(power: npt.NDArray[np.float64]) -> float:
    """Geometric over arithmetic mean from 300 Hz to 3.4 kHz (10 Hz a bin): 1 is white noise."""
    heard = power[30:340]
    if heard.sum() <= 0:
        return 0.0
    return float(np.exp(np.log(heard + 1e-30).mean()) / heard.mean())


def _band(audio: Audio, power: npt.NDArray[np.float64], hz: tuple[int, int]) -> float:
    bins = np.fft.rfftfreq(round(audio.rate_hz * _WINDOW_S), 1 / audio.rate_hz)
    return float(power[(bins >= hz[0]) & (bins < hz[1])].sum())


def _level_db(power: float, reference: float) -> float:
    return decibels(float(np.sqrt(power / reference)))

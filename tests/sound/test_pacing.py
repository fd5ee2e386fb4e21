"""Spoken sentences laid one after the other: each speaker as loud as the first."""

import numpy as np
import pytest
from speechlike import speech

from broadcast.sound.audio import Audio
from broadcast.sound.loudness import measure
from broadcast.sound.pacing import alike


def test_a_soft_speaker_is_brought_to_the_first_ones_loudness_and_the_first_stays() -> None:
    loud = speech(8.0)
    soft = Audio(loud.samples * np.float32(0.2), loud.rate_hz)
    first, second, third = alike([loud, soft, loud], ["woman", "man", "woman"])
    assert first.samples.tolist() == third.samples.tolist() == loud.samples.tolist()
    assert measure(second).integrated_lufs == pytest.approx(measure(loud).integrated_lufs, abs=0.3)


def test_one_speaker_is_left_alone_however_unevenly_they_speak() -> None:
    loud = speech(8.0)
    soft = Audio(loud.samples * np.float32(0.2), loud.rate_hz)
    assert [one.samples.max() for one in alike([loud, soft], ["man", "man"])] == [
        loud.samples.max(),
        soft.samples.max(),
    ]


def test_a_speaker_of_silence_stays_silent() -> None:
    silence = Audio(np.zeros(24_000, np.float32), 24_000)
    assert not alike([speech(1.0), silence], ["woman", "man"])[1].samples.any()

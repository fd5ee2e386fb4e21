"""pydub's view of short sound: one channel of 16 bits that is cut, faded and laid over by the millisecond."""

import warnings
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pydub import AudioSegment

FULL_SCALE = 32_767


def segment_of(sound: npt.NDArray[np.floating], rate_hz: int) -> "AudioSegment":
    """One channel of samples, 1.0 is full scale; what is above is cut off."""
    with warnings.catch_warnings():
        # pydub looks for an ffmpeg when it is imported; nothing here asks for one.
        warnings.filterwarnings("ignore", "Couldn't find ffmpeg", RuntimeWarning)
        from pydub import AudioSegment
    samples = np.round(np.clip(sound, -1, 1) * FULL_SCALE).astype("<i2")
    return AudioSegment(samples.tobytes(), sample_width=2, frame_rate=rate_hz, channels=1)


def samples_of(segment: "AudioSegment") -> npt.NDArray[np.int16]:
    """Its samples, 16 bits."""
    return np.array(segment.get_array_of_samples(), np.int16)

"""A take: what an engine gave for some words, believed only after it was checked."""

import io
import uuid
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from broadcast.errors import Fault
from broadcast.language import Text
from broadcast.speech import EngineFailed, syllables

SILENT = 10 ** (-40 / 20)
"""A take whose highest peak stays under -40 dBFS holds no speech: engines speak at -20 to 0 dBFS."""

LEAST, MOST, SPARE_S = 0.5, 3.0, 3.0
"""A take may last half to three times what its syllables need, and 3 s more for pauses and spelling.

Half is the useful bound: nobody reads twice as fast as usual, so a shorter take was cut off. (People read
Vietnamese at 5.2 syllables a second: Pellegrino, Coupé, Marsico 2011, Language 87(3); our voices at 3.5-4.)
"""


@dataclass(frozen=True, slots=True)
class Take:
    """Mono 16-bit `samples` at `rate` Hz."""

    samples: NDArray[np.int16]
    rate: int

    @property
    def seconds(self) -> float:
        """Its length in seconds."""
        return len(self.samples) / self.rate


def joined(takes: list[Take]) -> Take:
    """Takes of one engine, one after the other.

    Raises:
        EngineFailed: their rates differ.
    """
    if len({take.rate for take in takes}) != 1:
        raise _unbelievable("các đoạn có tần số mẫu khác nhau", "the pieces differ in sample rate")
    return Take(np.concatenate([take.samples for take in takes]), takes[0].rate)


def believed(take: Take, words: str, syllables_per_s: float) -> Take:
    """The same take, when it can be `words` spoken at about `syllables_per_s`.

    Raises:
        EngineFailed: it is empty, silent, too short or too long for its words.
    """
    if not len(take.samples):
        raise _unbelievable("không có âm thanh", "there is no sound")
    if int(np.abs(take.samples.astype(np.int32)).max()) < SILENT * 32_768:
        raise _unbelievable("chỉ có im lặng", "it is all silence")
    need_s = syllables(words) / syllables_per_s
    if not LEAST * need_s <= take.seconds <= MOST * need_s + SPARE_S:
        count, seconds = syllables(words), f"{take.seconds:.2f}"
        raise _unbelievable(
            f"{count} tiếng mà dài {seconds} giây", f"{count} syllables that last {seconds} s"
        )
    return take


def write(take: Take, to: Path) -> None:
    """Write `to` as a WAV, whole or not at all; a file made ready beside it is renamed.

    Raises:
        OSError: the disk does not take it.
    """
    wav = io.BytesIO()
    soundfile.write(wav, take.samples, take.rate, format="WAV", subtype="PCM_16")
    part = to.with_name(f"{to.stem}.{uuid.uuid4().hex[:8]}.part")
    try:
        part.write_bytes(wav.getbuffer())
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)


def _unbelievable(vi: str, en: str) -> EngineFailed:
    return EngineFailed(
        Fault(
            Text(f"máy đọc trả về tiếng hỏng: {vi}", f"the engine gave unusable sound: {en}"),
            Text("thử lại, hoặc chọn giọng khác", "try again, or choose another voice"),
        )
    )

"""Tiếng đọc: the port behind which every speaking machine stands, and words made fit for it.

Who says which sentence is in `delivery`, which needs readings; settings and ports do not wait for those.
"""

from broadcast.speech.engine import (
    EngineFailed,
    Manner,
    PartialEngine,
    Speaker,
    SpeechEngine,
    Voice,
    says_some,
)
from broadcast.speech.packing import packed, spoken_line, syllables

__all__ = [
    "EngineFailed",
    "Manner",
    "PartialEngine",
    "Speaker",
    "SpeechEngine",
    "Voice",
    "packed",
    "says_some",
    "spoken_line",
    "syllables",
]

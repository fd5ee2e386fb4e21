"""Tiếng đọc: the port behind which every speaking machine stands, and words made fit for it."""

from broadcast.speech.delivery import Delivery, Line, cast, deliver, delivered
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
    "Delivery",
    "EngineFailed",
    "Line",
    "Manner",
    "PartialEngine",
    "Speaker",
    "SpeechEngine",
    "Voice",
    "cast",
    "deliver",
    "delivered",
    "packed",
    "says_some",
    "spoken_line",
    "syllables",
]

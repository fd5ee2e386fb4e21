"""Tiếng đọc: the port behind which every speaking machine stands, and words made fit for it."""

from broadcast.speech.engine import EngineFailed, Manner, Speaker, SpeechEngine, Voice
from broadcast.speech.packing import packed, spoken_line, syllables

__all__ = ["EngineFailed", "Manner", "Speaker", "SpeechEngine", "Voice", "packed", "spoken_line", "syllables"]

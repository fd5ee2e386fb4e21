"""Tiếng đọc: the port behind which every speaking machine stands."""

from broadcast.speech.engine import EngineFailed, SpeechEngine, Voice

__all__ = ["EngineFailed", "SpeechEngine", "Voice"]

"""Chương trình: how clips are laid out between two signatures."""

from broadcast.programme.rundown import Clip, Cue, CueKind, EmptyProgramme, Form, Frame, length_s, rundown

__all__ = ["Clip", "Cue", "CueKind", "EmptyProgramme", "Form", "Frame", "length_s", "rundown"]

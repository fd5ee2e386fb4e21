"""Chương trình: how clips are laid out between two signatures."""

from broadcast.programme.cue import Block, Clip, Cue, CueKind, Rundown
from broadcast.programme.form import Form, Frame
from broadcast.programme.ruler import Ruler
from broadcast.programme.rundown import EmptyProgramme, length_s, rundown

__all__ = [
    "Block",
    "Clip",
    "Cue",
    "CueKind",
    "EmptyProgramme",
    "Form",
    "Frame",
    "Ruler",
    "Rundown",
    "length_s",
    "rundown",
]

"""Đĩa: a file appears whole or not at all, a folder has one process; for whoever writes, server or agent."""

from broadcast.disk.lock import held
from broadcast.disk.whole import PART, NotAFile, NotWritten, abandoned, destination, whole

__all__ = ["PART", "NotAFile", "NotWritten", "abandoned", "destination", "held", "whole"]

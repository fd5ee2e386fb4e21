"""Bản đọc: written announcements turned into the words that a good announcer would say."""

from broadcast.reading.announcing import read_document, read_line, read_lines
from broadcast.reading.breath import Sentence
from broadcast.reading.decoding import NotText, decode
from broadcast.reading.reading import DocumentStyle, Doubt, Piece, Policy, Reading, Region, Severity
from broadcast.reading.rule import Documented, Rule, rules

__all__ = [
    "DocumentStyle",
    "Documented",
    "Doubt",
    "NotText",
    "Piece",
    "Policy",
    "Reading",
    "Region",
    "Rule",
    "Sentence",
    "Severity",
    "decode",
    "read_document",
    "read_line",
    "read_lines",
    "rules",
]

"""Bản đọc: written announcements turned into the words that a good announcer would say."""

from broadcast.reading.announcing import read_document, read_line, read_lines, unwrapped
from broadcast.reading.breath import PARAGRAPH_PAUSE_S, Sentence, of_line
from broadcast.reading.decoding import NotText, decode
from broadcast.reading.reading import DocumentStyle, Doubt, Piece, Policy, Reading, Region, Severity
from broadcast.reading.rule import Documented, Rule, rules
from broadcast.reading.second_opinion import Difference, NoOpinion, Opinion, differences
from broadcast.reading.spans import spans

__all__ = [
    "PARAGRAPH_PAUSE_S",
    "Difference",
    "DocumentStyle",
    "Documented",
    "Doubt",
    "NoOpinion",
    "NotText",
    "Opinion",
    "Piece",
    "Policy",
    "Reading",
    "Region",
    "Rule",
    "Sentence",
    "Severity",
    "decode",
    "differences",
    "of_line",
    "read_document",
    "read_line",
    "read_lines",
    "rules",
    "spans",
    "unwrapped",
]

"""Bản đọc: the words that will be spoken, aligned with what was written."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from broadcast.language import Language, Text
from broadcast.reading.breath import LINE_PAUSE_S, PARAGRAPH_PAUSE_S, Sentence, join, sentences
from broadcast.reading.rule import Rule


class Severity(StrEnum):
    """How much a doubt weighs; ERROR blocks approval until a person decides."""

    INFO = "info"
    WARN = "warn"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a piece may be read wrongly and what could stand there instead, the likeliest first."""

    why: Text
    proposals: tuple[str, ...]
    severity: Severity

    def as_json(self, language: Language = Language.VI) -> dict[str, Any]:
        """The doubt as `broadcast read --json` prints it."""
        return {
            "why": self.why.said(language),
            "proposals": list(self.proposals),
            "severity": self.severity.value,
        }


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the source and what is said for it.

    `start` and `end` count code points of the decoded text before repair. A silent rule speaks nothing.
    """

    written: str
    start: int
    end: int
    spoken: str
    rule: Rule
    doubt: Doubt | None = None

    def as_json(self, language: Language = Language.VI) -> dict[str, Any]:
        """The piece as `broadcast read --json` prints it."""
        return {
            "written": self.written,
            "start": self.start,
            "end": self.end,
            "spoken": self.spoken,
            "rule": self.rule.value,
            "doubt": self.doubt.as_json(language) if self.doubt else None,
        }


class DocumentStyle(StrEnum):
    """How the number of a document is said: 30/2020/NĐ-CP."""

    FULL = "full"
    """ba mươi trên hai nghìn không trăm hai mươi, nghị định chính phủ"""
    SPELT = "spelt"
    """ba mươi trên hai nghìn không trăm hai mươi, nờ đê xê pê"""
    SHORT = "short"
    """ba mươi, năm hai nghìn không trăm hai mươi"""


class Region(StrEnum):
    """Whose words for numbers: nghìn, linh (north) or ngàn, lẻ (south)."""

    NORTH = "north"
    SOUTH = "south"


@dataclass(frozen=True, slots=True)
class Policy:
    """A station's choices.

    `phones` is how often a phone number is said in a document (2: "xin nhắc lại"). `lexicon` holds pairs of
    written and spoken words and wins over every rule; case counts unless the pair is written in lower case.
    """

    documents: DocumentStyle = DocumentStyle.FULL
    region: Region = Region.NORTH
    phones: int = 2
    lexicon: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and the pieces that tile it: the pieces' `written` joined is `source`."""

    source: str
    pieces: tuple[Piece, ...]

    @property
    def spoken(self) -> str:
        """All words to speak, with `,` `.` `?` for breath."""
        return join(piece.spoken for piece in self.pieces)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What an engine is given, one sentence at a time."""
        return sentences((piece.spoken, _line_pause_s(piece)) for piece in self.pieces)

    @property
    def doubts(self) -> tuple[Piece, ...]:
        """The pieces that carry a doubt."""
        return tuple(piece for piece in self.pieces if piece.doubt)

    @property
    def blocked(self) -> bool:
        """Whether a person must decide something before this may be approved."""
        return any(piece.doubt.severity is Severity.ERROR for piece in self.pieces if piece.doubt)

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the sentences with their pauses: equal when the same is heard."""
        heard = "\n".join(f"{sentence.words}\t{sentence.pause_s}" for sentence in self.sentences)
        return hashlib.sha256(heard.encode()).hexdigest()


def _line_pause_s(piece: Piece) -> float:
    if piece.rule is not Rule.LINE_END:
        return 0.0
    return PARAGRAPH_PAUSE_S if piece.written.count("\n") > 1 else LINE_PAUSE_S

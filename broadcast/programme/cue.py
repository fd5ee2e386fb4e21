"""Mục trong dàn bài: clips, cues, and the blocks of sound that a programme is joined from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from broadcast.language import Text

HEAD_S = 0.08
"""Silence before the first sound: stored pieces begin with it (see sound.md: joining needs 80 ms)."""


class CueKind(StrEnum):
    """What a cue is; the names stand in every playlist."""

    SIGNATURE = "signature"
    CALL = "call"
    GREETING = "greeting"
    ITEM = "item"
    STINGER = "stinger"
    FEATURE = "feature"
    CLOSING = "closing"
    SIGN_OFF = "sign_off"

    @property
    def named(self) -> Text:
        """The kind as a running order names it."""
        return _KINDS[self]


_KINDS: Mapping[CueKind, Text] = {
    CueKind.SIGNATURE: Text("Nhạc hiệu", "Signature"),
    CueKind.CALL: Text("Xướng tên đài", "Station call"),
    CueKind.GREETING: Text("Lời chào", "Greeting"),
    CueKind.ITEM: Text("Bài", "Item"),
    CueKind.STINGER: Text("Nhạc cắt", "Stinger"),
    CueKind.FEATURE: Text("Chuyên mục", "Feature"),
    CueKind.CLOSING: Text("Lời kết", "Closing words"),
    CueKind.SIGN_OFF: Text("Nhạc kết", "Sign-off"),
}


@dataclass(frozen=True, slots=True)
class Clip:
    """One sound stored ready: `key` finds it, `duration_s` is its own sound, without padding.

    `speaker` is whose voice it is, where it is one voice. `urgent`: an emergency, which nothing may delay.
    `campaign` to `origin` are what it counts for, as its script says when it is planned.
    """

    key: str
    title: str
    duration_s: float
    script: str | None = None
    campaign: str | None = None
    topic: str | None = None
    speaker: str | None = None
    urgent: bool = False
    genre: str | None = None
    language: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """One clip at its place: `offset_s` is where its own sound begins, in seconds from the file's start."""

    kind: CueKind
    clip: Clip
    offset_s: float

    @property
    def ends_s(self) -> float:
        """Where its own sound ends."""
        return self.offset_s + self.clip.duration_s


@dataclass(frozen=True, slots=True)
class Block:
    """Mảng: cues that are one piece of sound; `bed` lies under them from `bed_from_s` to `bed_to_s`.

    Seconds from the file's start. Without a bed a block is one cue, and its piece is the clip itself.
    """

    cues: tuple[Cue, ...]
    bed: Clip | None = None
    bed_from_s: float = 0.0
    bed_to_s: float = 0.0

    @property
    def starts_s(self) -> float:
        """Where its first sound begins, music included."""
        first = self.cues[0].offset_s
        return min(first, self.bed_from_s) if self.bed else first

    @property
    def ends_s(self) -> float:
        """Where its last sound ends."""
        last = self.cues[-1].ends_s
        return max(last, self.bed_to_s) if self.bed else last


@dataclass(frozen=True, slots=True)
class Rundown:
    """A whole programme of `length_s` seconds.

    Where an exact length was wished for, `over_s` is what it is too long by, `short_s` what it lacks although
    the music was drawn out as far as it may.
    """

    blocks: tuple[Block, ...]
    over_s: float = 0.0
    short_s: float = 0.0

    @property
    def cues(self) -> tuple[Cue, ...]:
        """All cues in their order."""
        return tuple(cue for block in self.blocks for cue in block.cues)

    @property
    def length_s(self) -> float:
        """Airtime in seconds, padding of the last cue included."""
        return self.blocks[-1].ends_s + HEAD_S

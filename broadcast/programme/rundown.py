"""Dàn bài: the order of a programme and the second at which each sound begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from broadcast.errors import Fault, Invalid
from broadcast.language import Text


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


class EmptyProgramme(Invalid):
    """A programme without a single item is not a programme."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One sound stored ready: `key` finds it, `duration_s` is its own sound, without padding."""

    key: str
    title: str
    duration_s: float
    script: str | None = None
    campaign: str | None = None
    topic: str | None = None


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
class Form:
    """Mẫu chương trình: the pauses, in seconds of silence after a cue of each kind.

    A pause is at least 0.2 s: stored pieces carry 80 ms of silence at both ends, which joining needs.
    """

    id: str
    name: str
    after_signature_s: float = 0.4
    after_call_s: float = 0.6
    after_greeting_s: float = 0.8
    after_item_s: float = 0.8
    after_stinger_s: float = 0.6
    after_closing_s: float = 0.6

    def pause_after(self, kind: CueKind) -> float:
        """Silence that follows a cue of `kind`, in seconds."""
        return {
            CueKind.SIGNATURE: self.after_signature_s,
            CueKind.CALL: self.after_call_s,
            CueKind.GREETING: self.after_greeting_s,
            CueKind.ITEM: self.after_item_s,
            CueKind.FEATURE: self.after_item_s,
            CueKind.STINGER: self.after_stinger_s,
            CueKind.CLOSING: self.after_closing_s,
            CueKind.SIGN_OFF: 0.0,
        }[kind]


@dataclass(frozen=True, slots=True)
class Frame:
    """Khung: the sounds around the items of one session. Stingers are used in turn."""

    signature: Clip
    call: Clip
    greeting: Clip
    stingers: tuple[Clip, ...]
    closing: Clip
    sign_off: Clip


HEAD_S = 0.08
"""Silence before the first sound: stored pieces begin with it (see sound.md: joining needs 80 ms)."""


def rundown(form: Form, frame: Frame, items: Sequence[Clip]) -> tuple[Cue, ...]:
    """Lay the items out: signature, call, greeting, items divided by stingers, closing, sign-off.

    Raises:
        EmptyProgramme: when there are no items.
    """
    if not items:
        raise EmptyProgramme(
            Fault(
                Text("chương trình không có bài nào", "the programme has no item"),
                Text("thêm bài đã duyệt còn hiệu lực", "add an approved script that is valid on that day"),
            )
        )
    cues: list[Cue] = []
    at_s = HEAD_S
    for kind, clip in _order(frame, items):
        cues.append(Cue(kind, clip, at_s))
        at_s += clip.duration_s + form.pause_after(kind)
    return tuple(cues)


def length_s(form: Form, frame: Frame, items: Sequence[Clip]) -> float:
    """Airtime of the whole programme in seconds, padding of the last cue included."""
    return rundown(form, frame, items)[-1].ends_s + HEAD_S


def _order(frame: Frame, items: Sequence[Clip]) -> Iterator[tuple[CueKind, Clip]]:
    yield CueKind.SIGNATURE, frame.signature
    yield CueKind.CALL, frame.call
    yield CueKind.GREETING, frame.greeting
    for number, item in enumerate(items):
        if number and frame.stingers:
            yield CueKind.STINGER, frame.stingers[(number - 1) % len(frame.stingers)]
        yield CueKind.ITEM, item
    yield CueKind.CLOSING, frame.closing
    yield CueKind.SIGN_OFF, frame.sign_off

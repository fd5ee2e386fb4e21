"""Dàn bài: the order of a programme and the second at which each sound begins.

Music lies under the opening (from the end of the signature to the last headline), under the introduction of
a feature, and under the closing words; there it may go on until the session is filled to the second.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.programme.cue import HEAD_S, Block, Clip, Cue, CueKind, Rundown
from broadcast.programme.form import Form, Frame


class EmptyProgramme(Invalid):
    """A programme without a single item is not a programme."""


BED_UNDER_SIGNATURE_S = 1.5
"""The bed begins under the last notes of the signature, so that the music never breaks off. Ours."""

BED_LEAD_S, BED_TAIL_S = 1.0, 1.2
"""Music alone before the first word and after the last, its fades of half a second included. Ours."""

MOST_TAIL_S = 45.0
"""How long music may go on after the closing words to fill a session exactly: more sounds like a fault."""


def rundown(form: Form, frame: Frame, items: Sequence[Clip], *, exactly_s: float | None = None) -> Rundown:
    """Lay out signature, call, greeting and headlines; items divided by stingers; closing and sign-off.

    `exactly_s` is the length that is wished for: then stingers are chosen, and the music after the closing
    words is drawn out, so that it fits.

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
    between = in_turn(frame.stingers, len(items) - 1)
    laid = _laid_out(form, frame, items, between)
    return laid if exactly_s is None else _fitted(form, frame, items, laid, exactly_s)


def length_s(form: Form, frame: Frame, items: Sequence[Clip]) -> float:
    """Airtime of the whole programme in seconds, padding of the last cue included."""
    return rundown(form, frame, items).length_s


def _fitted(form: Form, frame: Frame, items: Sequence[Clip], laid: Rundown, exactly_s: float) -> Rundown:
    """The same programme with other stingers and more music, as near to `exactly_s` as it can be."""
    most = MOST_TAIL_S if frame.bed else 0.0
    usual = [cue.clip for cue in laid.cues if cue.kind is CueKind.STINGER]
    chosen, slack_s = choose_stingers(frame.stingers, usual, exactly_s - laid.length_s, most)
    tail_s = min(max(0.0, slack_s), most)
    fitted = _laid_out(form, frame, items, chosen, tail_s)
    return Rundown(fitted.blocks, over_s=max(0.0, -slack_s), short_s=max(0.0, slack_s - tail_s))


def choose_stingers(
    stingers: Sequence[Clip], usual: Sequence[Clip], slack_s: float, most_s: float
) -> tuple[list[Clip], float]:
    """Stingers in place of `usual`, from the first on, until music of `most_s` fills what is left to fill.

    `slack_s` is what is to fill (negative: too much) with the usual ones; it comes back as it is with these.
    """
    by_length = sorted(stingers, key=lambda clip: clip.duration_s)
    chosen = list(usual)
    for place, was in enumerate(usual):
        if 0 <= slack_s <= most_s:
            break
        instead = by_length[0] if slack_s < 0 else by_length[-1]
        left_s = slack_s - (instead.duration_s - was.duration_s)
        if slack_s > 0 and left_s < 0:
            break
        chosen[place], slack_s = instead, left_s
    return chosen, slack_s


def in_turn(stingers: Sequence[Clip], count: int) -> list[Clip]:
    """The first `count` stingers as they are used: one after the other, again and again."""
    return [stingers[number % len(stingers)] for number in range(count)] if stingers else []


def _laid_out(
    form: Form, frame: Frame, items: Sequence[Clip], stingers: Sequence[Clip], more_tail_s: float = 0.0
) -> Rundown:
    at_s = HEAD_S
    blocks: list[Block] = []
    for over, entries in groupby(_order(form, frame, items, stingers), key=lambda entry: entry.over):
        group = list(entries)
        if over and frame.bed:
            tail_s = BED_TAIL_S + (more_tail_s if over is _Over.CLOSING else 0.0)
            blocks.append(_over_bed(form, group, at_s, frame.bed, tail_s))
            at_s = blocks[-1].ends_s + form.pause_after(group[-1].kind)
            continue
        for entry in group:
            blocks.append(Block((Cue(entry.kind, entry.clip, at_s),)))
            at_s = blocks[-1].ends_s + form.pause_after(entry.kind)
    return Rundown(tuple(blocks))


def _over_bed(form: Form, group: Sequence["_Entry"], at_s: float, bed: Clip, tail_s: float) -> Block:
    """Cues one after the other with music under them; it begins before the words, or with the signature."""
    opens = group[0].kind is CueKind.SIGNATURE
    at_s, begins_s = (at_s, at_s) if opens else (at_s + BED_LEAD_S, at_s)
    cues: list[Cue] = []
    for entry in group:
        cues.append(Cue(entry.kind, entry.clip, at_s))
        at_s = cues[-1].ends_s + form.pause_after(entry.kind)
    if opens:
        begins_s = max(begins_s, cues[0].ends_s - BED_UNDER_SIGNATURE_S)
    return Block(tuple(cues), bed, begins_s, cues[-1].ends_s + tail_s)


class _Over(StrEnum):
    """Which stretch of music an entry lies over; empty: none."""

    NONE = ""
    OPENING = "opening"
    FEATURE = "feature"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: CueKind
    clip: Clip
    over: _Over = _Over.NONE


def _order(form: Form, frame: Frame, items: Sequence[Clip], stingers: Sequence[Clip]) -> Iterator[_Entry]:
    yield from _opening(form, frame, items)
    introduced: set[str] = set()
    for number, item in enumerate(items):
        if number and stingers:
            yield _Entry(CueKind.STINGER, stingers[number - 1])
        feature = frame.features.get(item.topic or "")
        if feature and feature.key not in introduced and not item.urgent:
            introduced.add(feature.key)
            yield _Entry(CueKind.FEATURE, feature, _Over.FEATURE)
        yield _Entry(CueKind.ITEM, item)
    yield _Entry(CueKind.CLOSING, frame.closing, _Over.CLOSING)
    yield _Entry(CueKind.SIGN_OFF, frame.sign_off)


def _opening(form: Form, frame: Frame, items: Sequence[Clip]) -> Iterator[_Entry]:
    yield _Entry(CueKind.SIGNATURE, frame.signature, _Over.OPENING)
    yield _Entry(CueKind.CALL, frame.call, _Over.OPENING)
    yield _Entry(CueKind.GREETING, frame.greeting, _Over.OPENING)
    scripts = dict.fromkeys(item.script for item in items[: form.headlines] if item.script)
    told = [frame.headlines[script] for script in scripts if script in frame.headlines]
    if frame.headlined and told and not any(item.urgent for item in items):
        for clip in (frame.headlined, *told):
            yield _Entry(CueKind.GREETING, clip, _Over.OPENING)

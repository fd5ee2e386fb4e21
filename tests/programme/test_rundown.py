import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.programme import Clip, CueKind, EmptyProgramme, Form, Frame, Rundown, length_s, rundown
from broadcast.programme.rundown import MOST_TAIL_S

FORM = Form("thuong", "Mẫu thường")


def clip(name: str, seconds: float = 3.0) -> Clip:
    return Clip(f"key-{name}", name, seconds)


FRAME = Frame(
    clip("signature", 12),
    clip("call"),
    clip("greeting"),
    (clip("one"), clip("two")),
    clip("bye"),
    clip("end", 9),
)


def test_a_programme_runs_from_signature_to_sign_off() -> None:
    kinds = [cue.kind for cue in rundown(FORM, FRAME, [clip("a"), clip("b")]).cues]
    assert " ".join(kinds) == "signature call greeting item stinger item closing sign_off"


def test_stingers_take_turns() -> None:
    cues = rundown(FORM, FRAME, [clip(name) for name in "abcd"]).cues
    assert [cue.clip.title for cue in cues if cue.kind is CueKind.STINGER] == ["one", "two", "one"]


def test_the_pause_after_a_stinger_is_the_forms_own() -> None:
    form = Form("cham", "Mẫu chậm", after_stinger_s=2.5)
    cues = rundown(form, FRAME, [clip("a"), clip("b")]).cues
    at = next(number for number, cue in enumerate(cues) if cue.kind is CueKind.STINGER)
    assert cues[at + 1].offset_s - cues[at].ends_s == pytest.approx(2.5)


def test_a_programme_without_items_is_refused() -> None:
    with pytest.raises(EmptyProgramme, match="không có bài"):
        rundown(FORM, FRAME, [])


@given(st.lists(st.floats(0.1, 300), min_size=1, max_size=30))
def test_cues_never_overlap_and_the_length_covers_them(lengths: list[float]) -> None:
    items = [clip(str(number), seconds) for number, seconds in enumerate(lengths)]
    cues = rundown(FORM, FRAME, items).cues
    for earlier, later in itertools.pairwise(cues):
        assert later.offset_s - earlier.ends_s >= 0.2 - 1e-9
    assert length_s(FORM, FRAME, items) > cues[-1].ends_s


# ---- music, headlines, features

BED = clip("bed", 30)
HEADLINES = {name: clip(f"headline-{name}", 2.5) for name in "abcd"}
RICH = replace(
    FRAME,
    bed=BED,
    headlined=clip("headlined", 2),
    headlines=HEADLINES,
    features={"suc-khoe": clip("feature", 3)},
)
THREE = replace(FORM, headlines=3)


def item(name: str, seconds: float = 40, topic: str | None = None) -> Clip:
    return replace(clip(name, seconds), script=name, topic=topic)


def kinds(laid: Rundown) -> str:
    return " ".join(cue.kind for cue in laid.cues)


def test_music_lies_under_the_whole_opening_as_one_block_and_begins_under_the_signature() -> None:
    opening = rundown(THREE, RICH, [item("a"), item("b")]).blocks[0]
    assert [cue.kind for cue in opening.cues] == ["signature", "call", "greeting", *["greeting"] * 3]
    assert opening.cues[0].offset_s < opening.bed_from_s < opening.cues[0].ends_s
    assert opening.bed_to_s > opening.cues[-1].ends_s + 1


def test_headlines_are_those_of_the_first_items_each_told_once() -> None:
    laid = rundown(THREE, RICH, [item(name) for name in ("a", "b", "a", "c")])
    told = [cue.clip.title for cue in laid.cues if cue.clip.title.startswith("headline-")]
    assert told == ["headline-a", "headline-b"]
    assert not any(cue.clip.title == "headlined" for cue in rundown(FORM, RICH, [item("a")]).cues)


def test_nothing_is_told_before_an_emergency() -> None:
    urgent = replace(item("a"), urgent=True)
    assert kinds(rundown(THREE, RICH, [urgent, item("b")])).startswith("signature call greeting item")
    on_a_topic = replace(urgent, topic="suc-khoe")
    assert CueKind.FEATURE not in kinds(rundown(THREE, RICH, [on_a_topic])).split()


def test_a_feature_is_introduced_once_before_its_first_item_with_music_of_its_own() -> None:
    laid = rundown(FORM, RICH, [item("a"), item("b", topic="suc-khoe"), item("c", topic="suc-khoe")])
    assert kinds(laid) == ("signature call greeting item stinger feature item stinger item closing sign_off")
    (block,) = (block for block in laid.blocks if block.cues[0].kind is CueKind.FEATURE)
    assert block.bed_from_s < block.cues[0].offset_s
    assert block.bed_to_s > block.cues[0].ends_s


def test_the_closing_words_have_music_and_the_sign_off_stands_alone() -> None:
    *_, closing, sign_off = rundown(FORM, RICH, [item("a")]).blocks
    assert (closing.cues[0].kind, closing.bed) == (CueKind.CLOSING, BED)
    assert (sign_off.cues[0].kind, sign_off.bed) == (CueKind.SIGN_OFF, None)


def test_without_a_bed_every_cue_is_a_block_of_its_own() -> None:
    laid = rundown(THREE, replace(RICH, bed=None), [item("a"), item("b", topic="suc-khoe")])
    assert all(len(block.cues) == 1 and block.bed is None for block in laid.blocks)


NAMES = st.sampled_from("abcd")
LENGTHS = st.lists(
    st.tuples(NAMES, st.floats(5, 120), st.sampled_from([None, "suc-khoe"])), min_size=1, max_size=12
)


@given(LENGTHS, st.sampled_from([BED, None]), st.integers(0, 4))
def test_blocks_never_overlap_and_leave_the_silence_that_joining_needs(
    given_items: list[tuple[str, float, str | None]], bed: Clip | None, headlines: int
) -> None:
    frame = replace(RICH, bed=bed)
    form = replace(FORM, headlines=headlines)
    laid = rundown(form, frame, [item(*each) for each in given_items])
    for earlier, later in itertools.pairwise(laid.blocks):
        assert later.starts_s - earlier.ends_s >= 0.2 - 1e-9
    for earlier, later in itertools.pairwise(laid.cues):
        assert later.offset_s - earlier.ends_s >= 0.2 - 1e-9


# ---- to the second


@given(LENGTHS, st.floats(60, 1_800))
def test_a_programme_fits_to_the_second_or_says_what_is_over_or_short(
    given_items: list[tuple[str, float, str | None]], exactly_s: float
) -> None:
    items = [item(*each) for each in given_items]
    laid = rundown(THREE, RICH, items, exactly_s=exactly_s)
    assert not (laid.over_s and laid.short_s)
    assert laid.length_s + laid.short_s - laid.over_s == pytest.approx(exactly_s)
    assert [cue.clip for cue in laid.cues if cue.kind is CueKind.ITEM] == items


@given(LENGTHS, st.floats(0, MOST_TAIL_S))
def test_what_music_can_fill_is_filled(
    given_items: list[tuple[str, float, str | None]], more_s: float
) -> None:
    items = [item(*each) for each in given_items]
    wished = length_s(THREE, RICH, items) + more_s
    laid = rundown(THREE, RICH, items, exactly_s=wished)
    assert (laid.over_s, laid.short_s) == pytest.approx((0, 0), abs=1e-6)
    assert laid.length_s == pytest.approx(wished)


def test_shorter_stingers_are_chosen_before_anything_is_over() -> None:
    frame = replace(RICH, stingers=(clip("long", 6), clip("short", 2)))
    items = [item(name) for name in "abcd"]
    usual = length_s(FORM, frame, items)
    laid = rundown(FORM, frame, items, exactly_s=usual - 5)
    assert laid.over_s == 0
    assert laid.length_s == pytest.approx(usual - 5)
    over = rundown(FORM, frame, items, exactly_s=usual - 60)
    assert over.over_s == pytest.approx(60 - 8)


def test_without_music_nothing_is_drawn_out() -> None:
    items = [item("a")]
    frame = replace(RICH, bed=None)
    laid = rundown(FORM, frame, items, exactly_s=length_s(FORM, frame, items) + 10)
    assert laid.short_s == pytest.approx(10)

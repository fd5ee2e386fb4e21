import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcast.programme import Clip, CueKind, EmptyProgramme, Form, Frame, length_s, rundown

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
    kinds = [cue.kind for cue in rundown(FORM, FRAME, [clip("a"), clip("b")])]
    assert " ".join(kinds) == "signature call greeting item stinger item closing sign_off"


def test_stingers_take_turns() -> None:
    cues = rundown(FORM, FRAME, [clip(name) for name in "abcd"])
    assert [cue.clip.title for cue in cues if cue.kind is CueKind.STINGER] == ["one", "two", "one"]


def test_the_pause_after_a_stinger_is_the_forms_own() -> None:
    form = Form("cham", "Mẫu chậm", after_stinger_s=2.5)
    cues = rundown(form, FRAME, [clip("a"), clip("b")])
    at = next(number for number, cue in enumerate(cues) if cue.kind is CueKind.STINGER)
    assert cues[at + 1].offset_s - cues[at].ends_s == pytest.approx(2.5)


def test_a_programme_without_items_is_refused() -> None:
    with pytest.raises(EmptyProgramme, match="không có bài"):
        rundown(FORM, FRAME, [])


@given(st.lists(st.floats(0.1, 300), min_size=1, max_size=30))
def test_cues_never_overlap_and_the_length_covers_them(lengths: list[float]) -> None:
    items = [clip(str(number), seconds) for number, seconds in enumerate(lengths)]
    cues = rundown(FORM, FRAME, items)
    for earlier, later in itertools.pairwise(cues):
        assert later.offset_s - earlier.ends_s >= 0.2 - 1e-9
    assert length_s(FORM, FRAME, items) > cues[-1].ends_s

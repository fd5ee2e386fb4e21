from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.programme import Clip, Form, Frame, Ruler, rundown

lengths = st.floats(0.5, 90)
maybe_music = st.sampled_from([None, Clip("bed", "", 30)])


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    stingers = draw(st.lists(lengths, max_size=3))
    titles = draw(st.dictionaries(st.sampled_from("abcdef"), lengths))
    introductions = draw(st.dictionaries(st.sampled_from("xyz"), lengths))
    return Frame(
        *(Clip(name, "", draw(lengths)) for name in ("signature", "call", "greeting")),
        tuple(Clip(f"stinger-{number}", "", length) for number, length in enumerate(stingers)),
        *(Clip(name, "", draw(lengths)) for name in ("closing", "sign-off")),
        draw(maybe_music),
        draw(st.sampled_from([None, Clip("headlined", "", 2)])),
        {name: Clip(f"title-{name}", "", length) for name, length in titles.items()},
        {name: Clip(f"feature-{name}", "", length) for name, length in introductions.items()},
    )


@st.composite
def items(draw: st.DrawFn) -> list[Clip]:
    clips = st.builds(
        Clip,
        st.just("item"),
        st.just(""),
        lengths,
        script=st.sampled_from([None, *"abcdefgh"]),
        topic=st.sampled_from([None, *"xyz"]),
        urgent=st.sampled_from([False] * 9 + [True]),
    )
    return draw(st.lists(clips, min_size=1, max_size=9))


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(frames(), items(), st.integers(0, 4), st.sampled_from([None, 120.0, 300.0, 600.0]))
def test_the_ruler_says_what_the_rundown_lays_out(
    frame: Frame, programme: list[Clip], headlines: int, exactly_s: Any
) -> None:
    form = Form("f", "f", headlines=headlines)
    ruler = Ruler(form, frame, exactly_s)
    laid = rundown(form, frame, programme, exactly_s=exactly_s)
    assert ruler.length_s(programme) == pytest.approx(laid.length_s, abs=1e-6)
    assert ruler.laid_s(programme) == pytest.approx(rundown(form, frame, programme).length_s, abs=1e-6)


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(frames(), st.one_of(st.just([]), items()), items(), st.integers(0, 4), st.sampled_from([None, 300.0]))
def test_one_more_item_costs_what_both_ends_say_and_lies_between_its_bounds(
    frame: Frame, programme: list[Clip], more: list[Clip], headlines: int, exactly_s: Any
) -> None:
    ruler, one = Ruler(Form("f", "f", headlines=headlines), frame, exactly_s), more[0]
    with_one = ruler.with_one_more_s(programme, one, ruler.body_s(programme))
    either = max(ruler.length_s([*programme, one]), ruler.length_s([one, *programme]))
    assert with_one == pytest.approx(either, abs=1e-6)
    if exactly_s is None and not one.urgent:
        least_s = ruler.length_s(programme) + ruler.more_s(len(programme)) + one.duration_s
        assert least_s - 1e-6 <= with_one <= least_s + ruler.surprise_s + 1e-6


@settings(max_examples=300, deadline=None, database=None, derandomize=True)
@given(frames(), items(), st.integers(0, 4))
def test_no_programme_is_shorter_than_what_each_item_costs_at_least(
    frame: Frame, programme: list[Clip], headlines: int
) -> None:
    ruler = Ruler(Form("f", "f", headlines=headlines), frame)
    calm = [] if any(item.urgent for item in programme) else programme
    first_s, next_s = ruler.least_s([item.script or "" for item in calm])
    spoken_s = sum(item.duration_s for item in programme)
    assert ruler.laid_s(programme) >= spoken_s + first_s + (len(programme) - 1) * next_s - 1e-6

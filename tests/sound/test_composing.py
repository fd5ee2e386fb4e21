"""Whole sets as they are written: no sound is made, so that many names and every mood are tried."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadcast.sound.composing import BED_S, SIGNALS, composed
from broadcast.sound.moods import MOODS, Mood, UnknownMood, mood_of
from broadcast.sound.scores import IMAGING
from broadcast.sound.singing import BAR
from broadcast.sound.synthesis import Tune, notes_of, pitch_hz

WORDS = ["Đài", "xã", "Hòa", "An", "Kiến", "Mỹ", "Hội", "Thạnh", "Củ", "Rẫy", "Long", "2", "Ô"]
LOWEST_HZ, HIGHEST_HZ = 290, 1_800
"""Fundamentals: what lies above 7 kHz of their partials is never played (synthesis.HIGHEST_HZ)."""

OCTAVE = 2.001
ALARM = ("E5", "A5", "B5", "E6")
SECONDS = {
    "nhac-hieu": (10, 12),
    "nhac-cat-1": (2.5, 3.5),
    "nhac-cat-2": (2.5, 3.5),
    "nhac-cat-3": (2.5, 3.5),
    "nhac-nen": (30, 30),
    "ket-thuc": (8, 12),
}

names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
moods = st.sampled_from(MOODS)
seeds = st.integers(0, 99)


def tops(line: str) -> list[float]:
    """The written melody: the first pitch of every sounding word."""
    return [note.pitches_hz[0] for note in notes_of(line) if note.pitches_hz]


def beats(line: str) -> float:
    return sum(note.beats for note in notes_of(line))


def ending(tunes: tuple[Tune, ...]) -> list[Tune]:
    return [tune for tune in tunes if tune not in SIGNALS and not tune.loops]


@settings(deadline=None, max_examples=60)
@given(names, moods, seeds)
def test_a_set_has_the_same_files_as_the_districts_and_the_same_signals(
    name: str, mood: Mood, seed: int
) -> None:
    tunes = composed(name, mood, seed)
    assert [tune.name for tune in tunes] == [tune.name for tune in IMAGING]
    assert tunes[-3:] == IMAGING[-3:] == SIGNALS
    assert tunes == composed(name, mood, seed)


@settings(deadline=None, max_examples=60)
@given(names, moods, seeds)
def test_every_sound_is_as_long_as_its_task(name: str, mood: Mood, seed: int) -> None:
    for tune in composed(name, mood, seed)[:-3]:
        shortest_s, longest_s = SECONDS[tune.name]
        assert shortest_s <= tune.length_s <= longest_s


@settings(deadline=None, max_examples=60)
@given(names, moods, seeds)
def test_the_melody_never_leaps_wider_than_an_octave_and_goes_home(name: str, mood: Mood, seed: int) -> None:
    for tune in ending(composed(name, mood, seed)):
        melody = tops(tune.parts[0].line)
        for one, two in pairwise(melody):
            assert 1 / OCTAVE < two / one < OCTAVE, tune.name
        assert melody[-1] in {pitch_hz("D5"), pitch_hz("D6")}


@settings(deadline=None, max_examples=60)
@given(names, moods, seeds)
def test_all_is_written_where_a_horn_sings_and_before_the_end(name: str, mood: Mood, seed: int) -> None:
    for tune in composed(name, mood, seed)[:-3]:
        for part in tune.parts:
            pitches = [hz for note in notes_of(part.line) for hz in note.pitches_hz]
            assert all(LOWEST_HZ <= hz <= HIGHEST_HZ for hz in pitches)
            struck = [note.starts * tune.beat_s for note in notes_of(part.line) if note.pitches_hz]
            assert max(struck) < tune.length_s - 0.5


@settings(deadline=None, max_examples=60)
@given(names, moods, seeds)
def test_what_lies_below_keeps_time_with_the_melody(name: str, mood: Mood, seed: int) -> None:
    for tune in ending(composed(name, mood, seed)):
        lead, answering, pad, plucked, chime = (beats(part.line) for part in tune.parts)
        assert lead == answering == chime
        assert pad == plucked == lead - BAR + 2


@settings(deadline=None, max_examples=60)
@given(names, moods, seeds)
def test_no_part_ever_plays_the_emergency_chime(name: str, mood: Mood, seed: int) -> None:
    alarm = [pitch_hz(note) for note in ALARM]
    for tune in composed(name, mood, seed)[:-3]:
        for part in tune.parts:
            melody = tops(part.line)
            runs = [melody[at : at + 4] for at in range(len(melody))]
            assert alarm not in runs
            assert alarm[::-1] not in runs


@settings(deadline=None, max_examples=60)
@given(names, moods, seeds)
def test_the_bed_goes_round_in_whole_bars_and_begins_and_ends_home(name: str, mood: Mood, seed: int) -> None:
    bed = composed(name, mood, seed)[4]
    lead, low, pad, _ = bed.parts
    assert bed.loops
    assert beats(lead.line) == beats(pad.line) == BAR * mood.bars
    assert bed.beat_s * BAR * mood.bars == pytest.approx(BED_S)
    assert tops(low.line)[0] == tops(low.line)[-1] == pitch_hz("D4")
    assert tops(lead.line)[-1] == pitch_hz("D5")


@pytest.mark.parametrize("mood", MOODS, ids=lambda mood: mood.id)
def test_a_mood_stands_on_five_notes_without_a_semitone_with_a_pure_fifth(mood: Mood) -> None:
    scale = (*mood.mode.semitones, 12)
    assert scale[0] == 0
    assert all(high - low in {2, 3} for low, high in pairwise(scale))
    assert mood.mode.note(0) == "D5"
    assert mood.mode.note(3) == "A5"
    assert mood.mode.note(-5) == "D4"
    assert all(name[:-1] in mood.mode.name for name in map(mood.mode.note, range(5)))


def test_every_mood_sings_the_same_name_in_its_own_way() -> None:
    signatures = [composed("Đài Truyền thanh xã An Thạnh Trung", mood)[0] for mood in MOODS]
    assert (
        len({(tune.beat_s, tune.parts[0].instrument.partials, tune.parts[0].line) for tune in signatures})
        == 5
    )
    assert len({tune.beat_s for tune in signatures}) == 5


def test_an_unknown_mood_is_answered_with_all_there_are() -> None:
    with pytest.raises(UnknownMood) as caught:
        mood_of("buon-cuoi")
    assert all(mood.id in str(caught.value) and mood.name.vi in str(caught.value) for mood in MOODS)
    assert mood_of("am-ap").name.vi == "ấm áp"

"""Soạn nhạc hiệu: a station's set composed by rule from its name and a mood; the same every time.

The name gives the motif (singing.py), the mood its colour (moods.py), and here the tunes are laid out:
which phrases follow each other, what lies under them, how a tune ends. The rules are ours and keep to plain
craft: phrases of four beats, no leap wider than an octave, pure fifths and fourths below, a rest on the
fifth, the end on the tonic. The emergency chime and the drill stay as they are in every set: nobody shall
learn them anew.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from broadcast.sound.instruments import CHIME, PAD
from broadcast.sound.moods import Mode, Mood
from broadcast.sound.scores import DRILL, EMERGENCY_FALLING, EMERGENCY_RISING
from broadcast.sound.singing import BAR, FIFTH, Motif, Phrase, Sung, motif, trilled
from broadcast.sound.synthesis import Part, Tune

SIGNALS = (EMERGENCY_RISING, EMERGENCY_FALLING, DRILL)
"""The district's signals, the same in all sets."""

BED_S = 30.0

_GAIN_DB = -15.0
"""Low enough that nothing is cut while parts are laid over each other; mastering.py finds the loudness."""

_SIGNATURE_S = 10.2
_RING_S = 1.8
_SIGN_OFF_S = 8.0
_SIGN_OFF_RING_S = 2.6
_SLOWER = 1.15
_STINGER_BEAT_S = 0.5
_OCTAVE = 5

_UP = tuple(Sung(degree, 0.125) for degree in range(-2, 6))
"""One beat of vuốt, upwards to the octave; every first syllable can be reached from there."""

_DOWN = (Sung(5, 0.25), Sung(4, 0.25), Sung(3, 0.125), Sung(2, 0.125), Sung(1, 0.25))
"""One beat down to where the tonic follows."""

_LONG = 1.5
"""Beats from which a note is answered."""


def composed(name: str, mood: Mood, seed: int = 0) -> tuple[Tune, ...]:
    """The whole set of a name, in the order of a day; loudness is not set yet, but for the signals.

    Raises:
        NoName: there is no word in `name`.
    """
    own = motif(name, seed)
    return _signature(own, mood), *_stingers(own, mood), _bed(own, mood), _sign_off(own, mood), *SIGNALS


def _signature(own: Motif, mood: Mood) -> Tune:
    """Nhạc hiệu, 10-12 s: a sweep, the name, its answer, (the name again,) the close, home."""
    bars = int((_SIGNATURE_S / mood.beat_s - 2) // BAR)
    middle = ((), (trilled(own.call),), (trilled(own.call), own.answer))[bars - 3]
    phrases = (_UP, own.call, own.answer, *middle, own.close, _DOWN)
    return _tune("nhac-hieu", mood, mood.beat_s, phrases, _RING_S)


def _sign_off(own: Motif, mood: Mood) -> Tune:
    """Nhạc kết, 8-12 s: slower, the name, (its answer,) the close, home."""
    beat_s = mood.beat_s * _SLOWER
    short = (2 * BAR + 1) * beat_s + _SIGN_OFF_RING_S
    middle = (own.answer,) if short < _SIGN_OFF_S else ()
    return _tune("ket-thuc", mood, beat_s, (own.call, *middle, own.close, _DOWN), _SIGN_OFF_RING_S)


def _stingers(own: Motif, mood: Mood) -> tuple[Tune, ...]:
    """Nhạc cắt, 2.5-3.5 s: the name; its close; a sweep and its last two syllables. All go home."""
    beat_s = min(mood.beat_s, _STINGER_BEAT_S)
    head = tuple(Sung(degree, 1.0) for degree in own.main[-2:])
    return (
        _tune("nhac-cat-1", mood, beat_s, (own.call,), 1.3),
        _tune("nhac-cat-2", mood, beat_s, (own.close,), 1.2),
        _tune("nhac-cat-3", mood, beat_s, (_UP, head), 1.4),
    )


def _bed(own: Motif, mood: Mood) -> Tune:
    """Nhạc nền, 30 s that go round: the motif's degrees a bar each over held fifths."""
    path = _walk(own, mood.bars)
    dyads = [_dyad(mood.mode, degree) for degree in path]
    write = mood.mode.note
    lead = " ".join(
        f"-:1 {write(low)}:.5 {write(high)}:.5 {write(degree)}:1 {write(after)}:1"
        for (low, high), degree, after in zip(dyads, path, (*path[1:], 0), strict=True)
    )
    chimes = f"-:{BAR + 1:g} {write(_OCTAVE)}:{2 * BAR:g} {write(FIFTH)}:{BAR:g}"
    return Tune(
        name="nhac-nen",
        beat_s=BED_S / (BAR * mood.bars),
        length_s=BED_S,
        gain_db=_GAIN_DB,
        loops=True,
        parts=(
            Part(mood.plucked, lead, level=0.8, room=0.4),
            Part(
                mood.plucked,
                "-:1 " + " ".join(f"{write(low - _OCTAVE)}:4" for low, _ in dyads),
                level=0.5,
                room=0.4,
            ),
            Part(PAD, " ".join(f"{write(low)}+{write(high)}:4" for low, high in dyads), level=0.4, room=0.3),
            Part(CHIME, chimes, level=0.12, room=0.5),
        ),
    )


def _walk(own: Motif, bars: int) -> tuple[int, ...]:
    """A degree a bar: home, then the motif's as often as needed, and home again."""
    sung = [note.degree for note in (*own.answer, *own.close) if note.degree is not None]
    round_again = (*own.main, *sung) * bars
    return (0, *round_again[: bars - 2], 0)


def _tune(name: str, mood: Mood, beat_s: float, phrases: Sequence[Phrase], ring_s: float) -> Tune:
    """Phrases and the way home under one lead, with all that lies below; it rings for `ring_s`."""
    way = tuple(note for phrase in phrases for note in phrase)
    beats = sum(note.beats for note in way)
    sung = (*way, _home(way))
    answered = (_answered(mood.mode, note) for note in sung)
    swept = 1.0 if phrases[0] is _UP else 0.0
    return Tune(
        name=name,
        beat_s=beat_s,
        length_s=round(beats * beat_s + ring_s, 2),
        gain_db=_GAIN_DB,
        fade_out_s=min(ring_s - 0.2, 1.8),
        parts=(
            Part(mood.lead, _line(mood.mode, sung)),
            Part(mood.answering, _line(mood.mode, answered), level=0.7),
            Part(PAD, _held(mood.mode, sung, _edges(swept, beats, BAR)), level=mood.pad),
            Part(mood.plucked, _held(mood.mode, sung, _edges(swept, beats, BAR / 2), -_OCTAVE), level=0.25),
            Part(CHIME, _chimes(mood.mode, beats), level=mood.chime),
        ),
    )


def _home(way: Sequence[Sung]) -> Sung:
    """The tonic that lies nearer: below for what ended low, above else."""
    last = next(note.degree for note in reversed(way) if note.degree is not None)
    return Sung(0 if last <= 2 else _OCTAVE, BAR)


def _line(mode: Mode, sung: Iterable[Sung]) -> str:
    return " ".join(_word(mode, note) for note in sung)


def _word(mode: Mode, note: Sung) -> str:
    if note.degree is None:
        return f"-:{note.beats:g}"
    return f"{'^' if note.bent else ''}{mode.note(note.degree)}:{note.beats:g}"


def _answered(mode: Mode, note: Sung) -> Sung:
    """What another instrument bends into while a note is long: never the same pitch, for the two would beat.

    Above a low note its octave, beneath a high one a pure fifth or fourth: a horn is weak below 500 Hz.
    """
    if note.degree is None or note.beats < _LONG:
        return Sung(None, note.beats)
    degree = note.degree + _OCTAVE if note.degree < FIFTH else _mate(mode, note.degree)
    return Sung(degree, note.beats, bent=True)


def _edges(swept: float, beats: float, span: float) -> tuple[float, ...]:
    """The beats at which what lies below changes: with the bars, and home; it goes before the last note."""
    bars = (swept + number * span for number in range(int((beats - swept) / span) + 1))
    return tuple(sorted({0.0, *bars, beats, beats + 2}))


def _held(mode: Mode, sung: Sequence[Sung], edges: Sequence[float], moved: int = 0) -> str:
    """Between two edges the dyad that holds the longest note begun there, or home's."""
    starts = (0.0, *accumulate(note.beats for note in sung))
    words = []
    for first, last in pairwise(edges):
        begun = [note for at, note in zip(starts, sung, strict=False) if first <= at < last]
        longest = max(begun, key=lambda note: note.beats if note.degree else 0, default=None)
        low, high = _dyad(mode, longest.degree if longest and longest.degree else 0)
        words.append(f"{mode.note(low + moved)}+{mode.note(high + moved)}:{last - first:g}")
    return " ".join(words)


def _dyad(mode: Mode, degree: int) -> tuple[int, int]:
    """Two degrees from the tonic up, a pure fifth or fourth apart, that hold `degree`: home's if they can."""
    step = degree % _OCTAVE
    apart = ((low, high) for low in range(_OCTAVE) for high in range(low + 1, _OCTAVE + 1))
    fitting = (pair for pair in apart if step in pair and mode.pure(*pair))
    return (0, FIFTH) if step in {0, FIFTH} else next(fitting)


def _mate(mode: Mode, degree: int) -> int:
    """The other degree of its dyad, below `degree`."""
    mate = sum(_dyad(mode, degree)) - degree % _OCTAVE
    return mate + (degree - mate) // _OCTAVE * _OCTAVE


def _chimes(mode: Mode, beats: float) -> str:
    """A bell where the tune begins, and two where it comes home."""
    return f"{mode.note(_OCTAVE)}:{beats:g} {mode.note(FIFTH)}+{mode.note(_OCTAVE)}:{BAR:g}"

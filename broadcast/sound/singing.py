"""Nét nhạc của tên đài: the tones of a name's syllables become a melody, so that the jingle sings the name.

Vietnamese songs follow the tones of their words: from syllable to syllable the melody mostly goes the way
the tones go, and hardly ever against it (Kirby and Ladd, "Tone-melody correspondence in Vietnamese popular
song", TAL 2016: 77 % parallel in 20 songs). Collectors of Quan họ songs found three heights of pitch; that
sắc and ngã are high, ngang lies in the middle, huyền, hỏi and nặng low is our reading of them. Which of the
melodies that fit is taken, and its rhythm, is drawn by the name itself; figures, answers and rhythms are
ours.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import count, pairwise, product
from typing import Protocol, TypeVar

from broadcast.sound.naming import Syllable, Tone, own_syllables, spelt

Choice = TypeVar("Choice")

BAR = 4.0
"""Beats of a phrase: the name, its answer and its close are one bar each."""

HIGHEST = 6
"""Degrees from 0, the tonic, to here are sung, 5 is the octave; figures may reach one step further."""

FIFTH = 3
"""The fifth degree's place in every mode of ours (see moods.py): where a half cadence rests."""

ALARM = (1, 3, 4, 6)
"""The emergency chime, E A B E as degrees: no set may sing it, upwards or downwards."""


@dataclass(frozen=True, slots=True)
class Sung:
    """One note: a degree of the mode (None is a rest), beats, and whether it bends in from below (nhấn)."""

    degree: int | None
    beats: float
    bent: bool = False


Phrase = tuple[Sung, ...]


@dataclass(frozen=True, slots=True)
class Motif:
    """What belongs to one name alone, a bar each.

    `main` are the degrees of the syllables, `call` sings them with the figures of their tones, `answer` rests
    on the fifth, `close` ends on the tonic.
    """

    main: tuple[int, ...]
    call: Phrase
    answer: Phrase
    close: Phrase


def motif(name: str, seed: int = 0) -> Motif:
    """The motif of a name: always the same one; another `seed` gives another melody of the same tones.

    Raises:
        NoName: there is no word in `name`.
    """
    heard = own_syllables(name)
    lot = _lot(name, seed)
    main = lot("melody", tuple(_melodies(heard)), _any)
    call = _called(heard, main, lot("rhythm", tuple(_rhythms(heard)), _any))
    calls = (call, trilled(call))
    answer = lot(
        "answer",
        _phrases(main[-1], FIFTH),
        lambda phrase: (
            degrees(phrase) != main and not any(_alarms(one, phrase) or _alarms(phrase, one) for one in calls)
        ),
    )
    close = lot(
        "close",
        _phrases(FIFTH, 0),
        lambda phrase: not any(_alarms(one, phrase) for one in (*calls, answer)),
    )
    return Motif(main, call, answer, close)


def trilled(phrase: Phrase) -> Phrase:
    """The phrase again with láy: its long notes end in a turn through their upper neighbour."""
    return tuple(note for sung in phrase for note in _trill(sung))


def degrees(phrase: Phrase) -> tuple[int, ...]:
    """The degrees that sound, in order."""
    return tuple(sung.degree for sung in phrase if sung.degree is not None)


class _Lot(Protocol):
    def __call__(self, what: str, of: Sequence[Choice], fits: Callable[[Choice], bool]) -> Choice: ...


def _lot(name: str, seed: int) -> _Lot:
    """A draw that the whole name decides, however its tone marks were typed; it goes on until one `fits`."""
    written = spelt(name)

    def drawn(what: str, of: Sequence[Choice], fits: Callable[[Choice], bool]) -> Choice:
        digests = (sha256(f"{written}|{seed}|{what}|{turn}".encode()).digest() for turn in count())
        return next(one for one in (of[int.from_bytes(digest) % len(of)] for digest in digests) if fits(one))

    return drawn


def _any(_: object) -> bool:
    return True


_HEIGHTS = ((0, 1, 2), (2, 3, 4), (4, 5, 6))
"""Degrees of the low, the middle and the high tones."""

_WIDEST = 4
"""Steps of the mode between two syllables: less than an octave."""


def _melodies(heard: Sequence[Syllable]) -> Iterator[tuple[int, ...]]:
    """All ways to sing the tones: the melody goes where they go, and stays near where they stay."""
    heights = [syllable.tone.height for syllable in heard]
    for path in product(*(_HEIGHTS[height] for height in heights)):
        steps = zip(pairwise(heights), pairwise(path), strict=True)
        along = all(_goes_along(*tones, *notes) for tones, notes in steps)
        if along and len(set(path)) > 1 and not _has_alarm(path):
            yield path


def _goes_along(before: int, after: int, low: int, high: int) -> bool:
    step = high - low
    if before == after:
        return abs(step) <= 1
    return 0 < (step if after > before else -step) <= _WIDEST


def _rhythms(heard: Sequence[Syllable]) -> Iterator[tuple[float, ...]]:
    """All ways to share the bar: half a beat to one and a half each, nặng short, the last the longest."""
    shares = [(0.5, 1.0) if part.tone is Tone.NANG else (0.5, 1.0, 1.5) for part in heard[:-1]]
    for times in product(*shares):
        last = BAR - sum(times)
        if last >= max(1.0, *times):
            yield (*times, last)


_ANSWERS = (
    *((1.0, 1.0, 2.0), (0.5, 0.5, 1.0, 2.0), (1.0, 0.5, 0.5, 2.0), (1.5, 0.5, 2.0), (0.5, 1.0, 0.5, 2.0)),
    *((0.5, 0.5, 0.5, 0.5, 2.0), (0.75, 0.25, 1.0, 2.0), (0.75, 0.25, 0.5, 0.5, 2.0)),
)
"""Beats of answers and closes: the last note rests."""


@cache
def _phrases(start: int, end: int) -> tuple[Phrase, ...]:
    """All answers from near `start` to `end` by steps of one or two."""
    return tuple(
        tuple(Sung(degree, beats) for degree, beats in zip(path, times, strict=True))
        for times in _ANSWERS
        for path in _paths(start, end, len(times))
    )


def _paths(start: int, end: int, count: int) -> Iterator[tuple[int, ...]]:
    firsts = [degree for degree in range(start - 2, start + 3) if 0 <= degree <= HIGHEST]
    for first, *steps in product(firsts, *[(-2, -1, 1, 2)] * (count - 1)):
        path = [first]
        for step in steps:
            path.append(path[-1] + step)
        if path[-1] == end and all(0 <= degree <= HIGHEST for degree in path):
            yield tuple(path)


def _alarms(*phrases: Phrase) -> bool:
    """Whether the emergency chime is heard in phrases that follow each other."""
    return _has_alarm(degrees(tuple(note for phrase in phrases for note in phrase)))


def _has_alarm(path: tuple[int, ...]) -> bool:
    return any(path[at : at + len(ALARM)] in (ALARM, ALARM[::-1]) for at in range(len(path)))


_GRACE = 0.25

_FIGURES: dict[Tone, Callable[[int, float], Phrase]] = {
    Tone.NGANG: lambda degree, beats: (Sung(degree, beats),),
    Tone.SAC: lambda degree, beats: (Sung(degree, beats, bent=True),),
    Tone.HUYEN: lambda degree, beats: (Sung(degree + 1, _GRACE), Sung(degree, beats - _GRACE)),
    Tone.NGA: lambda degree, beats: (Sung(degree - 1, _GRACE), Sung(degree, beats - _GRACE, bent=True)),
    Tone.HOI: lambda degree, beats: (
        Sung(degree, _GRACE / 2),
        Sung(degree - 1, _GRACE / 2),
        Sung(degree, beats - _GRACE),
    ),
    Tone.NANG: lambda degree, beats: (
        (Sung(degree, beats / 2), Sung(None, beats / 2)) if beats <= 1 else (Sung(degree, beats),)
    ),
}
"""How a voice would sing each tone: sắc slides up, huyền falls in, ngã breaks, hỏi dips, nặng stops."""


def _called(heard: Sequence[Syllable], main: Sequence[int], times: Sequence[float]) -> Phrase:
    """The name sung; its last syllable is held whatever its tone."""
    figures = [
        _FIGURES[part.tone](degree, beats) for part, degree, beats in zip(heard, main, times, strict=True)
    ]
    if figures[-1][-1].degree is None:
        figures[-1] = (Sung(main[-1], times[-1]),)
    return tuple(note for figure in figures for note in figure)


def _trill(sung: Sung) -> Phrase:
    if sung.degree is None or sung.beats < 1.5:
        return (sung,)
    neighbour = Sung(sung.degree + 1, _GRACE)
    return replace(sung, beats=sung.beats - 2 * _GRACE), neighbour, Sung(sung.degree, _GRACE)

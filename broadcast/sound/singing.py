"""Nét nhạc của tên đài: the tones of a name's syllables become a melody, so that the jingle sings the name.

Vietnamese songs follow the tones of their words: from syllable to syllable the melody mostly goes the way
the tones go, and hardly ever against it (Kirby and Ladd, "Tone-melody correspondence in Vietnamese popular
song", TAL 2016: 77 % parallel in 20 songs). Collectors of Quan họ songs found three heights of pitch; that
sắc and ngã are high, ngang lies in the middle, huyền, hỏi and nặng low is our reading of them. Which of the
melodies that fit is taken, and its rhythm, is drawn by the name itself; figures, answers and rhythms are
ours.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise, product
from typing import TypeVar

from broadcast.errors import Fault, Invalid
from broadcast.language import Text

Choice = TypeVar("Choice")

BAR = 4.0
"""Beats of a phrase: the name, its answer and its close are one bar each."""

HIGHEST = 6
"""Degrees from 0, the tonic, to here are sung, 5 is the octave; figures may reach one step further."""

FIFTH = 3
"""The fifth degree's place in every mode of ours (see moods.py): where a half cadence rests."""

MOST_SYLLABLES = 5
"""More cannot be told apart in one bar: a longer name is sung by its first ones."""

ALARM = (1, 3, 4, 6)
"""The emergency chime, E A B E as degrees: no set may sing it, upwards or downwards."""


class NoName(Invalid):
    """There is no word in the name."""

    def __init__(self) -> None:
        super().__init__(
            Fault(
                Text("tên đài không có chữ nào", "the station's name has no word in it"),
                Text(
                    'ghi tên, như --name "Đài Truyền thanh xã An Thạnh Trung"',
                    'give a name, such as --name "Đài Truyền thanh xã An Thạnh Trung"',
                ),
            )
        )


class Tone(Enum):
    """Thanh: the six tones by the mark that writes each in Unicode's decomposed form, and its height."""

    NGANG = ("", 1)
    HUYEN = ("\u0300", 0)
    SAC = ("\u0301", 2)
    NGA = ("\u0303", 2)
    HOI = ("\u0309", 0)
    NANG = ("\u0323", 0)

    @property
    def height(self) -> int:
        """0 low, 1 middle, 2 high."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Syllable:
    """Tiếng: its letters without the tone's mark (hoà and hòa are one), and its tone."""

    letters: str
    tone: Tone


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
    main = lot("melody", tuple(_melodies(heard)))
    times = lot("rhythm", tuple(_rhythms(heard)))
    answer = lot("answer", tuple(_phrases(main[-1], FIFTH, main)))
    close = lot("close", tuple(_phrases(FIFTH, 0, ())))
    return Motif(
        main=main,
        call=tuple(
            note
            for syllable, degree, beats in zip(heard, main, times, strict=True)
            for note in _FIGURES[syllable.tone](degree, beats)
        ),
        answer=answer,
        close=close,
    )


def own_words(name: str) -> tuple[str, ...]:
    """The words that tell a station from others: "an thạnh trung" of Đài Truyền thanh xã An Thạnh Trung.

    These are the words behind the first kind of place up to the next one; without a kind, all but the words
    for a station. At most `MOST_SYLLABLES`, in small letters.

    Raises:
        NoName: there is no word in `name`.
    """
    words = _words(name)
    if not words:
        raise NoName
    return (_behind_kind(words) or _behind_station(words) or words)[:MOST_SYLLABLES]


def own_syllables(name: str) -> tuple[Syllable, ...]:
    """The syllables of `own_words`; a single one is sung twice.

    Raises:
        NoName: there is no word in `name`.
    """
    heard = tuple(_syllable(word) for word in own_words(name))
    return heard * 2 if len(heard) == 1 else heard


def trilled(phrase: Phrase) -> Phrase:
    """The phrase again with láy: its long notes end in a turn through their upper neighbour."""
    return tuple(note for sung in phrase for note in _trill(sung))


def degrees(phrase: Phrase) -> tuple[int, ...]:
    """The degrees that sound, in order."""
    return tuple(sung.degree for sung in phrase if sung.degree is not None)


_STATION = tuple(
    tuple(words.split())
    for words in ("đài", "trạm", "truyền thanh", "phát thanh", "truyền hình", "cơ sở", "và")
)
_KINDS = tuple(
    tuple(words.split())
    for words in (
        *("xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "thành phố", "tỉnh", "đặc khu"),
        *("khu phố", "tổ dân phố", "ấp", "thôn", "khóm"),
    )
)


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).lower()))


def _starts(words: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> int:
    """How many words of `words` the first fitting phrase takes, 0 for none."""
    return next((len(phrase) for phrase in phrases if tuple(words[: len(phrase)]) == phrase), 0)


def _behind_kind(words: tuple[str, ...]) -> tuple[str, ...]:
    for at in range(len(words)):
        if taken := _starts(words[at:], _KINDS):
            rest = words[at + taken :]
            ends = (to for to in range(1, len(rest)) if _starts(rest[to:], _KINDS))
            return rest[: next(ends, len(rest))]
    return ()


def _behind_station(words: tuple[str, ...]) -> tuple[str, ...]:
    while taken := _starts(words, _STATION):
        words = words[taken:]
    return words


def _syllable(word: str) -> Syllable:
    marks = {tone.value[0]: tone for tone in Tone if tone is not Tone.NGANG}
    apart = unicodedata.normalize("NFD", word)
    tone = next((marks[letter] for letter in apart if letter in marks), Tone.NGANG)
    return Syllable("".join(letter for letter in apart if letter not in marks), tone)


def _lot(name: str, seed: int) -> Callable[[str, Sequence[Choice]], Choice]:
    """A draw that the whole name decides, however its tone marks were typed."""
    written = " ".join(f"{part.letters}/{part.tone.name}" for part in map(_syllable, _words(name)))

    def drawn(what: str, of: Sequence[Choice]) -> Choice:
        digest = hashlib.sha256(f"{written}|{seed}|{what}".encode()).digest()
        return of[int.from_bytes(digest) % len(of)]

    return drawn


_HEIGHTS = ((0, 1, 2), (2, 3, 4), (4, 5, 6))
"""Degrees of the low, the middle and the high tones."""

_WIDEST = 4
"""Steps of the mode between two syllables: less than an octave."""


def _melodies(heard: Sequence[Syllable]) -> Iterator[tuple[int, ...]]:
    """All ways to sing the tones: the melody goes where they go, and stays near where they stay."""
    heights = [syllable.tone.height for syllable in heard]
    for path in product(*(_HEIGHTS[height] for height in heights)):
        steps = zip(pairwise(heights), pairwise(path), strict=True)
        if len(set(path)) > 1 and all(_goes_along(*tones, *notes) for tones, notes in steps):
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


def _phrases(start: int, end: int, other: tuple[int, ...]) -> Iterator[Phrase]:
    """All answers from near `start` to `end` by steps of one or two, none that repeats `other`."""
    for times in _ANSWERS:
        for path in _paths(start, end, len(times)):
            if path != other and not _alarms(path):
                yield tuple(Sung(degree, beats) for degree, beats in zip(path, times, strict=True))


def _paths(start: int, end: int, count: int) -> Iterator[tuple[int, ...]]:
    firsts = [degree for degree in range(start - 2, start + 3) if 0 <= degree <= HIGHEST]
    for first, *steps in product(firsts, *[(-2, -1, 1, 2)] * (count - 1)):
        path = [first]
        for step in steps:
            path.append(path[-1] + step)
        if path[-1] == end and all(0 <= degree <= HIGHEST for degree in path):
            yield tuple(path)


def _alarms(path: Sequence[int]) -> bool:
    runs = (tuple(path[at : at + len(ALARM)]) for at in range(len(path)))
    return any(run in (ALARM, ALARM[::-1]) for run in runs)


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


def _trill(sung: Sung) -> Phrase:
    if sung.degree is None or sung.beats < 1.5:
        return (sung,)
    neighbour = Sung(sung.degree + 1, _GRACE)
    return replace(sung, beats=sung.beats - 2 * _GRACE), neighbour, Sung(sung.degree, _GRACE)

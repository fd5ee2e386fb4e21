"""Điệu và sắc thái: what a mood is made of, as data: a mode, a tempo, instruments, how dense it is.

The five-note modes without semitones are those that Trần Quang Hải lists for Vietnamese music, from C: C D
E G A, C D F G A, C D F G Bb, C Eb F G Bb (and a fifth, not used here). Ours stand on D, as the district's
set does, so that every set sounds with the emergency tones, and each has its fifth, A, in the fourth place.
That điệu Bắc is built as chủy, and used for glad and firm pieces, is taught so in Vietnam; that songs of
the vũ kind are lyrical and deep is said of Quan họ. Which mode, tempo and instruments make which mood is
ours. Traditional music bends some degrees ("non", "già"); the instruments here stay in equal temperament.
"""

from dataclasses import dataclass

from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.sound.instruments import BAMBOO, LUTE, MONOCHORD, ZITHER
from broadcast.sound.synthesis import Instrument

_TONIC = 74
"""D5, counted in semitones as MIDI does (A4 = 69)."""

_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")


class UnknownMood(Invalid):
    """There is no mood of that name."""

    def __init__(self, given: str) -> None:
        vi, en = (
            ", ".join(f"{mood.id} ({said})" for mood, said in zip(MOODS, names, strict=True))
            for names in (
                [mood.name.vi for mood in MOODS],
                [mood.name.en for mood in MOODS],
            )
        )
        super().__init__(
            Fault(
                Text(f"không có sắc thái «{given}»", f"there is no mood «{given}»"),
                Text(f"chọn một trong: {vi}", f"choose one of: {en}"),
            )
        )


@dataclass(frozen=True, slots=True)
class Mode:
    """Điệu thức năm âm: a name, and five steps above the tonic in semitones."""

    name: str
    semitones: tuple[int, int, int, int, int]

    def note(self, degree: int) -> str:
        """The note of a degree, as scores write it: 0 is D5, 5 is D6, -5 is D4."""
        octave, step = divmod(degree, len(self.semitones))
        number = _TONIC + 12 * octave + self.semitones[step]
        return f"{_NAMES[number % 12]}{number // 12 - 1}"

    def pure(self, lower: int, upper: int) -> bool:
        """Whether two degrees lie a pure fourth or fifth apart."""
        return self._height(upper) - self._height(lower) in {5, 7}

    def _height(self, degree: int) -> int:
        octave, step = divmod(degree, len(self.semitones))
        return 12 * octave + self.semitones[step]


CUNG = Mode("cung: D E F# A B", (0, 2, 4, 7, 9))
BAC = Mode("Bắc (chủy): D E G A B", (0, 2, 5, 7, 9))
THUONG = Mode("thương: D E G A C", (0, 2, 5, 7, 10))
VU = Mode("vũ: D F G A C", (0, 3, 5, 7, 10))


@dataclass(frozen=True, slots=True)
class Mood:
    """Sắc thái: a mode, seconds of a beat, who leads, who plucks below, what answers on long notes.

    `pad` and `chime` are linear levels; `bars` is how many bars the 30 s of the bed have: more is livelier.
    """

    id: str
    name: Text
    mode: Mode
    beat_s: float
    lead: Instrument
    plucked: Instrument
    answering: Instrument
    pad: float
    chime: float
    bars: int


MOODS = (
    Mood("trang-trong", Text("trang trọng", "solemn"), BAC, 0.56, ZITHER, ZITHER, MONOCHORD, 0.35, 0.5, 8),
    Mood("am-ap", Text("ấm áp", "warm"), THUONG, 0.62, LUTE, LUTE, MONOCHORD, 0.4, 0.3, 7),
    Mood("vui-tuoi", Text("vui tươi", "cheerful"), CUNG, 0.44, ZITHER, LUTE, BAMBOO, 0.25, 0.35, 11),
    Mood("dan-da", Text("dân dã", "homely"), BAC, 0.5, BAMBOO, LUTE, ZITHER, 0.25, 0.2, 9),
    Mood("sau-lang", Text("sâu lắng", "thoughtful"), VU, 0.7, MONOCHORD, ZITHER, ZITHER, 0.15, 0.35, 6),
)

USUAL = MOODS[0]
"""Taken where a name was given and no mood."""


def mood_of(written: str) -> Mood:
    """The mood of an id.

    Raises:
        UnknownMood: there is none; the fault lists them.
    """
    for mood in MOODS:
        if mood.id == written:
            return mood
    raise UnknownMood(written)

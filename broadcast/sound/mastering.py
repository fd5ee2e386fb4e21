"""Bring a station's sounds to one loudness; cut its own recordings into the set (slices, fades: pydub)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.sound.audio import Audio
from broadcast.sound.level import level
from broadcast.sound.loudness import ABSOLUTE_GATE_LUFS, energies, integrated
from broadcast.sound.segment import FULL_SCALE, samples_of, segment_of
from broadcast.sound.synthesis import RATE_HZ, Samples

Recorded = npt.NDArray[np.float32]

SET_LUFS = -17.5
"""As loud as the district's set, which lies between -18 and -16.4."""

CEILING_DBTP = -3.3
"""No sound of a set goes higher, so that what follows (levelling, MP3) has room."""


LONGEST_RECORDING_S = 900.0
"""A quarter of an hour, 160 MB in memory: longer is no recording of a jingle."""


class BadCut(Invalid):
    """This part of a recording cannot become that sound."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A sound that a recording may become: its place in the set, and how short and long it may be."""

    id: str
    file: str
    shortest_s: float
    longest_s: float
    loops: bool = False


KINDS = (
    Kind("signature", "nhac-hieu", 3, 30),
    Kind("stinger-1", "nhac-cat-1", 1, 8),
    Kind("stinger-2", "nhac-cat-2", 1, 8),
    Kind("stinger-3", "nhac-cat-3", 1, 8),
    Kind("bed", "nhac-nen", 8, 180, loops=True),
    Kind("sign-off", "ket-thuc", 3, 30),
)
"""Emergency tones and the drill are not among them: they are the district's signals, the same everywhere."""


class UnknownKind(Invalid):
    """A recording cannot become a sound of that kind."""

    def __init__(self, given: str) -> None:
        kinds = ", ".join(kind.id for kind in KINDS)
        super().__init__(
            Fault(
                Text(
                    f"không có loại «{given}» (nhạc khẩn cấp, diễn tập là tín hiệu chung)",
                    f"there is no kind «{given}» (emergency and drill tones are common signals)",
                ),
                Text(f"chọn --kind: {kinds}", f"choose --kind: {kinds}"),
            )
        )


@dataclass(frozen=True, slots=True)
class Cut:
    """What to take of a recording, in seconds; no length means to its end.

    Of a bed the first `fade_out_s` are laid over the last, so that it goes round.
    """

    start_s: float = 0.0
    length_s: float | None = None
    fade_in_s: float = 0.05
    fade_out_s: float = 1.5


def kind_of(written: str) -> Kind:
    """The kind of an id.

    Raises:
        UnknownKind: there is none; the fault lists them.
    """
    for kind in KINDS:
        if kind.id == written:
            return kind
    raise UnknownKind(written)


def mastered(samples: Samples) -> Samples:
    """The same sound at `SET_LUFS`, no true peak above `CEILING_DBTP`."""
    audio = level(Audio(samples.astype(np.float32) / np.float32(FULL_SCALE), RATE_HZ), SET_LUFS, CEILING_DBTP)
    return np.round(audio.samples * FULL_SCALE).astype(np.int16)


def taken(recording: Audio, kind: Kind, cut: Cut) -> Samples:
    """A part of `recording` (at `RATE_HZ`) as a sound of the set.

    Raises:
        BadCut: the part lies outside, is too short or long for its kind or its fades, or is silent.
    """
    length_s = recording.duration_s - cut.start_s if cut.length_s is None else cut.length_s
    _check(recording, kind, cut, length_s)
    first, size = (round(second * RATE_HZ) for second in (cut.start_s, length_s))
    part = recording.samples[first : first + size]
    if integrated(energies(part, RATE_HZ)) < ABSOLUTE_GATE_LUFS:
        raise BadCut(
            Fault(
                Text("đoạn được chọn gần như im lặng", "the chosen part is all but silent"),
                Text(
                    "nghe lại và chọn --start, --length khác", "listen again, choose other --start, --length"
                ),
            )
        )
    return mastered(_looped(part, cut) if kind.loops else _faded(part, cut))


def _faded(part: Recorded, cut: Cut) -> Samples:
    segment, rise, fall = segment_of(_within(part), RATE_HZ), _ms(cut.fade_in_s), _ms(cut.fade_out_s)
    risen = segment.fade_in(rise) if rise else segment  # pydub cannot fade for no time
    return samples_of(risen.fade_out(fall) if fall else risen)


def _looped(part: Recorded, cut: Cut) -> Samples:
    """Its beginning over its end: where it ends, the next round begins."""
    segment, over = segment_of(_within(part), RATE_HZ), _ms(cut.fade_out_s)
    return samples_of(segment[over:].append(segment[:over], crossfade=over))


def _within(part: Recorded) -> Recorded:
    """Nothing above full scale: pydub has 16 bits only; its loudness is set later."""
    return part / max(1.0, float(np.abs(part).max()))


def _ms(seconds: float) -> int:
    return round(seconds * 1000)


def _check(recording: Audio, kind: Kind, cut: Cut, length_s: float) -> None:
    """Raise BadCut for the first thing that does not fit."""
    whole_s, fades_s = (
        recording.duration_s,
        cut.fade_out_s * 2 if kind.loops else cut.fade_in_s + cut.fade_out_s,
    )
    # Asked for what fits, not for what does not: a NaN fits nowhere.
    if not (cut.start_s < whole_s and cut.start_s + max(length_s, 0) <= whole_s + 0.001):
        raise BadCut(
            Fault(
                Text(
                    f"bản ghi chỉ dài {whole_s:.2f} giây, thiếu {length_s:.2f} giây từ giây {cut.start_s:g}",
                    f"the recording has {whole_s:.2f} s only, not {length_s:.2f} s from {cut.start_s:g}",
                ),
                Text("sửa --start, --length", "mend --start, --length"),
            )
        )
    limits = f"{kind.shortest_s:g}-{kind.longest_s:g}"
    if not kind.shortest_s <= length_s <= kind.longest_s:
        raise BadCut(
            Fault(
                Text(
                    f"{kind.id} phải dài {limits} giây, đoạn này {length_s:.2f}",
                    f"{kind.id} takes {limits} s, this part has {length_s:.2f}",
                ),
                Text("chọn --length khác", "choose another --length"),
            )
        )
    if not fades_s <= length_s:
        raise BadCut(
            Fault(
                Text(
                    f"hai đoạn êm ({fades_s:g} giây) dài hơn cả âm thanh ({length_s:.2f} giây)",
                    f"the fades ({fades_s:g} s) are longer than the sound ({length_s:.2f} s)",
                ),
                Text("giảm --fade-in, --fade-out", "shorten --fade-in, --fade-out"),
            )
        )

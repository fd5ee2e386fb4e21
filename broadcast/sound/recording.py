"""Bản thu: a file that somebody brought becomes one channel, examined, its silent ends cut off."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from broadcast.errors import Fault, Where
from broadcast.language import Text
from broadcast.sound.audio import LONGEST_S, Audio, NotAudio, mono
from broadcast.sound.background import noise_below_lu, through_telephone
from broadcast.sound.channels import Balance, only
from broadcast.sound.clipping import Clipping
from broadcast.sound.container import kind_of
from broadcast.sound.examination import Examination, long_silences, places, silent_below
from broadcast.sound.ffmpeg import Stream
from broadcast.sound.length import exceeds
from broadcast.sound.loudness import Meter, energy_of
from broadcast.sound.source import open_sound
from broadcast.sound.trim import trimmed

SOFTEST_DBTP = -60.0
"""What never gets louder is a recording of nothing."""

LEAST_BROKEN = 3
"""Fewer broken steps of 100 ms are not worth a word."""

_BLOCK_S = 10

Block = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Cut:
    """Which part of a file is wanted: seconds from its beginning, `ends_s` None for its end."""

    starts_s: float = 0.0
    ends_s: float | None = None

    @property
    def all_of_it(self) -> bool:
        """Whether nothing is cut."""
        return self.starts_s == 0.0 and self.ends_s is None


WHOLE = Cut()


@dataclass(frozen=True, slots=True)
class Recording:
    """What came of a file: one channel, trimmed but at its own loudness, and what was found."""

    audio: Audio
    examination: Examination


def recorded(path: Path, *, rate_hz: int, longest_s: float, cut: Cut = WHOLE) -> Recording:
    """The sound of `path`, or the part of it that `cut` asks for.

    Every sample is heard once; a second time only where channels cancel each other out or one is empty.

    Raises:
        NotAudio: it is no sound, damaged, too long, silent, or ends before the cut begins.
    """
    form, sound, balance, clipping = _first_heard(path, rate_hz, longest_s, cut)
    taken, mixing = balance.taken()
    if len(taken) < form.channels:
        sound = _heard_again(path, rate_hz, longest_s, cut, taken)
    length_s = sound.duration_s
    before = _measured(sound)
    loudness = before.loudness()
    if loudness.true_peak_dbtp < SOFTEST_DBTP or not math.isfinite(loudness.integrated_lufs):
        raise NotAudio(Fault(_SILENT, _LISTEN, Where(str(path))))
    silence = silent_below(loudness.integrated_lufs)
    ends = trimmed(sound, silence)
    sound = ends.audio  # the untrimmed one may go: a quarter of an hour is 86 MB
    steps = before.energies()[round(ends.head_s * 10) :][: int(sound.duration_s * 10)]
    broken = clipping.seconds()
    broken = broken if broken.size >= LEAST_BROKEN else broken[:0]
    mean = energy_of(loudness.integrated_lufs)
    examination = Examination(
        kind=kind_of(path),
        duration_s=round(length_s, 3),
        rate_hz=form.rate_hz,
        channels=form.channels,
        taken=taken,
        mixing=mixing,
        loudness_lufs=round(loudness.integrated_lufs, 2),
        range_lu=round(loudness.range_lu, 2),
        true_peak_dbtp=round(loudness.true_peak_dbtp, 2),
        head_s=round(ends.head_s, 3),
        tail_s=round(ends.tail_s, 3),
        silences=tuple(long_silences(steps, silence)),
        broken=places(np.maximum(broken - ends.head_s, 0.0)),
        broken_share=round(float(broken.size / 10 / length_s), 4),
        noise_below_lu=noise_below_lu(sound, steps, mean),
        telephone=form.rate_hz <= 11_025 or through_telephone(sound),
    )
    return Recording(sound, examination)


@dataclass(frozen=True, slots=True)
class _Form:
    rate_hz: int
    channels: int


def _first_heard(
    path: Path, rate_hz: int, longest_s: float, cut: Cut
) -> tuple[_Form, Audio, Balance, Clipping]:
    """The mean of all channels, with both listeners that need the channels themselves."""
    with _opened(path, longest_s, cut) as stream:
        balance, clipping = Balance(stream.channels), Clipping(stream.rate_hz, stream.channels)

        def listened() -> Iterator[Block]:
            for block in stream.blocks:
                balance.add(block)
                clipping.add(block)
                yield block

        heard = Stream(stream.rate_hz, stream.channels, listened())
        sound = _gathered(heard, rate_hz, longest_s, path)
        return _Form(stream.rate_hz, stream.channels), sound, balance, clipping


def _heard_again(path: Path, rate_hz: int, longest_s: float, cut: Cut, taken: tuple[int, ...]) -> Audio:
    with _opened(path, longest_s, cut) as stream:
        return _gathered(only(stream, taken), rate_hz, longest_s, path)


@contextmanager
def _opened(path: Path, longest_s: float, cut: Cut) -> Iterator[Stream]:
    """The part of the file that is wanted; a longer file may be opened when its end is not."""
    if (
        cut.ends_s is None
        and path.is_file()
        and kind_of(path) == "mp3"
        and exceeds(path, cut.starts_s + longest_s)
    ):
        raise NotAudio(_too_long(path, longest_s))
    with open_sound(
        path, longest_s=LONGEST_S if cut.ends_s is not None else cut.starts_s + longest_s
    ) as stream:
        yield Stream(stream.rate_hz, stream.channels, _within(stream, cut))


def _within(stream: Stream, cut: Cut) -> Iterator[Block]:
    first = round(cut.starts_s * stream.rate_hz)
    last = None if cut.ends_s is None else round(cut.ends_s * stream.rate_hz)
    at = 0
    for block in stream.blocks:
        wanted = block[max(0, first - at) : None if last is None else max(0, last - at)]
        at += block.shape[0]
        if wanted.shape[0]:
            yield wanted
        if last is not None and at >= last:
            return  # what comes behind is not even decoded


def _gathered(stream: Stream, rate_hz: int, longest_s: float, path: Path) -> Audio:
    """The whole sound in one array that is laid out beforehand: pages that stay empty cost nothing."""
    room = np.empty(round((longest_s + 1) * rate_hz), np.float32)
    size = 0
    for block in mono(stream, rate_hz):
        if size + block.size > room.size:
            raise NotAudio(_too_long(path, longest_s))
        room[size : size + block.size] = block
        size += block.size
    if not size:
        raise NotAudio(Fault(_NOTHING_LEFT, _MEND_CUT, Where(str(path))))
    return Audio(room[:size], rate_hz)


def _measured(audio: Audio) -> Meter:
    meter = Meter(audio.rate_hz)
    for at in range(0, audio.samples.size, _BLOCK_S * audio.rate_hz):
        meter.add(audio.samples[at : at + _BLOCK_S * audio.rate_hz])
    return meter


def _too_long(path: Path, longest_s: float) -> Fault:
    minutes = f"{longest_s / 60:g}"
    return Fault(
        Text(f"dài hơn {minutes} phút", f"it is longer than {minutes} minutes"),
        Text(
            "cắt thành nhiều phần ngắn, hoặc chỉ lấy một đoạn (từ giây nào đến giây nào)",
            "cut it into short parts, or take a part of it only (from and to)",
        ),
        Where(str(path)),
    )


_SILENT = Text("tệp âm thanh không có tiếng gì", "there is nothing to be heard in it")
_LISTEN = Text("nghe lại tệp gốc rồi gửi lại", "listen to the original and send it again")
_NOTHING_LEFT = Text(
    "đoạn muốn lấy nằm ngoài tệp âm thanh", "the part that is wanted lies outside of the sound"
)
_MEND_CUT = Text("xem lại chỗ bắt đầu và chỗ kết thúc", "look at its beginning and end again")

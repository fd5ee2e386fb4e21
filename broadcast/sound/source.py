"""Opening sound that somebody brought: what is it, is it whole, and then block by block.

16-bit WAV is read here; everything else is decoded by ffmpeg in a child.
"""

import re
import wave
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from broadcast.errors import Fault, Invalid, Where
from broadcast.language import Text
from broadcast.sound.container import PLAYLIST, UNKNOWN, CutShort, check_whole, declared_samples, kind_of
from broadcast.sound.ffmpeg import FfmpegFailed, Stream, decoding
from broadcast.sound.length import exceeds

LONGEST_S = 7_200.0
"""Two hours: longer than any session, short enough for memory."""

Block = npt.NDArray[np.float32]

_BLOCK_S = 10
_LEAST_HZ, _MOST_HZ = 4_000, 384_000
_MOST_CHANNELS = 8
_MOST_SAMPLE_BYTES = 8
_MOST_LEVEL = 10_000.0
"""80 dB above full scale: no recorder writes it, and the squares of much more have no end in float32."""
_LARGE_BYTES = 30_000_000
"""An MP3 of ten hours is never smaller (8 kbit/s): its headers refuse it, not two hours of decoding."""


class NotAudio(Invalid):
    """This file is not sound that can be used."""


@contextmanager
def open_sound(path: Path, *, longest_s: float = LONGEST_S) -> Iterator[Stream]:
    """The sound in `path` at its own rate, every block checked.

    Raises:
        NotAudio: missing, empty, not sound, cut short, damaged, or longer than `longest_s`; also while it
            is read.
    """
    kind = _kind(path)
    try:
        if kind == "mp3" and path.stat().st_size > _LARGE_BYTES and exceeds(path, longest_s):
            raise NotAudio(_too_long(path, longest_s))
        check_whole(path, kind)
        with _opened(path, kind, longest_s) as stream:
            _check_form(stream)
            if _surely_s(path, kind, stream) > longest_s:
                raise NotAudio(_too_long(path, longest_s))
            blocks = _checked(stream, path, longest_s, declared_samples(path, kind))
            yield Stream(stream.rate_hz, stream.channels, blocks)
    except CutShort as error:
        raise NotAudio(
            _fault(path, Text("tệp bị cắt cụt", "the file is cut short"), str(error), _SEND_AGAIN)
        ) from error
    except FfmpegFailed as error:
        raise NotAudio(_undecoded(path, str(error))) from error


def _undecoded(path: Path, said: str) -> Fault:
    """What ffmpeg said, in our words where we know them, without the name of our own temporary file."""
    if _NO_SOUND in said:
        what = Text("tệp chỉ có hình, không có tiếng", "it holds pictures only, no sound")
        return _fault(path, what, "", _GIVE_ANOTHER)
    if _UNFINISHED in said:
        return _fault(path, Text("tệp bị cắt cụt", "the file is cut short"), "", _SEND_AGAIN)
    why = _SPEAKER.sub("", said).replace(f"file:{path.resolve()}", "").replace(str(path.resolve()), "")
    why = why.strip(": ")[:_MOST_SAID]
    return _fault(path, Text("không giải mã được", "it does not decode"), why, _SAVE_AGAIN)


def _surely_s(path: Path, kind: str, stream: Stream) -> float:
    """Seconds that a file lasts at least, where its head or its size tells."""
    if kind in {"wav", "aiff"}:
        return path.stat().st_size / (stream.rate_hz * stream.channels * _MOST_SAMPLE_BYTES)
    return declared_samples(path, kind) / stream.rate_hz


def _check_form(stream: Stream) -> None:
    if not (_LEAST_HZ <= stream.rate_hz <= _MOST_HZ and 1 <= stream.channels <= _MOST_CHANNELS):
        raise FfmpegFailed(f"{stream.rate_hz} Hz, {stream.channels} channels")


def _kind(path: Path) -> str:
    try:
        if not path.is_file():
            raise NotAudio(_fault(path, Text("không có tệp này", "there is no such file"), "", _GIVE_ANOTHER))
        if path.stat().st_size == 0:
            raise NotAudio(_fault(path, Text("tệp rỗng", "the file is empty"), "", _SEND_AGAIN))
        kind = kind_of(path)
    except OSError as error:
        what = Text("không đọc được tệp", "the file cannot be read")
        raise NotAudio(_fault(path, what, str(error.strerror), _GIVE_ANOTHER)) from error
    refuse_foreign(kind, Where(str(path)))
    return kind


def refuse_foreign(kind: str, where: Where) -> None:
    """Raise NotAudio, at `where`, for a container that is none of sound."""
    if kind == PLAYLIST:
        what = Text("đây là danh sách phát, không phải âm thanh", "this is a playlist, not sound")
        raise NotAudio(Fault(what, _GIVE_ANOTHER, where))
    if kind == UNKNOWN:
        what = Text("đây không phải âm thanh mà hệ thống biết", "this is no sound that we know")
        raise NotAudio(Fault(what, _SAVE_AGAIN, where))


def _opened(path: Path, kind: str, longest_s: float) -> AbstractContextManager[Stream]:
    if kind == "wav" and _is_plain(path):
        return _wave(path)
    return decoding(path, kind, longest_s)


def _is_plain(path: Path) -> bool:
    try:
        with wave.open(str(path), "rb") as file:
            return file.getsampwidth() == 2
    except (wave.Error, EOFError):
        return False


@contextmanager
def _wave(path: Path) -> Iterator[Stream]:
    with wave.open(str(path), "rb") as file:
        yield Stream(file.getframerate(), file.getnchannels(), _wave_blocks(file))


def _wave_blocks(file: wave.Wave_read) -> Iterator[Block]:
    size = 2 * file.getnchannels()
    while data := file.readframes(_BLOCK_S * file.getframerate()):
        samples = np.frombuffer(data[: len(data) // size * size], "<i2")
        yield (samples.astype(np.float32) / np.float32(32_768)).reshape(-1, file.getnchannels())


def _checked(stream: Stream, path: Path, longest_s: float, declared: int) -> Iterator[Block]:
    heard = 0
    for block in stream.blocks:
        heard += block.shape[0]
        if heard > longest_s * stream.rate_hz:
            raise NotAudio(_too_long(path, longest_s))
        if not np.isfinite(block).all():
            what = Text("có mẫu không phải là số (NaN)", "it holds samples that are no numbers (NaN)")
            raise NotAudio(_fault(path, what, "", _SAVE_AGAIN))
        if block.size and max(block.max(), -block.min()) > _MOST_LEVEL:
            what = Text("có mẫu to quá mức, không phải tiếng", "it holds samples far too loud to be sound")
            raise NotAudio(_fault(path, what, "", _SAVE_AGAIN))
        yield block
    if heard < declared:
        raise CutShort(f"{heard} / {declared}")
    if not heard:
        raise NotAudio(
            _fault(path, Text("không có âm thanh nào", "there is no sound in it"), "", _SEND_AGAIN)
        )


_SPEAKER = re.compile(r"\[[^\]]* @ 0x[0-9a-f]+\] ")
_MOST_SAID = 200
_NO_SOUND = "matches no streams"
_UNFINISHED = "moov atom not found"
"""A telephone writes the table of contents last: without it the file did not come whole."""

_SEND_AGAIN = Text(
    "xin gửi lại tệp, hoặc xuất lại từ bản gốc", "send the file again, or export it again from the original"
)
_SAVE_AGAIN = Text(
    "mở bằng phần mềm nghe được và lưu lại thành WAV hoặc MP3",
    "open it where it plays and save it as WAV or MP3",
)
_GIVE_ANOTHER = Text("đưa đúng tệp âm thanh", "give the sound file itself")


def _too_long(path: Path, longest_s: float) -> Fault:
    what = Text(f"dài hơn {longest_s / 60:g} phút", f"it is longer than {longest_s / 60:g} minutes")
    return _fault(path, what, "", Text("cắt thành nhiều phần", "cut it into parts"))


def _fault(path: Path, what: Text, why: str, remedy: Text) -> Fault:
    detail = f" ({why})" if why else ""
    return Fault(Text(what.vi + detail, what.en + detail), remedy, Where(str(path)))

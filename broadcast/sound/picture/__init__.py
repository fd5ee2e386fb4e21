"""A picture of a sound for a person: waveform, loudness and spectrum over one axis of time, as PNG."""

from pathlib import Path

from broadcast.disk import destination, whole
from broadcast.errors import Fault, Invalid, Where
from broadcast.language import Language, Text
from broadcast.sound.loudness import Loudness
from broadcast.sound.picture.portrait import TARGET_LUFS, portrayed

__all__ = ["NotNamedPng", "draw_file", "picture_place"]

_ENDING = ".png"


class NotNamedPng(Invalid):
    """A picture is written as PNG, and the name of its file must say so."""


def picture_place(to: Path, *made_from: Path) -> Path:
    """`to`, when a picture may be written there; asked before any work.

    Raises:
        NotNamedPng: it does not end in .png, or is one of the files that the picture is made from.
        NotAFile: a folder, pipe or device stands there.
    """
    if to.suffix.lower() != _ENDING:
        raise NotNamedPng(
            _wrong(
                to, Text("tên tệp ảnh không kết thúc bằng .png", "the picture's name does not end in .png")
            )
        )
    if to.is_file() and any(file.is_file() and file.samefile(to) for file in made_from):
        raise NotNamedPng(
            _wrong(to, Text("tệp ảnh cũng là tệp tiếng", "the picture is the sound file itself"))
        )
    destination(to)
    return to


def draw_file(path: Path, to: Path, language: Language, target_lufs: float = TARGET_LUFS) -> Loudness:
    """Measure the sound file `path` and write its picture to `to`, in one pass at constant memory.

    Raises:
        NotNamedPng, NotAFile: `to` is no place for a picture.
        NotAudio: `path` is missing or cannot be decoded whole.
        NotWritten: the disk is full or closed. An older `to` stays as it was.
    """
    from broadcast.sound.picture.layout import drawn  # letters and PNG: only who draws waits for them

    picture_place(to, path)
    portrait = portrayed(path, target_lufs)
    png = drawn(portrait, language)
    with whole(to) as file:
        file.write(png)
    return portrait.loudness


def _wrong(to: Path, what: Text) -> Fault:
    return Fault(
        what,
        Text("đặt một tên riêng kết thúc bằng .png", "give a name of its own that ends in .png"),
        Where(str(to)),
    )

"""Nghe thử: a text as sound for somebody's ears, not for air."""

from pathlib import Path

from broadcast.desk.speaking import announcers_of, voiced
from broadcast.desk.studio import Studio
from broadcast.errors import Fault, Invalid, NotFound, Where
from broadcast.files.scripts import load_script
from broadcast.language import Text
from broadcast.reading import Reading, decode, read_document
from broadcast.schedule import Announcing
from broadcast.script import Script
from broadcast.sound.level import level
from broadcast.sound.wav import write_wav
from broadcast.speech.delivery import deliver, delivered


class NothingToSay(Invalid):
    """There is not one word to speak."""


class NotNamedWav(Invalid):
    """A rehearsal is written as WAV, and the name of its file must say so."""


def rehearse(studio: Studio, file: Path, to: Path, engine: str, style: Announcing | None = None) -> Reading:
    """Speak `file` (a script, or plain text) with `engine` to a levelled WAV; the reading that was spoken.

    In `style`, as near as the engine can (None: as a station that has said nothing about it). A script sounds
    as it will air with the speakers of `style`: in the voices that its writer wishes for, an emergency slowly
    and twice. Plain text is read by all of them in turn.

    Raises:
        NotFound, Invalid: no such file, no text in it, or `to` does not end in .wav.
        EngineFailed: the engine gave no sound; nothing is written.
    """
    if to.suffix.lower() != ".wav":
        raise NotNamedWav(_not_wav(to))
    studio.engine(engine)
    script = _script_of(file)
    reading = read_document(_plain_text(file) if script is None else script.text)
    if not reading.sentences:
        raise NothingToSay(
            Fault(
                Text("không có lời nào để đọc", "there is nothing to say in it"),
                Text("viết bài bằng chữ", "write it in words"),
                Where(str(file)),
            )
        )
    style = style or Announcing()
    delivery = (
        deliver(reading, style.speakers) if script is None else delivered(script, reading, style.speakers)
    )
    audio = voiced(studio, announcers_of(studio, engine, style), delivery)
    write_wav(level(audio, studio.profile.loudness_lufs, studio.profile.ceiling_dbtp), to)
    return reading


def _not_wav(to: Path) -> Fault:
    return Fault(
        Text(f"nghe thử chỉ ghi ra WAV, không ghi ra «{to.name}»", f"a rehearsal is WAV, not «{to.name}»"),
        Text("đặt tên tệp kết thúc bằng .wav", "end the file's name in .wav"),
        Where(str(to)),
    )


def text_of(file: Path) -> str:
    """The text of a script without its front matter, or of any other file as it stands.

    Raises:
        NotFound, Invalid: there is no such file, or no script in it.
    """
    script = _script_of(file)
    return _plain_text(file) if script is None else script.text


def _script_of(file: Path) -> Script | None:
    """The script in a file of that kind; None for every other file."""
    if file.suffix.lower() != ".md":
        return None
    found = load_script(file, str(file))
    if found.sound:
        raise NothingToSay(Fault(_RECORDED, _LISTEN, found.sound.where))
    return found.script


def _plain_text(file: Path) -> str:
    if not file.is_file():
        raise NotFound(
            Fault(
                Text("không có tệp này", "there is no such file"),
                Text("kiểm tra đường dẫn", "check the path"),
                Where(str(file)),
            )
        )
    return decode(file.read_bytes())


_RECORDED = Text("bài này là âm thanh làm sẵn, máy không đọc", "this script is a recording: nobody speaks it")
_LISTEN = Text("nghe chính tệp âm thanh ấy", "listen to the recording itself")

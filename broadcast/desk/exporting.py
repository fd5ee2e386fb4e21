"""Giao tệp: a published programme in another form, for an FM desk or a telephone with little room."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from broadcast.desk.publishing import item_id, published
from broadcast.desk.studio import Studio
from broadcast.disk import destination, whole
from broadcast.errors import Fault, Invalid, NotFound, Where
from broadcast.language import Text
from broadcast.playlist import AudioFile, Playlist, PlaylistItem
from broadcast.schedule import VIETNAM
from broadcast.sound.audio import mono
from broadcast.sound.bwf import Note
from broadcast.sound.forms import ENDINGS, form_named, limited, write_form
from broadcast.sound.loudness import Loudness, measure_file
from broadcast.sound.piece import Aim
from broadcast.sound.source import open_sound
from broadcast.sound.tags import Chapter, Tags

DESK_HZ = 48_000
"""What FM desks run at."""

RATES_HZ = (24_000, 32_000, 44_100, 48_000)

_EXT = "mp3"


class NoSuchSession(NotFound):
    """No programme of that session was published."""


class NothingToExport(NotFound):
    """The day has no programme with a file of its own."""


class WrongForm(Invalid):
    """The name of the output says another form than was asked for, or none; or its rate cannot be had."""


class SeveralProgrammes(Invalid):
    """One file cannot hold several programmes."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One file that was written; its loudness is the file's own."""

    file: Path
    item: str
    loudness: Loudness


@dataclass(frozen=True, slots=True)
class _Made:
    """How files are made; `rate_hz` None: the programme's own."""

    form: str
    rate_hz: int | None
    ceiling_dbtp: float


def export(
    studio: Studio,
    station: str,
    day: date,
    to: Path,
    *,
    slot: str | None = None,
    form: str | None = None,
    rate_hz: int | None = None,
) -> Iterator[Exported]:
    """Write the day's published programmes (or one session's) to `to`: one file, or a folder for all of them.

    Without `form` the ending of `to` decides, in a folder it is WAV. MP3 is the published file to the bit,
    its `rate_hz` cannot be chosen; WAV is a Broadcast Wave, 48 kHz by default. What can be refused is refused
    before the first file is written.

    Raises:
        NotPublished, NoSuchSession, NothingToExport: there is no such programme.
        WrongForm, SeveralProgrammes, NotAFile: `to` does not fit what was asked for.
        NoSuchAudio: the file of an older day is not kept any more.
        NotWritten: the disk is full or closed. An older file stays as it was.
    """
    playlist = published(studio, station, day)
    chosen = _chosen(playlist, slot)
    made = _Made(form := _form(to, form), _rate(form, rate_hz), studio.profile.ceiling_dbtp)
    targets = _targets(to, chosen, form)
    sources = [studio.audio.find(audio.sha256, _EXT) for _, audio in chosen]
    for (item, _), source, target in zip(chosen, sources, targets, strict=True):
        yield Exported(target, item.id, _written(playlist, item, source, target, made))


def opened_wav(studio: Studio, station: str, day: date, slot: str) -> BinaryIO:
    """One session as a Broadcast Wave of 48 kHz, open for reading; on the disk it has no name any more.

    One at a time: it is rendered anew, in a second or two.

    Raises:
        Busy: others wait already.
        NotPublished, NoSuchSession, NoSuchAudio, NotWritten: as `export`.
    """
    with studio.sounds.turn(), tempfile.TemporaryDirectory(dir=studio.data, prefix="export-") as folder:
        to = Path(folder) / "session.wav"
        for _ in export(studio, station, day, to, slot=slot):
            pass
        return to.open("rb")


def session_of(playlist: Playlist, slot: str) -> PlaylistItem:
    """The session of that name, with a file of its own; raises NoSuchSession, NothingToExport."""
    return _chosen(playlist, slot)[0][0]


def _chosen(playlist: Playlist, slot: str | None) -> list[tuple[PlaylistItem, AudioFile]]:
    items = [(item, item.audio) for item in playlist.items if item.audio is not None and item.relay is None]
    if slot is not None:
        wanted = item_id(playlist.station.id, playlist.date, slot)
        names = [item.id.removeprefix(item_id(playlist.station.id, playlist.date, "")) for item, _ in items]
        items = [(item, audio) for item, audio in items if item.id == wanted]
        if not items:
            what = Text(f"không có buổi phát «{slot}»", f"there is no session «{slot}»")
            remedy = Text(f"chọn một trong: {', '.join(names)}", f"choose one of: {', '.join(names)}")
            raise NoSuchSession(Fault(what, remedy))
    if not items:
        raise NothingToExport(
            Fault(
                Text(
                    "ngày này không có chương trình nào có tệp tiếng", "no programme of that day has a file"
                ),
                Text("xem danh sách phát: broadcast playlist", "see the playlist: broadcast playlist"),
            )
        )
    return items


def _form(to: Path, form: str | None) -> str:
    if to.is_dir():
        return form or "wav"
    named = form_named(to)
    if named is not None and form in {None, named}:
        return named
    allowed = ", ".join(f"{ending} ({name})" for name, ending in ENDINGS.items())
    asked = Text(f"không hợp với định dạng {form}", f"does not fit the form {form}")
    told = asked if form else Text("không cho biết định dạng", "does not say its form")
    what = Text(f"tên tệp ra «{to.name}» {told.vi}", f"the name of the output «{to.name}» {told.en}")
    remedy = Text(
        f"đặt đuôi tên tệp theo định dạng: {allowed}; hoặc chỉ một thư mục có sẵn",
        f"end its name as the form says: {allowed}; or name a folder that exists",
    )
    raise WrongForm(Fault(what, remedy, Where(str(to))))


def _rate(form: str, rate_hz: int | None) -> int | None:
    """The rate that is written, None for the programme's own."""
    allowed = {"wav": RATES_HZ, "aac": RATES_HZ, "opus": (24_000, 48_000)}.get(form, ())
    if rate_hz is None:
        return DESK_HZ if form == "wav" else None
    if rate_hz in allowed:
        return rate_hz
    names = ", ".join(map(str, allowed))
    what = Text(f"{form} không ghi được ở {rate_hz} Hz", f"{form} cannot be written at {rate_hz} Hz")
    remedy = Text(
        f"chọn một trong: {names}" if allowed else "bỏ --rate: mp3 là tệp đã công bố, chép nguyên",
        f"choose one of: {names}" if allowed else "leave --rate out: mp3 is the published file as it is",
    )
    raise WrongForm(Fault(what, remedy))


def _targets(to: Path, chosen: list[tuple[PlaylistItem, AudioFile]], form: str) -> list[Path]:
    if to.is_dir():
        return [destination(to / f"{item.id}{ENDINGS[form]}") for item, _ in chosen]
    if len(chosen) > 1:
        what = Text(f"ngày này có {len(chosen)} chương trình", f"that day has {len(chosen)} programmes")
        remedy = Text(
            "thêm --slot, hoặc ghi ra một thư mục có sẵn", "add --slot, or write to a folder that exists"
        )
        raise SeveralProgrammes(Fault(what, remedy, Where(str(to))))
    destination(to)
    return [to]


def _written(playlist: Playlist, item: PlaylistItem, source: Path, to: Path, made: _Made) -> Loudness:
    if made.form == "mp3":
        loudness = measure_file(source)  # first: what is damaged replaces no older file
        with whole(to) as file, source.open("rb") as original:
            shutil.copyfileobj(original, file)
        return loudness
    with open_sound(source) as sound:
        rate_hz = made.rate_hz or sound.rate_hz

    def rendered(aim: Aim) -> Iterator[npt.NDArray[np.float32]]:
        with open_sound(source) as sound:
            louder = np.float32(10 ** (aim.lufs / 20))
            blocks = (block * louder for block in mono(sound, rate_hz))
            yield from limited(blocks, rate_hz, aim.ceiling_dbtp)

    aim = Aim(0.0, made.ceiling_dbtp)  # its loudness is right already: 0 dB louder
    tags, note = _tags(playlist, item), _note(playlist, item)
    return write_form(made.form, rendered, to, rate_hz=rate_hz, aim=aim, tags=tags, note=note)


def _tags(playlist: Playlist, item: PlaylistItem) -> Tags:
    chapters = tuple(Chapter(entry.title, entry.offset_s, entry.ends_s) for entry in item.rundown)
    return Tags(item.title, playlist.station.name, playlist.station.name, playlist.date, chapters=chapters)


def _note(playlist: Playlist, item: PlaylistItem) -> Note:
    return Note(item.title, playlist.station.name, item.id, item.starts_at.astimezone(VIETNAM))

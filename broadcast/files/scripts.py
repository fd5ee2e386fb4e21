"""scripts_vi/*.md: one script a file, its fields above, its text below; and the stamp of approval.

Everything that is wrong with a file is said at once, each fault at its line, and one bad file never hides the
others. Whether campaigns, topics and places exist, and whether the words can be spoken, is not asked here.
"""

import hashlib
import json
import os
import re
import shutil
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from broadcast.errors import Fault, Invalid, Unavailable, Where
from broadcast.files.lined import Lined, load, validated
from broadcast.files.script_models import APPROVE_AGAIN, ID, FrontMatter
from broadcast.files.sheet import Sheet, content_of, laid_open
from broadcast.files.upload import MOST_SOUND, SOUND_NAMES
from broadcast.language import Text
from broadcast.script import Approval, Script, fingerprint

_GUIDE = "docs/scripts.md"


@dataclass(frozen=True, slots=True)
class ReadySound:
    """A recording beside its script, airing in place of spoken words; `where` is the line that names it."""

    path: Path
    sha256: str
    where: Where


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A script and where it stands: `text_line` (from 1) is the line on which its text begins.

    `shown` is the file's name in faults; `fields` are those above the text, with their lines. With a `sound`
    the text only tells what is in it.
    """

    path: Path
    script: Script
    text_line: int
    shown: str
    fields: Lined
    sound: ReadySound | None = None

    def where(self, *field: str | int) -> Where:
        """The line of `field`, as in `where("places", 0)`."""
        return self.fields.where(*field)


def load_script(path: Path, shown: str) -> ScriptFile:
    """Read one script; `shown` is its name in faults.

    Raises:
        Invalid: with every fault at once, each at its line.
    """
    return _parsed(content_of(path, shown), path, shown)


def load_scripts(folder: Path) -> tuple[tuple[ScriptFile, ...], tuple[Fault, ...]]:
    """The scripts of `folder` in the order of their ids, and the faults of those that are none.

    Only `*.md` counts, hidden files and folders do not.
    """
    files: dict[str, ScriptFile] = {}
    faults: list[Fault] = []
    taken: dict[str, str] = {}
    try:
        paths = sorted(folder.iterdir(), key=lambda path: (path.name != path.name.lower(), path.name))
    except OSError as error:
        what = Text(
            f"không mở được thư mục bài ({error.strerror})", f"no folder of scripts ({error.strerror})"
        )
        return (), (Fault(what, _MAKE_FOLDER, Where(str(folder))),)
    for path in paths:
        if path.suffix.lower() != ".md" or path.name.startswith("."):
            continue
        shown = str(Path(folder.name, path.name))
        first = taken.setdefault(unicodedata.normalize("NFC", path.stem).casefold(), path.name)
        try:
            _refuse_twin(path, first, shown)
            files[path.stem] = load_script(path, shown)
        except Invalid as error:
            faults += error.faults
    if not faults:  # a script that could not be read may name any of them
        faults += _nobodys(paths, {file.sound.path for file in files.values() if file.sound}, folder.name)
    return tuple(files[name] for name in sorted(files)), tuple(sorted(faults, key=_place))


def edited_after_approval(file: ScriptFile) -> Fault:
    """The fault of a script that was changed after somebody cleared it, at the line of `approved`."""
    return Fault(
        Text("bài đã sửa sau khi duyệt", "the script was edited after it was approved"),
        Text(
            "đọc lại bài rồi duyệt lại bằng lệnh broadcast approve",
            "read it again, then approve it again: broadcast approve",
        ),
        file.where("approved"),
    )


def stamp(path: Path, by: str, on: date) -> Approval:
    """Duyệt: write or replace the `approved` block of the script at `path`; every other byte stays.

    The new file appears whole or not at all.

    Raises:
        Invalid: the script has faults, `by` is no name, or the block stands where it cannot be replaced.
        Unavailable: the disk does not take it; the old file stands.
    """
    shown = str(path)
    content = content_of(path, shown)
    file = _parsed(content, path, shown)
    approval = Approval(_name(by, shown), on, file.script.fingerprint)
    stamped = _with_block(content, file, approval)
    try:
        kept = _parsed(stamped, path, shown).script == replace(file.script, approved=approval)
    except Invalid as error:
        raise Invalid(_unstampable(file)) from error
    if not kept:
        raise Invalid(_unstampable(file))
    _put(path, stamped)
    return approval


def _parsed(content: str, path: Path, shown: str) -> ScriptFile:
    sheet, form = laid_open(content, shown)
    faults = (*_misnamed(path, shown), *form, *_speechless(sheet, shown))
    if sheet.front is None:
        raise Invalid(*sorted(faults, key=_place))
    try:
        fields = load(sheet.front, shown, first_line=2)
        matter = validated(FrontMatter, fields, guide=_GUIDE)
    except Invalid as error:
        raise Invalid(*sorted((*faults, *error.faults), key=_place)) from error
    if faults or not isinstance(fields.value, dict):
        raise Invalid(*sorted(faults, key=_place))
    sound = None if matter.audio is None else _sound(path.with_name(matter.audio), fields.where("audio"))
    sealed = fields.value if sound is None else {**fields.value, "audio_sha256": sound.sha256}
    script = matter.script(path.stem, sheet.text, fingerprint(sheet.text, sealed))
    return ScriptFile(path, script, sheet.text_line, shown, fields, sound)


def _sound(path: Path, where: Where) -> ReadySound:
    """The recording at `path`: its content is part of what is approved.

    Raises:
        Invalid: it is missing, cannot be read or is too large.
    """
    try:
        if not path.is_file():
            raise Invalid(Fault(_NO_SOUND, _PUT_SOUND, where))
        if path.stat().st_size > MOST_SOUND:
            raise Invalid(Fault(_LARGE_SOUND, _CUT_SOUND, where))
        with path.open("rb") as file:
            return ReadySound(path, hashlib.file_digest(file, "sha256").hexdigest(), where)
    except OSError as error:
        what = Text(
            f"không đọc được tệp âm thanh ({error.strerror})", f"the sound is closed ({error.strerror})"
        )
        raise Invalid(Fault(what, _PUT_SOUND, where)) from error


def _nobodys(paths: Iterable[Path], named: Collection[Path], folder: str) -> Iterator[Fault]:
    """Sounds that lie there and that no script names: they would never air, and nobody would know why."""
    for path in paths:
        if path.suffix.lower() in SOUND_NAMES and path not in named and not path.name.startswith("."):
            yield Fault(
                Text("không bài nào nhắc tới tệp âm thanh này", "no script names this sound"),
                Text(
                    f"ghi audio: {path.name} vào phần đầu bài của nó, hoặc bỏ tệp đi",
                    f"write audio: {path.name} above its script, or take it away",
                ),
                Where(str(Path(folder, path.name))),
            )


def _misnamed(path: Path, shown: str) -> Iterator[Fault]:
    if not re.fullmatch(ID, path.stem):
        yield Fault(
            Text(
                f"tên tệp «{path.stem}» không dùng làm mã bài được", f"«{path.stem}» cannot be a script's id"
            ),
            Text(
                "đặt tên bằng chữ thường không dấu, số và dấu gạch nối, như khau-trang-01.md",
                "name the file with a-z, 0-9 and hyphens, as in khau-trang-01.md",
            ),
            Where(shown),
        )


def _speechless(sheet: Sheet, shown: str) -> Iterator[Fault]:
    ready = re.search(r"^audio:[ \t]*[^\s#]", sheet.front or "", re.MULTILINE)
    if not ready and not any(letter.isalpha() for letter in sheet.text):
        yield Fault(
            Text("bài không có chữ nào để đọc", "a script with no syllables at all"),
            Text("viết lời bài dưới phần đầu", "write its words below the fields"),
            Where(shown, sheet.text_line),
        )


def _refuse_twin(path: Path, first: str, shown: str) -> None:
    if path.name != first:
        raise Invalid(
            Fault(
                Text(f"tên tệp trùng với «{first}»", f"the name is the same as «{first}»"),
                Text("đổi tên một trong hai tệp", "rename one of the two files"),
                Where(shown),
            )
        )


def _place(fault: Fault) -> tuple[str, int]:
    return ("", 0) if fault.where is None else (fault.where.file, fault.where.line or 0)


def _name(by: str, shown: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(by.split()))
    if name and name.isprintable():
        return name
    raise Invalid(
        Fault(
            Text("thiếu tên người duyệt", "nobody is named who approves"),
            Text("ghi họ tên người duyệt", "give the name of who approves"),
            Where(shown),
        )
    )


def _with_block(content: str, file: ScriptFile, approval: Approval) -> str:
    """`content` with the block of `approval`: where the old one stood, or else below the last field."""
    lines = content.split("\n")
    ending = "\r" if lines[0].endswith("\r") else ""
    written = (
        "approved:",
        f"  by: {json.dumps(approval.by, ensure_ascii=False)}",
        f"  on: {approval.on}",
        f'  sha256: "{approval.sha256}"',
    )
    old = [line for path, line in file.fields.lines.items() if path[:1] == ("approved",)]
    closes = laid_open(content, file.shown)[0].closes
    start, end = (min(old) - 1, max(old)) if old else (closes - 1, closes - 1)
    return "\n".join((*lines[:start], *(line + ending for line in written), *lines[end:]))


def _unstampable(file: ScriptFile) -> Fault:
    return Fault(
        Text("không ghi được dấu duyệt vào phần đầu bài", "the seal does not fit between the fields"),
        APPROVE_AGAIN,
        file.where("approved"),
    )


def _put(path: Path, content: str) -> None:
    target = path.resolve()
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content.encode())
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(target, part)
        part.replace(target)
        _settle(target.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        what = Text(
            f"không ghi được tệp ({error.strerror})", f"the file cannot be written ({error.strerror})"
        )
        raise Unavailable(Fault(what, _MAKE_ROOM, Where(str(path)))) from error


def _settle(folder: Path) -> None:
    """Have the disk keep the new name as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_NO_SOUND = Text("không có tệp âm thanh này cạnh bài", "there is no such sound beside the script")
_PUT_SOUND = Text("đặt tệp âm thanh cùng thư mục với bài, ghi đúng tên", "put it there under this very name")
_LARGE_SOUND = Text(
    f"tệp âm thanh lớn hơn {MOST_SOUND // 1_000_000} MB", f"the sound exceeds {MOST_SOUND // 1_000_000} MB"
)
_CUT_SOUND = Text("lưu lại thành MP3, hoặc cắt thành nhiều bài", "save it as MP3, or cut it into several")
_MAKE_FOLDER = Text("tạo thư mục này và đặt bài vào", "make it and put the scripts there")
_MAKE_ROOM = Text("xem lại chỗ trống và quyền ghi", "see whether there is room, and the right to write")

"""Reading the dàn bài of `broadcast mix`: a JSON file, every fault at once, by its path in the JSON."""

import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from broadcast.errors import Fault, Invalid, Where
from broadcast.language import Text
from broadcast.sound.forms import ENDINGS, form_named
from broadcast.sound.profile import SHAPES, Profile, WrongProfile

LEVELS = ("each", "keep")

_MOST_DIGITS = 300
"""A longer integer is beyond every bound here, and from 4,300 digits on Python reads none."""

_LONGEST_GAP_S = 3_600.0
_MOST_CUES = 10_000
_MOST_BYTES = 16_000_000
"""Ten thousand cues with long titles are smaller."""


class WrongOrder(Invalid):
    """The JSON of a mix cannot be followed."""


@dataclass(frozen=True, slots=True)
class OrderedCue:
    """One file to be heard, and `gap_s` seconds of silence after it. `keep`: its loudness is left alone."""

    file: Path
    written: str
    kind: str
    title: str
    gap_s: float
    keep: bool


@dataclass(frozen=True, slots=True)
class OrderedBed:
    """Music under the cues, `duck_db` below their loudness."""

    file: Path
    duck_db: float


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be assembled, and how it shall sound; `path` is the file that asks for it."""

    path: Path
    cues: tuple[OrderedCue, ...]
    bed: OrderedBed | None
    profile: Profile
    format: str


def read_order(path: Path, to: Path) -> Order:
    """The order in the JSON file `path`; files are relative to it.

    Without `format`, the name of `to` decides; with it, they must not contradict each other.

    Raises:
        WrongOrder: with every fault, each named by its place, such as `cues[2].gap_s`; also where `to` is one
            of the files that it is made from, or its ending is not the format's.
    """
    reader = _Reader(path)
    fields = reader.load()
    fields = reader.known(fields, "", ("cues", "bed", "loudness_lufs", "true_peak_dbtp", "format", "profile"))
    cues = reader.cues(fields.get("cues"))
    bed = reader.bed(fields.get("bed"))
    form = reader.choice(fields, "format", tuple(ENDINGS), form_named(to) or "mp3")
    profile = reader.profile(fields)
    reader.output(to, form, (path, *(cue.file for cue in cues), *([bed.file] if bed else ())))
    if reader.faults:
        raise WrongOrder(*reader.faults)
    return Order(path, cues, bed, profile, form)


@dataclass
class _Reader:
    """Walks through the JSON and collects what is wrong with it."""

    path: Path
    faults: list[Fault] = field(default_factory=list)

    def load(self) -> object:
        self._refuse_unlike_a_file()
        try:
            return json.loads(self.path.read_text(encoding="utf-8-sig"), parse_int=_integer)
        except OSError as error:
            what = Text(f"không đọc được tệp ({error.strerror})", f"it cannot be read ({error.strerror})")
            raise self._wrong(what, Text("kiểm tra đường dẫn", "check the path")) from error
        except json.JSONDecodeError as error:
            what = Text(f"không phải JSON ({error.msg})", f"this is not JSON ({error.msg})")
            raise self._wrong(what, Text("sửa dòng này", "mend this line"), error.lineno) from error
        except UnicodeDecodeError as error:
            what = Text("không phải JSON bằng UTF-8", "this is not JSON in UTF-8")
            raise self._wrong(what, Text("lưu lại tệp ở dạng UTF-8", "save the file as UTF-8")) from error
        except RecursionError as error:
            what = Text("các ngoặc lồng nhau quá sâu", "it is nested too deeply")
            raise self._wrong(what, Text("bỏ bớt ngoặc", "take some brackets away")) from error

    def _refuse_unlike_a_file(self) -> None:
        """A pipe would be waited for and a device read for ever; what is not there is told on opening it."""
        try:
            status = self.path.stat()
        except OSError:
            return
        if not stat.S_ISREG(status.st_mode):
            what = Text(
                "đây không phải là tệp (thư mục, ống hoặc thiết bị)",
                "this is no file (a folder, pipe or device)",
            )
            raise self._wrong(what, Text("lưu dàn bài thành một tệp JSON", "save the rundown as a JSON file"))
        if status.st_size > _MOST_BYTES:
            what = Text("quá lớn, không phải dàn bài", "it is too large to be a rundown")
            raise self._wrong(what, Text("kiểm tra đường dẫn", "check the path"))

    def known(self, value: object, place: str, names: tuple[str, ...]) -> Mapping[str, Any]:
        """`value` as an object with no other fields than `names`."""
        if not isinstance(value, dict):
            self.fault(place or "JSON", value, Text("viết một đối tượng {...}", "write an object {...}"))
            return {}
        for name in value.keys() - set(names):
            remedy = Text(f"chỉ dùng: {', '.join(names)}", f"use only: {', '.join(names)}")
            self.fault(f"{place}.{name}".lstrip("."), value[name], remedy)
        return value

    def cues(self, value: object) -> tuple[OrderedCue, ...]:
        if not isinstance(value, list) or not 0 < len(value) <= _MOST_CUES:
            remedy = Text("viết một danh sách, ít nhất một mục", "write a list with at least one cue")
            self.fault("cues", value, remedy)
            return ()
        return tuple(self._cue(entry, f"cues[{number}]") for number, entry in enumerate(value))

    def bed(self, value: object) -> OrderedBed | None:
        if value is None:
            return None
        fields = self.known(value, "bed", ("file", "duck_db"))
        duck_db = self.number(fields, "bed.duck_db", -18.0, -60.0, 0.0)
        return OrderedBed(self.file(fields.get("file"), "bed.file"), duck_db)

    def profile(self, fields: Mapping[str, Any]) -> Profile:
        shape = self.choice(fields, "profile", SHAPES, "flat")
        loudness_lufs = self.number(fields, "loudness_lufs", -16.0, -40.0, -5.0)
        ceiling_dbtp = self.number(fields, "true_peak_dbtp", -1.0, -20.0, 0.0)
        try:
            return Profile(shape, loudness_lufs=loudness_lufs, ceiling_dbtp=ceiling_dbtp)
        except WrongProfile as error:
            self.faults.extend(error.faults)
            return Profile()

    def file(self, value: object, place: str) -> Path:
        path = (
            self.path.parent / value
            if isinstance(value, str) and value and "\0" not in value
            else self.path.parent
        )
        if not _is_file(path):
            self.fault(place, value, Text("ghi đúng tên tệp âm thanh", "name a sound file that exists"))
        return path

    def number(
        self, fields: Mapping[str, Any], place: str, default: float, least: float, most: float
    ) -> float:
        value = fields.get(place.rpartition(".")[2], default)
        # The bounds first and alone: they refuse infinity and what is no number, and an integer of any size.
        if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:
            return float(value)
        self.fault(
            place,
            value,
            Text(f"viết một số từ {least:g} đến {most:g}", f"write a number from {least:g} to {most:g}"),
        )
        return default

    def choice(self, fields: Mapping[str, Any], place: str, allowed: tuple[str, ...], default: str) -> str:
        value = fields.get(place.rpartition(".")[2], default)
        if value in allowed:
            return str(value)
        names = ", ".join(allowed)
        self.fault(place, value, Text(f"chọn một trong: {names}", f"choose one of: {names}"))
        return default

    def text(self, fields: Mapping[str, Any], place: str, default: str) -> str:
        value = fields.get(place.rpartition(".")[2], default)
        if isinstance(value, str):
            return value
        self.fault(place, value, Text("viết một chuỗi chữ", "write a string"))
        return default

    def output(self, to: Path, form: str, made_from: tuple[Path, ...]) -> None:
        """Whether `to` can be written in the format `form` and is none of the files that are read."""
        if form_named(to) != form:
            what = Text(
                f"tên tệp ra «{to.name}» không hợp với định dạng {form}",
                f"the name of the output «{to.name}» does not fit the format {form}",
            )
            allowed = ", ".join(f"{ending} ({name})" for name, ending in ENDINGS.items())
            remedy = Text(
                f"đặt đuôi tên tệp theo format: {allowed}", f"end its name as the format says: {allowed}"
            )
            self.faults.append(Fault(what, remedy, Where(str(to))))
        if to.is_file() and any(file.is_file() and file.samefile(to) for file in made_from):
            what = Text(
                "tệp ra cũng là một tệp được dùng để ghép", "the output is one of the files it is made from"
            )
            remedy = Text("ghi ra một tên khác", "write to another name")
            self.faults.append(Fault(what, remedy, Where(str(to))))

    def fault(self, place: str, value: object, remedy: Text) -> None:
        given = json.dumps(value, ensure_ascii=False)[:60]
        what = Text(f"«{place}» không nhận {given}", f"«{place}» does not take {given}")
        self.faults.append(Fault(what, remedy, Where(str(self.path))))

    def _cue(self, value: object, place: str) -> OrderedCue:
        fields = self.known(value, place, ("file", "kind", "title", "gap_s", "level"))
        file = self.file(fields.get("file"), f"{place}.file")
        return OrderedCue(
            file=file,
            written=str(fields.get("file")),
            kind=self.text(fields, f"{place}.kind", "item"),
            title=self.text(fields, f"{place}.title", file.stem),
            gap_s=self.number(fields, f"{place}.gap_s", 0.0, 0.0, _LONGEST_GAP_S),
            keep=self.choice(fields, f"{place}.level", LEVELS, "each") == "keep",
        )

    def _wrong(self, what: Text, remedy: Text, line: int | None = None) -> WrongOrder:
        return WrongOrder(Fault(what, remedy, Where(str(self.path), line)))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name longer than any file's
        return False


def _integer(digits: str) -> float:
    return int(digits) if len(digits) <= _MOST_DIGITS else float(digits)

"""Nhập âm thanh: a recording on disk becomes a script on file, its fields above and the sound beside it."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from broadcast.desk.editorial import refuse
from broadcast.desk.findings import Finding, findings
from broadcast.desk.house import review
from broadcast.desk.intake import examined
from broadcast.desk.newsroom import slug
from broadcast.disk import whole
from broadcast.errors import BroadcastError, Conflict, Fault, Invalid, Where
from broadcast.files.schedules import load_schedule
from broadcast.files.scripts import load_script
from broadcast.files.upload import MOST_SOUND, refuse_larger
from broadcast.language import Text
from broadcast.sound.profile import Profile

FOLDER = "scripts_vi"

_ENDINGS: Mapping[str, str] = {"mov": ".m4a", "asf": ".wma", "matroska": ".webm", "mpeg": ".mpg"}
"""Names of files by ffmpeg's names of containers, where these differ."""


class NoTitle(Invalid):
    """A script is known by its title."""


class NameTaken(Conflict):
    """A script or a sound of that name is there already: nothing is overwritten."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written: the script, the sound beside it, and what was found in it."""

    script: Path
    sound: Path
    findings: tuple[Finding, ...]


def import_sound(root: Path, audio: Path, fields: Mapping[str, str], text: str = "") -> Imported:
    """Add `audio` to the scripts of the house at `root`, not approved yet; all of it or nothing.

    `fields` stand above the script (docs/scripts.md), `title` among them.

    Raises:
        NotAudio: it is no sound that can air.
        NameTaken: the title makes a name that is there already.
        Invalid: a field has a fault, or there is no title.
        Unavailable: the disk is full.
    """
    if not fields.get("title", "").strip():
        raise NoTitle(_no_title())
    recording = examined(audio, Where(str(audio)), Profile().rate_hz)
    refuse_larger(audio.stat().st_size, MOST_SOUND, audio.name)
    kind = recording.examination.kind
    name = slug(fields["title"])
    script = root / FOLDER / f"{name}.md"
    sound = script.with_suffix(_ENDINGS.get(kind, f".{kind}"))
    for path in (script, sound):
        if path.exists():
            raise NameTaken(_taken(path))
    try:
        with whole(sound) as file, audio.open("rb") as original:
            shutil.copyfileobj(original, file)
        with whole(script) as file:
            file.write(_sheet({**fields, "audio": sound.name}, text).encode())
        refuse(review(load_script(script, str(script)), load_schedule(root / "schedules.yaml")).faults)
    except (BroadcastError, OSError):
        script.unlink(missing_ok=True)
        sound.unlink(missing_ok=True)
        raise
    said = findings(recording.examination, None, Profile().loudness_lufs)
    return Imported(script, sound, said)


def _sheet(fields: Mapping[str, str], text: str) -> str:
    """The script's file: JSON's strings are YAML's as well, whatever stands in them."""
    written = (
        f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items() if value
    )
    return f"---\n{''.join(written)}---\n{text.strip()}\n"


def _no_title() -> Fault:
    return Fault(
        Text("bài chưa có tên", "the script has no title"),
        Text('ghi tên bài: --title "..."', 'give it one: --title "..."'),
    )


def _taken(path: Path) -> Fault:
    return Fault(
        Text("đã có tệp mang tên này", "there is a file of this name"),
        Text("đặt tên bài khác, hoặc bỏ tệp cũ đi", "choose another title, or take the old one away"),
        Where(str(path)),
    )

"""Bài của người viết: found as they stand, and refused when they are not what somebody saw."""

from broadcast.desk.house import House, references
from broadcast.desk.studio import Studio
from broadcast.errors import Conflict, Fault, Invalid, NotFound
from broadcast.language import Text
from broadcast.script import BadManuscript, Manuscript
from broadcast.store import scripts
from broadcast.store.scripts import Entry


class UnknownEntry(NotFound):
    """No script of a person has this id."""


class Overtaken(Conflict):
    """Somebody else changed the script in the meantime."""


def found(entry: Entry | None, script: str) -> Entry:
    """`entry`, if there is one; raises UnknownEntry."""
    if entry is None:
        what = Text(f"không có bài «{script[:80]}»", f"there is no script «{script[:80]}»")
        raise UnknownEntry(Fault(what, Text("mở lại trang Bản tin", "open the list of scripts again")))
    return entry


def seen(studio: Studio, script: str, version: int) -> Entry:
    """The script where `version` is its newest; raises UnknownEntry, Overtaken."""
    with studio.database.begin() as connection:
        entry = found(scripts.find(connection, script), script)
    if entry.version != version:
        raise Overtaken(OVERTAKEN)
    return entry


def refuse_faults(house: House, manuscript: Manuscript) -> None:
    """Raise BadManuscript with everything that is wrong with it, or that it names and nobody knows."""
    manuscript.refuse_faults()
    faults = tuple(references(manuscript, house.schedule))
    if faults:
        raise BadManuscript(*faults)


OVERTAKEN = Fault(
    Text("bài vừa được người khác sửa", "somebody else has just changed the script"),
    Text("mở lại bài để xem bản mới nhất", "open it again to see the newest version"),
)


class NoReason(Invalid):
    """Whoever sends a script back or takes it off the air says why."""


LONGEST_NOTE = 1_000


def reasoned(reason: str) -> str:
    """`reason` as it is written down; raises NoReason."""
    said = " ".join(reason.split())[:LONGEST_NOTE]
    if not any(map(str.isalpha, said)):
        raise NoReason(Fault(_NO_REASON, _WRITE_REASON))
    return said


_NO_REASON = Text("chưa ghi lý do", "no reason is given")
_WRITE_REASON = Text("ghi lý do để người viết biết mà sửa", "write it, so that the writer knows what to do")

"""A script as a value: its text, what it belongs to, when and where it may air, and who cleared it."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from broadcast.calendar import ALWAYS, When
from broadcast.language import Text


class BulletinClass(StrEnum):
    """The three classes of bulletin, low to high (Thông tư 39/2020/TT-BTTTT)."""

    NORMAL = "normal"
    PRIORITY = "priority"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """0 for the lowest class; an emergency ranks highest."""
        return list(BulletinClass).index(self)

    @property
    def named(self) -> Text:
        """The class as a sentence names it."""
        return _CLASSES[self]


_CLASSES: Mapping[BulletinClass, Text] = {
    BulletinClass.NORMAL: Text("thông thường", "normal"),
    BulletinClass.PRIORITY: Text("ưu tiên", "priority"),
    BulletinClass.EMERGENCY: Text("khẩn cấp", "emergency"),
}


SPOKEN = "vi"
"""The language that is read and spoken; every other is a recording."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Duyệt: who cleared the script, when, and the fingerprint of what they cleared."""

    by: str
    on: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Script:
    """Bài: one announcement.

    `places` are station ids (empty: every station). `valid_from` and `valid_until` are whole days,
    both included (None: open). `fingerprint` is computed from the content, see `fingerprint()`.
    `voices` are who shall read it, in turn by paragraph ("woman", "man"; empty: the station decides). `again`
    has it said twice at once, with "xin nhắc lại" between (None: an emergency is, the rest is not). `when`:
    of its days only on these.
    """

    id: str
    title: str
    text: str
    genre: str
    fingerprint: str
    klass: BulletinClass = BulletinClass.NORMAL
    campaign: str | None = None
    topic: str | None = None
    language: str = SPOKEN
    origin: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    places: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    repeat: int = 1
    again: bool | None = None
    approved: Approval | None = None
    when: When = ALWAYS

    @property
    def cleared(self) -> bool:
        """Whether what was approved is what stands here now."""
        return self.approved is not None and self.approved.sha256 == self.fingerprint

    def valid_on(self, day: date) -> bool:
        """Whether `day` lies in the window of validity, and is one of its days."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until) and self.when.falls_on(day)

    def airs_at(self, station: str) -> bool:
        """Whether the script is meant for `station`."""
        return not self.places or station in self.places


def fingerprint(text: str, fields: Mapping[str, object]) -> str:
    """SHA-256 (hex) of all that an approver clears: the text, and every field but `approved`.

    Spelling of accents (NFC) and blanks at line ends do not count, so that an editor which re-saves the
    file unchanged does not void an approval; every other edit does.
    """
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", text).strip().splitlines()]
    kept = {
        key: value for key, value in fields.items() if key != "approved" and value not in (None, "", [], ())
    }
    content = json.dumps([lines, kept], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()

"""Duyệt: the decisions on a script of people: handed in, approved, sent back, withdrawn.

Each function: the rules first, then the machines, then one transaction. Whoever decides says what they saw;
when something else stands there by now, nothing happens.
"""

from collections.abc import Callable
from dataclasses import dataclass

from broadcast.desk import auditioning
from broadcast.desk.auditioning import Heard, read
from broadcast.desk.entries import OVERTAKEN, Overtaken, found, refuse_faults
from broadcast.desk.entries import seen as seen_entry
from broadcast.desk.house import House, undecided
from broadcast.desk.studio import Studio
from broadcast.errors import Fault, Invalid
from broadcast.language import Text
from broadcast.people import Person, Seal, State, may_approve, may_move, refuse_doubtful, refuse_moved
from broadcast.reading import Reading
from broadcast.store import scripts
from broadcast.store.scripts import Approved, Entry

LONGEST_NOTE = 1_000


class NoReason(Invalid):
    """Whoever sends a script back or withdraws it says why."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """Who lets what on the air; `house` gives what is on file now."""

    studio: Studio
    house: Callable[[], House]

    def heard(self, entry: Entry) -> Heard:
        """The sound that would air; raises as `auditioning.heard`."""
        return auditioning.heard(self.studio, self.house(), entry)

    def seal(self, entry: Entry, heard: Heard) -> Seal:
        """What an approval of `entry` would be bound to."""
        manuscript = entry.manuscript
        return Seal(manuscript.fingerprint, self._read(entry).fingerprint, heard.sha256)

    def submit(self, by: Person, script: str, version: int) -> Entry:
        """Trình: hand it to the approvers.

        Raises:
            MayNot, Moved, UnknownEntry, Overtaken.
            NotReady: doubts that must be decided first.
        """
        entry = seen_entry(self.studio, script, version)
        may_move(by, entry.state, State.SUBMITTED)
        refuse_faults(self.house(), entry.manuscript)
        _refuse_doubts(self._read(entry))
        return self._moved(entry, State.SUBMITTED, by, "")

    def approve(self, by: Person, script: str, version: int, seen: Seal) -> Entry:
        """Duyệt: clear it for air; `seen` is what `by` read and heard.

        Raises:
            NotOwn: they wrote it.
            MayNot, Moved, UnknownEntry, Overtaken, NotReady.
        """
        entry = seen_entry(self.studio, script, version)
        with self.studio.database.begin() as connection:
            may_approve(by, scripts.writers(connection, entry))
        may_move(by, entry.state, State.APPROVED)
        refuse_faults(self.house(), entry.manuscript)
        _refuse_doubts(self._read(entry))
        heard = self.heard(entry)
        now, seal = self.studio.now(), self.seal(entry, heard)
        refuse_moved(seen, seal)
        with self.studio.database.begin() as connection:
            if not scripts.move(connection, entry, State.APPROVED, by.name, "", now):
                raise Overtaken(OVERTAKEN)
            scripts.keep_approval(connection, entry, Approved(by.name, now, seal, heard.key))
            return found(scripts.find(connection, script), script)

    def send_back(self, by: Person, script: str, version: int, reason: str) -> Entry:
        """Trả lại: to the writer, with a reason; raises MayNot, Moved, Overtaken, UnknownEntry, NoReason."""
        entry = seen_entry(self.studio, script, version)
        may_move(by, entry.state, State.RETURNED)
        return self._moved(entry, State.RETURNED, by, _reason(reason))

    def withdraw(self, by: Person, script: str, version: int, reason: str) -> Entry:
        """Rút: not in the next made programme any more; raises as `send_back`."""
        entry = seen_entry(self.studio, script, version)
        may_move(by, entry.state, State.WITHDRAWN)
        return self._moved(entry, State.WITHDRAWN, by, _reason(reason))

    def _moved(self, entry: Entry, to: State, by: Person, note: str) -> Entry:
        with self.studio.database.begin() as connection:
            if not scripts.move(connection, entry, to, by.name, note, self.studio.now()):
                raise Overtaken(OVERTAKEN)
            return found(scripts.find(connection, entry.id), entry.id)

    def _read(self, entry: Entry) -> Reading:
        return read(entry.manuscript, self.house().schedule)


def _refuse_doubts(reading: Reading) -> None:
    refuse_doubtful([fault.what for _, fault in undecided(reading)])


def _reason(reason: str) -> str:
    said = " ".join(reason.split())[:LONGEST_NOTE]
    if not any(map(str.isalpha, said)):
        raise NoReason(Fault(_NO_REASON, _WRITE_REASON))
    return said


_NO_REASON = Text("chưa ghi lý do", "no reason is given")
_WRITE_REASON = Text("ghi lý do để người viết biết mà sửa", "write it, so that the writer knows what to do")

"""Duyệt: the decisions on a script of people: handed in, listened to, approved, sent back, withdrawn, undone.

Each function: the rules first, then the machines, then one transaction. Whoever decides says what they saw;
when something else stands there by now, nothing happens. Each writes one line of the audit.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from broadcast.desk import approving, auditioning, listening, recalling
from broadcast.desk.auditioning import Heard, Timed, read
from broadcast.desk.entries import OVERTAKEN, Overtaken, found, reasoned, refuse_faults
from broadcast.desk.entries import seen as seen_entry
from broadcast.desk.house import House, undecided
from broadcast.desk.listening import Listening
from broadcast.desk.rights import refuse_unless_may
from broadcast.desk.studio import Studio
from broadcast.people import (
    Act,
    Approved,
    Deed,
    Did,
    Fact,
    How,
    Noted,
    Person,
    Seal,
    State,
    Stretch,
    has_left,
    may_approve,
    may_move,
    refuse_doubtful,
    refuse_moved,
    refuse_on_air,
    refuse_undoing,
    scope,
    standing,
)
from broadcast.reading import Reading
from broadcast.schedule import LOCK
from broadcast.store import accounts, audit, clearances, scripts
from broadcast.store.scripts import Entry

BY_PAGE = How()


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a script is on its way: who approved what stands there now, of how many who must."""

    approvals: tuple[Approved, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet of approval is printed from: approvals, and where each stands in the audit's chain."""

    approvals: tuple[Approved, ...]
    noted: tuple[Noted, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Clearing:
    """Who lets what on the air; `house` gives what is on file now."""

    studio: Studio
    house: Callable[[], House]

    # ---- to look at

    def heard(self, entry: Entry) -> Heard:
        """The sound that would air; raises as `auditioning.heard`."""
        return auditioning.heard(self.studio, self.house(), entry)

    def timed(self, entry: Entry) -> tuple[Timed, ...]:
        """When each sentence is heard in that sound; raises as `heard`."""
        return auditioning.timed(self.studio, self.house(), entry)

    def seal(self, entry: Entry, heard: Heard) -> Seal:
        """What an approval of `entry` would be bound to."""
        manuscript = entry.manuscript
        days = manuscript.valid_from, manuscript.valid_until
        told = scope(manuscript.klass.value, days, manuscript.places, manuscript.days.told)
        return Seal(manuscript.fingerprint, self._read(entry).fingerprint, heard.sha256, told)

    def needed(self, entry: Entry) -> int:
        """How many people must approve it: the strictest of its stations decides."""
        what, day = entry.manuscript, self.studio.today()
        return self.house().schedule.approvers(what.klass, what.places, day)

    def standing(self, entry: Entry, seal: Seal | None) -> Standing:
        """Who has approved it as it stands (`seal`; None: nobody can)."""
        with self.studio.database.begin() as connection:
            approvals = clearances.of_version(connection, entry.id, entry.version)
        return Standing(standing(approvals, seal) if seal else (), self.needed(entry))

    def listening(self, by: Person, entry: Entry, heard: Heard) -> Listening:
        """How much of it `by` has listened to."""
        return listening.listening(self.studio, by, entry, heard)

    def sheet(self, script: str) -> Sheet:
        """Phiếu duyệt: approvals of the newest version, with their lines of the audit; or UnknownEntry."""
        with self.studio.database.begin() as connection:
            entry = found(scripts.find(connection, script), script)
            approvals = clearances.of_version(connection, script, entry.version)
            lines = audit.latest(connection, _ALL_LINES, _MOST_LINES, on=script, did="script")
        names = {Did.SCRIPT_APPROVED.value, Did.SCRIPT_SECONDED.value}
        noted = [each for each in lines if each.did in names and each.told.get("version") == entry.version]
        return Sheet(approvals, tuple(reversed(noted)), self.needed(entry))

    # ---- to do

    def listen(self, by: Person, script: str, version: int, audio: str, told: Iterable[Stretch]) -> Listening:
        """Note which stretches (in seconds) of the sound `audio` (SHA-256) were played to `by`.

        As much is believed as can have sounded since the first report; a report without stretches begins.

        Raises:
            MayNot, UnknownEntry.
            Overtaken: it has another sound by now.
        """
        by.refuse_unless_may(Act.APPROVE)
        entry = seen_entry(self.studio, script, version)
        self._refuse_unless_may(by, Act.APPROVE, entry)
        heard = self.heard(entry)
        if heard.sha256 != audio:
            raise Overtaken(OVERTAKEN)
        return listening.listen(self.studio, by, entry, heard, told)

    def submit(self, by: Person, script: str, version: int) -> Entry:
        """Trình: hand it to the approvers.

        Raises:
            MayNot, Moved, UnknownEntry, Overtaken.
            NotReady: doubts that must be decided first.
        """
        entry = seen_entry(self.studio, script, version)
        may_move(by, entry.state, State.SUBMITTED)
        self._refuse_unless_may(by, Act.WRITE, entry)
        refuse_faults(self.house(), entry.manuscript)
        _refuse_doubts(self._read(entry))
        return self._moved(entry, State.SUBMITTED, by, Did.SCRIPT_SUBMITTED)

    def approve(self, by: Person, script: str, version: int, seen: Seal, how: How = BY_PAGE) -> Entry:
        """Duyệt: clear it for air; `seen` is what `by` read and heard. With enough approvers it airs.

        Raises:
            NotOwn: they wrote it. Twice: they approved it already.
            NotHeard: they have not listened to all of it.
            MayNot, Moved, UnknownEntry, Overtaken, NotReady.
        """
        entry = seen_entry(self.studio, script, version)
        with self.studio.database.begin() as connection:
            may_approve(by, scripts.writers(connection, entry))
        may_move(by, entry.state, State.APPROVED)
        self._refuse_unless_may(by, Act.APPROVE, entry)
        refuse_faults(self.house(), entry.manuscript)
        _refuse_doubts(self._read(entry))
        heard = self.heard(entry)
        seal = self.seal(entry, heard)
        refuse_moved(seen, seal)
        with self.studio.database.begin() as connection:
            heard_s = listening.heard_enough_s(connection, by, entry, heard)
            length_s = round(heard.duration_s, 1)
            approved = Approved(by.name, self.studio.now(), seal, heard.key, how, heard_s, length_s)
            approving.add(connection, entry, approved, self.needed(entry))
            if accounts.is_closed(connection, by.name):  # while it was read and spoken; nothing was done then
                raise has_left(by)
            return found(scripts.find(connection, script), script)

    def send_back(self, by: Person, script: str, version: int, reason: str) -> Entry:
        """Trả lại: to the writer, with a reason; raises MayNot, Moved, Overtaken, UnknownEntry, NoReason."""
        entry = seen_entry(self.studio, script, version)
        may_move(by, entry.state, State.RETURNED)
        self._refuse_unless_may(by, Act.APPROVE, entry)
        return self._moved(entry, State.RETURNED, by, Did.SCRIPT_RETURNED, reasoned(reason))

    def withdraw(self, by: Person, script: str, version: int, reason: str) -> Entry:
        """Rút: not in the next made programme any more; raises as `send_back`."""
        entry = seen_entry(self.studio, script, version)
        may_move(by, entry.state, State.WITHDRAWN)
        self._refuse_unless_may(by, Act.WITHDRAW, entry)
        return self._moved(entry, State.WITHDRAWN, by, Did.SCRIPT_WITHDRAWN, reasoned(reason))

    def undo(self, by: Person, script: str, version: int) -> Entry:
        """Hoàn tác: take one's own last decision back, before it airs: an approval, or a sending back.

        Raises:
            MayNot, UnknownEntry, Overtaken.
            TooLateToUndo: something happened since, or it airs within twenty minutes.
        """
        by.refuse_unless_may(Act.APPROVE)
        entry = seen_entry(self.studio, script, version)
        self._refuse_unless_may(by, Act.APPROVE, entry)
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            last = scripts.steps(connection, script)[-1]
            refuse_undoing(by.name, entry.state, (last.state, last.by))
            if entry.state is State.APPROVED:
                soonest = recalling.soonest(connection, script, last.at)
                refuse_on_air(soonest, now + LOCK)
            if not scripts.move(connection, entry, State.SUBMITTED, by.name, _UNDONE, now):
                raise Overtaken(OVERTAKEN)
            clearances.void(connection, script, version, by.name)
            facts: Mapping[str, Fact] = {"version": version, "was": entry.state.value}
            audit.record(connection, Deed(by.name, Did.SCRIPT_UNDONE, script, facts), now)
            return found(scripts.find(connection, script), script)

    def may_undo(self, by: Person, entry: Entry) -> bool:
        """Whether the page offers it to `by`: the last step was theirs, and it was a decision."""
        with self.studio.database.begin() as connection:
            last = scripts.steps(connection, entry.id)[-1]
            own = any(
                each.by == by.name for each in clearances.of_version(connection, entry.id, entry.version)
            )
        decided = entry.state is State.RETURNED or own
        return by.may(Act.APPROVE) and decided and (last.state, last.by) == (entry.state, by.name)

    def _moved(self, entry: Entry, to: State, by: Person, did: Did, note: str = "") -> Entry:
        now = self.studio.now()
        with self.studio.database.begin() as connection:
            if not scripts.move(connection, entry, to, by.name, note, now):
                raise Overtaken(OVERTAKEN)
            if to is not State.SUBMITTED or entry.state is State.RETURNED:
                clearances.void(connection, entry.id, entry.version)
            facts: Mapping[str, Fact] = {"version": entry.version, "reason": note}
            audit.record(connection, Deed(by.name, did, entry.id, facts), now)
            return found(scripts.find(connection, entry.id), entry.id)

    def _refuse_unless_may(self, by: Person, act: Act, entry: Entry) -> None:
        refuse_unless_may(by, act, entry.manuscript, self.house().schedule, self.studio.today())

    def _read(self, entry: Entry) -> Reading:
        return read(entry.manuscript, self.house().schedule)


def _refuse_doubts(reading: Reading) -> None:
    refuse_doubtful([fault.what for _, fault in undecided(reading)])


_ALL_LINES, _MOST_LINES = 2**31 - 1, 500
_UNDONE = "hoàn tác"

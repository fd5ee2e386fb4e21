"""Phòng tin: the scripts that people write, looked at and written; clearing.py has the decisions.

Each function: the rules first, then the machines, then one transaction. Whoever edits says which version they
saw; when something else stands there by now, nothing happens.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import BinaryIO

from broadcast.desk import auditioning
from broadcast.desk.auditioning import Heard, read
from broadcast.desk.entries import OVERTAKEN, Overtaken, found, refuse_faults, seen
from broadcast.desk.findings import Finding, findings
from broadcast.desk.house import House, undecided
from broadcast.desk.intake import Received, receive
from broadcast.desk.rights import refuse_unless_may
from broadcast.desk.studio import Studio
from broadcast.errors import Fault
from broadcast.language import folded
from broadcast.people import Act, Approved, Deed, Did, Fact, Person, State
from broadcast.reading import Reading
from broadcast.script import Manuscript
from broadcast.sound.recording import WHOLE, Cut
from broadcast.speech.delivery import Delivery
from broadcast.store import accounts, audit, clearances, scripts, working_copies
from broadcast.store.scripts import Entry, Step


@dataclass(frozen=True, slots=True)
class Proofs:
    """Everything that a person looks at before they decide. `names`: full names by login name."""

    entry: Entry
    reading: Reading
    steps: tuple[Step, ...]
    approvals: tuple[Approved, ...]
    writers: frozenset[str]
    names: dict[str, str]

    @property
    def approved(self) -> Approved | None:
        """The approval that put it on the air."""
        return self.approvals[-1] if self.approvals and self.entry.state is State.APPROVED else None

    @property
    def undecided(self) -> tuple[Fault, ...]:
        """The doubts that hold it back."""
        return tuple(fault for _, fault in undecided(self.reading))


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The scripts that people write here; `house` gives what is on file now."""

    studio: Studio
    house: Callable[[], House]

    # ---- to look at

    def listed(self, wanted: str = "") -> tuple[tuple[Entry, ...], dict[str, str]]:
        """Scripts of people, the latest change first, and full names by login name.

        Those whose title, text or writer has every word of `wanted`, with marks or without.
        """
        with self.studio.database.begin() as connection:
            entries, names = tuple(scripts.every(connection)), accounts.full_names(connection)
        words = folded(wanted).split()
        return tuple(each for each in entries if _has(each, names, words)), names

    def proofs(self, script: str) -> Proofs:
        """All about one script; raises UnknownEntry."""
        with self.studio.database.begin() as connection:
            entry = found(scripts.find(connection, script), script)
            return Proofs(
                entry,
                self._read(entry),
                scripts.steps(connection, script),
                clearances.of_version(connection, script, entry.version),
                scripts.writers(connection, entry),
                accounts.full_names(connection),
            )

    def heard(self, entry: Entry) -> Heard:
        """Nghe thử; raises as `auditioning.heard`."""
        return auditioning.heard(self.studio, self.house(), entry)

    def delivery(self, entry: Entry) -> Delivery:
        """Who reads it and how, as it will air; not one line of ready audio."""
        return auditioning.delivery_of(self.house(), entry, self.studio.today())[0]

    def findings(self, heard: Heard) -> tuple[Finding, ...]:
        """What was found in ready audio when it came in, in sentences; nothing for what was spoken."""
        if heard.examination is None:
            return ()
        return findings(heard.examination, heard.loudness_lufs, self.studio.profile.loudness_lufs)

    # ---- to do

    def receive(self, by: Person, name: str, file: BinaryIO, cut: Cut = WHOLE) -> Received:
        """What is in a file that `by` uploads; raises MayNot, and what `intake.receive` raises."""
        by.refuse_unless_may(Act.WRITE)
        return receive(self.studio, name, file, cut)

    def write(self, by: Person, manuscript: Manuscript) -> Entry:
        """A new draft.

        Raises:
            MayNot: `by` may not write.
            BadManuscript: with everything that is wrong with it.
        """
        by.refuse_unless_may(Act.WRITE)
        manuscript = _with_sound(manuscript, manuscript.sound)
        refuse_faults(self.house(), manuscript)
        refuse_unless_may(by, Act.WRITE, manuscript, self.house().schedule, self.studio.today())
        now, house = self.studio.now(), self.house()
        with self.studio.database.begin() as connection:
            beginning = slug(manuscript.title)
            known = scripts.taken(connection, beginning) | set(house.scripts)
            name = next(each for each in _names(beginning) if each not in known)
            scripts.add(connection, name, manuscript, by.name, now)
            working_copies.drop(connection, by.name, "")
            audit.record(connection, Deed(by.name, Did.SCRIPT_WRITTEN, name, _facts(manuscript, 1)), now)
            return found(scripts.find(connection, name), name)

    def revise(
        self,
        by: Person,
        script: str,
        version: int,
        manuscript: Manuscript,
        did: Did = Did.SCRIPT_REVISED,
    ) -> Entry:
        """The next version of `script`, where `version` is what `by` edited; it voids an approval.

        Raises:
            MayNot, BadManuscript, UnknownEntry.
            Overtaken: somebody else was quicker.
        """
        by.refuse_unless_may(Act.WRITE)
        entry = seen(self.studio, script, version)
        manuscript = _with_sound(manuscript, manuscript.sound or entry.manuscript.sound)
        refuse_faults(self.house(), manuscript)
        for each in (entry.manuscript, manuscript):
            refuse_unless_may(by, Act.WRITE, each, self.house().schedule, self.studio.today())
        now, same = self.studio.now(), manuscript == entry.manuscript
        with self.studio.database.begin() as connection:
            working_copies.drop(connection, by.name, script)
            if same and entry.state is not State.WITHDRAWN:
                return entry
            if not scripts.revise(connection, entry, manuscript, by.name, now):
                raise Overtaken(OVERTAKEN)
            facts = _facts(manuscript, entry.version + 1)
            audit.record(connection, Deed(by.name, did, script, facts), now)
            return found(scripts.find(connection, script), script)

    def repair(self, by: Person, script: str, version: int, span: tuple[int, int], words: str) -> Entry:
        """Put `words` in place of the code points of `span`; raises as `revise`."""
        manuscript = seen(self.studio, script, version).manuscript
        start, end = span
        if not 0 <= start < end <= len(manuscript.text):
            raise Overtaken(OVERTAKEN)
        written = manuscript.text[start:end]
        behind = written[len(written.rstrip()) :]
        mended = manuscript.text[:start] + words.strip() + behind + manuscript.text[end:]
        return self.revise(by, script, version, replace(manuscript, text=mended), Did.SCRIPT_REPAIRED)

    def _read(self, entry: Entry) -> Reading:
        return read(entry.manuscript, self.house().schedule)


def _has(entry: Entry, names: Mapping[str, str], words: Sequence[str]) -> bool:
    if not words:
        return True
    manuscript = entry.manuscript
    searched = folded(f"{manuscript.title}\n{manuscript.text}\n{names.get(entry.by, entry.by)}")
    return all(word in searched for word in words)


def _facts(manuscript: Manuscript, version: int) -> dict[str, Fact]:
    return {"version": version, "text": manuscript.fingerprint}


def _with_sound(manuscript: Manuscript, sound: str | None) -> Manuscript:
    """Nobody reads ready audio, so it wishes for no voice."""
    return manuscript if sound is None else replace(manuscript, sound=sound, voices=(), again=None)


def slug(title: str) -> str:
    """The title as the beginning of an id: `Cắt điện ấp Long Hòa` makes `cat-dien-ap-long-hoa`."""
    words = re.findall(r"[a-z0-9]+", folded(title))
    return "-".join(words)[:60].strip("-") or "bai"


def _names(beginning: str) -> Iterator[str]:
    yield beginning
    yield from (f"{beginning}-{number}" for number in count(2))

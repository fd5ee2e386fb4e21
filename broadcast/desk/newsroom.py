"""Phòng tin: the life of a person's script, from draft to cleared for air.

Each function: the rules first, then the machines, then one transaction. Whoever decides says what they saw;
when something else stands there by now, nothing happens.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import BinaryIO

from broadcast.desk.findings import Finding, findings
from broadcast.desk.house import House, references, undecided
from broadcast.desk.intake import Received, examination_of, receive, sha256_of
from broadcast.desk.rights import refuse_unless_may
from broadcast.desk.speaking import speak_all
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.errors import Conflict, Fault, Invalid, NotFound
from broadcast.language import Text, folded
from broadcast.people import (
    Act,
    Deed,
    Did,
    Fact,
    Person,
    Seal,
    State,
    may_approve,
    may_move,
    refuse_doubtful,
    refuse_moved,
)
from broadcast.reading import Reading, read_document
from broadcast.schedule import Announcing, Schedule
from broadcast.script import BadManuscript, Manuscript
from broadcast.sound.examination import Examination
from broadcast.sound.recording import WHOLE, Cut
from broadcast.speech.delivery import Delivery
from broadcast.store import accounts, audit, scripts, working_copies
from broadcast.store.scripts import Approved, Entry, Step

LONGEST_NOTE = 1_000


class UnknownEntry(NotFound):
    """No script of a person has this id."""


class Overtaken(Conflict):
    """Somebody else changed the script in the meantime."""


class NoReason(Invalid):
    """Whoever sends a script back or withdraws it says why."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a script sounds like: the clip's key, its file, its length, the hash of its bytes.

    `loudness_lufs` is what was measured after levelling, None for silence; `peaks` its waveform, ten values a
    second (255 is full scale). `examination`: what was found in ready audio as it came in, None where it was
    spoken.
    """

    key: str
    file: Path
    duration_s: float
    sha256: str
    loudness_lufs: float | None
    peaks: bytes
    examination: Examination | None = None


@dataclass(frozen=True, slots=True)
class Proofs:
    """Everything that a person looks at before they decide. `names`: full names by login name."""

    entry: Entry
    reading: Reading
    steps: tuple[Step, ...]
    approved: Approved | None
    writers: frozenset[str]
    names: dict[str, str]

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
            entry = _found(scripts.find(connection, script), script)
            return Proofs(
                entry,
                self._read(entry),
                scripts.steps(connection, script),
                scripts.approval(connection, script, entry.version),
                scripts.writers(connection, entry),
                accounts.full_names(connection),
            )

    def heard(self, entry: Entry) -> Heard:
        """Nghe thử: the sound of a script as it stands, spoken now if it never was.

        Raises:
            EngineFailed: no engine gave sound.
            BadManuscript: there is not one word to speak.
        """
        return heard_clip(self.studio, entry.manuscript.sound or self._spoken(entry))

    def delivery(self, entry: Entry) -> Delivery:
        """Who reads it and how, as it will air; not one line of ready audio."""
        return self._delivered(entry)[0]

    def findings(self, heard: Heard) -> tuple[Finding, ...]:
        """What was found in ready audio when it came in, in sentences; nothing for what was spoken."""
        if heard.examination is None:
            return ()
        return findings(heard.examination, heard.loudness_lufs, self.studio.profile.loudness_lufs)

    def seal(self, entry: Entry, heard: Heard) -> Seal:
        """What an approval of `entry` would be bound to."""
        manuscript = entry.manuscript
        return Seal(manuscript.fingerprint, self._read(entry).fingerprint, heard.sha256)

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
        self._refuse_faults(manuscript)
        refuse_unless_may(by, Act.WRITE, manuscript, self.house().schedule)
        now, house = self.studio.now(), self.house()
        with self.studio.database.begin() as connection:
            beginning = slug(manuscript.title)
            known = scripts.taken(connection, beginning) | set(house.scripts)
            name = next(each for each in _names(beginning) if each not in known)
            scripts.add(connection, name, manuscript, by.name, now)
            working_copies.drop(connection, by.name, "")
            audit.record(connection, Deed(by.name, Did.SCRIPT_WRITTEN, name, _facts(manuscript, 1)), now)
            return _found(scripts.find(connection, name), name)

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
        entry = self._seen(script, version)
        manuscript = _with_sound(manuscript, manuscript.sound or entry.manuscript.sound)
        self._refuse_faults(manuscript)
        for each in (entry.manuscript, manuscript):
            refuse_unless_may(by, Act.WRITE, each, self.house().schedule)
        now, same = self.studio.now(), manuscript == entry.manuscript
        with self.studio.database.begin() as connection:
            working_copies.drop(connection, by.name, script)
            if same and entry.state is not State.WITHDRAWN:
                return entry
            if not scripts.revise(connection, entry, manuscript, by.name, now):
                raise Overtaken(_OVERTAKEN)
            facts = _facts(manuscript, entry.version + 1)
            audit.record(connection, Deed(by.name, did, script, facts), now)
            return _found(scripts.find(connection, script), script)

    def repair(self, by: Person, script: str, version: int, span: tuple[int, int], words: str) -> Entry:
        """Put `words` in place of the code points of `span`; raises as `revise`."""
        manuscript = self._seen(script, version).manuscript
        start, end = span
        if not 0 <= start < end <= len(manuscript.text):
            raise Overtaken(_OVERTAKEN)
        written = manuscript.text[start:end]
        behind = written[len(written.rstrip()) :]
        mended = manuscript.text[:start] + words.strip() + behind + manuscript.text[end:]
        return self.revise(by, script, version, replace(manuscript, text=mended), Did.SCRIPT_REPAIRED)

    def submit(self, by: Person, script: str, version: int) -> Entry:
        """Trình: hand it to the approvers.

        Raises:
            MayNot, Moved, UnknownEntry, Overtaken.
            NotReady: doubts that must be decided first.
        """
        entry = self._seen(script, version)
        may_move(by, entry.state, State.SUBMITTED)
        refuse_unless_may(by, Act.WRITE, entry.manuscript, self.house().schedule)
        self._refuse_faults(entry.manuscript)
        _refuse_doubts(self._read(entry))
        return self._moved(entry, State.SUBMITTED, by, "")

    def approve(self, by: Person, script: str, version: int, seen: Seal) -> Entry:
        """Duyệt: clear it for air; `seen` is what `by` read and heard.

        Raises:
            NotOwn: they wrote it.
            MayNot, Moved, UnknownEntry, Overtaken, NotReady.
        """
        entry = self._seen(script, version)
        with self.studio.database.begin() as connection:
            may_approve(by, scripts.writers(connection, entry))
        may_move(by, entry.state, State.APPROVED)
        refuse_unless_may(by, Act.APPROVE, entry.manuscript, self.house().schedule)
        self._refuse_faults(entry.manuscript)
        _refuse_doubts(self._read(entry))
        heard = self.heard(entry)
        now, seal = self.studio.now(), self.seal(entry, heard)
        refuse_moved(seen, seal)
        with self.studio.database.begin() as connection:
            if not scripts.move(connection, entry, State.APPROVED, by.name, "", now):
                raise Overtaken(_OVERTAKEN)
            scripts.keep_approval(connection, entry, Approved(by.name, now, seal, heard.key))
            return _found(scripts.find(connection, script), script)

    def send_back(self, by: Person, script: str, version: int, reason: str) -> Entry:
        """Trả lại: to the writer, with a reason; raises MayNot, Moved, Overtaken, UnknownEntry, NoReason."""
        entry = self._seen(script, version)
        may_move(by, entry.state, State.RETURNED)
        refuse_unless_may(by, Act.APPROVE, entry.manuscript, self.house().schedule)
        return self._moved(entry, State.RETURNED, by, _reason(reason))

    def withdraw(self, by: Person, script: str, version: int, reason: str) -> Entry:
        """Rút: not in the next made programme any more; raises as `send_back`."""
        entry = self._seen(script, version)
        may_move(by, entry.state, State.WITHDRAWN)
        refuse_unless_may(by, Act.WITHDRAW, entry.manuscript, self.house().schedule)
        return self._moved(entry, State.WITHDRAWN, by, _reason(reason))

    def _seen(self, script: str, version: int) -> Entry:
        with self.studio.database.begin() as connection:
            entry = _found(scripts.find(connection, script), script)
        if entry.version != version:
            raise Overtaken(_OVERTAKEN)
        return entry

    def _moved(self, entry: Entry, to: State, by: Person, note: str) -> Entry:
        with self.studio.database.begin() as connection:
            if not scripts.move(connection, entry, to, by.name, note, self.studio.now()):
                raise Overtaken(_OVERTAKEN)
            return _found(scripts.find(connection, entry.id), entry.id)

    def _read(self, entry: Entry) -> Reading:
        return read(entry.manuscript, self.house().schedule)

    def _refuse_faults(self, manuscript: Manuscript) -> None:
        manuscript.refuse_faults()
        faults = tuple(references(manuscript, self.house().schedule))
        if faults:
            raise BadManuscript(*faults)

    def _spoken(self, entry: Entry) -> str:
        delivery, style = self._delivered(entry)
        if not delivery.lines:
            raise BadManuscript(Fault(_NO_WORDS, _WRITE_WORDS))
        return speak_all(self.studio, [delivery], style, Nobody()).clip_of(delivery)

    def _delivered(self, entry: Entry) -> tuple[Delivery, Announcing]:
        house, script = self.house(), entry.manuscript.script(entry.id)
        return house.delivery(script, self._read(entry))


def _has(entry: Entry, names: Mapping[str, str], words: Sequence[str]) -> bool:
    if not words:
        return True
    manuscript = entry.manuscript
    searched = folded(f"{manuscript.title}\n{manuscript.text}\n{names.get(entry.by, entry.by)}")
    return all(word in searched for word in words)


def _with_sound(manuscript: Manuscript, sound: str | None) -> Manuscript:
    """Nobody reads ready audio, so it wishes for no voice."""
    return manuscript if sound is None else replace(manuscript, sound=sound, voices=(), again=None)


def read(manuscript: Manuscript, schedule: Schedule) -> Reading:
    """What will be spoken of it as the district reads: nothing, when it was handed in as audio."""
    policy = schedule.reading(schedule.district)
    return read_document("" if manuscript.sound else manuscript.text, policy)


def _facts(manuscript: Manuscript, version: int) -> dict[str, Fact]:
    return {"version": version, "text": manuscript.fingerprint}


def heard_clip(studio: Studio, key: str) -> Heard:
    """A stored clip to listen to; raises NoSuchClip."""
    meta, file = studio.clips.meta(key), studio.clips.path(key)
    loudness, peaks = meta["loudness_lufs"], bytes(meta["peaks"])
    length_s, found = float(meta["duration_s"]), examination_of(meta)
    return Heard(key, file, length_s, sound_hash(file), loudness, peaks, found)


def sound_hash(file: Path) -> str:
    """SHA-256 (hex) of a clip's frames."""
    return sha256_of(file)


def slug(title: str) -> str:
    """The title as the beginning of an id: `Cắt điện ấp Long Hòa` makes `cat-dien-ap-long-hoa`."""
    words = re.findall(r"[a-z0-9]+", folded(title))
    return "-".join(words)[:60].strip("-") or "bai"


def _names(beginning: str) -> Iterator[str]:
    yield beginning
    yield from (f"{beginning}-{number}" for number in count(2))


def _found(entry: Entry | None, script: str) -> Entry:
    if entry is None:
        what = Text(f"không có bài «{script[:80]}»", f"there is no script «{script[:80]}»")
        raise UnknownEntry(Fault(what, Text("mở lại trang Bản tin", "open the list of scripts again")))
    return entry


def _refuse_doubts(reading: Reading) -> None:
    refuse_doubtful([fault.what for _, fault in undecided(reading)])


def _reason(reason: str) -> str:
    said = " ".join(reason.split())[:LONGEST_NOTE]
    if not any(map(str.isalpha, said)):
        raise NoReason(Fault(_NO_REASON, _WRITE_REASON))
    return said


_OVERTAKEN = Fault(
    Text("bài vừa được người khác sửa", "somebody else has just changed the script"),
    Text("mở lại bài để xem bản mới nhất", "open it again to see the newest version"),
)
_NO_WORDS = Text("bài không có lời nào để đọc", "there is nothing to say in it")
_WRITE_WORDS = Text("viết bài bằng chữ", "write it in words")
_NO_REASON = Text("chưa ghi lý do", "no reason is given")
_WRITE_REASON = Text("ghi lý do để người viết biết mà sửa", "write it, so that the writer knows what to do")

"""Bàn soạn: what a writer needs before there is a version: checked, heard, kept unsaved, compared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import Connection

from broadcast.desk.auditioning import Heard, delivery_as, heard_clip, read
from broadcast.desk.findings import Finding, findings
from broadcast.desk.house import House
from broadcast.desk.intake import examination_of
from broadcast.desk.newsroom import Newsroom, slug
from broadcast.desk.speaking import speak_all
from broadcast.desk.studio import Studio
from broadcast.desk.watching import Nobody
from broadcast.errors import Fault, Invalid, NotFound
from broadcast.language import Text
from broadcast.people import Act, Person
from broadcast.reading import Reading, spans
from broadcast.script import Manuscript
from broadcast.speech import packed
from broadcast.speech.delivery import Delivery, Line
from broadcast.speech.length import estimated_s
from broadcast.store import accounts, scripts, working_copies
from broadcast.store.clips import NoSuchClip
from broadcast.store.scripts import Entry, Version
from broadcast.store.working_copies import WorkingCopy

AT_WORK = timedelta(minutes=10)
"""Whoever typed in a script within this time is at work on it still."""

MOST_FIELDS_LETTERS = 200_000
"""Letters of a form that is kept unsaved: ten times the longest script, so that a pasted book is kept too."""


LONGEST_LINE = 300
"""Letters that are spoken at once: a sentence without a full stop is cut where a reader would breathe."""


class NotReceived(Invalid):
    """This is no sound that somebody handed in here."""


class UnknownVersion(NotFound):
    """The script never had this version."""


class TooMuch(Invalid):
    """More was typed than is kept unsaved."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text as it would be spoken; `parts` gives for each line of `delivery` the code points it comes from.

    A line that is in no text, such as "Xin nhắc lại", has None. `duration_s` is an estimate.
    """

    reading: Reading
    delivery: Delivery
    parts: tuple[tuple[int, int] | None, ...]
    duration_s: float

    @property
    def breaths(self) -> Iterator[tuple[Line, tuple[int, int] | None]]:
        """The lines to be spoken one by one; a very long one in several, the pause after the last."""
        for line, part in zip(self.delivery.lines, self.parts, strict=True):
            *first, last = (
                packed(line.words, LONGEST_LINE) if len(line.words) > LONGEST_LINE else (line.words,)
            )
            yield from ((replace(line, words=words, pause_s=0.0), part) for words in first)
            yield replace(line, words=last), part


@dataclass(frozen=True, slots=True)
class Kept:
    """A working copy was kept; what else there is to know: others at work, and the newest version."""

    copy: WorkingCopy
    others: tuple[WorkingCopy, ...]
    newest: Entry | None
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drafting:
    """What is not saved yet; `house` gives what is on file now."""

    studio: Studio
    house: Callable[[], House]

    # ---- while they type

    def checked(self, by: Person, manuscript: Manuscript, script: str = "") -> Checked:
        """How `manuscript` would be read, by whom, and about how long it takes; raises MayNot."""
        by.refuse_unless_may(Act.WRITE)
        house = self.house()
        reading = read(manuscript, house.schedule)
        name, day = script or slug(manuscript.title), self.studio.today()
        delivery, style = delivery_as(house, manuscript, name, reading, day)
        engine = self.studio.choice or style.engines[0]
        duration_s = estimated_s(
            delivery, lambda speaker: style.manner(engine, speaker, slow=delivery.slow).pace
        )
        return Checked(reading, delivery, tuple(_parts(reading, delivery)), duration_s)

    def said(self, by: Person, manuscript: Manuscript, line: Line, *, slow: bool) -> Heard:
        """One line of a delivery alone, levelled, as the station of `manuscript` says it.

        Raises:
            MayNot: `by` may not write.
            EngineFailed: no engine gave sound.
        """
        by.refuse_unless_may(Act.WRITE)
        alone = Delivery((Line(line.words[:LONGEST_LINE], 0.0, line.speaker),), slow)
        style = self.house().style(manuscript.script("x"), self.studio.today())
        return heard_clip(self.studio, speak_all(self.studio, [alone], style, Nobody()).clip_of(alone))

    def received(self, key: str) -> Heard:
        """A sound that somebody handed in; raises NotReceived."""
        if len(key) != 64 or not set(key) <= set("0123456789abcdef"):
            raise NotReceived(_not_received())
        try:
            meta = self.studio.clips.meta(key)
        except NoSuchClip as error:
            raise NotReceived(_not_received()) from error
        if examination_of(meta) is None:
            raise NotReceived(_not_received())
        return heard_clip(self.studio, key)

    def findings(self, heard: Heard) -> tuple[Finding, ...]:
        """What was found in it when it came in, in sentences."""
        if heard.examination is None:
            return ()
        return findings(heard.examination, heard.loudness_lufs, self.studio.profile.loudness_lufs)

    # ---- kept unsaved

    def keep(self, by: Person, script: str, version: int, fields: Mapping[str, tuple[str, ...]]) -> Kept:
        """Keep what `by` typed so far: no version, no step, and an approval stands.

        Raises:
            MayNot: `by` may not write.
            TooMuch: it is longer than any script could be.
            UnknownEntry: there is no such script.
        """
        by.refuse_unless_may(Act.WRITE)
        if sum(len(value) for values in fields.values() for value in values) > MOST_FIELDS_LETTERS:
            raise TooMuch(Fault(_TOO_MUCH, _SPLIT))
        newest = self._newsroom.proofs(script).entry if script else None
        copy = WorkingCopy(by.name, script, version, fields, self.studio.now())
        with self.studio.database.begin() as connection:
            working_copies.keep(connection, copy)
            others = self._others(connection, by, script)
            return Kept(copy, others, newest, accounts.full_names(connection))

    def kept(self, by: Person, script: str) -> WorkingCopy | None:
        """What `by` typed there and never saved."""
        with self.studio.database.begin() as connection:
            return working_copies.find(connection, by.name, script)

    def others(self, by: Person, script: str) -> tuple[WorkingCopy, ...]:
        """Who else is at work on that script now."""
        with self.studio.database.begin() as connection:
            return self._others(connection, by, script)

    def drop(self, by: Person, script: str) -> None:
        """Forget what `by` typed there."""
        with self.studio.database.begin() as connection:
            working_copies.drop(connection, by.name, script)

    # ---- versions

    def versions(self, script: str) -> tuple[Version, ...]:
        """Every version, the newest first; raises UnknownEntry."""
        self._newsroom.proofs(script)
        with self.studio.database.begin() as connection:
            return scripts.versions(connection, script)

    def reuse(self, by: Person, script: str, seen: int, number: int) -> Entry:
        """Dùng lại: make version `number` the newest one again, where `seen` is the newest that `by` saw.

        Raises:
            MayNot, Overtaken, UnknownEntry, UnknownVersion.
        """
        old = next((each for each in self.versions(script) if each.number == number), None)
        if old is None:
            raise UnknownVersion(Fault(_NO_VERSION, _SEE_VERSIONS))
        return self._newsroom.revise(by, script, seen, old.manuscript)

    @property
    def _newsroom(self) -> Newsroom:
        return Newsroom(self.studio, self.house)

    def _others(self, connection: Connection, by: Person, script: str) -> tuple[WorkingCopy, ...]:
        if not script:
            return ()
        return working_copies.of_others(connection, by.name, script, self.studio.now() - AT_WORK)


def _parts(reading: Reading, delivery: Delivery) -> Iterator[tuple[int, int] | None]:
    """Read once, or twice with words between that are in no text."""
    found = spans(reading)
    yield from found
    if delivery.again:
        yield None
        yield from found


def _not_received() -> Fault:
    return Fault(_NO_SOUND, _SEND_AGAIN)


_NO_SOUND = Text("máy chủ không còn giữ âm thanh này", "the server does not hold this sound any more")
_SEND_AGAIN = Text("chọn lại tệp âm thanh", "choose the sound again")
_TOO_MUCH = Text("bài dài quá, không giữ nháp được", "this is too long to be kept unsaved")
_SPLIT = Text("chia thành nhiều bài ngắn", "split it into several scripts")
_NO_VERSION = Text("bài không có bản này", "the script has no such version")
_SEE_VERSIONS = Text("mở lại trang Các bản", "open the list of versions again")

"""Từ điển của đài: words that people add, how they are spoken, and what that does to approved scripts.

A word changes what is said in place of it, and what was approved is the words said. So every approved script
that would be read otherwise goes back to the approvers in the same transaction, as a new version of whoever
changed the dictionary: off the air until another person has heard it. Scripts on file keep to schedules.yaml.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from broadcast.desk.house import House
from broadcast.desk.rights import refuse_unless_may_at
from broadcast.desk.studio import Studio
from broadcast.errors import Conflict, Fault, Invalid, NotFound
from broadcast.language import Text
from broadcast.people import Act, Deed, Did, Fact, Person, State
from broadcast.reading import Policy, read_document
from broadcast.schedule import LocalReading, Place, Schedule
from broadcast.script import BulletinClass
from broadcast.store import accounts, audit, scripts, station_words
from broadcast.store.scripts import Entry
from broadcast.store.station_words import StationWord

LONGEST_WRITTEN, LONGEST_SPOKEN = 60, 150
"""Letters of a word, and of what is said for it."""


class BadWord(Invalid):
    """This cannot stand in the dictionary."""


class NoSuchWord(NotFound):
    """The dictionary has no such word."""


class InTheFile(Conflict):
    """schedules.yaml says already how this word is read, and wins."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words that people added; `house` gives what is on file now."""

    studio: Studio
    house: Callable[[], House]

    def words(self) -> tuple[tuple[StationWord, ...], dict[str, str]]:
        """All of them, and full names by login name."""
        with self.studio.database.begin() as connection:
            return station_words.every(connection), accounts.full_names(connection)

    def filed(self) -> tuple[tuple[str, str], ...]:
        """The words that schedules.yaml lays down for the whole district."""
        house = self.house()
        lexicon = house.schedule.district_reading.lexicon
        return tuple(pair for pair in lexicon if pair not in house.words)

    def touched(self, written: str, spoken: str | None) -> tuple[Entry, ...]:
        """Approved scripts that would be read otherwise if the word were spoken so (None: taken out).

        Raises:
            BadWord: one of the two is no word.
        """
        if spoken is not None:
            written, spoken = checked(written, spoken)
        with self.studio.database.begin() as connection:
            return tuple(self._affected(connection, written, spoken))

    def add(self, by: Person, written: str, spoken: str) -> tuple[Entry, ...]:
        """Have `written` read as `spoken`; the scripts that must be approved anew.

        Raises:
            MayNot: `by` may not change the dictionary.
            BadWord: one of the two is no word.
            InTheFile: schedules.yaml has the word.
        """
        self._refuse_unless_may(by)
        written, spoken = checked(written, spoken)
        self._refuse_filed(written)
        now, place = self.studio.now(), self.house().schedule.district
        with self.studio.database.begin() as connection:
            again = self._again(connection, by, written, spoken)
            station_words.put(connection, StationWord(place, written, spoken, by.name, now))
            facts: dict[str, Fact] = {"spoken": spoken, "approved_anew": len(again)}
            audit.record(connection, Deed(by.name, Did.WORD_ADDED, written, facts), now)
        return again

    def remove(self, by: Person, written: str) -> tuple[Entry, ...]:
        """Take the word out; the scripts that must be approved anew; raises MayNot, NoSuchWord."""
        self._refuse_unless_may(by)
        now, place = self.studio.now(), self.house().schedule.district
        with self.studio.database.begin() as connection:
            again = self._again(connection, by, written, None)
            if not station_words.remove(connection, place, written):
                raise NoSuchWord(Fault(_NO_SUCH, _LOOK_AGAIN))
            facts = {"approved_anew": len(again)}
            audit.record(connection, Deed(by.name, Did.WORD_REMOVED, written, facts), now)
        return again

    def _refuse_unless_may(self, by: Person) -> None:
        """A word is heard at every station, in bulletins of every class."""
        refuse_unless_may_at(
            by, Act.WORDS, (), BulletinClass.EMERGENCY, self.house().schedule, self.studio.today()
        )

    def _again(
        self, connection: Connection, by: Person, written: str, spoken: str | None
    ) -> tuple[Entry, ...]:
        """Send what would be read otherwise back to the approvers."""
        now = self.studio.now()
        note = f"Từ điển: «{written}» đọc là «{spoken}»" if spoken else f"Từ điển: bỏ «{written}»"
        affected = tuple(self._affected(connection, written, spoken))
        for entry in affected:
            if scripts.revise(connection, entry, entry.manuscript, by.name, now):
                draft = replace(entry, version=entry.version + 1, state=State.DRAFT)
                scripts.move(connection, draft, State.SUBMITTED, by.name, note, now)
                facts: dict[str, Fact] = {"version": draft.version, "reason": note}
                audit.record(connection, Deed(by.name, Did.SCRIPT_FELL, entry.id, facts), now)
        return affected

    def _affected(self, connection: Connection, written: str, spoken: str | None) -> Iterator[Entry]:
        schedule = self.house().schedule
        now = schedule.district_reading
        then = _with_word(now, written, spoken)
        for entry in tuple(scripts.every(connection, [State.APPROVED])):
            text = entry.manuscript.text
            if entry.manuscript.sound or written.casefold() not in text.casefold():
                continue
            if read_document(text, now).fingerprint != read_document(text, then).fingerprint:
                yield entry

    def _refuse_filed(self, written: str) -> None:
        schedule = self.house().schedule
        added = {(word.place, word.written) for word in self.words()[0]}
        local = schedule.place(schedule.district).reading
        filed = {word for word, _ in local.lexicon} if local else set()
        if written in filed and (schedule.district, written) not in added:
            what = Text(f"«{written}» đã ghi trong schedules.yaml", f"schedules.yaml has «{written}» already")
            raise InTheFile(Fault(what, _CHANGE_THERE))


def with_words(schedule: Schedule, words: Iterable[StationWord]) -> Schedule:
    """`schedule` with what people added: each word holds at its place and below it."""
    added: dict[str, list[tuple[str, str]]] = {}
    for word in words:
        added.setdefault(word.place, []).append((word.written, word.spoken))
    places: Mapping[str, Place] = {
        name: _extended(place, added[name]) if name in added else place
        for name, place in schedule.places.items()
    }
    return replace(schedule, places=places) if added else schedule


def checked(written: str, spoken: str) -> tuple[str, str]:
    """Both in one line; raises BadWord."""
    written, spoken = " ".join(written.split()), " ".join(spoken.split()).lower()
    if not 0 < len(written) <= LONGEST_WRITTEN or not any(map(str.isalnum, written)):
        raise BadWord(Fault(_NOT_WRITTEN, _WRITE_IT))
    if not re.fullmatch(r"[^\W\d_]+(?:,? [^\W\d_]+)*", spoken) or len(spoken) > LONGEST_SPOKEN:
        raise BadWord(Fault(_NOT_SPOKEN, _SPEAK_IT))
    return written, spoken


def _extended(place: Place, pairs: Iterable[tuple[str, str]]) -> Place:
    local = place.reading or LocalReading()
    lexicon = {**dict(local.lexicon), **dict(pairs)}
    return replace(place, reading=replace(local, lexicon=tuple(lexicon.items())))


def _with_word(policy: Policy, written: str, spoken: str | None) -> Policy:
    lexicon = dict(policy.lexicon)
    lexicon.pop(written, None)
    if spoken is not None:
        lexicon[written] = spoken
    return replace(policy, lexicon=tuple(sorted(lexicon.items())))


_NOT_WRITTEN = Text("chưa ghi từ cần đọc, hoặc từ dài quá", "the word is missing, or too long")
_WRITE_IT = Text(
    f"ghi đúng như trong bài, không quá {LONGEST_WRITTEN} chữ cái",
    f"write it as it stands in the script, {LONGEST_WRITTEN} letters at most",
)
_NOT_SPOKEN = Text("cách đọc chỉ gồm chữ và dấu phẩy", "what is spoken has letters and commas only")
_SPEAK_IT = Text(
    "ghi bằng chữ đúng như đọc lên, ví dụ «ủy ban mặt trận tổ quốc», không ghi số hay ký hiệu",
    "write it out in words as it is said, without figures or signs",
)
_NO_SUCH = Text("từ điển không có từ này", "the dictionary has no such word")
_LOOK_AGAIN = Text("tải lại trang Từ điển", "reload the page of the dictionary")
_CHANGE_THERE = Text("nhờ người phụ trách máy sửa trong tệp ấy", "have it changed in that file")

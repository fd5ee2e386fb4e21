"""No way through the desk airs an unapproved word: people, files and clocks do what they like, in any order.

After each making of a day every item of every newly published playlist must have been approved, in exactly
that text, those words and that sound, by enough people none of whom wrote it, for that place and day. What
counts is reckoned in approved_words.py from the actions alone. The sound is compared byte for byte: a
programme is a copy of the frames that the approver heard.

`make test` takes a few thousand steps, `make machine` 100,000 (BROADCAST_STEPS).
"""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import tiny_house
from approved_words import CLASSES as LEVELS
from approved_words import Content, Life, Right, Sensed, Stands, Words
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from broadcast.desk.auditioning import heard
from broadcast.desk.editorial import approve as approve_file
from broadcast.desk.house import open_house
from broadcast.desk.reception import Reception
from broadcast.desk.sheets import Wish
from broadcast.desk.watching import Nobody
from broadcast.errors import BroadcastError
from broadcast.people import Grant, Person, Role, Seal
from broadcast.playlist import PlaylistItem
from broadcast.programme import CueKind
from broadcast.schedule import LOCK, VIETNAM
from broadcast.script import BulletinClass, Manuscript
from broadcast.store.scripts import Entry

LONG = "BROADCAST_STEPS" in os.environ
STEPS = int(os.environ.get("BROADCAST_STEPS", "900"))
PHASES = [Phase.generate, *([Phase.shrink] if "BROADCAST_SHRINK" in os.environ else [])]
"""Finding the shortest way takes minutes: only when it is asked for."""

AT_ONCE = 60
"""Steps of one run; then everything begins anew."""

START = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
PASSWORD = "ao cá bờ dừa xuồng ba lá"
ROLES: dict[str, frozenset[Role]] = {
    "lan": frozenset(Role),
    "binh": frozenset({Role.APPROVER}),
    "cuc": frozenset({Role.APPROVER, Role.WRITER}),
    "hoa": frozenset({Role.WRITER}),
}
NAMES = st.sampled_from(sorted(ROLES))
WRITER = st.sampled_from(["hoa", "hoa", "hoa", "lan", "cuc", "binh"])
APPROVER = st.sampled_from(["binh", "binh", "cuc", "cuc", "lan", "hoa"])
GRANTS = st.frozensets(
    st.builds(
        Right,
        st.sampled_from([role.value for role in Role]),
        st.sampled_from(["", "", "cho-moi", "my-an"]),
        st.sampled_from([*LEVELS, "emergency"]),
    ),
    min_size=1,
    max_size=3,
)
RARELY = st.sampled_from([False] * 7 + [True])
TEXTS = st.sampled_from(
    [
        "Ngày mai cắt điện.",
        "Ngày mai có điện.",
        "KGVX mời bà con đi họp.",
        "Bà con gọi 1900 9095.",
        "Đeo khẩu trang khi ra kh i nhà.",
    ]
)
"""One whose words hang on the lexicon, one on how often a number is said, one that has a hole."""

HOLE = "kh i"
FILE_TEXTS = st.sampled_from(["Mời bà con đi tiêm.", "Bà con nhớ tắt bếp.", "Trường cho học sinh nghỉ học."])
CLASSES = st.sampled_from(["normal", "normal", "normal", "priority", "emergency"])
PLACES = st.sampled_from([(), (), ("my-an",), ("kien-an",), tiny_house.STATIONS])
WINDOWS = st.sampled_from([(None, None), (None, None), (0, 0), (1, None), (None, -1)])
"""First and last day from the day of writing on."""

WHICH = st.integers(0, 5)
FILES = ("tep-mot", "tep-hai")
WORDS = st.sampled_from(
    [("bà con", "nhân dân"), ("bà con", "cô bác"), ("điện", "điện lưới"), ("KGVX", "khu gia viên xá")]
)
"""Each stands in texts of people, and the first in those of files, which are read without the dictionary."""

STATIONS = st.sampled_from([*((each,) for each in tiny_house.STATIONS), tiny_house.STATIONS])
SLOTS = st.sampled_from(["sang", "chieu", "sang", "chieu", None])
SESSIONS = st.sampled_from(["sang", "chieu"])
PLAIN = ("Mời bà con đi họp tổ.", "Mai bà con dọn kênh.", "Bà con nhớ khóa nước.")
"""Nothing in them keeps them from being submitted."""

KINDS = [each for each in Stands if each is not Stands.UNKNOWN]
SEVERAL = st.lists(
    st.sampled_from(KINDS),
    min_size=2,
    max_size=4,
    unique=True,
)
LOST = st.sampled_from([Stands.RECALLED, Stands.DRAFT, Stands.DECLINED, Stands.ELSEWHERE, Stands.ANOTHER_DAY])
PLANNER = st.sampled_from(["lan", "lan", "lan", "hoa", "binh"])
AHEAD = st.sampled_from([0, 0, 1, 1, 2])


class Template:
    """A house and its DATA with accounts and stored sounds, made once and copied for each run."""

    def __init__(self, place: Path) -> None:
        self.place = place
        tiny_house.lay_out(place / "house")
        studio = tiny_house.tiny_studio(place / "house", place / "data", lambda: START)
        self.tokens = {}
        reception = Reception(studio)
        accounts = reception.accounts
        links = accounts.invitations
        for name, roles in ROLES.items():
            token = links.first_link() or links.invite(self.head(reception), name, roles)
            links.create(token, name, name.title(), PASSWORD)
            self.tokens[name] = accounts.log_in(name, PASSWORD, "192.0.2.1")
        reception.make(START.astimezone(VIETNAM).date(), Nobody())
        self.recording = self._recorded(reception)
        studio.database.close()

    @staticmethod
    def head(reception: Reception) -> Person:
        return next(each for each in reception.accounts.everybody() if each.name == "lan")

    def _recorded(self, reception: Reception) -> str:
        """A sound that somebody handed in."""
        with (self.place / "house" / "jingles" / "nhac-hieu.flac").open("rb") as file:
            sound = reception.newsroom.receive(self.head(reception), "ghi-am.flac", file).sound
        assert sound is not None
        return sound


TEMPLATE: list[Template] = []
TAKEN: Counter[str] = Counter()
"""What was done how often: a machine whose approvals all fail proves nothing."""


class Desk(RuleBasedStateMachine):
    """The people of a station at work, and whoever would get round them."""

    def __init__(self) -> None:
        super().__init__()
        self.room = TemporaryDirectory(dir=TEMPLATE[0].place.parent)
        root = Path(self.room.name)
        shutil.copytree(TEMPLATE[0].place / "house", root / "house")
        shutil.copytree(TEMPLATE[0].place / "data", root / "data", copy_function=_linked)
        self.now = START
        self.studio = tiny_house.tiny_studio(root / "house", root / "data", lambda: self.now)
        self.reception = Reception(self.studio)
        self.newsroom = self.reception.newsroom
        self.clearing = self.reception.clearing
        self.open = set(ROLES)
        self.needed = {"normal": 1, "priority": 1, "emergency": 2}
        rights = {name: [Right(role.value) for role in roles] for name, roles in ROLES.items()}
        self.words = Words(rights, self.needed)
        self.moves: list[tuple[date, str, tuple[str, ...]]] = []
        self.seen: list[tuple[Entry, Seal, Sensed]] = []
        self.before: dict[tuple[str, date], dict[str, PlaylistItem]] = {}
        self.checked: set[tuple[str, str, str, date]] = set()

    def teardown(self) -> None:
        self.studio.database.close()
        self.room.cleanup()

    # ---- people

    def person(self, name: str) -> Person | None:
        """Who stands behind the session of that name now, as the doors ask; None once it ended."""
        session = self.reception.accounts.session(TEMPLATE[0].tokens[name])
        return None if session is None else session.person

    def does(self, what: str, name: str, do: Callable[[Person], Any]) -> Any:
        """What came of it, or None where it was refused."""
        person = self.person(name)
        if person is None:
            return None
        try:
            done = do(person)
        except BroadcastError as error:
            TAKEN[f"{what} refused ({type(error).__name__})"] += 1
            return None
        TAKEN[what] += 1
        return done

    def script(self, which: int) -> Entry | None:
        """One of those that exist, as it stands."""
        names = sorted(self.words.lives)
        return self.entry(names[which % len(names)]) if names else None

    def entry(self, script: str) -> Entry:
        return next(each for each in self.newsroom.listed()[0] if each.id == script)

    @property
    def today(self) -> date:
        return self.now.astimezone(VIETNAM).date()

    def day(self, ahead: int) -> date:
        return self.today + timedelta(days=ahead)

    def content(self, text: str, klass: str, places: tuple[str, ...], window: Any, which: int) -> Content:
        first, last = (None if days is None else self.today + timedelta(days=days) for days in window)
        recording = TEMPLATE[0].recording if which == 5 else None
        return Content(f"Bài {text[:12]}", text, klass, places, first, last, recording)

    @initialize(text=TEXTS)
    def begin(self, text: str) -> None:
        """There is a first script, and somebody has submitted it."""
        self.write("hoa", text, "normal", (), (None, None), 0)
        self.submit("hoa", 0)

    @initialize(
        way=WHICH, ahead=AHEAD, stations=STATIONS, several=SEVERAL, which=WHICH, slot=SESSIONS, lost=LOST
    )
    def begin_by_hand(  # noqa: PLR0917
        self,
        way: int,
        ahead: int,
        stations: tuple[str, ...],
        several: list[Stands],
        which: int,
        slot: str,
        lost: Stands,
    ) -> None:
        """No run without somebody's hand: rules are drawn unevenly, and these three matter."""
        if way < 3:
            self.place_and_make("lan", ahead, stations, several, which, slot)
        elif way < 4:
            self.place_and_lose(ahead, stations, which, slot, lost, made=bool(which % 2))
        else:
            self.put_first_and_make("lan", ahead, stations[0], which, turned=bool(way % 2))

    @rule(name=WRITER, text=TEXTS, klass=CLASSES, places=PLACES, window=WINDOWS, which=WHICH)
    def write_and_submit(
        self, name: str, text: str, klass: str, places: Any, window: Any, which: int
    ) -> None:
        self.write(name, text, klass, places, window, which)
        self.submit(name, 0, newest=True)

    @rule(text=TEXTS, klass=CLASSES, places=PLACES, window=WINDOWS, which=WHICH)
    def bring_on_air(self, text: str, klass: str, places: Any, window: Any, which: int) -> None:
        """All the way, as it is meant: written by one, cleared by two others."""
        self.write_and_submit("hoa", text, klass, places, window, which)
        self.clear(self.number_of_newest, ["binh", "cuc"])

    def clear(self, which: int, names: Collection[str]) -> None:
        """These look at it and approve it, one after the other, until it airs."""
        script = sorted(self.words.lives)[which]
        for name in names:
            if self.words.lives[script].airs:
                return
            self.look(name, which, all_of_it=True)
            if self.seen and self.seen[-1][0].id == script:
                self.approve(name, len(self.seen) - 1)

    @property
    def number_of_newest(self) -> int:
        """Which of the scripts was written last."""
        return sorted(self.words.lives).index(list(self.words.lives)[-1])

    @rule(name=WRITER, text=TEXTS, klass=CLASSES, places=PLACES, window=WINDOWS, which=WHICH)
    def write(self, name: str, text: str, klass: str, places: Any, window: Any, which: int) -> None:
        content = self.content(text, klass, places, window, which)
        entry = self.does("write", name, lambda by: self.newsroom.write(by, manuscript(content)))
        if entry is not None:
            self.words.lives[entry.id] = Life(content, {name})

    @rule(name=WRITER, which=WHICH, text=TEXTS, klass=CLASSES, places=PLACES, window=WINDOWS, sound=WHICH)
    def revise(  # noqa: PLR0917
        self, name: str, which: int, text: str, klass: str, places: Any, window: Any, sound: int
    ) -> None:
        entry = self.script(which)
        if entry is None:
            return
        content = self.content(text, klass, places, window, sound)
        if entry.manuscript.sound:  # an edit without another file keeps the sound
            content = replace(content, recording=entry.manuscript.sound)
        done = self.does(
            "revise", name, lambda by: self.newsroom.revise(by, entry.id, entry.version, manuscript(content))
        )
        if done is not None and done.version > entry.version:
            self.words.lives[entry.id].edited(name, content)

    @rule(name=NAMES, which=WHICH)
    def repair(self, name: str, which: int) -> None:
        """A word is put in place of a hole, or of the beginning."""
        entry = self.script(which)
        if entry is None or entry.manuscript.sound:
            return
        text = entry.manuscript.text
        start, word = (text.index(HOLE), "khỏi") if HOLE in text else (0, "Xin")
        end = start + len(HOLE) if HOLE in text else text.index(" ")
        done = self.does(
            "repair", name, lambda by: self.newsroom.repair(by, entry.id, entry.version, (start, end), word)
        )
        if done is not None and done.version > entry.version:
            life = self.words.lives[entry.id]
            life.edited(name, replace(life.content, text=f"{text[:start]}{word}{text[end:]}"))

    @rule(name=WRITER, which=WHICH, number=st.integers(1, 4))
    def reuse(self, name: str, which: int, number: int) -> None:
        """Dùng lại bản này."""
        entry = self.script(which)
        if entry is None:
            return
        number = 1 + number % entry.version
        drafting = self.reception.drafting
        done = self.does("reuse", name, lambda by: drafting.reuse(by, entry.id, entry.version, number))
        if done is not None and done.version > entry.version:
            self.words.lives[entry.id].reused(name, number)

    @rule(name=WRITER, which=WHICH, text=TEXTS)
    def type_without_saving(self, name: str, which: int, text: str) -> None:
        """The page keeps what is typed; nothing that stands or airs may change by it."""
        entry = self.script(which)
        if entry is None:
            return
        fields = {"text": (text,), "places": (), "title": ("Chưa lưu",)}
        drafting = self.reception.drafting
        self.does("type", name, lambda by: drafting.keep(by, entry.id, entry.version, fields))
        assert self.entry(entry.id) == entry, "typing changed what stands there"

    @rule(name=WRITER, which=WHICH)
    def submit(self, name: str, which: int, *, newest: bool = False) -> None:
        entry = self.entry(list(self.words.lives)[-1]) if newest else self.script(which)
        if entry and self.does("submit", name, lambda by: self.clearing.submit(by, entry.id, entry.version)):
            self.words.lives[entry.id].submitted = True

    @rule(name=APPROVER, which=WHICH, all_of_it=st.sampled_from([True, True, True, False]))
    def look(self, name: str, which: int, all_of_it: bool) -> None:  # noqa: FBT001
        """Somebody opens the page of a script, reads and listens; they may decide much later, or another."""
        entry = self.script(which)
        if entry is None:
            return
        try:
            heard = self.clearing.heard(entry)
        except BroadcastError:
            return
        words = self.newsroom.proofs(entry.id).reading.spoken
        content = self.words.lives[entry.id].content
        sensed = Sensed(content, words, heard.file.read_bytes(), self.words.added(content))
        if self.listen(name, entry, heard.sha256, heard.duration_s if all_of_it else heard.duration_s / 4):
            self.words.heard(name, sensed, whole=all_of_it)
        self.seen = [*self.seen[-4:], (entry, self.clearing.seal(entry, heard), sensed)]

    def listen(self, name: str, entry: Entry, audio: str, until_s: float) -> bool:
        """Play it from the beginning, as a player tells it."""
        at = (entry.id, entry.version, audio)
        if self.does("listen", name, lambda by: self.clearing.listen(by, *at, [])) is None:
            return False
        self.now += timedelta(seconds=until_s)
        return (
            self.does("listen", name, lambda by: self.clearing.listen(by, *at, [(0.0, until_s)])) is not None
        )

    @precondition(lambda self: self.seen)
    @rule(name=APPROVER, which=WHICH)
    def approve(self, name: str, which: int) -> None:
        """By what the page showed, whatever happened since."""
        entry, seal, sensed = self.seen[which % len(self.seen)]
        done = self.does("approve", name, lambda by: self.clearing.approve(by, entry.id, entry.version, seal))
        if done is not None:
            self.words.approved(entry.id, name, sensed)

    @precondition(lambda self: self.seen)
    @rule(name=APPROVER, which=WHICH)
    def approve_something_else(self, name: str, which: int) -> None:
        """With the version that stands, and what was seen of another one."""
        _, seal, sensed = self.seen[which % len(self.seen)]
        entry = self.script(which)
        assert entry is not None
        done = self.does(
            "approve blindly", name, lambda by: self.clearing.approve(by, entry.id, entry.version, seal)
        )
        if done is not None:
            self.words.approved(entry.id, name, sensed)

    @rule(name=APPROVER, which=WHICH)
    def look_and_approve(self, name: str, which: int) -> None:
        """The usual way, with one of those that wait."""
        names = sorted(self.words.lives)
        waiting = [number for number, each in enumerate(names) if self.words.lives[each].submitted]
        if not waiting:
            return
        number = waiting[which % len(waiting)]
        self.clear(number, [name])

    @rule(name=APPROVER, which=WHICH)
    def send_back(self, name: str, which: int) -> None:
        entry = self.script(which)
        if entry and self.does(
            "send back", name, lambda by: self.clearing.send_back(by, entry.id, entry.version, "ghi rõ ngày")
        ):
            self.words.lives[entry.id].stopped()

    @rule(name=APPROVER, which=WHICH)
    def withdraw(self, name: str, which: int) -> None:
        entry = self.script(which)
        if entry and self.does(
            "withdraw", name, lambda by: self.clearing.withdraw(by, entry.id, entry.version, "đã có điện")
        ):
            self.words.lives[entry.id].stopped()

    @rule(name=APPROVER, which=WHICH)
    def undo(self, name: str, which: int) -> None:
        """Their last decision is taken back."""
        entry = self.script(which)
        if entry and self.does("undo", name, lambda by: self.clearing.undo(by, entry.id, entry.version)):
            self.words.lives[entry.id].undone(name)

    @rule(name=APPROVER, which=WHICH, on_file=RARELY)
    def recall(self, name: str, which: int, on_file: bool) -> None:  # noqa: FBT001
        entry = self.script(which)
        if (which and not on_file) or entry is None:
            return
        self.take_off_the_air(name, FILES[which % 2] if on_file else entry.id)

    def take_off_the_air(self, name: str, script: str) -> None:
        if self.does("recall", name, lambda by: self.reception.recall(by, script, "sai giờ")):
            if self.reception.hurrying:  # one thing after the other, so that a run can be told again
                self.reception.hurrying.join(60)
            self.words.recall(script)

    @rule(name=APPROVER, script=st.sampled_from(FILES))
    def release(self, name: str, script: str) -> None:
        if self.does("release", name, lambda by: self.reception.release(by, script, "đã sửa giờ") or True):
            self.words.recalled.discard(script)

    @rule(by=NAMES, name=NAMES, grants=GRANTS, really=RARELY)
    def change_grants(self, by: str, name: str, grants: frozenset[Right], really: bool) -> None:  # noqa: FBT001
        if not really or name not in self.open - {"lan"}:
            return
        given = [Grant(Role(each.role), each.place, BulletinClass(each.ceiling)) for each in grants]
        accounts = self.reception.accounts
        if self.does("change grants", by, lambda who: accounts.change_grants(who, name, given) or True):
            self.words.rights[name] = set(grants)

    @rule(by=NAMES, name=NAMES, really=RARELY)
    def close(self, by: str, name: str, really: bool) -> None:  # noqa: FBT001
        if really and name in self.open - {"lan"}:
            done = self.does("close", by, lambda who: self.reception.accounts.close(who, name) or True)
            if done:
                self.words.rights[name] = set()
                self.open.discard(name)

    # ---- words, the timetable, the communes

    @rule(name=APPROVER, word=WORDS, take_out=st.booleans())
    def change_dictionary(self, name: str, word: tuple[str, str], take_out: bool) -> None:  # noqa: FBT001
        written, spoken = word
        dictionary = self.reception.dictionary
        if take_out:
            again = self.does("take a word out", name, lambda by: dictionary.remove(by, written))
        else:
            again = self.does("add a word", name, lambda by: dictionary.add(by, written, spoken))
        if again is not None:
            assert self.words.may(name, {"approver", "planner"}, tiny_house.STATIONS, "emergency")
            TAKEN["approved anew for a word"] += len(again)
            self.words.word(name, written, None if take_out else spoken, {each.id for each in again})

    def anything(self, which: int) -> str:
        """A script of people in whatever state, or a file, perhaps without a stamp, perhaps recalled."""
        names = [*sorted(self.words.lives), *FILES]
        return names[which % len(names)]

    @rule(
        name=PLANNER, ahead=AHEAD, stations=STATIONS, which=WHICH, slot=SLOTS, come_from=SLOTS, position=WHICH
    )
    def place(  # noqa: PLR0917
        self,
        name: str,
        ahead: int,
        stations: tuple[str, ...],
        which: int,
        slot: str | None,
        come_from: str | None,
        position: int,
    ) -> None:
        """Somebody places, moves or takes out whatever there is, cleared or not."""
        wish = Wish(self.anything(which), slot, position if position < 3 else None, slot and come_from)
        self.decide(name, self.day(ahead), stations, wish)

    def decide(self, name: str, day: date, stations: tuple[str, ...], wish: Wish) -> tuple[str, ...]:
        """Where it was done: nothing is put where it may not air, even before the day is made."""
        what = "take out" if wish.slot is None else "move" if wish.moved_from else "place"
        done = self.does(what, name, lambda by: self.reception.timetable.decide(by, day, stations, wish))
        if done is None:
            return ()
        assert self.words.may(name, {"planner"}, stations)
        self.moves = [*self.moves[-3:], (day, done.move, stations)]
        where = tuple(each for each in stations if each not in done.refused)
        for station in where if wish.slot else ():
            stands = self.words.stands(wish.script, station, day)
            assert stands is Stands.CLEARED, f"{wish.script} was placed at {station} on {day}: it is {stands}"
        return where

    # ---- by hand, and made at once

    @rule(name=PLANNER, ahead=AHEAD, stations=STATIONS, several=SEVERAL, which=WHICH, slot=SESSIONS)
    def place_and_make(
        self,
        name: str,
        ahead: int,
        stations: tuple[str, ...],
        several: list[Stands],
        which: int,
        slot: str,
    ) -> None:
        """Somebody places what may air there, and just what may not, all into one session."""
        placed: list[tuple[str, str]] = []
        for stands in several:
            script = self.one_that(stands, stations[0], ahead, which)
            if script is not None:
                TAKEN[f"tried by hand, {stands.name}"] += 1
                wish = Wish(script, slot, which if which < 3 else None)
                placed += [(script, each) for each in self.decide(name, self.day(ahead), stations, wish)]
        self.make(ahead)
        for script, station in placed:
            if self.words.stands(script, station, self.day(ahead)) is Stands.CLEARED:
                TAKEN["by hand, on air"] += script in self.row(station, self.day(ahead), slot)

    @rule(ahead=AHEAD, stations=STATIONS, which=WHICH, slot=SESSIONS, lost=LOST, made=st.booleans())
    def place_and_lose(
        self,
        ahead: int,
        stations: tuple[str, ...],
        which: int,
        slot: str,
        lost: Stands,
        made: bool,  # noqa: FBT001
    ) -> None:
        """What was decided by hand outlives the approval that it had then; its words must not."""
        script = self.one_that(Stands.CLEARED, stations[0], ahead, which)
        if script is None or not self.decide("lan", self.day(ahead), stations, Wish(script, slot)):
            return
        if made:
            self.make(ahead)
        self.lose(lost, script, stations[0], ahead)
        TAKEN[f"lost by hand, {self.words.stands(script, stations[0], self.day(ahead)).name}"] += 1
        self.make(ahead)

    def one_that(self, stands: Stands, station: str, ahead: int, which: int) -> str | None:
        """A script that stands so for that place and day; where there is none, one is brought there."""
        found = self.those_that(stands, station, ahead)
        if not found:
            self.bring(stands, station, ahead, which)
            found = self.those_that(stands, station, ahead)
        return found[which % len(found)] if found else None

    def those_that(self, stands: Stands, station: str, ahead: int) -> list[str]:
        every = [*sorted(self.words.lives), *FILES]
        return [each for each in every if self.words.stands(each, station, self.day(ahead)) is stands]

    def bring(self, stands: Stands, station: str, ahead: int, which: int) -> None:
        """Somebody writes one, and it goes as far as that."""
        text, ever = PLAIN[which % len(PLAIN)], (None, None)
        if stands is Stands.DRAFT and which % 2:
            self.edit_file(FILES[0], text, (), "normal")
        elif stands in {Stands.DRAFT, Stands.WAITING}:
            self.write("hoa", text, "normal", (), ever, 0)
            if stands is Stands.WAITING:
                self.submit("hoa", 0, newest=True)
        elif stands is Stands.HALF:
            klass = "emergency" if which % 2 else "normal"
            self.edit_policy({}, 1, {**self.needed, klass: 2})
            self.write_and_submit("hoa", text, klass, (), ever, 0)
            self.clear(self.number_of_newest, ["binh"])
        else:
            self.bring_on_air(text, "normal", (), ever, 0)
            self.lose(stands, list(self.words.lives)[-1], station, ahead)

    def lose(self, stands: Stands, script: str, station: str, ahead: int) -> None:
        """One that may air there is not to, from now on."""
        number = [*sorted(self.words.lives), *FILES].index(script)
        if stands is Stands.DECLINED:
            self.decline("lan", station, number, back=False)
        elif stands is Stands.RECALLED or script in FILES:
            self.take_off_the_air("lan", script)
        elif stands is Stands.DRAFT:
            self.withdraw("lan", number)
        elif stands in {Stands.ELSEWHERE, Stands.ANOTHER_DAY}:
            other = tuple(each for each in tiny_house.STATIONS if each != station)
            places, window = (other, (None, None)) if stands is Stands.ELSEWHERE else ((), (ahead + 1, None))
            self.revise("hoa", number, PLAIN[0], "normal", places, window, 0)
            self.submit("hoa", number)
            self.clear(number, ["binh", "cuc"])

    @rule(
        name=PLANNER,
        ahead=AHEAD,
        station=st.sampled_from(tiny_house.STATIONS),
        which=WHICH,
        turned=st.booleans(),
    )
    def put_first_and_make(self, name: str, ahead: int, station: str, which: int, turned: bool) -> None:  # noqa: FBT001
        """A priority item of the commune and one from above, cleared or not, are put in order."""
        pairs = list(
            product(self.urgent(station, which, own=True), self.urgent(station, which // 2, own=False))
        )
        for own, above in pairs:
            self.order(name, station, *((above, own) if turned else (own, above)))
        self.make(ahead)
        aired = {each for slot in ("sang", "chieu") for each in self.row(station, self.day(ahead), slot)}
        TAKEN["put first, both on air"] += any(aired.issuperset(pair) for pair in pairs)

    def urgent(self, station: str, which: int, *, own: bool) -> list[str]:
        """Two priority items at most that the desk may know; where there is none, one is written."""
        if not self.those_urgent(station, own=own):
            places = (station,) if own else ()
            if which % 3 == 1:
                self.bring_on_air(PLAIN[which % 2], "priority", places, (None, None), 0)
            else:
                self.edit_file(FILES[own], PLAIN[2], places, "priority")
            if which % 3 == 2:
                self.approve_file(FILES[own])
        return self.those_urgent(station, own=own)[-2:]

    def those_urgent(self, station: str, *, own: bool) -> list[str]:
        """On file, or cleared at least: of a draft of people the desk knows no class."""
        known = [*sorted(each for each, life in self.words.lives.items() if life.airs), *self.words.files]
        contents = {each: self.words.content(each) for each in known}
        return [
            name
            for name, each in contents.items()
            if each.klass == "priority" and each.meant_for(station) and (each.places == (station,)) is own
        ]

    def row(self, station: str, day: date, slot: str) -> list[str | None]:
        """The scripts of that programme as it is published, in order; none where it stays silent."""
        items = self.reception.playlist(station, day).items
        return [
            cue.script
            for item in items
            if item.id.endswith(f".{slot}")
            for cue in item.rundown
            if cue.kind is CueKind.ITEM
        ]

    @rule(ahead=AHEAD, stations=STATIONS, slot=SLOTS, text=TEXTS, window=WINDOWS, position=WHICH)
    def bring_on_air_and_place(
        self, ahead: int, stations: tuple[str, ...], slot: str | None, text: str, window: Any, position: int
    ) -> None:
        """All the way, made and placed by hand: whatever comes next comes to what is planned."""
        self.bring_on_air(text, "normal", (), window, 0)
        self.make(ahead)
        self.place("lan", ahead, stations, self.number_of_newest, slot, None, position)

    @rule(name=st.sampled_from(["lan", "cuc"]), word=WORDS, ahead=AHEAD, take_out=st.booleans())
    def change_dictionary_and_make(self, name: str, word: Any, ahead: int, take_out: bool) -> None:  # noqa: FBT001
        """There is something on the air, or cleared for it, that the word may stand in."""
        if not any(life.airs and "bà con" in life.content.text for life in self.words.lives.values()):
            self.bring_on_air("KGVX mời bà con đi họp.", "normal", (), (None, None), 0)
        self.change_dictionary(name, word, take_out)
        self.make(ahead)

    @precondition(lambda self: self.moves)
    @rule(name=PLANNER, which=WHICH)
    def undo_move(self, name: str, which: int) -> None:
        day, move, stations = self.moves[which % len(self.moves)]
        if self.does("undo a move", name, lambda by: self.reception.timetable.undo(by, day, move)):
            TAKEN["undone at"] += len(stations)

    @rule(name=PLANNER, station=st.sampled_from(tiny_house.STATIONS), which=WHICH, back=st.booleans())
    def decline(self, name: str, station: str, which: int, back: bool) -> None:  # noqa: FBT001
        """A commune leaves something out, or takes it back."""
        script, choosing = self.anything(which), self.reception.choosing
        do, keep = (
            (choosing.take_back, self.words.declined.discard)
            if back
            else (choosing.decline, self.words.declined.add)
        )
        if self.does(do.__name__, name, lambda by: do(by, station, script) or True):
            assert self.words.may(name, {"planner", "operator"}, [station])
            keep((station, script))

    @rule(name=PLANNER, station=st.sampled_from(tiny_house.STATIONS), first=WHICH, second=WHICH)
    def put_first(self, name: str, station: str, first: int, second: int) -> None:
        self.order(name, station, self.anything(first), self.anything(second))

    def order(self, name: str, station: str, first: str, second: str) -> None:
        choosing = self.reception.choosing
        if self.does("put first", name, lambda by: choosing.put_first(by, station, first, second) or True):
            assert self.words.may(name, {"planner", "operator"}, [station], "priority")
            assert first != second

    # ---- files

    @rule(name=st.sampled_from(FILES), text=FILE_TEXTS, places=PLACES, klass=CLASSES)
    def edit_file(self, name: str, text: str, places: tuple[str, ...], klass: str) -> None:
        """An editor writes the file and leaves whatever stamp there was."""
        content = Content(f"Tệp {text[:8]}", text, klass, places)
        _, stamped = self.words.files.get(name, (content, None))
        path = self.file(name)
        head = path.read_text(encoding="utf-8").split("---\n")[1] if path.exists() else ""
        stamp = head[head.index("approved:") :] if "approved:" in head else ""
        path.write_text(_sheet(content, stamp), encoding="utf-8")
        self.words.files[name] = (content, stamped)
        TAKEN["edit file"] += 1

    @rule(name=st.sampled_from(FILES))
    def approve_file(self, name: str) -> None:
        """Somebody clears the file on the command line."""
        path = self.file(name)
        if path.exists():
            approve_file(path, "Ban biên tập", self.today, self.studio.house)
            content = self.words.files[name][0]
            self.words.files[name] = (content, Sensed(content, content.text, self.sound_of(name)))
            TAKEN["approve file"] += 1

    @rule(name=st.sampled_from(FILES), other=st.sampled_from(FILES))
    def borrow_stamp(self, name: str, other: str) -> None:
        """The stamp of one file is put on another."""
        mine, theirs = self.file(name), self.file(other)
        if name == other or not mine.exists() or not theirs.exists():
            return
        head = theirs.read_text(encoding="utf-8").split("---\n")[1]
        stamp = head[head.index("approved:") :] if "approved:" in head else ""
        content, _ = self.words.files[name]
        mine.write_text(_sheet(content, stamp), encoding="utf-8")
        self.words.files[name] = (content, self.words.files[other][1])

    @rule(
        lexicon=st.sampled_from([{}, {"KGVX": "khoa giáo văn xã"}, {"KGVX": "kho gạo vùng xa"}]),
        phones=st.sampled_from([1, 2]),
        needed=st.fixed_dictionaries({level: st.sampled_from([1, 1, 2]) for level in LEVELS}),
    )
    def edit_policy(self, lexicon: dict[str, str], phones: int, needed: dict[str, int]) -> None:
        """How the district reads, and how many approve, changed in schedules.yaml."""
        given = tiny_house.schedule(lexicon=lexicon, phones=phones)
        given["places"][0]["approvals"] = {**needed, "legal": None, "assumed": True}
        self.words.needed.update(needed)
        tiny_house.write_schedule(self.studio.house, given)
        TAKEN["edit schedules.yaml"] += 1

    def file(self, name: str) -> Path:
        return self.studio.house / "scripts_vi" / f"{name}.md"

    def sound_of(self, name: str) -> bytes:
        """What the file says now, as a person would say it to approve it: by the same voice."""
        content = self.words.files[name][0]
        made = Manuscript(
            content.title, content.text, klass=BulletinClass(content.klass), places=content.places
        )
        entry = Entry(name, None, 1, made, "", self.now)  # type: ignore[arg-type]
        return heard(self.studio, open_house(self.studio.house), entry).file.read_bytes()

    # ---- time, and the day

    @rule(minutes=st.sampled_from([1, 9, 31, 240, 660]))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        if minutes > 60:
            for name in ROLES:  # at work: no session of theirs runs out
                self.person(name)

    @rule(ahead=AHEAD)
    def make(self, ahead: int) -> None:
        """The clock makes a day; then the invariant."""
        day = self.day(ahead)
        outcome = self.reception.make(day, Nobody())
        assert not outcome.failed, outcome.failed
        TAKEN["make"] += 1
        for station in tiny_house.STATIONS:
            playlist = self.reception.playlist(station, day)
            now = {item.id: item for item in playlist.items}
            before = self.before.get((station, day), {})
            for item in playlist.items:
                if item != before.get(item.id) or item.starts_at > self.now + LOCK:
                    self.refuse_unapproved(station, day, item)
            self.before[station, day] = now

    def refuse_unapproved(self, station: str, day: date, item: PlaylistItem) -> None:
        """What began, or begins within ten minutes, stays as it was published; all else is approved now."""
        assert item.audio is not None
        file = self.reception.audio(item.audio.sha256, "mp3").read_bytes()
        for cue in item.rundown:
            if cue.kind is CueKind.ITEM:
                assert cue.script is not None
                TAKEN["item on air"] += 1
                why = self.words.why_not(cue.script, station, day, file)
                assert why is None, f"{cue.script} at {station} on {day}: {why}"


def manuscript(content: Content) -> Manuscript:
    return Manuscript(
        content.title,
        content.text,
        klass=BulletinClass(content.klass),
        places=content.places,
        valid_from=content.first,
        valid_until=content.last,
        sound=content.recording,
    )


def _sheet(content: Content, stamp: str) -> str:
    places = f"places: [{', '.join(content.places)}]\n" if content.places else ""
    head = f'title: "{content.title}"\ngenre: thong-bao\nclass: {content.klass}\n{places}{stamp}'
    return f"---\n{head}---\n{content.text}\n"


def _linked(source: str, to: str) -> None:
    """Sounds are never changed in place, the database is."""
    if ".sqlite3" in source:
        shutil.copy2(source, to)
    else:
        os.link(source, to)


def test_no_way_airs_an_unapproved_word(tmp_path_factory: pytest.TempPathFactory) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - where a file costs no disk; any folder will do
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        TEMPLATE[:] = [Template(Path(place) / "template")]
        TAKEN.clear()
        run_state_machine_as_test(
            Desk,
            settings=settings(
                max_examples=-(-STEPS // AT_ONCE),
                stateful_step_count=AT_ONCE,
                phases=PHASES,
                derandomize=not LONG,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    for what, often in sorted(TAKEN.items()):
        print(f"{what}: {often}")
    assert TAKEN["item on air"] >= STEPS / 200
    assert TAKEN["approve"] >= STEPS / 200
    refuse_idle_hands()
    if STEPS >= 10_000:
        for way in ("place", "move", "take out", "reuse", "decline"):
            assert TAKEN[way], f"{way} never happened"
        assert TAKEN["approved anew for a word"], "no approval was ever voided by a word"


def refuse_idle_hands() -> None:
    """What was tried by hand in all, and by each way once the run is long enough for each."""
    tried = [f"tried by hand, {each.name}" for each in KINDS]
    lost = [f"lost by hand, {each.name}" for each in KINDS if each is not Stands.CLEARED]
    assert sum(TAKEN[each] for each in tried) >= STEPS / 60
    assert sum(TAKEN[each] for each in lost) >= STEPS / 300
    assert TAKEN["by hand, on air"] >= STEPS / 900
    assert TAKEN["put first"] >= STEPS / 300
    if STEPS >= 3_000:
        for way in (*tried, "put first, both on air"):
            assert TAKEN[way], f"{way}: never happened"

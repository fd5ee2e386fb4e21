"""What may air by the station's own rules, reckoned from what people did and saw, never by asking our code.

The machine (test_machine.py) writes down here every action that the desk let happen. Who may decide, what
voids a decision and how many it takes is said once more in this file, in the plainest way.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

CLASSES = ("normal", "priority", "emergency")
ABOVE = {"my-an": "cho-moi", "kien-an": "cho-moi"}


@dataclass(frozen=True)
class Right:
    """Somebody may do what `role` does, at `place` and below ("": everywhere), up to the class `ceiling`."""

    role: str
    place: str = ""
    ceiling: str = "emergency"

    def reaches(self, station: str, klass: str) -> bool:
        high = CLASSES.index(klass) <= CLASSES.index(self.ceiling)
        return high and self.place in {"", station, ABOVE[station]}


@dataclass(frozen=True)
class Content:
    """One version of a script as it was written; every field is bound."""

    title: str
    text: str
    klass: str = "normal"
    places: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    recording: str | None = None

    def meant_for(self, station: str) -> bool:
        return not self.places or station in self.places

    def meant_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Stands(StrEnum):
    """How it stands with a script for one place and day, as `it is ...` says it."""

    CLEARED = "cleared"
    UNKNOWN = "not there at all"
    RECALLED = "recalled"
    DRAFT = "not approved as it stands"
    WAITING = "submitted, and nobody has approved it"
    HALF = "approved by too few"
    ELSEWHERE = "approved for another place"
    ANOTHER_DAY = "approved for another day"
    DECLINED = "declined by the commune"


@dataclass(frozen=True)
class Sensed:
    """What somebody had before them when they decided: the text, the words read out, the bytes heard.

    `added`: how the station's dictionary had its words read then.
    """

    content: Content
    words: str
    sound: bytes
    added: frozenset[tuple[str, str]] = frozenset()


@dataclass
class Life:
    """One script of people: who wrote what stands there, and by whom it was cleared, seeing what."""

    content: Content
    wrote: set[str]
    cleared: dict[str, Sensed] = field(default_factory=dict)
    submitted: bool = False
    airs: bool = False
    recalled: bool = False
    versions: list[tuple[Content, frozenset[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.versions.append((self.content, frozenset(self.wrote)))

    def edited(self, by: str, content: Content) -> None:
        """Anything but a fresh start adds a writer: what they wrote is still in it, or may be."""
        self.wrote = {by} if self.airs else self.wrote | {by}
        self.content = content
        self.versions.append((content, frozenset(self.wrote)))
        self.stopped()

    def reused(self, by: str, number: int) -> None:
        """An old version stands there again: what its writers wrote is in it, whatever aired since."""
        old = self.versions[number - 1][0]
        if old.recording is None:  # what was handed in as a sound stays a sound
            old = replace(old, recording=self.content.recording)
        wrote = next((hands for content, hands in self.versions if content == old), frozenset())
        self.edited(by, old)
        self.wrote |= wrote

    def reworded(self, by: str) -> None:
        """It is read otherwise, because of `by`: it waits for others, as a version that is theirs as well."""
        self.wrote.add(by)
        self.versions.append((self.content, frozenset(self.wrote)))
        self.stopped()
        self.submitted = True

    def undone(self, by: str) -> None:
        """Somebody took their own decision back: it waits again, with what others decided before."""
        self.cleared.pop(by, None)
        self.submitted, self.airs = True, False

    def stopped(self, *, recalled: bool = False) -> None:
        """Sent back, withdrawn, taken back: no decision outlives it."""
        self.submitted = self.airs = False
        self.recalled = recalled
        self.cleared.clear()


class Words:
    """Everything that was decided so far, and what of it stands."""

    def __init__(self, rights: Mapping[str, Collection[Right]], needed: dict[str, int]) -> None:
        self.lives: dict[str, Life] = {}
        self.files: dict[str, tuple[Content, Sensed | None]] = {}  # what stands there; what was stamped
        self.rights = {name: set(each) for name, each in rights.items()}
        self.needed = needed
        self.ears: set[tuple[str, Sensed]] = set()
        self.recalled: set[str] = set()  # files
        self.dictionary: dict[str, str] = {}
        self.declined: set[tuple[str, str]] = set()

    def added(self, content: Content) -> frozenset[tuple[str, str]]:
        """The words of the dictionary that are read in it; nobody reads a recording."""
        text = "" if content.recording else content.text.casefold()
        return frozenset(pair for pair in self.dictionary.items() if pair[0].casefold() in text)

    def word(self, by: str, written: str, spoken: str | None, again: Collection[str]) -> None:
        """`by` put a word into the dictionary, or (None) took it out; `again`: what the desk sent back.

        Whatever is read otherwise by that has lost its approval, whether the desk says so or not.
        """
        before = {name: self.added(life.content) for name, life in self.lives.items()}
        self.dictionary.pop(written, None)
        if spoken is not None:
            self.dictionary[written] = spoken
        for name, life in self.lives.items():
            if name in again:
                life.reworded(by)
            elif life.airs and before[name] != self.added(life.content):
                life.stopped()
                life.submitted = True

    def heard(self, by: str, sensed: Sensed, *, whole: bool) -> None:
        """It was played to `by`, all of it or a part."""
        if whole:
            self.ears.add((by, sensed))

    def approved(self, script: str, by: str, sensed: Sensed) -> None:
        """The desk let `by` decide: they had the right to, and saw what stands there."""
        life = self.lives[script]
        assert by not in life.wrote, f"{by} was let approve {script}, of their own hand"
        assert life.submitted, f"{by} was let approve {script}, which nobody submitted"
        assert sensed.content == life.content, f"{by} was let approve {script} by what stood there before"
        assert self.may_approve(by, life.content), f"{by} was let approve {script} without the right to"
        assert (by, sensed) in self.ears, f"{by} was let approve {script} without listening"
        assert sensed.added == self.added(life.content), f"{by} was let approve other words of {script}"
        life.cleared = {who: each for who, each in life.cleared.items() if each == sensed}
        life.cleared[by] = sensed
        life.airs = self.enough(life)

    def may_approve(self, by: str, content: Content) -> bool:
        """Whether `by` may decide wherever it would air."""
        return self.may(by, {"approver"}, content.places or ABOVE, content.klass)

    def may(self, by: str, roles: Collection[str], stations: Collection[str], klass: str = "normal") -> bool:
        """Whether one of these roles lets `by` do something at each of `stations`."""
        own = [right for right in self.rights.get(by, ()) if right.role in roles]
        return all(any(right.reaches(station, klass) for right in own) for station in stations)

    def enough(self, life: Life) -> bool:
        """Whether as many as its class needs now have decided on the same text, words and sound.

        It is asked with each decision: another number in the station's policy counts from the next one on.
        """
        return len(life.cleared) >= self.needed[life.content.klass] and len(set(life.cleared.values())) == 1

    def why_not(self, script: str, station: str, day: date, file: bytes) -> str | None:
        """Why what airs as `script` in the programme `file` was not cleared for that; None: it was."""
        stands = self.stands(script, station, day)
        if stands is not Stands.CLEARED:
            return f"it is {stands}"
        sensed = self.sensed(script)
        assert sensed is not None
        if sensed.sound not in file:
            return "it sounds otherwise than what was heard by those who approved it"
        return None

    def stands(self, script: str, station: str, day: date) -> Stands:
        """How it stands with `script` for `station` and `day`, by what was decided so far."""
        life, sensed = self.lives.get(script), self.sensed(script)
        if life.recalled if life else self.holds(script):
            return Stands.RECALLED
        if sensed is None:
            return _uncleared(life) if life or script in self.files else Stands.UNKNOWN
        content = sensed.content
        if not content.meant_for(station):
            return Stands.ELSEWHERE
        if not content.meant_on(day):
            return Stands.ANOTHER_DAY
        if (station, script) in self.declined and content.klass == "normal" and content.places != (station,):
            return Stands.DECLINED
        return Stands.CLEARED

    def recall(self, script: str) -> None:
        """Taken off the air: one of people until it is approved anew, a file until it is let go."""
        if script in self.lives:
            self.lives[script].stopped(recalled=True)
        else:
            self.recalled.add(script)

    def holds(self, script: str) -> bool:
        """Whether it is a file that was recalled: whatever stands in it since, until it is let go."""
        return script in self.recalled

    def content(self, script: str) -> Content:
        """What stands there as `script`, cleared or not."""
        return self.files[script][0] if script in self.files else self.lives[script].content

    def sensed(self, script: str) -> Sensed | None:
        """What they saw and heard who cleared what stands there; None: nobody did."""
        if script in self.files:  # its stamp counts again when what was stamped stands there again
            content, stamped = self.files[script]
            return stamped if stamped and stamped.content == content else None
        life = self.lives.get(script)
        return next(iter(life.cleared.values())) if life and life.airs else None


def _uncleared(life: Life | None) -> Stands:
    """What of those that may not air; a file (None) is stamped or it is not."""
    if life is None or not life.submitted:
        return Stands.DRAFT
    return Stands.HALF if life.cleared else Stands.WAITING

"""What may air by the station's own rules, reckoned from what people did and saw, never by asking our code.

The machine (test_machine.py) writes down here every action that the desk let happen. Who may decide, what
voids a decision and how many it takes is said once more in this file, in the plainest way.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

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

    def meant_for(self, station: str, day: date) -> bool:
        inside = (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
        return inside and (not self.places or station in self.places)


@dataclass(frozen=True)
class Sensed:
    """What somebody had before them when they decided: the text, the words read out, the bytes heard."""

    content: Content
    words: str
    sound: bytes


@dataclass
class Life:
    """One script of people: who wrote what stands there, and by whom it was cleared, seeing what."""

    content: Content
    wrote: set[str]
    cleared: dict[str, Sensed] = field(default_factory=dict)
    submitted: bool = False
    airs: bool = False

    def edited(self, by: str, content: Content) -> None:
        """Anything but a fresh start adds a writer: what they wrote is still in it, or may be."""
        self.wrote = {by} if self.airs else self.wrote | {by}
        self.content = content
        self.stopped()

    def undone(self, by: str) -> None:
        """Somebody took their own decision back: it waits again, with what others decided before."""
        self.cleared.pop(by, None)
        self.submitted, self.airs = True, False

    def stopped(self) -> None:
        """Sent back, withdrawn, taken back: no decision outlives it."""
        self.submitted = self.airs = False
        self.cleared.clear()


class Words:
    """Everything that was decided so far, and what of it stands."""

    def __init__(self, rights: Mapping[str, Collection[Right]], needed: dict[str, int]) -> None:
        self.lives: dict[str, Life] = {}
        self.files: dict[str, tuple[Content, Sensed | None]] = {}
        self.rights = {name: set(each) for name, each in rights.items()}
        self.needed = needed
        self.ears: set[tuple[str, Sensed]] = set()
        self.recalled: set[str] = set()

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
        life.cleared[by] = sensed
        life.airs = self.enough(life)

    def may_approve(self, by: str, content: Content) -> bool:
        """Whether `by` may decide wherever it would air."""
        own = [right for right in self.rights.get(by, ()) if right.role == "approver"]
        return all(
            any(right.reaches(station, content.klass) for right in own) for station in content.places or ABOVE
        )

    def enough(self, life: Life) -> bool:
        """Whether as many as its class needs now have decided on the same text, words and sound.

        It is asked with each decision: another number in the station's policy counts from the next one on.
        """
        return len(life.cleared) >= self.needed[life.content.klass] and len(set(life.cleared.values())) == 1

    def why_not(self, script: str, station: str, day: date, file: bytes) -> str | None:
        """Why what airs as `script` in the programme `file` was not cleared for that; None: it was."""
        if script in self.recalled:
            return "it was recalled"
        if script in self.files:
            sensed = self.files[script][1]
        elif script in self.lives:
            life = self.lives[script]
            sensed = next(iter(life.cleared.values())) if life.airs else None
        else:
            return "nobody ever wrote it"
        if sensed is None:
            return "it is not approved as it stands"
        if not sensed.content.meant_for(station, day):
            return "it was approved for another place or day"
        if sensed.sound not in file:
            return "it sounds otherwise than what was heard by those who approved it"
        return None

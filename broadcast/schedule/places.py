"""Địa bàn và đài: where a station stands. Names are not keys: two communes of one province may share one."""

from dataclasses import dataclass
from datetime import date

from broadcast.schedule.approvals import LocalApprovals
from broadcast.schedule.contact import Contact
from broadcast.schedule.readings import LocalReading
from broadcast.schedule.span import Span
from broadcast.schedule.voices import LocalSpeech


@dataclass(frozen=True, slots=True)
class Tie:
    """A place to which something belongs from `valid_from` to `valid_until` (both included, None: open)."""

    place: str
    valid_from: date | None = None
    valid_until: date | None = None

    @property
    def span(self) -> Span:
        """The days on which it holds."""
        return Span(self.valid_from, self.valid_until)


@dataclass(frozen=True, slots=True)
class Place:
    """Địa bàn: a unit of administration from `valid_from` to `valid_until` (both included, None: open).

    `kind` is data ("xã", "thị trấn", "huyện"): the law renames kinds. It lies in `parent`, on the days of one
    of `parents` in that one instead. What it became stands among the reforms; `successor` is a remark.
    `near` names what makes it a place to be quieter at (a school, a hospital). `reading` says what differs in
    how texts are read there, `speech` in who reads, `approvals` in how many must approve; `imaging` names the
    set of sounds, `contact` whom to call.
    """

    id: str
    code: str
    name: str
    kind: str
    parent: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str | None = None
    reading: LocalReading | None = None
    speech: LocalSpeech | None = None
    imaging: str | None = None
    approvals: LocalApprovals | None = None
    contact: Contact | None = None
    parents: tuple[Tie, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """The days that its own entry names."""
        return Span(self.valid_from, self.valid_until)


@dataclass(frozen=True, slots=True)
class Station:
    """Đài: loudspeakers that play one playlist a day.

    It stands in `place` and serves it; on the days of one or several of `serves`, those instead, the first of
    them its home. `near` names what its loudspeakers stand near (a school, a hospital).
    `reading` says what differs from its place in how texts are read, `speech` in who reads them.
    `imaging` is a set of sounds of its own, a folder in jingles/ (None: as its place), `contact`
    who looks after it. `approvals`: how many must approve what airs there.
    """

    id: str
    place: str
    name: str
    reading: LocalReading | None = None
    speech: LocalSpeech | None = None
    imaging: str | None = None
    approvals: LocalApprovals | None = None
    contact: Contact | None = None
    serves: tuple[Tie, ...] = ()
    near: tuple[str, ...] = ()

    def declared(self, day: date) -> tuple[str, ...]:
        """The places that its entry names for `day`, its home first."""
        return tuple(tie.place for tie in self.serves if tie.span.holds_on(day)) or (self.place,)

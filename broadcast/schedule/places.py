"""Địa bàn và đài: where a station stands. Names are not keys: two communes of one province may share one."""

from dataclasses import dataclass
from datetime import date

from broadcast.schedule.approvals import LocalApprovals
from broadcast.schedule.contact import Contact
from broadcast.schedule.readings import LocalReading
from broadcast.schedule.voices import LocalSpeech


@dataclass(frozen=True, slots=True)
class Place:
    """Địa bàn: a unit of administration from `valid_from` to `valid_until` (both included, None: open).

    `kind` is data ("xã", "thị trấn", "huyện"): the law renames kinds. `successor` names the unit that took
    over after `valid_until` or after a reform that is recorded but not yet followed. `reading`
    says what differs in how texts are read there, `speech` in who reads, `approvals` in how many must
    approve; `imaging` names the set of sounds, `contact` whom to call.
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


@dataclass(frozen=True, slots=True)
class Station:
    """Đài: loudspeakers that play one playlist a day.

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

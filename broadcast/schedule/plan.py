"""Kế hoạch phát một ngày: what one station airs, and why, and why not the rest."""

from dataclasses import dataclass
from datetime import date, datetime

from broadcast.language import Text
from broadcast.programme import Clip, Form, Frame, Rundown, rundown
from broadcast.schedule.campaign import Target
from broadcast.schedule.placement import Placed
from broadcast.schedule.policy import Slot
from broadcast.schedule.relay import PlannedRelay
from broadcast.script import BulletinClass, Script


@dataclass(frozen=True, slots=True)
class Candidate:
    """A script that might air, and its sound."""

    script: Script
    clip: Clip


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One play; `clip` carries the script, campaign and topic that it is counted for.

    `by` is the full name of whoever put it there by hand, empty where nobody did. `lost`: it was published
    and, as the station reported, did not sound.
    """

    clip: Clip
    klass: BulletinClass
    reason: Text
    by: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One programme: `starts` is aware, `gain_db` is 0 or negative, `duration_s` is the whole programme."""

    slot: Slot
    starts: datetime
    gain_db: float
    form: Form
    frame: Frame
    items: tuple[PlannedItem, ...]
    duration_s: float

    @property
    def rundown(self) -> Rundown:
        """Everything in it at its second."""
        clips = [item.clip for item in self.items]
        return rundown(self.form, self.frame, clips, exactly_s=self.slot.exactly_s)


@dataclass(frozen=True, slots=True)
class SilentSlot:
    """A session that does not air that day."""

    slot: Slot
    reason: Text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A script that does not air that day."""

    script: str
    title: str
    reason: Text


@dataclass(frozen=True, slots=True)
class TargetOutcome:
    """What a campaign gets: `planned` plays and `planned_s` seconds against its `target` of the day.

    `topics` are its plays by topic id, topics without a play too. `owed` plays and `owed_s` seconds are what
    the days before did not air: asked for as well, but not what `met` is about. `reason` says, when the
    target is not met, what would make it possible.
    """

    campaign: str
    planned: int
    target: Target
    met: bool
    reason: Text
    topics: tuple[tuple[str, int], ...]
    planned_s: float = 0.0
    owed: int = 0
    owed_s: float = 0.0


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Everything that is decided about one station's day; `placed`: what came of each placement by hand.

    `relays` are fixed parts, in order; `stand_ins` what the station airs of its own where one of them is not
    received, in the slot that the relay names. It counts for nothing until it sounded. `resting` are relays
    of the station that have another day.
    """

    station: str
    date: date
    sessions: tuple[PlannedSession, ...]
    silent: tuple[SilentSlot, ...]
    left_out: tuple[LeftOut, ...]
    targets: tuple[TargetOutcome, ...]
    placed: tuple[Placed, ...] = ()
    relays: tuple[PlannedRelay, ...] = ()
    stand_ins: tuple[PlannedSession, ...] = ()
    resting: tuple[PlannedRelay, ...] = ()

    @property
    def off_air(self) -> tuple[PlannedRelay, ...]:
        """The relays that do not air that day, but for those that are over or did not begin yet."""
        resting = (each for each in self.resting if each.relay.runs_on(self.date))
        return (*(each for each in self.relays if not each.airs), *resting)

    def stand_in(self, slot: str) -> PlannedSession | None:
        """The station's own programme for the relay of that slot, if there is one."""
        return next((each for each in self.stand_ins if each.slot.id == slot), None)

"""Xếp lịch: a station's day from what is fit to air. Pure: the same inputs give the same plan.

In this order, each inside every hour, cap and target: emergencies, pins, priority items, what campaigns still
lack, then campaigns and standing items in turn until the sessions reach their aim. A script airs at most
`repeat` times a day, each time in another session; only a pin, a hand, or a campaign's minimum when there are
too few scripts, makes it air more often. Where the day is too short for every minimum, room is made (see
`room`). What is locked stands first, and counts like everything else. What somebody placed by hand is done to
the day as it came out; then it is filled again where that left room.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from broadcast.language import Text
from broadcast.programme import Frame, rundown
from broadcast.schedule import why, why_not
from broadcast.schedule.aims import outcomes
from broadcast.schedule.board import Board
from broadcast.schedule.choice import NO_CHOICES, Choices
from broadcast.schedule.demand import NO_PAST, Past, demands
from broadcast.schedule.filling import Filling
from broadcast.schedule.hand import Hand
from broadcast.schedule.locked import NOTHING_LOCKED, TOO_LATE, Locked
from broadcast.schedule.placement import Placed, Placement
from broadcast.schedule.plan import Candidate, DayPlan, LeftOut, PlannedItem, PlannedSession, SilentSlot
from broadcast.schedule.policy import Slot, hour_faults
from broadcast.schedule.relay import PlannedRelay, resting
from broadcast.schedule.relay_told import beside
from broadcast.schedule.schedule import Schedule
from broadcast.schedule.sheet import Play, Sheet, locked_sheet
from broadcast.schedule.sieve import sieve
from broadcast.schedule.stand_in import stand_ins
from broadcast.schedule.turn import turn_of
from broadcast.schedule.yielding import yielded


def plan_day(  # noqa: PLR0913, PLR0917
    schedule: Schedule,
    station: str,
    day: date,
    candidates: Sequence[Candidate],
    frames: Mapping[str, Frame],
    locked: Locked = NOTHING_LOCKED,
    placements: Sequence[Placement] = (),
    *,
    choices: Choices = NO_CHOICES,
    past: Past = NO_PAST,
) -> DayPlan:
    """What `station` airs on `day`; `frames` are the sounds around the items, by slot id.

    `placements` are what people decided by hand for this station and day, each script and session once (see
    `standing`); the plan says what came of each. `choices` are the commune's own: what it declines, and which
    priority item goes before which. `past` is what campaigns had at this station on the days before.

    Of what is `locked` as much is planned freely as comes out as it was published: so a day on which nothing
    changed stays the same plan, with its reasons, while one session after the other begins.

    Raises:
        UnknownStation: no such station.
        UnknownForm: a slot asks for a programme form that does not exist.
    """
    in_time = [each for each in placements if not locked.refuses(each)]
    given = _Day(schedule, station, day, candidates, frames, in_time, choices, past)
    plan = _plan(given, locked)
    late = [
        Placed(each, honoured=False, note=why.LOCKED_SESSION) for each in placements if each not in in_time
    ]
    return replace(plan, placed=(*plan.placed, *late)) if late else plan


@dataclass(frozen=True, slots=True)
class _Day:
    """All that one day is planned from, but for what is locked."""

    schedule: Schedule
    station: str
    date: date
    candidates: Sequence[Candidate]
    frames: Mapping[str, Frame]
    placements: Sequence[Placement]
    choices: Choices
    past: Past


def _plan(given: _Day, locked: Locked) -> DayPlan:
    free = plan = _Around(given, NOTHING_LOCKED).plan()
    for held in range(max(1, locked.lost), max(1, len(locked.sessions)) + 1):
        if locked.agrees(plan) and (plan is not free or not locked.lost):
            break
        around = locked.reasoned(free).first(held)
        plan = _Around(given, around).plan()
    return plan


class _Around:
    """A day that is planned around what is locked: its hours, the board over them, and what airs."""

    def __init__(self, given: _Day, locked: Locked) -> None:
        schedule, station, day = given.schedule, given.station, given.date
        self.given, self.locked = given, locked
        self.policy = schedule.policy_at(station, day)
        self.laid = schedule.laid(station, day)
        self.held = {session.slot.id for session in locked.sessions}
        wanted, declined = given.choices.sift(given.candidates, station)
        self.fit, refused = sieve(schedule, station, day, wanted)
        self.refused = (*refused, *declined)
        self.closed = self._closed()
        self.demands = demands(schedule.campaigns_on(day, station), day, given.past)
        self.campaigns = [schedule.campaigns[name] for name in self.demands]
        self.board = self._board()
        self.turn = turn_of(self.fit, schedule.station(station).place, day)
        self.unpinned: Mapping[str, Text] = {}

    def plan(self) -> DayPlan:
        """The day, filled, changed by hand and filled again, with what stands in for its relays."""
        given = self.given
        filling = self._filling(self.board)
        filling.fill(given.schedule.pins_on(given.date, given.station))
        self.unpinned = filling.unpinned
        hand = self._by_hand()
        relays = tuple(beside(self.laid.relays, self.locked.sessions, given.date))
        return DayPlan(
            station=given.station,
            date=given.date,
            sessions=tuple(self._session(sheet) for sheet in self.board.sheets if sheet.plays),
            silent=tuple(sorted(self._silent(), key=lambda each: each.slot.starts)),
            left_out=(*self.refused, *hand.gone(), *self._left_out()),
            targets=outcomes(self.board, self.campaigns, self.fit),
            placed=hand.outcome(),
            relays=relays,
            resting=tuple(resting(given.schedule.relays_of(given.date, given.station), given.date)),
            stand_ins=tuple(map(self._session, self._stand_ins(relays))),
        )

    def _closed(self) -> Mapping[Slot, Text]:
        """The sessions that do not air, and why: shut by a relay, come too late, at an hour that is none."""
        day, locked = self.given.date, self.locked
        late = (s for s in self._slots() if locked.closes(s.id, s.starts_on(day), s.longest_s))
        faulty = {slot: reason for slot in self._slots() if (reason := self._fault(slot)) is not None}
        shut = {slot: reason for slot, reason in self.laid.shut if slot.id not in self.held}
        return dict.fromkeys(late, TOO_LATE) | faulty | shut

    def _slots(self) -> Iterator[Slot]:
        """The sessions that are not locked."""
        return (slot for slot in self.laid.slots if slot.id not in self.held)

    def _fault(self, slot: Slot) -> Text | None:
        for fault in hour_faults(self.policy, slot):
            return fault.what
        if slot.id in self.given.frames:
            return None
        return Text(
            f"khung {slot} chưa có lời xướng và nhạc hiệu",
            f"the session of {slot} has no words and imaging yet",
        )

    def _board(self) -> Board:
        given, laid = self.given, self.laid
        open_ = [self._sheet(slot) for slot in self._slots() if slot not in self.closed]
        sheets = sorted((*map(locked_sheet, self.locked.sessions), *open_), key=lambda each: each.slot.starts)
        sounded_s = sum(map(laid.credit_s, self.held))
        cap_s = self.policy.daily_cap_s - laid.counted_s + sounded_s
        board = Board(sheets, cap_s, self.demands, self.policy)
        board.choices = given.choices
        board.yielded = yielded(self.policy.slots_on(given.date), laid.slots, laid.airing, self.held)
        board.seed = f"{given.schedule.station(given.station).place} {given.date}"
        return board

    def _sheet(self, slot: Slot) -> Sheet:
        return Sheet(slot, self.given.schedule.framing(slot.form).form, self.given.frames[slot.id])

    def _filling(self, board: Board) -> Filling:
        return Filling(board, self.campaigns, self.fit, self.turn)

    def _by_hand(self) -> Hand:
        """What people decided is done to the day; then it is filled again where that left room."""
        fitting = {each.script.id: each for each in self.fit}
        refused = {each.script: each.reason for each in self.refused}
        closed = {slot.id: reason for slot, reason in self.closed.items()}
        hand = Hand(self.board, fitting, refused, closed, self.given.placements)
        if self.given.placements:
            hand.apply()
            self.fit = hand.left()
            self._filling(self.board).fill_up()
            hand.settle()
        return hand

    def _stand_ins(self, relays: Iterable[PlannedRelay]) -> Sequence[Sheet]:
        """What airs in the place of relays that are not received."""
        airing = {each.relay.slot for each in relays if each.airs} - self.held
        own = [
            (self._sheet(slot), self.laid.credit_s(slot.id))
            for slot in self.laid.stand_ins
            if slot.id in airing and slot.id in self.given.frames
        ]
        return stand_ins(self.board, own, lambda day, sheet: self._filling(day).fill_instead(sheet))

    def _silent(self) -> Iterator[SilentSlot]:
        yield from (SilentSlot(slot, reason) for slot, reason in self.closed.items())
        for sheet in self.board.sheets:
            if not sheet.plays:
                yield SilentSlot(sheet.slot, why_not.silent(self.board, sheet, self.fit))

    def _left_out(self) -> Iterator[LeftOut]:
        for each in why_not.left_out(self.board, self.fit):
            known = each.script not in self.unpinned
            yield each if known else replace(each, reason=self._told(each.script, each.reason))

    def _session(self, sheet: Sheet) -> PlannedSession:
        if sheet.locked is not None:
            return sheet.locked
        slot, clips = sheet.slot, [play.clip for play in sheet.plays]
        return PlannedSession(
            slot=slot,
            starts=slot.starts_on(self.given.date),
            gain_db=self.policy.gain_db(slot),
            form=sheet.form,
            frame=sheet.frame,
            items=tuple(map(self._item, sheet.plays)),
            duration_s=rundown(sheet.form, sheet.frame, clips, exactly_s=slot.exactly_s).length_s,
        )

    def _item(self, play: Play) -> PlannedItem:
        script = play.candidate.script
        return PlannedItem(play.clip, script.klass, self._told(script.id, play.reason), play.by)

    def _told(self, script: str, reason: Text) -> Text:
        """The reason, with why a pin could not put it where it should be."""
        unpinned = self.unpinned.get(script)
        if unpinned is None or reason is why.PINNED:
            return reason
        return Text(f"{reason.vi} ({unpinned.vi})", f"{reason.en} ({unpinned.en})")

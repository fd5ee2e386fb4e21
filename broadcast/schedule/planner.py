"""Xếp lịch: a station's day from what is fit to air. Pure: the same inputs give the same plan.

In this order, each inside every hour, cap and target: emergencies, pins, priority items, what campaigns still
lack, then campaigns and standing items in turn until the sessions reach their aim. A script airs at most
`repeat` times a day, each time in another session; only a pin, a hand, or a campaign's minimum when there are
too few scripts, makes it air more often. Where the day is too short for every minimum, room is made (see
`room`). What is locked stands first, and counts like everything else. What somebody placed by hand is done to
the day as it came out; then it is filled again where that left room.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from broadcast.language import Text
from broadcast.programme import Frame, rundown
from broadcast.schedule import why, why_not
from broadcast.schedule.aims import outcomes
from broadcast.schedule.board import RANK, Board, Limit, Sheet, filling, locked_sheet, longest
from broadcast.schedule.campaign import Campaign
from broadcast.schedule.choice import NO_CHOICES, Choices
from broadcast.schedule.demand import NO_PAST, Past, demands
from broadcast.schedule.hand import Hand
from broadcast.schedule.in_turn import Order
from broadcast.schedule.locked import NOTHING_LOCKED, TOO_LATE, Locked
from broadcast.schedule.pin import Pin
from broadcast.schedule.placement import Placed, Placement
from broadcast.schedule.plan import Candidate, DayPlan, PlannedItem, PlannedSession, SilentSlot
from broadcast.schedule.policy import Policy, Slot, hour_faults
from broadcast.schedule.relay import resting
from broadcast.schedule.relay_told import beside
from broadcast.schedule.room import Exchange
from broadcast.schedule.rotation import GOLDEN, ROOT_TWO, turns
from broadcast.schedule.schedule import Schedule
from broadcast.schedule.sieve import sieve
from broadcast.schedule.stand_in import stand_ins
from broadcast.schedule.yielding import yielded
from broadcast.script import BulletinClass, Script


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
    free = plan = _plan_around(NOTHING_LOCKED, given)
    for held in range(max(1, locked.lost), max(1, len(locked.sessions)) + 1):
        if locked.agrees(plan) and (plan is not free or not locked.lost):
            break
        around = locked.reasoned(free).first(held)
        plan = _plan_around(around, given)
    return plan


def _plan_around(locked: Locked, given: _Day) -> DayPlan:
    schedule, station, day, frames = given.schedule, given.station, given.date, given.frames
    policy = schedule.policy_at(station, day)
    wanted, declined = given.choices.sift(given.candidates, station)
    fit, refused = sieve(schedule, station, day, wanted)
    refused = (*refused, *declined)
    asked = demands(schedule.campaigns_on(day, station), day, given.past)
    campaigns = [schedule.campaigns[name] for name in asked]
    held = {session.slot.id for session in locked.sessions}
    laid = schedule.laid(station, day)
    slots = [slot for slot in laid.slots if slot.id not in held]
    late = {slot: TOO_LATE for slot in slots if locked.closes(slot.id, slot.starts_on(day), slot.longest_s)}
    closed = late | {slot: reason for slot in slots if (reason := next(_closed(policy, slot, frames), None))}
    closed |= {slot: reason for slot, reason in laid.shut if slot.id not in held}
    open_ = [Sheet(s, schedule.framing(s.form).form, frames[s.id]) for s in slots if s not in closed]
    sheets = sorted((*map(locked_sheet, locked.sessions), *open_), key=lambda sheet: sheet.slot.starts)
    sounded_s = sum(map(laid.credit_s, held))
    board = Board(sheets, policy.daily_cap_s - laid.counted_s + sounded_s, asked, policy)
    board.choices = given.choices
    board.yielded = yielded(policy.slots_on(day), laid.slots, laid.airing, held)
    place = schedule.station(station).place
    board.seed = f"{place} {day}"
    turn = _turn_of(fit, place, day)
    _Planner(board, campaigns, fit, turn).fill(schedule.pins_on(day, station))
    fitting = {each.script.id: each for each in fit}
    reasons = {each.script: each.reason for each in refused}
    hand = Hand(
        board, fitting, reasons, {slot.id: reason for slot, reason in closed.items()}, given.placements
    )
    if given.placements:
        hand.apply()
        fit = hand.left()
        _Planner(board, campaigns, fit, turn).fill_up()
        hand.settle()
    relays = tuple(beside(laid.relays, locked.sessions, day))
    airing = {each.relay.slot for each in relays if each.airs}
    own = [
        (Sheet(slot, schedule.framing(slot.form).form, frames[slot.id]), laid.credit_s(slot.id))
        for slot in laid.stand_ins
        if slot.id in airing and slot.id not in held and slot.id in frames
    ]
    instead = stand_ins(
        board, own, lambda day, sheet: _Planner(day, campaigns, fit, turn).fill_instead(sheet)
    )
    silent = [SilentSlot(slot, reason) for slot, reason in closed.items()]
    silent += [
        SilentSlot(sheet.slot, why_not.silent(board, sheet, fit)) for sheet in board.sheets if not sheet.plays
    ]
    return DayPlan(
        station=station,
        date=day,
        sessions=tuple(_session(policy, sheet, day) for sheet in board.sheets if sheet.plays),
        silent=tuple(sorted(silent, key=lambda each: each.slot.starts)),
        left_out=(*refused, *hand.gone(), *why_not.left_out(board, fit)),
        targets=outcomes(board, campaigns, fit),
        placed=hand.outcome(),
        relays=relays,
        resting=tuple(resting(schedule.relays_of(day, station), day)),
        stand_ins=tuple(_session(policy, sheet, day) for sheet in instead),
    )


def _closed(policy: Policy, slot: Slot, frames: Mapping[str, Frame]) -> Iterator[Text]:
    for fault in hour_faults(policy, slot):
        yield fault.what
    if slot.id not in frames:
        yield Text(
            f"khung {slot} chưa có lời xướng và nhạc hiệu",
            f"the session of {slot} has no words and imaging yet",
        )


def _session(policy: Policy, sheet: Sheet, day: date) -> PlannedSession:
    if sheet.locked is not None:
        return sheet.locked
    clips = [play.clip for play in sheet.plays]
    return PlannedSession(
        slot=sheet.slot,
        starts=sheet.slot.starts_on(day),
        gain_db=policy.gain_db(sheet.slot),
        form=sheet.form,
        frame=sheet.frame,
        items=tuple(PlannedItem(p.clip, p.candidate.script.klass, p.reason, p.by) for p in sheet.plays),
        duration_s=rundown(sheet.form, sheet.frame, clips, exactly_s=sheet.slot.exactly_s).length_s,
    )


FRESH = timedelta(days=2)
"""How long a script goes before older ones after it was cleared or became valid. Ours: then it is no news."""

Turn = Callable[[Candidate], tuple[bool, int, int]]


def _turn_of(fit: Sequence[Candidate], place: str, day: date) -> Turn:
    """Whether a candidate is old, the turn of its topic within its campaign, and its own within the topic."""
    circles: dict[tuple[str, ...], set[str]] = {}
    for candidate in fit:
        campaign, topic = _group(candidate)
        circles.setdefault((campaign,), set()).add(topic)
        circles.setdefault((campaign, topic), set()).add(candidate.script.id)
    turn = {
        circle: turns(names, place, day, GOLDEN if len(circle) == 1 else ROOT_TWO)
        for circle, names in circles.items()
    }

    turns_of = {}
    for candidate in fit:
        campaign, topic = _group(candidate)
        old = _since(candidate.script) + FRESH < day
        own = turn[(campaign,)][topic], turn[campaign, topic][candidate.script.id]
        turns_of[candidate.script.id] = old, *own
    return lambda candidate: turns_of[candidate.script.id]


def _since(script: Script) -> date:
    """The day on which it could air first."""
    cleared = script.approved.on if script.approved else date.min
    return max(cleared, script.valid_from or date.min)


def _group(candidate: Candidate) -> tuple[str, str]:
    return candidate.script.campaign or "", candidate.script.topic or ""


class _Planner:
    """The steps of one day, over one board."""

    def __init__(
        self, board: Board, campaigns: Sequence[Campaign], fit: Sequence[Candidate], turn: Turn
    ) -> None:
        self.board = board
        self.campaigns = campaigns
        self.fit = fit
        self.turn = turn
        self.targeted = [each for each in fit if each.script.campaign in board.demands]
        self.standing = [each for each in fit if each.script.campaign not in board.demands]
        self.own: dict[str, list[Candidate]] = {name: [] for name in board.demands}
        for each in self.targeted:
            self.own[each.script.campaign or ""].append(each)
        self.order = Order(self._claim, self._turn_now)
        self.emergencies = self._of_class(BulletinClass.EMERGENCY)

    def fill(self, pins: Sequence[Pin]) -> None:
        """Take all steps."""
        self._place_emergencies()
        for pin in pins:
            self._pin(pin)
        for candidate in self.board.choices.in_turn(self._of_class(BulletinClass.PRIORITY)):
            if not self.board.scripts[candidate.script.id]:
                self.board.place(candidate, why.PRIORITY, longest)
                self._place_emergencies()  # again, now that something stands between
        self.fill_up()

    def fill_up(self) -> None:
        """What campaigns still lack, then everything in turn."""
        self._reach_minimums()
        Exchange(self.board, self.campaigns, self.fit, self.order).make_room()
        while self._fill_standing() | self._fill_targeted():  # in turn: `or` would starve the second
            pass
        self._reach_minimums()  # again, now that more stands between

    def fill_instead(self, sheet: Sheet) -> None:
        """Fill `sheet`, which airs where a relay is not received, at last with what airs elsewhere too."""
        while self._place_first(
            self._may_repeat(self.fit), _standing_in, filling, _only(sheet)
        ) or self._place_first(self.fit, _standing_in, filling, _only(sheet)):
            pass

    def _place_emergencies(self) -> None:
        for candidate in self.emergencies:
            while self.board.scripts[candidate.script.id] < candidate.script.repeat:
                if not self.board.place(candidate, why.EMERGENCY, longest):
                    break

    def _of_class(self, klass: BulletinClass) -> list[Candidate]:
        return sorted((each for each in self.fit if each.script.klass is klass), key=self.turn)

    def _pin(self, pin: Pin) -> None:
        sheets = [sheet for sheet in self.board.sheets if sheet.slot.id == pin.slot]
        for candidate in self.fit:
            if candidate.script.id == pin.script:
                self.board.place(candidate, why.PINNED, longest, _without(candidate, sheets))

    def _reach_minimums(self) -> None:
        """Plays for the campaign that lacks most, one at a time, until none lacks any or nothing helps."""
        given_up: set[str] = set()
        hunger = self.board.hunger
        while short := [each for each in self.campaigns if each.id not in given_up]:
            campaign = max(short, key=lambda each: hunger(each.id))
            if not hunger(campaign.id):
                break
            own = self.own[campaign.id]
            if not (self._serve(campaign, own) or self._part(own) or self._again(campaign, own)):
                given_up.add(campaign.id)
            self._place_emergencies()  # again, now that something stands between

    def _again(self, campaign: Campaign, own: Sequence[Candidate]) -> bool:
        """A play that is missing, twice in one session if need be; minutes are not filled so."""
        plays, _ = self.board.missing(campaign.id)
        return plays > 0 and (
            self._serve(campaign, own, same_session=True) or self._part(own, same_session=True)
        )

    def _serve(self, campaign: Campaign, own: Sequence[Candidate], *, same_session: bool = False) -> bool:
        """One more play: of a script that its writer lets air again, else of any."""
        board, among = self.board, self.board.needy(campaign.id)
        return self._place_first(
            self._may_repeat(own), lambda _: why.missing(board, campaign), longest, among
        ) or self._place_first(
            own, lambda _: why.missing_again(board, campaign), longest, among, same_session=same_session
        )

    def _part(self, own: Sequence[Candidate], *, same_session: bool = False) -> bool:
        """Air something between two plays of one script, where there is room for the second."""
        sheets = [
            sheet
            for sheet in self.board.sheets
            if any(
                self.board.fits(sheet, each, longest) and (same_session or not sheet.holds(each.script.id))
                for each in own
            )
        ]
        return self._place_first(self._may_repeat(self.standing), _standing, filling, sheets)

    def _fill_standing(self) -> bool:
        return self._place_first(self._may_repeat(self.standing), _standing, filling)

    def _fill_targeted(self) -> bool:
        return self._place_first(self._may_repeat(self.targeted), self._more, filling)

    def _more(self, candidate: Candidate) -> Text:
        campaign = candidate.script.campaign or ""
        return why.more(campaign, self.board.demands[campaign].target)

    def _may_repeat(self, pool: Sequence[Candidate]) -> list[Candidate]:
        return [each for each in pool if self.board.scripts[each.script.id] < each.script.repeat]

    def _place_first(
        self,
        pool: Sequence[Candidate],
        reason: Callable[[Candidate], Text],
        limit: Limit,
        sheets: Sequence[Sheet] | None = None,
        *,
        same_session: bool = False,
    ) -> bool:
        """Place the first that finds a place: by class, then what aired least, then whose turn it is."""
        among = self.board.sheets if sheets is None else sheets
        short = [each for each in pool if not self.board.surely_too_long(each, limit)]
        return any(
            self.board.place(each, reason(each), limit, among if same_session else _without(each, among))
            for each in sorted(short, key=self.order)
        )

    def _claim(self, candidate: Candidate) -> tuple[float, ...]:
        script = candidate.script
        demand = self.board.demands.get(script.campaign or "")
        if demand is None:
            return RANK[script.klass], 0.0, 0
        aired = self.board.campaigns[script.campaign] / (demand.target.plays_max or _MANY)
        return RANK[script.klass], aired, -demand.owed_plays

    def _turn_now(self, candidate: Candidate) -> tuple[float, ...]:
        script, board = candidate.script, self.board
        targeted = script.campaign in board.demands
        old, *turn = self.turn(candidate)
        return (
            board.scripts[script.id],
            board.languages.get((script.campaign, script.language), 0.0) if targeted else 0.0,
            old,
            board.topics[script.campaign, script.topic],
            *turn,
        )


_MANY = 100
"""Plays that a campaign without a most is compared with."""


def _only(sheet: Sheet) -> Sequence[Sheet]:
    return (sheet,)


def _standing_in(_: Candidate) -> Text:
    return why.STANDING_IN


def _standing(candidate: Candidate) -> Text:
    """Why an item without a target airs where there is room; an emergency does so once others are between."""
    return why.EMERGENCY if candidate.script.klass is BulletinClass.EMERGENCY else why.STANDING


def _without(candidate: Candidate, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sessions that do not have the script yet."""
    return [sheet for sheet in sheets if not sheet.holds(candidate.script.id)]

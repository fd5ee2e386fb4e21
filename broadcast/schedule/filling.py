"""Xếp bài: the steps in which a day is filled, over one board."""

from collections.abc import Callable, Sequence

from broadcast.language import Text
from broadcast.schedule import why, why_not
from broadcast.schedule.board import Board, Limit, filling, longest
from broadcast.schedule.campaign import Campaign
from broadcast.schedule.in_turn import Order
from broadcast.schedule.pin import Pin
from broadcast.schedule.plan import Candidate
from broadcast.schedule.room import Exchange
from broadcast.schedule.sheet import RANK, Sheet
from broadcast.schedule.turn import Turn
from broadcast.script import BulletinClass


class Filling:
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
        self.unpinned: dict[str, Text] = {}  # scripts that a pin could not put where it should, and why

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
        held = any(sheet.holds(pin.script) for sheet in sheets)
        for candidate in (each for each in self.fit if each.script.id == pin.script and not held):
            if not self.board.place(candidate, why.PINNED, longest, sheets):
                self.unpinned[pin.script] = why_not.pinned(self.board, sheets, candidate)

    def _reach_minimums(self) -> None:
        """Plays for the campaign that lacks most, one at a time, until none lacks any or nothing helps."""
        hunger, campaigns = self.board.hunger, {each.id: each for each in self.campaigns}
        while campaigns and hunger(name := max(campaigns, key=hunger)):
            campaign, own = campaigns[name], self.own[name]
            if not (self._serve(campaign, own) or self._part(own) or self._again(campaign, own)):
                del campaigns[name]
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

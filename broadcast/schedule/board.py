"""Bảng phát: a station's day while it is being filled. It never takes what a rule forbids."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from math import inf
from operator import itemgetter
from zlib import crc32

from broadcast.language import Text
from broadcast.schedule.choice import NO_CHOICES
from broadcast.schedule.demand import Demand
from broadcast.schedule.plan import Candidate
from broadcast.schedule.policy import GenreCap, Policy, apart_s
from broadcast.schedule.setting import Row, Setting
from broadcast.schedule.sheet import ROUNDING_S, Play, Sheet
from broadcast.schedule.yielding import NOTHING_YIELDED
from broadcast.script import BulletinClass

Laid = Sequence[tuple[Play, ...]]
"""The plays of each session of a day."""

Limit = Callable[[Sheet], float]


def longest(sheet: Sheet) -> float:
    """The limit for what must air."""
    return sheet.longest_s


def filling(sheet: Sheet) -> float:
    """The limit for what may air if there is room."""
    return sheet.fill_s


class Board:
    """All sessions of the day, in order: inside every cap and target, no script next to itself."""

    def __init__(
        self,
        sheets: Sequence[Sheet],
        cap_s: float,
        demands: Mapping[str, Demand],
        policy: Policy = Policy(),  # noqa: B008 - frozen
    ) -> None:
        self.sheets = tuple(sheets)
        self.open = tuple(sheet for sheet in self.sheets if sheet.locked is None)
        self.cap_s = cap_s
        self.demands = demands
        self.policy = policy
        self.choices = NO_CHOICES
        self.yielded = NOTHING_YIELDED
        self.seed = ""  # of place and day: which of equal sessions a script is drawn to
        self.scripts: Counter[str] = Counter()
        self.campaigns: Counter[str | None] = Counter()
        self.topics: Counter[tuple[str | None, str | None]] = Counter()
        self.seconds: dict[str | None, float] = defaultdict(float)  # of items, by campaign
        self.genres: dict[str, float] = defaultdict(float)  # of items, by genre
        self.languages: dict[tuple[str | None, str], float] = defaultdict(float)  # by campaign and language
        self.barred: set[tuple[str, str | None]] = set()  # script and slot (None: any), as somebody decided
        self._shared = [name for name, demand in demands.items() if demand.target.share]
        self._hunger: dict[str, float] = {}  # as long as nothing changed that it depends on
        for play in (play for sheet in self.sheets for play in sheet.plays if not play.lost):
            self._count(play.candidate)
        self._measure()

    def _measure(self) -> None:
        """Find anew what the daily cap leaves, and a length that fits nowhere for sure."""
        self.room_s = self.cap_s - sum([sheet.margin_s + sheet.length_s for sheet in self.sheets])
        self._most_s: dict[Limit, float] = {}
        for name in self._shared:
            self._hunger.pop(name, None)

    def _longest_free_s(self, limit: Limit) -> float:
        """How long an item may be at most that finds time in some session."""
        if any(sheet.slot.exactly for sheet in self.open):  # shorter stingers may make room there
            return inf
        free = [min(self.room_s, limit(sheet) - sheet.length_s) - sheet.more_s for sheet in self.open]
        return max(free, default=0.0) + ROUNDING_S

    @property
    def length_s(self) -> float:
        """Airtime of the day so far."""
        return sum(sheet.length_s for sheet in self.sheets)

    def wanted(self, candidate: Candidate) -> bool:
        """Whether its campaign and its genre may still have a play today."""
        campaign = candidate.script.campaign or ""
        if self.capped(candidate) is not None:
            return False
        if campaign not in self.demands:
            return True
        target = self.demands[campaign].target
        seconds = self.seconds.get(campaign, 0.0) + candidate.clip.duration_s
        return self.campaigns[campaign] < target.most_plays and seconds <= target.most_s + ROUNDING_S

    def capped(self, candidate: Candidate) -> GenreCap | None:
        """The cap of its genre that it would exceed; an emergency has none."""
        if not self.policy.genre_caps or candidate.script.klass is BulletinClass.EMERGENCY:
            return None
        genre = candidate.script.genre
        with_it_s = self.genres.get(genre, 0.0) + candidate.clip.duration_s
        caps = (cap for cap in self.policy.genre_caps if cap.genre == genre)
        return next((cap for cap in caps if with_it_s > cap.most_s + ROUNDING_S), None)

    def near(self, candidate: Candidate, sheet: Sheet) -> Sheet | None:
        """A session that plays it too near to `sheet`, or that one itself; an emergency may be repeated."""
        gap_s, name = self.policy.gap_s, candidate.script.id
        if not gap_s or not self.scripts[name] or candidate.script.klass is BulletinClass.EMERGENCY:
            return None
        return next((s for s in self.sheets if s.sounds(name) and apart_s(s.slot, sheet.slot) < gap_s), None)

    def missing(self, campaign: str, demand: Demand | None = None) -> tuple[int, float]:
        """Plays and seconds that the campaign lacks today for `demand`: what is owed and its share, too."""
        demand = demand or self.demands[campaign]
        seconds = demand.seconds_min - self.seconds.get(campaign, 0.0)
        part = demand.target.share
        share = sum(sheet.lacks_s(campaign, part) for sheet in self.sheets) if part else 0.0
        return (
            max(0, demand.plays_min - self.campaigns[campaign]),
            max(seconds if seconds > ROUNDING_S else 0.0, share),
        )

    def hunger(self, campaign: str) -> float:
        """The largest part of what the campaign asks for that is missing, 0 (nothing) to 1."""
        if campaign not in self._hunger:
            self._hunger[campaign] = self._missing_part(campaign)
        return self._hunger[campaign]

    def _missing_part(self, campaign: str) -> float:
        demand, (plays, seconds) = self.demands[campaign], self.missing(campaign)
        asked_s = max(
            demand.seconds_min, demand.target.share * sum(sheet.slot.aim_s for sheet in self.sheets), 1.0
        )
        return max(plays / max(1, demand.plays_min), min(1.0, seconds / asked_s))

    def needy(self, campaign: str) -> Sequence[Sheet]:
        """The sessions in which more of the campaign is asked for: any, or those that lack its share."""
        demand = self.demands[campaign]
        lacks = self.campaigns[campaign] < demand.plays_min
        if lacks or self.seconds.get(campaign, 0.0) < demand.seconds_min or not demand.target.share:
            return self.sheets
        return [sheet for sheet in self.sheets if sheet.lacks_s(campaign, demand.target.share)]

    def fits(self, sheet: Sheet, candidate: Candidate, limit: Limit) -> bool:
        """Whether the session and the day have the time; a locked session has none."""
        return self.within(sheet, candidate, min(limit(sheet), sheet.length_s + self.room_s))

    def within(self, sheet: Sheet, candidate: Candidate, most_s: float) -> bool:
        """Whether the session would last `most_s` at most with `candidate`."""
        most_s += ROUNDING_S
        if not candidate.clip.urgent and not sheet.slot.exactly:  # headlines, stingers stay
            least_s = sheet.length_s + sheet.more_s + candidate.clip.duration_s
            if least_s > most_s or least_s + sheet.ruler.surprise_s <= most_s:
                return least_s <= most_s
        return sheet.with_one_more_s(candidate) <= most_s

    def surely_too_long(self, candidate: Candidate, limit: Limit) -> bool:
        """Whether it is too long for the day or for every session, without looking at any."""
        if limit not in self._most_s:
            self._most_s[limit] = self._longest_free_s(limit)
        return candidate.clip.duration_s > self._most_s[limit] and not candidate.clip.urgent

    def place(
        self, candidate: Candidate, reason: Text, limit: Limit, sheets: Sequence[Sheet] | None = None
    ) -> bool:
        """Put `candidate` where it serves best; False when no rule leaves it a place."""
        if self.surely_too_long(candidate, limit) or not self.wanted(candidate):
            return False
        spot = self._best_spot(candidate, limit, self.sheets if sheets is None else sheets)
        if spot is None:
            return False
        self.insert(*spot, Play(candidate, reason))
        return True

    def insert(self, sheet: Sheet, position: int, play: Play) -> None:
        """Put `play` before what stands at `position`."""
        sheet.lay([*sheet.plays[:position], play, *sheet.plays[position:]])
        self._count(play.candidate)
        self._measure()

    def remove(self, sheet: Sheet, script: str) -> Play:
        """Take the script out of the session that has it."""
        play = sheet.plays[sheet.index(script)]
        sheet.lay([each for each in sheet.plays if each is not play])
        self._count(play.candidate, -1)
        self._measure()
        return play

    def laid(self) -> Laid:
        """What stands where, to come back to it with `lay`."""
        return [tuple(sheet.plays) for sheet in self.sheets]

    def lay(self, laid: Laid) -> None:
        """Have these plays and no others."""
        for sheet, plays in zip(self.sheets, laid, strict=True):
            if tuple(sheet.plays) != plays:
                for play in _besides(sheet.plays, plays):
                    self._count(play.candidate, -1)
                for play in _besides(plays, sheet.plays):
                    self._count(play.candidate)
                sheet.lay(plays)
        self._measure()

    def faults(self) -> frozenset[tuple[str, str]]:
        """Which rules the day breaks, and where; none, unless what is locked or was edited by hand does."""
        long = {("long", each.slot.id) for each in self.open if each.length_s > each.longest_s + ROUNDING_S}
        over = {("cap", "")} if self.room_s < -ROUNDING_S else set()
        row = [play.candidate.script.id for sheet in self.sheets for play in sheet.plays]
        return frozenset(long | over | {("twice", name) for name, after in pairwise(row) if name == after})

    def _count(self, candidate: Candidate, plays: int = 1) -> None:
        script, seconds = candidate.script, plays * candidate.clip.duration_s
        self._hunger.pop(script.campaign or "", None)
        self.scripts[script.id] += plays
        self.campaigns[script.campaign] += plays
        self.topics[script.campaign, script.topic] += plays
        self.genres[script.genre] += seconds
        self.seconds[script.campaign] += seconds
        self.languages[script.campaign, script.language] += seconds

    def _best_spot(
        self, candidate: Candidate, limit: Limit, sheets: Sequence[Sheet]
    ) -> tuple[Sheet, int] | None:
        """Where it is drawn to most; positions are looked at only in the best sessions that have one."""
        roomy = [each for each in sheets if self.fits(each, candidate, limit)]
        if self.barred or self.policy.gap_s:
            roomy = [each for each in roomy if self._may_air(candidate, each)]
        if len(roomy) < 2:  # often only one is asked about
            return self._best_of(candidate, roomy)
        ranked = sorted(((self._draw(candidate, each), each) for each in roomy), key=itemgetter(0))
        for _, equals in groupby(ranked, key=itemgetter(0)):
            if best := self._best_of(candidate, [sheet for _, sheet in equals]):
                return best
        return None

    def _best_of(self, candidate: Candidate, sheets: Iterable[Sheet]) -> tuple[Sheet, int] | None:
        """The best position in sessions that it is equally drawn to, if there is any."""
        spots = [spot for sheet in sheets for spot in self._spots(candidate, sheet)]
        if not spots:
            return None
        _, sheet, position = min(spots, key=itemgetter(0))
        return sheet, position

    def _spots(self, candidate: Candidate, sheet: Sheet) -> Iterator[tuple[Setting, Sheet, int]]:
        """Where it may stand for its class, for the commune's order, and apart from itself."""
        number = self.sheets.index(sheet)
        for position, setting in self._settings(candidate, sheet, self._positions(candidate, sheet)):
            yield (*setting, number, -position), sheet, position

    def _positions(self, candidate: Candidate, sheet: Sheet) -> Iterable[int]:
        order, positions = self.choices, sheet.positions(candidate)
        if not order.before:
            return positions
        row = [play.candidate.script.id for play in sheet.plays]
        return [each for each in positions if order.allows(row, candidate.script.id, each)]

    def _may_air(self, candidate: Candidate, sheet: Sheet) -> bool:
        """Whether nobody keeps it out of the session, and no other play is too near."""
        name = candidate.script.id
        barred = (name, sheet.slot.id) in self.barred or (name, None) in self.barred
        return not barred and self.near(candidate, sheet) is None

    def apart(self, candidate: Candidate, sheet: Sheet, position: int) -> bool:
        """Whether it would not be heard twice in a row there."""
        return self._row(sheet).apart(candidate, position)

    def _row(self, sheet: Sheet) -> Row:
        """What is heard in the session, and around it."""
        number = self.sheets.index(sheet)
        before = [each.plays[-1].candidate for each in self.sheets[:number] if each.plays]
        after = (each.plays[0].candidate for each in self.sheets[number + 1 :] if each.plays)
        items = [play.candidate for play in sheet.plays]
        return Row(before[-1] if before else None, items, next(after, None))

    def best_first(self, candidate: Candidate, sheet: Sheet) -> list[int]:
        """Where it may stand in the session for its class and apart from itself, the best place first."""
        settings = self._settings(candidate, sheet, sheet.positions(candidate))
        return [position for position, _ in sorted(settings, key=lambda each: (each[1], -each[0]))]

    def _settings(
        self, candidate: Candidate, sheet: Sheet, positions: Iterable[int]
    ) -> Iterator[tuple[int, Setting]]:
        targeted = candidate.script.campaign in self.demands
        return self._row(sheet).settings(candidate, positions, targeted=targeted)

    def _draw(self, candidate: Candidate, sheet: Sheet) -> tuple[float, ...]:
        """The smaller the better: soon for an emergency; else once a session, spread, even."""
        script = candidate.script
        calm = script.klass is BulletinClass.NORMAL
        return (
            sheet.holds(script.id),
            self.sheets.index(sheet) if script.klass is BulletinClass.EMERGENCY else 0,
            sheet.carries(script.campaign) if script.campaign in self.demands else 0,
            sheet.fullness,
            crc32(f"{self.seed} {script.id} {sheet.slot.id}".encode()) if calm and sheet.plays else 0,
        )


def _besides(some: Iterable[Play], others: Iterable[Play]) -> list[Play]:
    """Those that are not among the others."""
    known = set(map(id, others))
    return [each for each in some if id(each) not in known]

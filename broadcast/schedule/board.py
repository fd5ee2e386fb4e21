"""Bảng phát: a station's day while it is being filled. It never takes what a rule forbids."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from math import inf
from operator import itemgetter
from zlib import crc32

from broadcast.language import Text
from broadcast.programme import Clip, Form, Frame, Ruler
from broadcast.schedule.choice import NO_CHOICES
from broadcast.schedule.demand import Demand
from broadcast.schedule.plan import Candidate, PlannedItem, PlannedSession
from broadcast.schedule.policy import GenreCap, Policy, Slot, apart_s
from broadcast.schedule.setting import Row, Setting
from broadcast.schedule.yielding import NOTHING_YIELDED
from broadcast.script import BulletinClass, Script

MARGIN_S = 0.5
"""Kept free in every session: a file is whole MP3 frames (24 ms), a little longer than its sounds."""

ROUNDING_S = 1e-6
"""Sums of seconds differ by less."""

SMALL_S = 5.0
"""Less than the shortest item is not missing from a share: no item would make it up."""

FULLNESS = 2
"""Steps in which sessions are filled alike. Ours."""

RANK = {BulletinClass.EMERGENCY: 0, BulletinClass.PRIORITY: 1, BulletinClass.NORMAL: 2}
"""The order within a session: emergency first, priority before normal."""


@dataclass(frozen=True, slots=True)
class Play:
    """One play and why it is there."""

    candidate: Candidate
    reason: Text
    by: str = ""  # who put it there by hand
    lost: bool = False  # it was published and did not sound: it counts for nothing

    @property
    def clip(self) -> Clip:
        """Its sound, counted for what the script belongs to (see `sieve`)."""
        return self.candidate.clip


@dataclass(slots=True, eq=False)
class Sheet:
    """One session while it is being filled; lengths are whole programmes, in seconds.

    `locked` is what was published for it: it airs so, counts so, and nothing is put into it any more.
    """

    slot: Slot
    form: Form
    frame: Frame
    plays: list[Play] = field(default_factory=list)
    length_s: float = 0.0
    locked: PlannedSession | None = None
    ruler: Ruler = field(init=False)
    margin_s: float = field(init=False)  # kept free: nothing where the file is cut to the second
    longest_s: float = field(init=False)  # what it may last
    fill_s: float = field(init=False)  # when it is only being filled: the aim; one item airs even if longer
    more_s: float = field(init=False)  # what one more item costs at least, beside its own length
    _body_s: float = 0.0
    _names: frozenset[str] = frozenset()
    _tried: dict[str, float] = field(default_factory=dict)  # `with_one_more_s` by script, of these plays

    def __post_init__(self) -> None:
        self.ruler = Ruler(self.form, self.frame, self.slot.exactly_s)
        self.margin_s = 0.0 if self.slot.exactly else MARGIN_S
        self.longest_s = self.slot.longest_s - self.margin_s
        self.measure()

    @property
    def fullness(self) -> int:
        """How full it is, in coarse steps: what a small change elsewhere alters must not move everything."""
        return 1 + int(FULLNESS * self.length_s / self.slot.aim_s) if self.plays else 0

    def with_one_more_s(self, candidate: Candidate) -> float:
        """The longest that it can become with `candidate`, which may bring a headline of its own."""
        if self.locked is not None:
            return inf
        found = self._tried.get(candidate.script.id)
        if found is None:
            clips = [play.candidate.clip for play in self.plays]
            found = self.ruler.with_one_more_s(clips, candidate.clip, self._body_s)
            self._tried[candidate.script.id] = found
        return found

    def with_more_s(self, candidates: Sequence[Candidate]) -> float:
        """How long it would be with all of `candidates`."""
        return self.ruler.laid_s([*(play.clip for play in self.plays), *(each.clip for each in candidates)])

    def holds(self, script: str) -> bool:
        """Whether the script is in it already."""
        return script in self._names

    def sounds(self, script: str) -> bool:
        """The same, of what is heard: a play that was published and lost is not."""
        return self.holds(script) and any(
            each.candidate.script.id == script and not each.lost for each in self.plays
        )

    def index(self, script: str) -> int:
        """Where the script stands in it; it must."""
        return next(n for n, play in enumerate(self.plays) if play.candidate.script.id == script)

    def carries(self, campaign: str | None) -> int:
        """How many plays of the campaign are in it."""
        return [play.candidate.script.campaign for play in self.plays].count(campaign)

    def carries_s(self, campaign: str) -> float:
        """Seconds of the campaign's items in it."""
        own = (play.candidate for play in self.plays if play.candidate.script.campaign == campaign)
        return sum(candidate.clip.duration_s for candidate in own)

    def lacks_s(self, campaign: str, share: float) -> float:
        """Seconds of the campaign that are missing to its `share` of the session; a locked one lacks none."""
        if self.locked is not None:
            return 0.0
        lacks_s = share * max(self.slot.aim_s, self.length_s) - self.carries_s(campaign)
        return lacks_s if lacks_s > SMALL_S else 0.0

    def positions(self, candidate: Candidate) -> range:
        """Where `candidate` may stand for its class."""
        ranks = [RANK[play.candidate.script.klass] for play in self.plays]
        own = RANK[candidate.script.klass]
        return range(bisect_left(ranks, own), bisect_right(ranks, own) + 1)

    def lay(self, plays: Sequence[Play]) -> None:
        """Have these plays and no others."""
        self.plays = list(plays)
        self.measure()

    def measure(self) -> None:
        """Find its length anew."""
        self._tried.clear()
        self._names = frozenset([play.candidate.script.id for play in self.plays])
        aimed = self.plays and not self.slot.exactly
        self.fill_s = min(self.slot.aim_s, self.longest_s) if aimed else self.longest_s
        if self.locked is not None:
            self.length_s, self.more_s = self.locked.duration_s, inf
            return
        clips = [play.candidate.clip for play in self.plays]
        self._body_s = self.ruler.body_s(clips)
        self.length_s = self.ruler.length_s(clips, self._body_s)
        self.more_s = self.ruler.more_s(len(clips))


def locked_sheet(session: PlannedSession) -> Sheet:
    """The sheet of a session that is published and stays as it is."""
    plays = [Play(_as_published(item), item.reason, lost=item.lost) for item in session.items]
    return Sheet(session.slot, session.form, session.frame, plays, locked=session)


def _as_published(item: PlannedItem) -> Candidate:
    """Counted for what was published with it: the script may have been edited or withdrawn since."""
    clip = item.clip
    script = Script(
        clip.script or "", clip.title, "", clip.genre or "", "", item.klass, clip.campaign, clip.topic
    )
    return Candidate(replace(script, language=clip.language or script.language), clip)


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
        self.seconds: dict[str | None, float] = {}  # of items, by campaign
        self.genres: dict[str, float] = {}  # of items, by genre
        self.languages: dict[tuple[str | None, str], float] = {}  # of items, by campaign and language
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
        if candidate.script.klass is BulletinClass.EMERGENCY:
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
                for play in sheet.plays:
                    self._count(play.candidate, -1)
                for play in plays:
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
        self.genres[script.genre] = self.genres.get(script.genre, 0.0) + seconds
        self.seconds[script.campaign] = self.seconds.get(script.campaign, 0.0) + seconds
        told = script.campaign, script.language
        self.languages[told] = self.languages.get(told, 0.0) + seconds

    def _best_spot(
        self, candidate: Candidate, limit: Limit, sheets: Sequence[Sheet]
    ) -> tuple[Sheet, int] | None:
        """Where it is drawn to most; positions are looked at only in the best sessions that have one."""
        roomy = [
            each
            for each in sheets
            if self.fits(each, candidate, limit)
            and not self._bars(candidate, each)
            and self.near(candidate, each) is None
        ]
        ranked = sorted(((self._draw(candidate, each), each) for each in roomy), key=itemgetter(0))
        for _, equals in groupby(ranked, key=itemgetter(0)):
            spots = [spot for _, sheet in equals for spot in self._spots(candidate, sheet)]
            if spots:
                _, sheet, position = min(spots, key=itemgetter(0))
                return sheet, position
        return None

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

    def _bars(self, candidate: Candidate, sheet: Sheet) -> bool:
        name = candidate.script.id
        return (name, sheet.slot.id) in self.barred or (name, None) in self.barred

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

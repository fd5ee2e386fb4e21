"""Tờ lịch: one session while it is being filled, and how long it is."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf

from broadcast.language import Text
from broadcast.programme import Clip, Form, Frame, Ruler
from broadcast.schedule.plan import Candidate, PlannedItem, PlannedSession
from broadcast.schedule.policy import Slot
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

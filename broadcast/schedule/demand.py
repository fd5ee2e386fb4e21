"""Nhu cầu: what a campaign asks of one day at one station, with what the days before owe it.

The loop is closed here: what was planned and did not sound is asked for again, on the days that follow and
never beyond the most that the target allows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from broadcast.schedule.campaign import Campaign, Target

LOOKED_BACK = timedelta(days=7)
"""What was missed earlier is not made up any more: listeners do not hear last month. Ours: a week."""


@dataclass(frozen=True, slots=True)
class Had:
    """What a campaign had on one day: plays that sounded or still may, and their seconds.

    `lost` plays and `lost_s` seconds were published and did not sound.
    """

    plays: int = 0
    seconds: float = 0.0
    lost: int = 0
    lost_s: float = 0.0

    def plus(self, seconds: float, *, heard: bool) -> "Had":
        """With one play more."""
        if heard:
            return replace(self, plays=self.plays + 1, seconds=self.seconds + seconds)
        return replace(self, lost=self.lost + 1, lost_s=self.lost_s + seconds)


Past = Mapping[date, Mapping[str, Had]]
"""By day and campaign, of one station; a day that was never published is not there and owes nothing."""

NO_PAST: Past = {}


@dataclass(frozen=True, slots=True)
class Demand:
    """The target of a day, and what the days before it owe."""

    target: Target
    owed_plays: int = 0
    owed_s: float = 0.0

    @property
    def plays_min(self) -> int:
        """Plays to be reached, those owed among them, inside the most that the target allows."""
        return int(min(self.target.plays_min + self.owed_plays, self.target.most_plays))

    @property
    def seconds_min(self) -> float:
        """Seconds to be reached, likewise."""
        return min(self.target.seconds_min + self.owed_s, self.target.most_s)


def demands(campaigns: Iterable[Campaign], day: date, past: Past) -> dict[str, Demand]:
    """What each campaign asks of `day`, by id; standing ones ask for nothing and are not there."""
    return {
        campaign.id: _demand(campaign, target, day, past)
        for campaign in campaigns
        if (target := campaign.target_on(day)) is not None
    }


def _demand(campaign: Campaign, target: Target, day: date, past: Past) -> Demand:
    plays, seconds = 0, 0.0
    for before, had in past.items():
        due = campaign.target_on(before)
        if due is not None and day - LOOKED_BACK <= before < day and campaign.runs_on(before):
            own = had.get(campaign.id, Had())
            plays += min(due.plays_min - own.plays, own.lost)
            seconds += min(due.seconds_min - own.seconds, own.lost_s)
    return Demand(
        target,
        max(0, plays) if target.plays_min else 0,
        max(0.0, seconds) if target.seconds_min else 0.0,
    )

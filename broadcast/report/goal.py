"""Mức giao: what a campaign was meant to have at one station on one day, and whether that was reached."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from broadcast.asrun import Airing
from broadcast.playlist import ItemKind
from broadcast.report.asked import Scope
from broadcast.schedule import Campaign, Schedule, Target
from broadcast.schedule.board import SMALL_S


@dataclass(frozen=True, slots=True)
class Goal:
    """What a campaign was meant to have at one station on one day: `target`, and `baseline` plays before it.

    `baseline_time` and `least_time` are the same in airtime, nothing where nobody has said it in minutes.
    """

    station: str
    date: date
    campaign: str
    baseline: int
    target: Target | None
    baseline_time: timedelta = timedelta()
    least_time: timedelta = timedelta()

    @property
    def least(self) -> int:
        """Plays that there shall be at least."""
        return self.target.plays_min if self.target else 0

    def met_by(self, heard: "Heard") -> bool:
        """Whether that is enough, in plays and in airtime."""
        return heard.plays >= self.least and heard.time >= self.least_time

    @property
    def most(self) -> int:
        """Plays that there shall be at most; 0 where no target says so."""
        return self.target.plays_max if self.target else 0


@dataclass(frozen=True, slots=True)
class Heard:
    """What aired of a campaign at one station on one day."""

    plays: int
    time: timedelta


NOTHING = Heard(0, timedelta())


def goals_of(
    schedule: Schedule,
    scope: Scope,
    airings: Iterable[Airing],
    only: str | None = None,
) -> Iterator[Goal]:
    """A goal for every day on which a campaign with one runs, whether or not anything was made that day.

    `airings`: what was published, for targets that are a share of it. `only`: the campaign that is meant.
    """
    sessions = _lengths(airings)
    for station in sorted(schedule.stations):
        for day in scope.days_of(station):
            for campaign in schedule.campaigns_on(day, station):
                if only in {None, campaign.id}:
                    yield from _goal(campaign, station, day, sessions.get((station, day), ()))


def _goal(campaign: Campaign, station: str, day: date, sessions_s: Sequence[float]) -> Iterator[Goal]:
    """What is aimed at that day, by the stage that holds on it; nothing where nothing is aimed at."""
    target = campaign.target_on(day)
    if target is not None or campaign.baseline_plays or campaign.baseline_s:
        yield Goal(
            station,
            day,
            campaign.id,
            campaign.baseline_plays,
            target,
            timedelta(seconds=campaign.baseline_s),
            timedelta(seconds=_least_s(target, sessions_s) if target else 0.0),
        )


def _least_s(target: Target, sessions_s: Sequence[float]) -> float:
    """Airtime of a day in seconds: as asked for, or the share of its sessions; small change is forgiven."""
    return max(target.seconds_min, sum(max(0.0, target.share * each - SMALL_S) for each in sessions_s))


def _lengths(airings: Iterable[Airing]) -> Mapping[tuple[str, date], Sequence[float]]:
    lengths: dict[tuple[str, date], list[float]] = defaultdict(list)
    for airing in airings:
        if airing.item.kind is ItemKind.PROGRAMME:
            lengths[airing.station, airing.date].append(airing.item.duration_s)
    return lengths

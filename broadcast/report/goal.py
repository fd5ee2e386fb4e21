"""Mức giao: what a campaign was meant to have at one station on one day, and whether that was reached."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from broadcast.asrun import Airing
from broadcast.playlist import ItemKind
from broadcast.report.asked import Scope
from broadcast.schedule import Campaign, Schedule, Target
from broadcast.schedule.sheet import SMALL_S


@dataclass(frozen=True, slots=True)
class Goal:
    """What a campaign was meant to have at one station on one day: `target`, and `baseline` plays before it.

    `baseline_time` and `least_time` are the same in airtime, nothing where nobody has said it in minutes.
    `open`: it is a share of sessions that are not all known, so nobody can say that it is reached.
    """

    station: str
    date: date
    campaign: str
    baseline: int
    target: Target | None
    baseline_time: timedelta = timedelta()
    least_time: timedelta = timedelta()
    open: bool = False

    @property
    def least(self) -> int:
        """Plays that there shall be at least."""
        return self.target.plays_min if self.target else 0

    def met_by(self, heard: "Heard") -> bool:
        """Whether that is enough, in plays and in airtime; never where there is no target."""
        known = self.target is not None and not self.open
        return known and heard.plays >= self.least and heard.time >= self.least_time

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
    schedule: Schedule, scope: Scope, airings: Iterable[Airing], today: date, only: str | None = None
) -> Iterator[Goal]:
    """A goal for every day on which a campaign with one runs, whether or not anything was made that day.

    `airings`: what was published, for targets that are a share of it. `only`: the campaign that is meant.
    """
    lengths = _lengths(airings)
    for station in sorted(schedule.stations):
        for day in scope.days_of(station):
            sessions_s = lengths.get((station, day), ())
            for campaign in schedule.campaigns_on(day, station):
                if only in {None, campaign.id}:
                    target = _target(schedule, campaign, station, day, sessions_s)
                    known = bool(sessions_s) and day < today
                    yield from _goal(campaign, station, day, target, sessions_s, known=known)


def _target(
    schedule: Schedule, campaign: Campaign, station: str, day: date, sessions_s: Sequence[float]
) -> Target | None:
    """What is aimed at that day, by the stage that holds on it.

    No share is asked of a day on which nothing was to air: no session is laid down for it.
    """
    target = campaign.target_on(day)
    if target is None or not target.share or sessions_s or schedule.slots(station, day):
        return target
    rest = replace(target, share=0.0)
    return None if rest == Target() else rest


def _goal(
    campaign: Campaign,
    station: str,
    day: date,
    target: Target | None,
    sessions_s: Sequence[float],
    *,
    known: bool,
) -> Iterator[Goal]:
    """Nothing where nothing is aimed at and nothing aired before. `known`: all sessions of the day are."""
    if target is not None or campaign.baseline_plays or campaign.baseline_s:
        yield Goal(
            station,
            day,
            campaign.id,
            campaign.baseline_plays,
            target,
            timedelta(seconds=campaign.baseline_s),
            timedelta(seconds=_least_s(target, sessions_s) if target else 0.0),
            open=target is not None and target.share > 0 and not known,
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

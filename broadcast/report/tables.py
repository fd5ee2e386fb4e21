"""The tables of a report: plays added up by campaign, topic, station or day, each row beside its goals."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from broadcast.report.play import Count, Play, count
from broadcast.report.report import Goal, Report

Key = TypeVar("Key", bound=Hashable)
Each = TypeVar("Each", Play, Goal)


@dataclass(frozen=True, slots=True)
class Aim:
    """Goals added up: `least` and `most` plays aimed at, `baseline` those of such days before the campaign.

    On `met` of `days` the least was aired: days of single stations that are over, or on target already.
    """

    days: int
    met: int
    baseline: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about (None: not told apart), its figures, and its aim where campaigns have one."""

    campaign: str | None
    count: Count
    aim: Aim | None = None
    topic: str | None = None
    station: str | None = None
    day: date | None = None


def by_campaign(report: Report) -> Iterator[Row]:
    """A row for each campaign over the whole period; plays of none come last."""
    for (campaign,), plays, aim in _with_aims(report, lambda each: (each.campaign,)):
        yield Row(campaign, plays, aim)


def by_topic(report: Report) -> Iterator[Row]:
    """A row for each topic over the whole period, topics of campaigns in the schedule also without a play."""
    plays = _grouped(report.plays, lambda play: (play.campaign, play.topic))
    shown = {goal.campaign for goal in report.goals} | {play.campaign for play in report.plays}
    idle: dict[tuple[str | None, str | None], list[Play]] = {
        (campaign.id, topic.id): []
        for campaign in report.campaigns.values()
        for topic in campaign.topics
        if campaign.id in shown
    }
    for (campaign, topic), those in _in_order({**idle, **plays}):
        yield Row(campaign, count(those), topic=topic)


def by_station(report: Report) -> Iterator[Row]:
    """A row for each station over the whole period, all campaigns together."""
    for (station,), plays, aim in _with_aims(report, lambda each: (each.station,)):
        yield Row(None, plays, aim, station=station)


def by_day(report: Report, campaign: str) -> Iterator[Row]:
    """A row for each day of the period, of one campaign, all stations together."""
    plays = _grouped((play for play in report.plays if play.campaign == campaign), lambda play: play.date)
    goals = _grouped((goal for goal in report.goals if goal.campaign == campaign), lambda goal: goal.date)
    aired = report.aired_on()
    for day in report.asked.days:
        yield Row(campaign, count(plays.get(day, ())), _aim(goals.get(day, ()), aired, report.today), day=day)


def by_station_day(report: Report) -> Iterator[Row]:
    """A row for each campaign, station and day: the level at which targets are set."""
    for (day, station, campaign), plays, aim in _with_aims(
        report, lambda each: (each.date, each.station, each.campaign)
    ):
        yield Row(campaign, plays, aim, station=station, day=day)


def by_station_day_topic(report: Report) -> Iterator[Row]:
    """A row for each campaign, topic, station and day that has a play: the finest."""
    plays = _grouped(report.plays, lambda play: (play.date, play.station, play.campaign, play.topic))
    for (day, station, campaign, topic), those in _in_order(plays):
        yield Row(campaign, count(those), topic=topic, station=station, day=day)


def _with_aims(
    report: Report, key: Callable[[Any], tuple[Any, ...]]
) -> Iterator[tuple[tuple[Any, ...], Count, Aim | None]]:
    """Plays and goals put together by the same key; a goal without a single play has its row too."""
    plays, goals = _grouped(report.plays, key), _grouped(report.goals, key)
    aired = report.aired_on()
    for each, _ in _in_order({**goals, **plays}):
        yield each, count(plays.get(each, ())), _aim(goals.get(each, ()), aired, report.today)


def _aim(goals: Iterable[Goal], aired: Mapping[tuple[str, date, str], int], today: date) -> Aim | None:
    goals = tuple(goals)
    if not goals:
        return None
    met = [aired.get((goal.station, goal.date, goal.campaign), 0) >= goal.least for goal in goals]
    return Aim(
        days=sum(done or goal.date < today for goal, done in zip(goals, met, strict=True)),
        met=sum(met),
        baseline=sum(goal.baseline for goal in goals),
        least=sum(goal.least for goal in goals),
        most=sum(goal.most for goal in goals),
    )


def _grouped(several: Iterable[Each], key: Callable[[Each], Key]) -> dict[Key, list[Each]]:
    groups: dict[Key, list[Each]] = defaultdict(list)
    for each in several:
        groups[key(each)].append(each)
    return dict(groups)


def _in_order(groups: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    """By key; what has no campaign or topic comes last."""
    return sorted(groups.items(), key=lambda pair: [(part is None, part or "") for part in pair[0]])
